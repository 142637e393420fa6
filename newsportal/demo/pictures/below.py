"""Under and beside the sea: the meadow of eelgrass, the morning swim, the herring, the kitchen."""

import math

from newsportal.demo.pictures.air import mist
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import ground, ridge, ripples


def eelgrass(c):
    c.gradient(evenly("#c9efe0", "#63bfb8", "#1f7f8c", "#0e4c60", "#08303f"))
    _sunbeams(c)
    mist(c, 500, 1000, "#2f97a0", 0.5)
    for depth, fill in ((0.35, "#2f8a8f"), (0.6, "#1b6674"), (0.8, "#124c5a")):
        _shoal(c, depth, fill)
    _meadow(c)
    for _ in range(90):
        size = c.random.choice([2, 3, 4, 7])
        x, y = c.random.gauss(1240, 60), c.random.uniform(40, 1000)
        c.arc(x + 30 * math.sin(y / 70), y, size, size, 0, 360, "#eafff2", 1.4, 0.7)


def _meadow(c):
    for base, tall, count, pale, dark in (
        (960, 330, 260, "#3f9a84", "#1d6670"),
        (1080, 430, 260, "#3f8f5f", "#10474f"),
        (1200, 560, 200, "#63a85a", "#0a2f36"),
    ):
        c.polygon(ground(ridge(c.random, c.width, base, 24), 1200), blend(dark, "#08303f", 0.5))
        for _ in range(count):
            _blade(
                c,
                c.random.uniform(-20, 1820),
                base + 30,
                tall * c.random.uniform(0.45, 1.1),
                blend(pale, dark, c.random.random()),
            )


def _sunbeams(c):
    for _ in range(13):
        x, lean, width = (
            c.random.uniform(-100, 1700),
            c.random.uniform(-260, 120),
            c.random.uniform(40, 150),
        )
        for layer in range(4):
            inset = layer * width * 0.12
            c.polygon(
                [
                    (x + inset, 0),
                    (x + width - inset, 0),
                    (x + width * 1.7 + lean - inset, 1050),
                    (x + lean - width * 0.5 + inset, 1050),
                ],
                "#eafff2",
                0.028,
            )


def _blade(c, x, foot, tall, fill):
    sway = c.random.uniform(20, 110)
    spine = [
        (x + sway * (n / 10) ** 2 + 14 * math.sin(n / 2 + x), foot - tall * n / 10)
        for n in range(11)
    ]
    left = [(px - 7 * (1 - n / 10) - 1, py) for n, (px, py) in enumerate(spine)]
    right = [(px + 7 * (1 - n / 10) + 1, py) for n, (px, py) in enumerate(spine)]
    c.polygon([*left, *reversed(right)], fill)


def _shoal(c, depth, fill):
    middle, height = c.random.uniform(400, 1000), c.random.uniform(260, 560)
    for _ in range(46):
        x, y = middle + c.random.gauss(0, 210), height + c.random.gauss(0, 62)
        size = 26 * depth + 6
        c.ellipse(x, y, size, size * 0.3, fill)
        c.polygon(
            [
                (x - size * 0.8, y),
                (x - size * 1.5, y - size * 0.4),
                (x - size * 1.5, y + size * 0.4),
            ],
            fill,
        )


def morning_swim(c):
    c.gradient(evenly("#f3a88b", "#f8c79a", "#fbe6c0"), bottom=560)
    c.glow(900, 560, 720, "#fff6d8", 0.8)
    c.ellipse(900, 548, 96, 96, "#fffdf0")
    c.polygon(ground(ridge(c.random, c.width, 548, 60, step=9), 566), "#b57f86")
    c.gradient(evenly("#f6cfa6", "#c98f8e", "#5f6f8c", "#23415e"), top=560)
    for _ in range(420):
        share = c.random.random() ** 0.8
        c.ellipse(
            900 + c.random.gauss(0, 0.4) * 240 * (0.3 + share),
            566 + 620 * share,
            10 + 30 * share,
            0.7 + 2.4 * share,
            "#fffbe6",
            0.5,
        )
    ripples(c, 580, 1190, "#23415e", 260, alpha=0.4)
    for x, y, size, cap in (
        (640, 690, 0.5, "#c23b3b"),
        (1090, 730, 0.62, "#2e6a6b"),
        (760, 830, 0.95, "#f3c14b"),
        (1240, 900, 1.2, "#e2793b"),
        (480, 960, 1.5, "#2e6a6b"),
    ):
        _swimmer(c, x, y, size, cap)
    _jetty(c)


