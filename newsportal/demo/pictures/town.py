"""Brick and stone: the rope works and the clock of St Bride's."""

import math

from newsportal.demo.pictures.canvas import blend, evenly


def rope_works(c):
    """A brick front seen square on, late sun from the left, washing and window boxes."""
    c.gradient(evenly("#b5674a", "#a6573f", "#8d4735"))
    for row in range(0, 1200, 20):
        for column in range(-1, 45):
            left = column * 42 + (row // 20 % 2) * 21
            shade = blend(
                "#b5674a",
                c.random.choice(["#7d3b2c", "#cf8562", "#9a4c38"]),
                c.random.random() * 0.55,
            )
            c.rectangle(left, row, left + 39, row + 17, shade)
    for column in range(6):
        for row in range(3):
            _flat(c, 90 + column * 286, 90 + row * 370)
    c.polygon([(1060, 0), (1800, 0), (1800, 1200), (460, 1200)], "#2a1424", 0.28)
    for row in (44, 414, 784, 1154):
        c.rectangle(0, row, 1800, row + 15, "#d8b08a")
        c.rectangle(0, row + 15, 1800, row + 22, "#5b2a22", 0.6)
    c.glow(120, 60, 900, "#ffd9a0", 0.4)


def _flat(c, x, y):
    glass = c.random.choice(["#1f4654", "#2a5562", "#183844", "#ffd690", "#ffe2ae"])
    c.rectangle(x - 14, y - 14, x + 194, y + 244, "#e8cfae", radius=6)
    c.arc(x + 90, y + 6, 104, 60, 180, 360, "#e8cfae", 26)
    c.rectangle(x, y, x + 180, y + 232, "#f7efdf")
    lit = glass.startswith("#ff")
    for column in range(3):
        for row in range(3):
            left, top = x + 8 + column * 57, y + 8 + row * 74
            c.rectangle(left, top, left + 50, top + 68, glass)
            if not lit:
                c.polygon(
                    [
                        (left, top + 50),
                        (left + 34, top),
                        (left + 50, top),
                        (left + 8, top + 68),
                        (left, top + 68),
                    ],
                    "#ffffff",
                    0.1,
                )
    _life(c, x, y, lit)
    c.rectangle(x - 24, y + 232, x + 204, y + 250, "#e8cfae", radius=3)


def _life(c, x, y, lit):
    """Whoever moved in: curtains, a cat, geraniums, a lamp, or nobody yet."""
    kind = c.random.choice(["curtain", "cat", "flowers", "lamp", "flowers", "none"])
    if kind == "curtain":
        shade = c.random.choice(["#c9573f", "#2e6a6b", "#e3b04b"])
        c.polygon(
            [(x + 8, y + 8), (x + 70, y + 8), (x + 34, y + 120), (x + 8, y + 224)], shade, 0.9
        )
        c.polygon(
            [(x + 172, y + 8), (x + 110, y + 8), (x + 146, y + 120), (x + 172, y + 224)], shade, 0.9
        )
    if kind == "cat":
        c.ellipse(x + 96, y + 202, 27, 30, "#15151c")
        c.ellipse(x + 104, y + 162, 19, 17, "#15151c")
        c.polygon([(x + 88, y + 158), (x + 90, y + 134), (x + 103, y + 148)], "#15151c")
        c.polygon([(x + 106, y + 148), (x + 119, y + 134), (x + 121, y + 158)], "#15151c")
        c.line([(x + 76, y + 224), (x + 52, y + 226), (x + 44, y + 206)], "#15151c", 8)
    if kind == "lamp":
        c.line([(x + 90, y + 8), (x + 90, y + 60)], "#15151c", 3)
        c.polygon(
            [(x + 66, y + 96), (x + 114, y + 96), (x + 100, y + 60), (x + 80, y + 60)], "#e2793b"
        )
    if kind == "flowers":
        c.rectangle(x + 6, y + 206, x + 174, y + 240, "#3f6b4d" if lit else "#2f5a3f", radius=4)
        for _ in range(34):
            c.ellipse(
                x + c.random.uniform(6, 174),
                y + c.random.gauss(196, 12),
                8,
                8,
                c.random.choice(["#d8434a", "#f08a7a", "#3f7a4d", "#4f8f57", "#f7d9d0"]),
            )


def clock(c):
    """The face of St Bride's by night, its hands at ten to six, one bird resting on it."""
    c.gradient(evenly("#141d3d", "#253463", "#4f5787"))
    for _ in range(140):
        c.ellipse(c.random.uniform(0, 1800), c.random.uniform(0, 1200), 1.4, 1.4, "#fdf6e3", 0.6)
    c.polygon([(470, 1200), (500, 150), (1300, 150), (1330, 1200)], "#1d2340")
    _bricks(c)
    c.polygon([(440, 160), (1360, 160), (1190, -40), (610, -40)], "#141a33")
    c.glow(900, 640, 700, "#ffdc9a", 0.55)
    for radius, fill in ((400, "#141a33"), (382, "#c79a4e"), (366, "#fbeecb"), (300, "#fdf5dc")):
        c.ellipse(900, 640, radius, radius, fill)
    _minutes(c)
    _hands(c)
    c.ellipse(900, 640, 24, 24, "#c79a4e")
    c.ellipse(1104, 318, 34, 21, "#10152b")
    c.ellipse(1136, 298, 15, 13, "#10152b")
    c.polygon([(1148, 294), (1168, 300), (1148, 304)], "#e2a13b")
    c.polygon([(1080, 318), (1030, 342), (1084, 332)], "#10152b")


def _bricks(c):
    for row in range(150, 1200, 52):
        for column in range(9):
            left = 480 + column * 98 - (row // 52 % 2) * 49
            c.rectangle(
                max(500, left),
                row,
                min(1305, left + 92),
                row + 47,
                blend("#2a3155", "#3c4470", c.random.random()),
            )


def _hands(c):
    for turn, reach, width in ((5 + 50 / 60, 190, 20), (10, 300, 12)):
        angle = turn * math.tau / 12
        x, y = math.sin(angle), -math.cos(angle)
        c.polygon(
            [
                (900 - x * 60 - y * width, 640 - y * 60 + x * width),
                (900 + x * reach, 640 + y * reach),
                (900 - x * 60 + y * width, 640 - y * 60 - x * width),
            ],
            "#1d2340",
        )


def _minutes(c):
    for minute in range(60):
        angle = minute * math.tau / 60
        long = 46 if minute % 5 == 0 else 16
        x, y = math.sin(angle), -math.cos(angle)
        c.line(
            [(900 + x * 352, 640 + y * 352), (900 + x * (352 - long), 640 + y * (352 - long))],
            "#1d2340",
            13 if minute % 15 == 0 else 8 if minute % 5 == 0 else 3,
        )
