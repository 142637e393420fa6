"""The concert in the dry dock and the school kitchen."""

import math

from newsportal.demo.pictures.canvas import blend, evenly


def dry_dock_concert(c):
    """Sound over the dock: rings of light from one violin, the listeners on the steps."""
    c.gradient(evenly("#1b1230", "#3a1d47", "#7a2f55", "#c9573f"), bottom=1000)
    for ring in range(26):
        radius = 70 + ring * 44
        wave = [
            (
                900 + (radius + 12 * math.sin(a * 14 + ring)) * math.cos(a),
                760 - (radius + 12 * math.sin(a * 14 + ring)) * 0.78 * math.sin(a),
            )
            for a in (n * math.pi / 220 for n in range(221))
        ]
        c.line(wave, blend("#ffe3a6", "#e2608a", ring / 26), 7 - ring * 0.2, 0.85 - ring * 0.029)
    c.glow(900, 700, 520, "#ffd9a0", 0.8)
    for side in (-1, 1):
        for step in range(7):
            near, y = 900 + side * (330 + step * 96), 1000 - step * 62
            c.polygon(
                [(near, y), (900 + side * 960, y), (900 + side * 960, 1200), (near, 1200)],
                blend("#2b1735", "#120a1c", step / 7),
            )
            for seat in range(3):
                x = near + side * (34 + seat * 46 + c.random.uniform(-6, 6))
                if abs(x - 900) < 930:
                    _listener(c, x, y, side)
    c.polygon([(560, 1010), (1240, 1010), (1400, 1200), (400, 1200)], "#42203f")
    c.glow(900, 1040, 420, "#ffd9a0", 0.65, squash=0.3)
    _violinist(c, 900, 1030)


def _listener(c, x, y, side):
    fill = blend("#1a0f26", c.random.choice(["#c9573f", "#e2a13b", "#5d4a86", "#2e6a6b"]), 0.38)
    c.polygon([(x - 21, y), (x - 16, y - 42), (x + 16, y - 42), (x + 21, y)], fill)
    c.ellipse(x, y - 56, 14, 16, blend("#1a0f26", "#d99a78", 0.5))
    c.ellipse(x + side * 5, y - 60, 12, 14, "#1a0f26")


def _violinist(c, x, y):
    c.polygon(
        [
            (x - 34, y - 250),
            (x + 30, y - 250),
            (x + 44, y - 120),
            (x + 96, y),
            (x - 96, y),
            (x - 46, y - 120),
        ],
        "#140b1e",
    )
    c.ellipse(x - 8, y - 296, 30, 37, "#d99a78")
    c.polygon(
        [
            (x - 40, y - 296),
            (x - 32, y - 338),
            (x + 6, y - 346),
            (x + 24, y - 318),
            (x - 10, y - 312),
            (x - 26, y - 262),
        ],
        "#140b1e",
    )
    c.ellipse(x + 60, y - 254, 46, 21, "#a8482a")
    c.ellipse(x + 92, y - 258, 28, 16, "#a8482a")
    c.line([(x + 88, y - 258), (x + 186, y - 274)], "#5b2a1e", 8)
    c.line([(x - 26, y - 236), (x + 60, y - 196), (x + 150, y - 262)], "#140b1e", 26)
    c.line([(x - 30, y - 236), (x - 84, y - 176), (x - 14, y - 190)], "#140b1e", 24)
    c.ellipse(x + 152, y - 264, 13, 13, "#d99a78")
    c.ellipse(x - 8, y - 192, 13, 13, "#d99a78")
    c.line([(x - 14, y - 186), (x + 128, y - 330)], "#ffe3a6", 4)


def school_kitchen(c):
    c.gradient(evenly("#f3d9a8", "#f0c98d"), bottom=820)
    _tiles(c)
    c.line([(80, 150), (1720, 150)], "#3f3a3a", 14)
    for x, size, fill in (
        (220, 1.0, "#b5674a"),
        (470, 0.78, "#3f3a3a"),
        (690, 1.12, "#b5674a"),
        (1310, 0.9, "#3f3a3a"),
        (1550, 1.1, "#b5674a"),
    ):
        _pan(c, x, 158, size, fill)
    c.gradient(evenly("#8a5a3c", "#6b4430"), top=820)
    for grain in range(16):
        y = 832 + grain * 24
        c.line(
            [(px, y + 6 * math.sin(px / 170 + grain)) for px in range(0, 1810, 30)],
            "#5a3826",
            3,
            0.6,
        )
    _pot(c, 900, 860)
    for x, kind in ((330, "#e2793b"), (420, "#e2793b"), (500, "#e2793b")):
        _carrot(c, x, 960 + (x % 3) * 18, kind)
    _vegetables(c)
    c.glow(300, 0, 1100, "#fff3cf", 0.45)