def _swimmer(c, x, y, size, cap):
    for ring in range(4):
        c.arc(
            x,
            y + 6 * size,
            (52 + ring * 34) * size,
            (9 + ring * 6) * size,
            0,
            360,
            "#fff4dc",
            2.4 * size,
            0.65 - ring * 0.14,
        )
    c.ellipse(x, y - 18 * size, 25 * size, 30 * size, "#d99a78")
    c.ellipse(x - 6 * size, y - 14 * size, 19 * size, 25 * size, "#b87a62")
    c.polygon(
        [
            (x - 27 * size, y - 20 * size),
            (x - 20 * size, y - 44 * size),
            (x, y - 54 * size),
            (x + 20 * size, y - 44 * size),
            (x + 27 * size, y - 20 * size),
        ],
        cap,
    )
    c.ellipse(x, y + 10 * size, 58 * size, 9 * size, "#43567a")


def _jetty(c):
    c.polygon([(1420, 1200), (1500, 640), (1800, 640), (1800, 1200)], "#6b4a45")
    for plank in range(18):
        y = 640 + 560 * (plank / 18) ** 1.35
        c.line([(1500 - (y - 640) / 7, y), (1800, y)], "#3f2a33", 2 + plank * 0.3)
    for y in (650, 760, 940):
        x, size = 1500 - (y - 640) / 7, 0.6 + (y - 640) / 420
        c.rectangle(x - 12 * size, y - 70 * size, x + 12 * size, y + 90 * size, "#3f2a33", radius=4)
    c.line([(1440, 1010), (1440, 800), (1490, 770)], "#e9e3d3", 11)
    c.line([(1400, 1060), (1400, 830), (1452, 796)], "#e9e3d3", 11)
    for fill, x, y in (("#f8f0e0", 1610, 860), ("#c23b3b", 1690, 900)):
        c.polygon([(x, y), (x + 110, y - 12), (x + 126, y + 26), (x + 10, y + 40)], fill)
        c.polygon([(x + 30, y - 3), (x + 52, y - 6), (x + 64, y + 33), (x + 40, y + 36)], "#2e6a6b")


def herring(c):
    """A catch laid out like wallpaper, one fish looking the other way."""
    c.gradient(evenly("#0c5a5f", "#0a4650"))
    for row in range(10):
        for column in range(-1, 8):
            x = column * 258 + (row % 2) * 129 + 60
            odd = (row, column) == (5, 4)
            _fish(c, x, 66 + row * 120, 1, -1 if row % 2 == 0 else 1, odd)


def _fish(c, x, y, size, way, odd):
    way = -way if odd else way
    back, belly = ("#e2793b", "#fbe3bd") if odd else ("#3f8fa0", "#e9efe4")

    def at(dx, dy):
        return x + dx * size * way, y + dy * size

    body = [
        (105 * math.cos(a), 31 * math.sin(a) * (1 - 0.3 * math.cos(a)))
        for a in (n * math.tau / 48 for n in range(48))
    ]
    c.polygon([at(dx + 4, dy + 8) for dx, dy in body], "#062c33", 0.5)
    c.polygon([at(dx, dy) for dx, dy in body], belly)
    c.polygon([at(dx, dy) for dx, dy in body if dy < 4], back)
    c.polygon([at(96, 0), at(146, -32), at(130, 0), at(146, 32)], back)
    c.polygon([at(-10, -36), at(26, -56), at(34, -34)], back)
    c.polygon([at(6, 34), at(30, 52), at(36, 32)], belly)
    for column in range(6):
        for row in range(3):
            cx, cy = at(-44 + column * 23 + row % 2 * 11, -13 + row * 13)
            c.arc(
                cx, cy, 9, 9, 300 if way > 0 else 120, 420 if way > 0 else 240, "#0c5a5f", 1.8, 0.55
            )
    c.arc(*at(-66, 0), 20, 27, *((300, 420) if way < 0 else (120, 240)), "#0c3a42", 2.4, 0.8)
    c.ellipse(*at(-84, -7), 8, 8, "#fdf8e8")
    c.ellipse(*at(-85, -7), 4.4, 4.4, "#0c2a30")
