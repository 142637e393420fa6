"""The lighthouse at Tern Point on the night of the storm."""

import math

from newsportal.demo.pictures.air import clouds
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import bird, ground, ridge


def lighthouse_in_a_storm(c):
    c.gradient(evenly("#16222e", "#2f4452", "#6d7f80", "#b9b39b"), bottom=820)
    for top, fill, alpha in ((-60, "#0d151d", 0.95), (120, "#24343f", 0.8), (330, "#d8cfb4", 0.28)):
        clouds(c, top, fill, alpha, across=5, down=9, height=520)
    c.glow(1215, 336, 620, "#ffe9b0", 0.75, falloff=2.4)
    _beam(c, 1215, 336)
    _sea(c, 730, 26, ("#66797b", "#35505a"), rows=3)
    rock = ridge(c.random, 1150, 0, 52, rough=0.62, step=8)
    cliff = [
        (x + 760, 890 + y - 285 * _hump(x, 430, 190) - 130 * _hump(x, 800, 380)) for x, y in rock
    ]
    c.shaded(ground(cliff, 1150), evenly("#33383a", "#161c20", "#0c1116"))
    _ledges(c, cliff)
    _tower(c, 1215, 640)
    _spray(c, 985, 850, 430, 1300)
    _sea(c, 870, 40, ("#4a656b", "#1b3742"), rows=3)
    _spray(c, 1560, 930, 120, 260)
    _sea(c, 1010, 62, ("#2f4c55", "#0a1820"), rows=3)
    _rain(c, 1100)
    for x, y in ((420, 300), (520, 250), (610, 345), (300, 410)):
        bird(c, x, y, 62, "#e9e4d6", lift=0.6, alpha=0.85)


def _hump(x, middle, width):
    return math.exp(-(((x - middle) / width) ** 2))


def _ledges(c, cliff):
    """Strokes of light on the rock, below its skyline."""
    for x, y in cliff[::2]:
        for _ in range(3):
            down = c.random.uniform(6, 120)
            reach = c.random.uniform(8, 34)
            c.line([(x, y + down), (x + reach, y + down + reach * 0.45)], "#8c9488", 1.6, 0.16)


def _beam(c, x, y):
    for spread in range(14, 0, -1):
        half = spread * 8.5
        c.polygon(
            [(x, y - 3), (x - 1300, y - 90 - half), (x - 1300, y - 90 + half), (x, y + 3)],
            "#fff1c4",
            alpha=0.024,
        )
        c.polygon(
            [(x, y - 3), (x + 900, y + 40 - half), (x + 900, y + 40 + half), (x, y + 3)],
            "#fff1c4",
            alpha=0.016,
        )


def _tower(c, x, foot):
    top = 372
    for start, end, fill in ((0, 1, "#e9e3d3"), (0.18, 0.38, "#9d2f27"), (0.6, 0.8, "#9d2f27")):
        y1, y2 = top + (foot - top) * start, top + (foot - top) * end
        w1, w2 = 38 + 26 * start, 38 + 26 * end
        c.polygon([(x - w1, y1), (x + w1, y1), (x + w2, y2), (x - w2, y2)], fill)
        c.polygon(
            [(x + w1 * 0.15, y1), (x + w1, y1), (x + w2, y2), (x + w2 * 0.15, y2)],
            "#0d1a24",
            alpha=0.42,
        )
    c.rectangle(x - 54, 360, x + 54, 374, "#14202a")
    c.rectangle(x - 30, 306, x + 30, 362, "#fff3cf")
    for post in (-30, -10, 10, 27):
        c.rectangle(x + post, 306, x + post + 3, 362, "#14202a")
    c.polygon([(x - 40, 308), (x + 40, 308), (x, 262)], "#14202a")
    c.ellipse(x, 260, 6, 6, "#14202a")
    for y in (440, 545):
        c.rectangle(x - 9, y, x + 7, y + 26, "#f2c46b")
    c.rectangle(x - 17, foot - 46, x + 15, foot + 6, "#14202a")


def _sea(c, top, height, colours, rows):
    """Rows of breaking waves, each with foam sliding down the side that faces us."""
    for row in range(rows):
        y = top + row * height * 1.15
        crest = _crests(c, y, height)
        light, dark = blend(*colours, row / rows), blend(*colours, (row + 1.6) / (rows + 0.6))
        c.shaded(ground(crest, min(c.height, round(y + height * 4))), evenly(light, dark, dark))
        for (x, y0), (_, y1) in zip(crest, crest[3:], strict=False):
            steep = (y - y0) / height
            for _ in range(int(max(0, steep - 0.25) * 5)):
                slip = c.random.random() ** 2 * height * 0.9
                c.ellipse(
                    x + slip * 0.5,
                    y0 + slip + 2,
                    c.random.uniform(3, 12) * (1.2 - slip / height),
                    1.8,
                    "#eef0e6",
                    0.5 if y1 > y0 else 0.25,
                )


def _crests(c, y, height):
    """A sea surface of three trains of waves, leaning with the wind."""
    trains = [
        (c.random.uniform(0.8, 1.2) * length, c.random.random() * 7, share)
        for length, share in ((height * 11, 0.6), (height * 5.3, 0.3), (height * 2.4, 0.14))
    ]
    points = []
    for x in range(-8, c.width + 16, 6):
        level = sum(share * _leaning(x / length + phase) for length, phase, share in trains)
        points.append((x, y - height * level))
    return points


def _leaning(place):
    share = place % 1
    return share**1.7 / 0.5 if share < 0.62 else 0.888 * ((1 - share) / 0.38) ** 1.4


def _spray(c, x, foot, height, count):
    for _ in range(count):
        rise = c.random.random() ** 1.9
        fan = c.random.gauss(0, 0.45)
        size = c.random.uniform(1, 7) * (1.15 - rise)
        c.ellipse(
            x + fan * (60 + 330 * rise) - 70 * rise,
            foot - height * rise * (1 - fan * fan * 0.5),
            size,
            size,
            "#f1f2ea",
            0.16 + 0.4 * c.random.random() * (1 - rise),
        )


def _rain(c, count):
    for _ in range(count):
        x, y = c.random.uniform(-50, c.width + 200), c.random.uniform(0, c.height)
        length = c.random.uniform(14, 44)
        c.line(
            [(x, y), (x - length * 0.5, y + length)],
            "#dfe6e4",
            0.8,
            alpha=c.random.uniform(0.06, 0.22),
        )
