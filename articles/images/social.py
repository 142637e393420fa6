"""The picture with which networks and messengers preview an article: lead image and headline."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from .accepting import flat, open_accepted
from .renditions import content_name, encode
from .rights import rights_of

SIZE = (1200, 630)
_EDGE, _LINES, _LARGEST, _SMALLEST = 60, 4, 64, 40  # pixels, but for the lines
_LEADING = 1.16
_FONTS = Path(__file__).resolve().parent.parent.parent / "static" / "fonts"
_INK, _PAPER = "#16181b", "#fffefb"


def social_picture(data, headline, site, focus=(50, 50)):
    """(name, JPEG) of an accepted picture cut to SIZE at its focal point, the words below on it.

    Without words where the headline has letters that the house's face has not: a preview with
    empty boxes for letters says less than none.
    """
    whole = open_accepted(data, SIZE[0])
    size, lines = _fitting(headline) if _can_write(headline + site) else (0, [])
    band = 74 + _EDGE + round(size * _LEADING) * len(lines) if lines else 0
    room, place = (SIZE[0], SIZE[1] - band), tuple(percent / 100 for percent in focus)
    cut = ImageOps.fit(flat(whole), room, Image.Resampling.LANCZOS, centering=place)
    picture = Image.new("RGB", SIZE, _PAPER)
    picture.paste(cut)
    if lines:
        _write(picture, room[1] + _EDGE // 2, lines, size, site)
    jpeg = encode(
        picture, "JPEG", quality=82, optimize=True, progressive=True, exif=rights_of(whole)
    )
    return content_name(jpeg, "jpg"), jpeg


def _fitting(headline):
    """The size of letters at which the headline takes few lines, and these."""
    for size in range(_LARGEST, _SMALLEST - 1, -4):
        lines = _lines(headline, size)
        if len(lines) <= _LINES:
            return size, lines
    return size, [*lines[: _LINES - 1], lines[_LINES - 1] + " …"]


def _write(picture, top, lines, size, site):
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        _draw(draw, (_EDGE, top + number * round(size * _LEADING)), line, size)
    _draw(draw, (_EDGE, SIZE[1] - _EDGE // 2 - 30), site, 26)


def _draw(draw, place, text, size):
    across, top = place
    for font, run in _runs(text, size):
        draw.text((across, top + size), run, font=font, fill=_INK, anchor="ls")
        across += font.getlength(run)


def _lines(text, size):
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _length(longer, size) <= SIZE[0] - 2 * _EDGE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _length(text, size):
    return sum(font.getlength(run) for font, run in _runs(text, size))


def _runs(text, size):
    """(font, letters that it has) one after the other."""
    fonts = _fonts(size)
    runs = []
    for char in text:
        font = next((font for font in fonts if _has(font, char)), fonts[0])
        if runs and runs[-1][0] is font:
            runs[-1][1] += char
        else:
            runs.append([font, char])
    return runs


def _fonts(size):
    return [
        ImageFont.truetype(_FONTS / f"display-{part}.woff2", size)
        for part in ("latin", "latin-ext")
    ]


def _has(font, char):
    nothing = font.getmask("\U0010ffff")
    found = font.getmask(char)
    return char == " " or (found.size, bytes(found)) != (nothing.size, bytes(nothing))


def _can_write(text):
    fonts = _fonts(40)
    return all(any(_has(font, char) for font in fonts) for char in set(text))