def _vegetables(c):
    for x, y, fill in (
        (1330, 930, "#8e4a5b"),
        (1450, 958, "#b5c46b"),
        (1390, 1010, "#c9573f"),
        (1560, 920, "#e9dcc0"),
        (1640, 980, "#b5c46b"),
    ):
        c.ellipse(x + 8, y + 46, 62, 14, "#3a2418", 0.5)
        c.ellipse(x, y, 62, 56, fill)
        c.ellipse(x - 18, y - 18, 18, 14, "#ffffff", 0.28)
        c.line([(x, y - 50), (x + 8, y - 74)], "#3f6b4d", 8)


def _tiles(c):
    for row in range(10):
        for column in range(19):
            shade = blend(
                "#f7ead0",
                c.random.choice(["#e7c58f", "#cfe0d4", "#f7ead0"]),
                c.random.random() * 0.7,
            )
            c.rectangle(
                column * 98 - 20, row * 84 - 20, column * 98 + 72, row * 84 + 58, shade, radius=5
            )


def _pan(c, x, y, size, fill):
    c.line([(x, y), (x, y + 130 * size)], fill, 18 * size)
    c.ellipse(x, y + 220 * size, 106 * size, 106 * size, fill)
    c.ellipse(x, y + 220 * size, 86 * size, 86 * size, blend(fill, "#000000", 0.25))
    c.arc(x, y + 220 * size, 96 * size, 96 * size, 150, 240, "#fff3dc", 7, 0.6)


def _pot(c, x, y):
    _steam(c, x, y)
    c.ellipse(x, y + 140, 330, 34, "#3a2418", 0.5)
    c.polygon(
        [(x - 290, y - 200), (x + 290, y - 200), (x + 262, y + 130), (x - 262, y + 130)], "#0c5a5f"
    )
    c.polygon(
        [(x + 60, y - 200), (x + 290, y - 200), (x + 262, y + 130), (x + 60, y + 130)],
        "#084048",
        0.5,
    )
    c.ellipse(x, y + 130, 262, 26, "#0a4b51")
    c.ellipse(x, y - 200, 300, 50, "#0e7076")
    c.ellipse(x, y - 200, 270, 38, "#d98b3f")
    _soup(c, x, y)
    for side in (-1, 1):
        c.arc(x + side * 296, y - 120, 52, 40, 0, 360, "#0a4b51", 18)
    c.line([(x + 120, y - 210), (x + 330, y - 470)], "#8a5a3c", 22)


def _soup(c, x, y):
    for _ in range(46):
        turn, out = c.random.uniform(0, math.tau), c.random.random() ** 0.5
        c.ellipse(
            x + 245 * out * math.cos(turn),
            y - 200 + 32 * out * math.sin(turn),
            15,
            7,
            c.random.choice(["#e2793b", "#f7ead0", "#7fa05a", "#c23b3b"]),
        )


def _steam(c, x, y):
    for _ in range(34):
        rise = c.random.random()
        c.ellipse(
            x + c.random.gauss(0, 80) * (0.5 + rise) + 40 * math.sin(rise * 6),
            y - 250 - rise * 430,
            30 + rise * 60,
            26 + rise * 48,
            "#fffdf5",
            0.13 * (1 - rise) + 0.02,
        )


def _carrot(c, x, y, fill):
    c.ellipse(x + 10, y + 40, 120, 12, "#3a2418", 0.4)
    c.polygon([(x - 120, y + 10), (x + 60, y - 26), (x + 84, y + 6), (x + 60, y + 36)], fill)
    for notch in range(4):
        c.line(
            [(x - 60 + notch * 34, y - 2 - notch * 6), (x - 52 + notch * 34, y + 12)], "#b5572a", 3
        )
    for leaf in range(5):
        c.line([(x + 74, y + 4), (x + 130 + leaf * 8, y - 50 + leaf * 26)], "#3f7a4d", 8)
