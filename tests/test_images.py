"""A picture is accepted by its content and encoded anew; everything else is refused clearly."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import ExifTags, JpegImagePlugin
from PIL import Image as Picture

from articles.images import accept, make_renditions
from articles.models import Image


def encoded(kind="JPEG", mode="RGB", size=(60, 40), colour=None, **options):
    out = io.BytesIO()
    Picture.new(mode, size, colour or 0).save(out, kind, **options)
    return out.getvalue()


def png_of_size(width, height):
    """A PNG that says it is this large, in a few bytes."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))


def opened(data):
    return Picture.open(io.BytesIO(data))


BAD = {
    "empty": b"",
    "text": b"hello",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "pdf": b"%PDF-1.7\n",
    "tiff": encoded("TIFF"),
    "bmp": encoded("BMP"),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "truncated jpeg": encoded(size=(900, 900))[:900],
    "truncated png": encoded("PNG", size=(900, 900), colour=(9, 9, 9))[:-60],
    "jpeg head alone": b"\xff\xd8\xff\xe0",
    "bomb": png_of_size(100_000, 100_000),
    "wide bomb": png_of_size(2_000_000_000, 1),
    "a side too long": png_of_size(17_000, 10),
    "nothing inside": png_of_size(50, 50),
    "too large": encoded() + bytes(20_000_001),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sound_picture_is_refused_with_one_sentence(name):
    with pytest.raises(ValidationError) as refusal:
        accept(BAD[name])
    assert len(refusal.value.messages) == 1
    assert refusal.value.messages[0].endswith(".")


GOOD = {
    "jpeg": encoded(),
    "png": encoded("PNG"),
    "palette": encoded("PNG", "P"),
    "see-through": encoded("PNG", "RGBA", colour=(10, 20, 30, 40)),
    "grey with alpha": encoded("PNG", "LA"),
    "16 bit": encoded("PNG", "I;16"),
    "one bit": encoded("PNG", "1"),
    "webp": encoded("WEBP"),
    "avif": encoded("AVIF"),
    "gif": encoded("GIF", "P"),
    "cmyk": encoded("JPEG", "CMYK"),
    "broken profile": encoded("JPEG", icc_profile=b"no profile"),
    "wrong mode of profile": encoded("JPEG", "L", icc_profile=b"\0" * 200),
}


@pytest.mark.parametrize("name", GOOD)
def test_sound_picture_becomes_a_plain_one(name):
    accepted = accept(GOOD[name])
    assert (accepted.width, accepted.height) == (60, 40)
    assert opened(accepted.data).mode in ("RGB", "RGBA")
    assert [(one.width, one.height) for one in make_renditions(accepted.data)] == [(60, 40)]


def test_16_bits_keep_their_light():
    accepted = accept(encoded("PNG", "I;16", colour=32_768))
    assert accepted.colour == "#808080"


def test_animation_becomes_its_first_frame():
    out = io.BytesIO()
    frames = [Picture.new("RGB", (60, 40), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    accepted = accept(out.getvalue())
    assert getattr(opened(accepted.data), "n_frames", 1) == 1
    assert accepted.colour == "#ff0000"
    assert accepted.is_animated


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF"])
def test_every_kind_of_animation_is_noticed_and_a_still_picture_is_none(kind):
    out = io.BytesIO()
    frames = [Picture.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    assert accept(out.getvalue()).is_animated
    assert not accept(encoded(kind)).is_animated


def test_a_second_view_that_a_telephone_keeps_is_no_animation():
    out = io.BytesIO()
    frames = [Picture.new("RGB", (60, 40), colour) for colour in ("red", "blue")]
    frames[0].save(out, "MPO", save_all=True, append_images=frames[1:])
    assert not accept(out.getvalue()).is_animated


def test_what_follows_a_picture_in_its_file_is_gone():
    accepted = accept(encoded() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in accepted.data


def test_rotation_is_applied():
    exif = Picture.Exif()
    exif[ExifTags.Base.Orientation] = 6
    accepted = accept(encoded(exif=exif))
    assert (accepted.width, accepted.height) == (40, 60)
    assert ExifTags.Base.Orientation not in opened(accepted.data).getexif()


def test_only_rights_are_kept_of_what_a_camera_wrote():
    exif = Picture.Exif()
    exif[ExifTags.Base.Artist] = "Mari Tamm"
    exif[ExifTags.Base.Copyright] = "The Gazette"
    exif[ExifTags.Base.Model] = "Camera 4711"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (59.0, 26.0, 0.0)
    accepted = accept(encoded(exif=exif, comment=b"secret place"))
    made = [data for one in make_renditions(accepted.data) for _, data in one.files.values()]
    for data in [accepted.data, *made]:
        found = opened(data).getexif()
        assert dict(found) == {
            ExifTags.Base.Artist: "Mari Tamm",
            ExifTags.Base.Copyright: "The Gazette",
        }
        assert not found.get_ifd(ExifTags.IFD.GPSInfo)
        assert b"secret place" not in data


@pytest.mark.parametrize(("sampling", "kept"), [(0, 0), (1, 0), (2, 2)])
def test_photograph_keeps_its_colours_as_fine_as_they_came(sampling, kept):
    accepted = accept(encoded(subsampling=sampling))
    assert JpegImagePlugin.get_sampling(opened(accepted.data)) == kept


def test_sizes_suit_the_layout_and_none_is_scaled_up():
    sizes = make_renditions(accept(encoded(size=(1200, 800))).data)
    assert [(one.width, one.height) for one in sizes] == [
        (360, 240),
        (720, 480),
        (1080, 720),
        (1200, 800),
    ]


def files():
    root = Path(default_storage.location)
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_refused_upload_leaves_nothing_behind():
    for data in BAD.values():
        with pytest.raises(ValidationError):
            Image.add(ContentFile(data, name="x.jpg"), credit="Photo: Nobody")
    assert (Image.objects.count(), files()) == (0, set())


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("name", ["../../etc/passwd", "x" * 300 + ".php", "a\0b.html", ".htaccess"])
def test_name_of_an_upload_decides_nothing(name):
    upload = ContentFile(encoded())
    upload.name = name
    image = Image.add(upload, credit="Photo: Somebody")
    assert image.file.name.startswith("originals/")
    assert image.file.name.endswith(".jpg")
    assert files() == set(image.paths)


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_files_that_a_failed_save_left_are_removed():
    with pytest.raises(Exception, match="too long|null|value|NULL"):
        Image.add(ContentFile(encoded()), credit=None)
    assert files() == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_new_file_takes_the_place_of_the_old_one(django_capture_on_commit_callbacks):
    image = Image.add(ContentFile(encoded()), credit="Photo: Somebody")
    number, before = image.pk, files()
    with django_capture_on_commit_callbacks(execute=True):
        image.take(ContentFile(encoded(colour=(200, 0, 0))))
    image.refresh_from_db()
    assert image.pk == number
    assert files() == set(image.paths)
    assert not files() & before


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_deleted_image_takes_its_files_along(django_capture_on_commit_callbacks):
    image = Image.add(ContentFile(encoded()), credit="Photo: Somebody")
    with django_capture_on_commit_callbacks(execute=True):
        image.drop()
    assert files() == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_anybody_gets_the_sizes_and_nobody_the_original(client):
    image = Image.add(ContentFile(encoded()), credit="Photo: Somebody")
    answer = client.get(default_storage.url(image.renditions[0]["webp"]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "immutable" in answer["Cache-Control"]
    again = client.get(
        default_storage.url(image.renditions[0]["webp"]), headers={"if-none-match": answer["ETag"]}
    )
    assert (again.status_code, b"".join(again)) == (304, b"")
    assert client.get(default_storage.url(image.file.name)).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
@pytest.mark.parametrize(
    "path",
    ["../newsportal.sqlite3", "pictures/../originals/x.jpg", "pictures/", "pictures/a/b.html"]
    + ["pictures/%2e%2e/x.jpg", "pictures/a/" + "0" * 32 + ".jpg", "pictures/a\0/x.jpg"],
)
def test_no_other_file_has_an_address(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_other_sizes_are_made_in_the_background():
    image = Image.add(ContentFile(encoded(size=(1200, 800))), credit="Photo: Somebody")
    assert [one["width"] for one in image.renditions] == [720]
    image.complete()
    image.refresh_from_db()
    assert [one["width"] for one in image.renditions] == [360, 720, 1080, 1200]
    assert files() == set(image.paths)


@pytest.mark.django_db
@pytest.mark.usefixtures("media")
def test_sizes_of_a_replaced_file_are_not_kept(django_capture_on_commit_callbacks):
    image = Image.add(ContentFile(encoded(size=(1200, 800))), credit="Photo: Somebody")
    late = Image.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        image.take(ContentFile(encoded(colour=(200, 0, 0))))
        late.file.storage.save(late.file.name, ContentFile(encoded(size=(1200, 800))))
        late.complete()
    image.refresh_from_db()
    assert [one["width"] for one in image.renditions] == [60]
    assert set(image.paths) <= files()
