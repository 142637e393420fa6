"""An upload is decoded where it can harm nobody: bounded in memory and time, each bad kind with
an answer of its own."""

import io
import os
import struct
import subprocess
import sys
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Picture

from articles.images import accept, accept_upload, bounded
from articles.images.worker import MEMORY

from .photographs import noise, photograph, with_iptc


def png_of_size(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))


BAD = {
    "empty": ("empty", b""),
    "text": ("unknown", b"hello"),
    "svg": ("unknown", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    "html": ("unknown", b"<!doctype html><script>alert(1)</script>"),
    "html that begins as a gif": ("unknown", b"GIF89a/*<script>*/=1;" * 9),
    "tiff": ("unknown", photograph("TIFF")),
    "truncated": ("damaged", photograph(size=(900, 900))[:900]),
    "bomb": ("too_many_pixels", png_of_size(100_000, 100_000)),
    "a side too long": ("too_many_pixels", png_of_size(17_000, 10)),
    "nothing inside": ("damaged", png_of_size(50, 50)),
    "too large": ("too_large", bytes(20_000_001)),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_its_answer(name):
    code, data = BAD[name]
    with pytest.raises(ValidationError) as refusal:
        accept_upload(ContentFile(data))
    assert refusal.value.code == code
    assert refusal.value.messages[0].endswith(".")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_worker_answers_as_if_nobody_stood_between(kind):
    data = photograph(kind, mode="P" if kind == "GIF" else "RGB")
    assert accept_upload(ContentFile(data)) == accept(data)


def test_words_pass_through_the_worker():
    data = with_iptc(photograph(), (120, "Fähre".encode()), charset=b"\x1b%G")
    assert accept_upload(ContentFile(data)).said == {"caption": "Fähre"}


def run(code):
    """What the worker's process does with `code` in it, after its bounds are set."""
    program = f"""
import resource, sys
from articles.images import worker
def accept(data, decoded):
    {code}
worker.accept = accept
worker.main()
"""
    env = {"PYTHONPATH": os.getcwd()}
    done = subprocess.run(
        [sys.executable, "-c", program], input=b"x", capture_output=True, env=env, timeout=60
    )
    return done.stdout, done.returncode


def refusal_of(code):
    with pytest.raises(ValidationError) as refusal:
        bounded._understood(*run(code))
    return refusal.value.code


def test_memory_is_bounded():
    assert refusal_of(f"bytearray({MEMORY})") == "too_much"


def test_time_is_bounded():
    assert refusal_of("while True: pass") == "too_slow"


def test_decoder_that_falls_over_takes_nobody_along():
    assert refusal_of("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)") == "damaged"


def test_worker_knows_no_secret(monkeypatch):
    seen = []
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    real = subprocess.run
    monkeypatch.setattr(
        bounded.subprocess, "run", lambda *a, **k: (seen.append(k["env"]), real(*a, **k))[1]
    )
    accept_upload(ContentFile(photograph()))
    assert list(seen[0]) == ["PYTHONPATH"]


def test_photograph_too_large_to_turn_in_memory_is_halved():
    exif = Picture.Exif()
    exif[274] = 6
    out = io.BytesIO()
    Picture.new("RGB", (8000, 5000), "teal").save(out, "JPEG", exif=exif)
    accepted = accept_upload(ContentFile(out.getvalue()))
    assert (accepted.width, accepted.height) == (2500, 4000)


def test_same_pixels_are_known_again_however_they_are_encoded():
    one = Picture.open(io.BytesIO(noise(kind="PNG")))
    encoded = []
    for kind in ("PNG", "WEBP", "TIFF"):
        out = io.BytesIO()
        one.save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
        encoded.append(out.getvalue())
    assert accept(encoded[0]).pixels == accept(encoded[1]).pixels
    assert accept(noise(seed=1)).pixels != accept(noise(seed=2)).pixels
