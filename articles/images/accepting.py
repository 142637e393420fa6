"""What becomes of an uploaded file: a clean picture, or one sentence that says why not."""

import hashlib
import io
from typing import NamedTuple

from django.core.exceptions import ValidationError
from PIL import ExifTags, Image, ImageCms, ImageOps, JpegImagePlugin, UnidentifiedImageError

from .proposals import proposals_of
from .refusals import LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, refusal
from .rights import rights_of

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# A progressive JPEG is decoded anew with each scan; cameras and programs write about ten.
MOST_SCANS = 100
# A photograph with more pixels is decoded at half its width, or turning it would need more memory
# than there is (see bounded); what is left is more than any page or newspaper prints.
MOST_PIXELS_WHOLE = 30_000_000
# Pixels that are hashed at once: for larger pieces the kernel is asked for memory each time, which
# takes longer than the hash.
_AT_ONCE = 24_000
# Of JPEG, as Pillow numbers them: a colour for each pixel, or one for four of them. What comes with
# one for four keeps it: with more it would be half as large again, and look the same.
_FINE, _COARSE = 0, 2


class Accepted(NamedTuple):
    """A picture encoded anew. `colour` is its average as #rrggbb.

    `pixels` is a hash of what is seen, the same however it was encoded; `said` is what the file
    says of itself, as proposals (see proposals_of). `is_animated`: there were more frames.
    """

    data: bytes
    extension: str
    width: int
    height: int
    colour: str
    pixels: str
    said: dict
    is_animated: bool


class _Kind(NamedTuple):
    """Whether the format of a file loses detail, and for how many pixels a JPEG has one colour."""

    is_lossy: bool
    sampling: int = _FINE


def accept(data, decoded=lambda: None):
    """Decode the bytes of an upload and encode them anew, without anything but the picture.

    Its content decides, not its name. EXIF keeps copyright and artist alone; rotation and colour
    profile are applied; of an animation the first frame stays. Raises ValidationError.
    `decoded` is called between the two steps.
    """
    _check_bytes(data)
    picture, kind, rights, said = _decode(data)
    decoded()
    out = io.BytesIO()
    if kind.is_lossy:
        picture.save(out, "JPEG", quality=92, subsampling=kind.sampling, exif=rights)
    else:
        picture.save(out, "PNG", compress_level=3, exif=rights)
    return Accepted(
        out.getvalue(),
        "jpg" if kind.is_lossy else "png",
        *picture.size,
        colour=_average(picture),
        pixels=_fingerprint(picture),
        said=said,
        is_animated=_is_animated(data),
    )


def _average(picture):
    small = flat(picture.resize((16, 16), Image.Resampling.BOX, reducing_gap=2.0))
    return "#" + bytes(small.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))).hex()


def _fingerprint(picture):
    found = hashlib.blake2b(f"{picture.mode} {picture.size}".encode(), digest_size=16)
    width, height = picture.size
    lines = max(1, _AT_ONCE // width)
    for top in range(0, height, lines):
        found.update(picture.crop((0, top, width, min(top + lines, height))).tobytes())
    return found.hexdigest()


def _check_bytes(data):
    if not data:
        raise refusal("empty")
    if len(data) > MOST_BYTES:
        raise refusal("too_large")
    if data.startswith(b"\xff\xd8") and data.count(b"\xff\xda") > MOST_SCANS:
        raise refusal("damaged")


def open_accepted(data, width=None):
    """The picture that accept() made, decoded; if only `width` is wanted, perhaps not larger."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        if width:  # twice as much, so that scaling down still has something to choose from
            picture.draft(picture.mode, (2 * width, 1))
        picture.load()
        return picture


def _decode(data):
    """The picture of the first frame, upright, in sRGB; the _Kind of its file; rights; and what it
    says of itself."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            _check_size(*opened.size)  # before anything is decoded
            kind = _kind_of(opened)
            if opened.width * opened.height > MOST_PIXELS_WHOLE:
                opened.draft(opened.mode, (opened.width // 2, opened.height // 2))
            opened.load()
            said = proposals_of(opened)
            rights = rights_of(opened, said)
            picture = _in_srgb(opened)
            ImageOps.exif_transpose(picture, in_place=True)
            return picture, kind, rights, said
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise refusal("too_many_pixels") from error
    except UnidentifiedImageError as error:
        raise refusal("unknown") from error
    except MemoryError as error:
        raise refusal("too_much") from error
    except Exception as error:  # decoders raise whatever they stumble over
        raise refusal("damaged") from error


def _is_animated(data):
    """Asked of the file opened anew: looking for a second frame moves on in it."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            # Phones put a second view of the same moment into a JPEG: Pillow calls that MPO.
            return opened.format != "MPO" and bool(getattr(opened, "is_animated", False))
    except Exception:  # the first frame was read; what is wrong behind it harms nobody
        return False


def _kind_of(opened):
    """To be asked before it is decoded, which forgets how."""
    if opened.format in ("JPEG", "MPO"):
        is_halved = opened.width * opened.height > MOST_PIXELS_WHOLE
        coarse = JpegImagePlugin.get_sampling(opened) == _COARSE and not is_halved
        return _Kind(is_lossy=True, sampling=_COARSE if coarse else _FINE)
    loses = opened.format == "AVIF" or (opened.format == "WEBP" and "A" not in opened.getbands())
    return _Kind(is_lossy=loses)


def _check_size(width, height):
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise refusal("too_many_pixels")


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
