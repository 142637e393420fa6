"""A league match under floodlights."""

import math

from newsportal.demo.pictures.air import mist
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import stars


def floodlit_football(c):
    c.gradient(evenly("#0a1230", "#16264e", "#2a4a63"), bottom=620)
    stars(c, 300, 120)
    _stand(c)
    c.gradient(evenly("#2f8a55", "#1f7a4a", "#0f4f38"), top=620)
    for stripe in range(9):
        top, low = 900 + (stripe - 4.5) * 230, 900 + (stripe - 4.5) * 620
        if stripe % 2:
            c.polygon(
                [(top, 620), (top + 230, 620), (low + 620, 1200), (low, 1200)], "#ffffff", 0.07
            )
    c.line([(0, 700), (1800, 700)], "#f4f8ee", 5, 0.85)
    c.arc(900, 1150, 620, 250, 180, 360, "#f4f8ee", 8, 0.85)
    for x in (220, 1580):
        _mast(c, x)
    mist(c, 380, 760, "#cfe6e0", 0.3)
    for x, y, size, shirt, stride in (
        (430, 800, 0.72, "#f3c14b", 1),
        (1340, 780, 0.66, "#c23b3b", -1),
        (1120, 960, 1.2, "#c23b3b", -1),
        (740, 1010, 1.42, "#f3c14b", 1),
    ):
        _player(c, x, y, size, shirt, stride)
    c.ellipse(945, 1086, 30, 7, "#06281e", 0.6)
    c.ellipse(945, 1048, 30, 30, "#fbfaf2")
    for n in range(5):
        angle = n * math.tau / 5
        c.ellipse(945 + 21 * math.cos(angle), 1048 + 21 * math.sin(angle), 7, 7, "#16264e")
    c.ellipse(945, 1048, 8, 8, "#16264e")


def _stand(c):
    c.polygon([(0, 400), (1800, 400), (1800, 630), (0, 630)], "#10183a")
    for row in range(9):
        for seat in range(92):
            if c.random.random() < 0.85:
                fill = c.random.choice(
                    ["#f3c14b", "#f3c14b", "#e9e3d3", "#4a6a8c", "#c9573f", "#7a5a7d"]
                )
                c.ellipse(
                    seat * 20 + row % 2 * 10 + c.random.uniform(-3, 3),
                    424 + row * 21,
                    7,
                    8,
                    blend(fill, "#10183a", 0.45 - row * 0.03),
                )
    c.polygon([(0, 330), (1800, 330), (1800, 404), (0, 404)], "#0a1028")
    c.rectangle(0, 606, 1800, 632, "#0c5a5f")


def _mast(c, x):
    c.polygon([(x - 8, 630), (x - 5, 170), (x + 5, 170), (x + 8, 630)], "#0a1028")
    c.rectangle(x - 92, 84, x + 92, 178, "#141d3d", radius=6)
    for row in range(2):
        for lamp in range(5):
            c.ellipse(x - 70 + lamp * 35, 110 + row * 42, 14, 14, "#fffbe8")
    c.glow(x, 130, 720, "#eaf6ff", 0.8, falloff=2.6)


def _player(c, x, y, size, shirt, stride):
    """A runner cut from paper, with the four shadows that four masts make."""

    def at(dx, dy):
        return x + dx * size * stride, y + dy * size

    for dx, dy in ((-150, 30), (150, 30), (-90, -18), (90, -18)):
        c.polygon(
            [at(-10, 68), at(14, 68), at(dx + 20, 68 + dy), at(dx - 10, 68 + dy)], "#06281e", 0.22
        )
    skin, shade = c.random.choice(
        [("#8d5a42", "#74452f"), ("#d99a78", "#b87a62"), ("#5c3a2c", "#45291e")]
    )
    c.line([at(-4, -14), at(-40, 22), at(-84, 16)], shade, 17 * size)
    c.line([at(8, -14), at(48, 10), at(40, 62)], skin, 18 * size)
    c.line([at(38, 26), at(40, 60)], "#f4f8ee", 19 * size)
    c.line([at(34, 66), at(62, 68)], "#141d3d", 13 * size)
    c.line([at(-62, 18), at(-84, 16)], "#f4f8ee", 18 * size)
    c.line([at(-86, 6), at(-90, 28)], "#141d3d", 12 * size)
    c.polygon([at(-26, -46), at(30, -52), at(32, 0), at(6, 8), at(-28, -2)], "#141d3d")
    c.polygon(
        [at(-20, -128), at(26, -134), at(36, -100), at(28, -44), at(-26, -40), at(-28, -90)], shirt
    )
    c.polygon(
        [at(-20, -128), at(-4, -130), at(-10, -42), at(-26, -40), at(-28, -90)],
        blend(shirt, "#141d3d", 0.25),
    )
    c.line([at(20, -122), at(56, -92), at(86, -112)], skin, 13 * size)
    c.line([at(-14, -120), at(-54, -96), at(-62, -58)], shade, 13 * size)
    c.ellipse(*at(14, -158), 21 * size, 25 * size, skin)
    c.polygon([at(-8, -164), at(-2, -188), at(22, -190), at(36, -172), at(8, -170)], "#1b1416")
