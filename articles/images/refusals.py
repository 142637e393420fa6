"""Why a file is not taken: each kind of bad file has one sentence."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
# A picture with a side longer than this is no photograph, and some encoders fail on it.
LONGEST_SIDE = 16_000

_SENTENCES = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(most)s MB."),
    "unknown": _("This is not a picture. JPEG, PNG, WebP, AVIF and GIF are accepted."),
    "damaged": _("The picture is damaged and cannot be read to its end."),
    "too_many_pixels": _(
        "The picture has more than %(most)s million pixels, or a side longer than %(side)s."
    ),
    "too_slow": _("Reading the picture takes too long. Export it once more and try again."),
    "too_much": _("Reading the picture takes too much memory. Export it smaller and try again."),
}
_PARAMS = {
    "too_large": {"most": MOST_BYTES // 1_000_000},
    "too_many_pixels": {"most": MOST_PIXELS // 1_000_000, "side": LONGEST_SIDE},
}


def refusal(code):
    """ValidationError with the sentence for `code`."""
    return ValidationError(_SENTENCES[code], code=code, params=_PARAMS.get(code))
