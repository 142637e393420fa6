"""What becomes of an uploaded file: a clean picture, or one sentence that says why not."""

import io
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from .rights import rights_of

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
# A picture with a side longer than this is no photograph, and some encoders fail on it.
LONGEST_SIDE = 16_000
# A progressive JPEG is decoded anew with each scan; cameras and programs write about ten.
MOST_SCANS = 100


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
    _check_bytes(data)
    picture, is_lossy, rights = _decode(data)
    out = io.BytesIO()
    if is_lossy:
        picture.save(out, "JPEG", quality=92, subsampling=0, exif=rights)
    else:
        picture.save(out, "PNG", exif=rights)
    average = flat(picture).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    colour = "#" + bytes(average).hex()
    extension = "jpg" if is_lossy else "png"
    return Accepted(out.getvalue(), extension, *picture.size, colour)


def accept_upload(upload):
    """accept() for an open file; of one that is too large no more is read than shows that."""
    upload.seek(0)
    return accept(upload.read(MOST_BYTES + 1))


def _check_bytes(data):
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    if len(data) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)s MB."),
            code="too_large",
            params={"most": MOST_BYTES // 1_000_000},
        )
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MOST_SCANS:
        raise _damaged()


def open_accepted(data):
    """The picture that accept() made, decoded."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        picture.load()
        return picture


def _decode(data):
    """The picture of the first frame, upright, in sRGB; whether its format loses detail; rights."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(*opened.size)  # before anything is decoded
            is_lossy = opened.format in ("JPEG", "MPO", "AVIF") or (
                opened.format == "WEBP" and "A" not in opened.getbands()
            )
            opened.load()
            rights = rights_of(opened)
            picture = _in_srgb(opened)
            ImageOps.exif_transpose(picture, in_place=True)
            return picture, is_lossy, rights
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This is not a picture. JPEG, PNG, WebP, AVIF and GIF are accepted."), code="unknown"
        ) from error
    except Exception as error:  # decoders raise whatever they stumble over
        raise _damaged() from error


def _damaged():
    return ValidationError(
        _("The picture is damaged and cannot be read to its end."), code="damaged"
    )


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
    orientation = opened.getexif().get(ExifTags.Base.Orientation)
    has_alpha = "A" in opened.getbands() or "transparency" in opened.info
    wanted = "RGBA" if has_alpha and opened.mode != "CMYK" else "RGB"
    picture = _by_profile(opened, wanted) or _by_mode(opened, wanted)
    picture.info.clear()  # all that was said in the file, which would be written again
    picture.getexif().clear()
    if orientation is not None:
        picture.getexif()[ExifTags.Base.Orientation] = orientation
    return picture


def _by_mode(opened, wanted):
    if opened.mode.startswith("I") or opened.mode == "F":  # 16 bit grey and wider
        opened = opened.point(lambda value: value / 256).convert("L")
    # A large picture is held in memory once, not twice.
    return opened if opened.mode == wanted else opened.convert(wanted)


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


def flat(picture):
    """The picture on white where something shines through."""
    if picture.mode != "RGBA":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
