"""Whatever is sent as a picture ends as a plain picture or as one sentence, in bounded work."""

import io
import random

import pytest
from django.core.exceptions import ValidationError
from PIL import ExifTags
from PIL import Image as Picture

from articles.images import accept, accept_upload, make_renditions
from articles.images.accepting import MOST_BYTES


def encoded(kind="JPEG", mode="RGB", size=(80, 60), **options):
    out = io.BytesIO()
    Picture.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def rights(data):
    """Artist and copyright as bytes, as they stand in the file."""
    found = Picture.open(io.BytesIO(data)).getexif()
    tags = (ExifTags.Base.Artist, ExifTags.Base.Copyright)
    return [found.get(tag, "").encode("latin-1") for tag in tags]


KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_picture_is_a_picture_or_a_sentence(kind):
    whole, chance = encoded(kind, "P" if kind == "GIF" else "RGB"), random.Random(kind)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.choice([1, 2, 8])):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            accept(bytes(data))
        except ValidationError as refusal:
            assert refusal.messages[0].endswith(".")


@pytest.mark.parametrize("error", [RuntimeError, ZeroDivisionError, KeyError, IndexError])
def test_whatever_a_decoder_raises_is_a_sentence(error, monkeypatch):
    def stumble(*arguments, **options):
        raise error("inside a decoder")

    monkeypatch.setattr(Picture, "open", stumble)
    with pytest.raises(ValidationError):
        accept(encoded())


def test_picture_that_is_decoded_a_thousand_times_over_is_refused():
    data = encoded(size=(400, 400), progressive=True)
    last = data.rfind(b"\xff\xda")
    scan = data[last : last + 10] + bytes(8)
    accept(data[:last] + scan * 20 + data[last:])
    with pytest.raises(ValidationError):
        accept(data[:last] + scan * 2000 + data[last:])


def test_rights_keep_their_letters():
    exif = Picture.Exif()
    exif[ExifTags.Base.Artist] = "Mari Tõnisson ⟩".encode()
    exif[ExifTags.Base.Copyright] = "© Ülo".encode("latin-1")
    accepted = accept(encoded(exif=exif))
    made = [data for one in make_renditions(accepted.data) for _, data in one.files.values()]
    for data in [accepted.data, *made]:
        assert rights(data) == ["Mari Tõnisson ⟩".encode(), "© Ülo".encode()]


def test_rights_are_one_line_of_bounded_length():
    exif = Picture.Exif()
    exif[ExifTags.Base.Artist] = "a\r\n\x01b" + "c" * 5000
    artist, _ = rights(accept(encoded(exif=exif)).data)
    assert artist.startswith(b"a b")
    assert len(artist) <= 500


@pytest.mark.parametrize(
    "exif",
    [b"garbage", b"II*\0\x08\0\0\0\xff\xff\x01\x02", b"MM\0*\xff\xff\xff\xff", b""]
    + [b"II*\0\x08\0\0\0\x01\0\x12\x01\x02\0\x04\0\0\0abc\0\0\0\0\0"],
)
def test_broken_exif_is_no_reason_to_refuse(exif):
    plain = encoded()
    part = b"Exif\0\0" + exif
    data = plain[:2] + b"\xff\xe1" + (len(part) + 2).to_bytes(2, "big") + part + plain[2:]
    assert accept(data)[2:4] == (80, 60)


def test_photograph_with_others_behind_it_stays_a_photograph():
    out = io.BytesIO()
    first, second = (Picture.new("RGB", (80, 60), colour) for colour in ("red", "blue"))
    first.save(out, "MPO", save_all=True, append_images=[second])  # as telephones write it
    accepted = accept(out.getvalue())
    assert (accepted.extension, accepted.colour[:3]) == ("jpg", "#fe")


@pytest.mark.parametrize("tail", [b"PK\x03\x04" + b"java.class" * 9, b"<script>alert(1)</script>"])
@pytest.mark.parametrize("kind", KINDS)
def test_second_life_of_a_file_ends(kind, tail):
    data = encoded(kind, "P" if kind == "GIF" else "RGB")
    accepted = accept(data + tail)
    made = [data for one in make_renditions(accepted.data) for _, data in one.files.values()]
    assert not any(tail in each for each in [accepted.data, *made])


class Endless(io.RawIOBase):
    """An upload that never ends; counts what is taken from it."""

    size = None
    taken = 0

    def seek(self, *place):
        return 0

    def read(self, count=-1):
        assert count >= 0, "all of it was asked for"
        self.taken += count
        return bytes(count)


def test_no_more_of_an_upload_is_read_than_may_be():
    upload = Endless()
    with pytest.raises(ValidationError, match="MB"):
        accept_upload(upload)
    assert upload.taken <= MOST_BYTES + 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_else_that_a_file_says_is_kept(kind):
    secret = b"<x:xmpmeta>59.437, 24.753</x:xmpmeta>"
    said = {"xmp": secret, "comment": secret, "icc_profile": secret}
    data = encoded(kind, **said)
    assert secret in data or kind == "PNG"  # a PNG compresses it
    accepted = accept(data)
    made = [data for one in make_renditions(accepted.data) for _, data in one.files.values()]
    for each in [accepted.data, *made]:
        assert secret not in each
        assert Picture.open(io.BytesIO(each)).info.keys().isdisjoint({"xmp", "icc_profile"})
