"""What becomes of an uploaded file: a clean picture, or one sentence that says why not."""

import io
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
# A picture with a side longer than this is no photograph, and some encoders fail on it.
LONGEST_SIDE = 16_000

_KEPT_EXIF = (ExifTags.Base.Artist, ExifTags.Base.Copyright)


class Accepted(NamedTuple):
    """A picture encoded anew. `colour` is its average as #rrggbb."""

    data: bytes
    extension: str
    width: int
    height: int
    colour: str


def accept(data):
    """Decode the bytes of an upload and encode them anew, without anything but the picture.

    Its content decides, not its name. EXIF keeps copyright and artist alone; rotation and colour
    profile are applied; of an animation the first frame stays. Raises ValidationError.
    """
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)s MB."),
            code="too_large",
            params={"most": MOST_BYTES // 1_000_000},
        )
    picture, is_lossy = _decode(data)
    out = io.BytesIO()
    if is_lossy:
        picture.save(out, "JPEG", quality=92, subsampling=0, exif=_rights(data))
    else:
        picture.save(out, "PNG", exif=_rights(data))
    average = flat(picture).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    colour = "#" + bytes(average).hex()
    extension = "jpg" if is_lossy else "png"
    return Accepted(out.getvalue(), extension, *picture.size, colour)


def open_accepted(data):
    """The picture that accept() made, decoded."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        picture.load()
        return picture


def _decode(data):
    """The picture of the first frame, upright, in sRGB; and whether its format loses detail."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(*opened.size)  # before anything is decoded
            is_lossy = opened.format in ("JPEG", "AVIF") or (
                opened.format == "WEBP" and "A" not in opened.getbands()
            )
            opened.load()
            return ImageOps.exif_transpose(_in_srgb(opened)), is_lossy
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture. JPEG, PNG, WebP, AVIF and GIF are accepted."), code="unknown"
        ) from error
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, MemoryError) as error:
        raise ValidationError(
            _("The picture is damaged and cannot be read to its end."), code="damaged"
        ) from error


def _check_size(width, height):
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise _too_many_pixels()


def _too_many_pixels():
    return ValidationError(
        _("The picture has more than %(most)s million pixels, or a side longer than %(side)s."),
        code="too_many_pixels",
        params={"most": MOST_PIXELS // 1_000_000, "side": LONGEST_SIDE},
    )


def _in_srgb(opened):
    """RGB, or RGBA where something shines through; the exif of `opened` is kept for rotation."""
    exif = opened.getexif()
    has_alpha = "A" in opened.getbands() or "transparency" in opened.info
    wanted = "RGBA" if has_alpha and opened.mode != "CMYK" else "RGB"
    picture = _by_profile(opened, wanted) or _by_mode(opened, wanted)
    clean = Image.new(wanted, picture.size)
    clean.paste(picture)
    if ExifTags.Base.Orientation in exif:
        clean.getexif()[ExifTags.Base.Orientation] = exif[ExifTags.Base.Orientation]
    return clean


def _by_mode(opened, wanted):
    if opened.mode.startswith("I") or opened.mode == "F":  # 16 bit grey and wider
        opened = opened.point(lambda value: value / 256).convert("L")
    return opened.convert(wanted)


def _by_profile(opened, wanted):
    """Converted by its own colour profile, or None where it has none that makes sense."""
    profile = opened.info.get("icc_profile")
    if not profile or opened.mode not in ("RGB", "CMYK", "L"):
        return None
    try:
        return ImageCms.profileToProfile(
            opened,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        ).convert(wanted)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _rights(data):
    """EXIF with copyright and artist of the original, where it names them."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        found, kept = opened.getexif(), Image.Exif()
    for tag in _KEPT_EXIF:
        if isinstance(found.get(tag), str):
            kept[tag] = found[tag][:500]
    return kept


def flat(picture):
    """The picture on white where something shines through."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
