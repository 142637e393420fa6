"""What a photograph says of itself is proposed, in whatever letters it was written."""

from io import BytesIO

import pytest
from PIL import ExifTags
from PIL import Image as Picture
from PIL.PngImagePlugin import PngInfo

from articles.images import accept, make_renditions
from articles.models import Image

from .photographs import XMP, photograph, with_iptc

WORDS = "Fähre nach Łódź"


@pytest.mark.parametrize(
    ("charset", "codec", "text"),
    [
        (b"\x1b%G", "utf-8", WORDS),
        (b"\x1b%/I", "utf-8", WORDS),
        (None, "utf-8", WORDS),
        (b"\x1b.A", "latin-1", "Fähre für Zoë"),
        (b"\x1b-B", "iso8859-2", WORDS),
        (b"\x1b-L", "iso8859-5", "Паром"),
        (b"\x1b-F", "iso8859-7", "Πλοίο"),
        (b"\x1b-b", "iso8859-15", "Preis: 5 €"),
        (None, "cp1252", "„Fähre“ – für Zoë"),
        (None, "mac_roman", "Fähre für Zoë Ångström"),
        (b"\x1b%G", "cp1252", "Fähre"),  # it says one thing and is another
        (b"garbage", "utf-8", WORDS),
    ],
)
def test_words_of_agencies_are_read_in_their_letters(charset, codec, text):
    data = with_iptc(photograph(), (120, text.encode(codec)), charset=charset)
    assert accept(data).said["caption"] == text


def test_every_field_of_iptc_finds_its_place():
    data = with_iptc(
        photograph(),
        (80, b"Mari Tamm"),
        (110, b"The Gazette"),
        (116, b"(c) The Gazette"),
        (25, b"pier"),
        (25, b"ferry"),
        (90, b"Tallinn"),
        (101, b"Estonia"),
        (55, b"20260704"),
        (60, b"081500+0300"),
    )
    assert accept(data).said == {
        "credit": "Mari Tamm / The Gazette",
        "creator": "Mari Tamm",
        "rights_holder": "(c) The Gazette",
        "keywords": "pier, ferry",
        "place": "Tallinn, Estonia",
        "taken_at": "2026-07-04T08:15:00+03:00",
    }


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_xmp_is_read_in_every_format(kind):
    said = {"xmp": XMP.encode()}
    if kind == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", XMP)
        said = {"pnginfo": info}
    assert accept(photograph(kind, **said)).said == {
        "caption": "The pier at dawn",
        "credit": "Mari Tõnisson / The Gazette",
        "creator": "Mari Tõnisson",
        "alt_text": "A wooden pier",
        "keywords": "pier, ferry",
        "people": "Ülo Tamm",
        "place": "Tallinn",
    }


@pytest.mark.parametrize(
    "xmp",
    [
        b"<x",
        b"\xff\xfe<",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"<x:xmpmeta xmlns:x='y'/>",
        b"<a>" * 20_000,
    ],
)
def test_broken_xmp_is_no_reason_to_refuse(xmp):
    assert accept(photograph(xmp=xmp)).said == {}


def test_camera_says_when_and_whose():
    exif = Picture.Exif()
    exif[ExifTags.Base.ImageDescription] = "The pier"
    exif[ExifTags.Base.Artist] = "Mari Tõnisson".encode()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:07:04 08:15:00"
    said = accept(photograph(exif=exif)).said
    assert said["caption"] == "The pier"
    assert said["credit"] == "Mari Tõnisson"
    assert said["taken_at"] == "2026-07-04T08:15:00"


def test_words_are_one_line_without_tricks_and_of_bounded_length():
    text = "pier\r\n\x00\u202egnp.exe\u2066" + "x" * 5000
    said = accept(with_iptc(photograph(), (120, text.encode()), charset=b"\x1b%G")).said
    assert said["caption"].startswith("pier gnp.exe")
    assert len(said["caption"]) <= 500


def test_whose_it_is_stays_in_the_file_wherever_it_was_said():
    data = with_iptc(photograph(), (80, b"Mari Tamm"), (116, b"The Gazette"))
    found = Picture.open(BytesIO(accept(data).data)).getexif()
    assert found[ExifTags.Base.Artist] == "Mari Tamm"
    assert found[ExifTags.Base.Copyright] == "The Gazette"


def test_credit_of_an_agency_stays_in_every_file():
    exif = Picture.Exif()
    exif[ExifTags.Base.Artist] = "Mari Tamm"
    accepted = accept(with_iptc(photograph(exif=exif), (110, b"Reuters")))
    made = [data for one in make_renditions(accepted.data) for _, data in one.files.values()]
    for data in [accepted.data, *made]:
        assert Picture.open(BytesIO(data)).getexif()[ExifTags.Base.Artist] == "Mari Tamm / Reuters"


def test_proposals_win_over_nothing_and_over_nothing_else():
    image = Image(caption="Mine", is_decorative=True)
    image.fill_in({"caption": "Theirs", "alt_text": "Theirs", "credit": "x" * 500})
    assert (image.caption, image.alt_text, len(image.credit)) == ("Mine", "", 200)


def test_time_without_a_zone_is_the_time_of_the_site(settings):
    settings.TIME_ZONE = "Europe/Tallinn"
    image = Image()
    image.fill_in({"taken_at": "2026-07-04T08:15:00"})
    assert image.taken_at.isoformat() == "2026-07-04T08:15:00+03:00"
