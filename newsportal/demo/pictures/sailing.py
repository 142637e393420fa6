"""Daylight on the water: the ferry, the regatta, the wind farm."""

import math

from newsportal.demo.pictures.air import clouds
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import bird, glitter, ground, ridge, ripples, spruce, wave_line


def ferry(c):
    c.gradient(evenly("#5fa3bd", "#9ccbd0", "#d9e8da", "#f8ecd0"), bottom=730)
    clouds(c, 20, "#fffaf0", 1, 3, 7, 740)
    for base, rise, fill in ((712, 90, "#8fb3b5"), (724, 60, "#5f8f95")):
        c.polygon(ground(ridge(c.random, c.width, base, rise, step=9), 735), fill)
    for x in range(1180, 1800, 30):
        spruce(c, x, 726, c.random.uniform(30, 60), "#3f747c")
    c.gradient(evenly("#7fb5b8", "#3d8590", "#1b5463", "#0f3a49"), top=730)
    glitter(c, 1500, 740, 1180, 260, "#fff6dc", 260, alpha=0.55)
    ripples(c, 740, 900, "#1b5463", 130, alpha=0.35)
    _ship(c, 250, 838)
    _wake(c)
    for row in range(4):
        y = 940 + row * 62
        wave = wave_line(c.width, y, 14 + row * 5, 230 + row * 60, c.random.random())
        c.shaded(
            ground(wave, min(1200, y + 150)),
            evenly(blend("#2d7480", "#123f4e", row / 4), blend("#1b5463", "#0b2c3a", row / 4)),
        )
    for x, y, span in ((320, 250, 70), (430, 190, 84), (560, 280, 60), (1500, 320, 54)):
        bird(c, x, y, span, "#ffffff", lift=0.55)


def _ship(c, x, y):
    """The white double-ender, superstructure stepped back deck by deck."""
    c.polygon(
        [(x - 50, y - 128), (x + 1190, y - 128), (x + 1120, y + 40), (x + 30, y + 40)], "#0f4c5c"
    )
    c.polygon([(x + 5, y - 2), (x + 1140, y - 2), (x + 1120, y + 40), (x + 30, y + 40)], "#b5432f")
    c.polygon(
        [(x - 40, y - 104), (x + 1180, y - 104), (x + 1176, y - 92), (x - 36, y - 92)], "#f3c14b"
    )
    for deck, (inset, height) in enumerate(((30, 84), (120, 74), (250, 66))):
        bottom = y - 128 - sum((84, 74, 66)[:deck])
        c.rectangle(x + inset, bottom - height, x + 1140 - inset, bottom, "#fbf7ec", radius=8)
        c.rectangle(x + inset, bottom - 10, x + 1140 - inset, bottom, "#cfd8d4")
        for left in range(x + inset + 26, x + 1140 - inset - 40, 40):
            c.rectangle(left, bottom - height + 18, left + 26, bottom - 26, "#24586a", radius=4)
    c.rectangle(x + 470, y - 410, x + 690, y - 352, "#fbf7ec", radius=10)
    c.rectangle(x + 486, y - 398, x + 674, y - 372, "#173f4f", radius=4)
    for left in (330, 790):
        c.polygon(
            [
                (x + left, y - 352),
                (x + left + 8, y - 462),
                (x + left + 78, y - 462),
                (x + left + 86, y - 352),
            ],
            "#0f4c5c",
        )
        c.rectangle(x + left + 6, y - 436, x + left + 80, y - 410, "#f3c14b")
    c.line([(x + 580, y - 410), (x + 580, y - 520)], "#fbf7ec", 7)
    c.line([(x + 546, y - 478), (x + 614, y - 478)], "#fbf7ec", 5)
    for left in range(x + 300, x + 880, 120):
        c.rectangle(left, y - 214, left + 66, y - 192, "#e2793b", radius=10)


def _wake(c):
    for _ in range(520):
        x = c.random.uniform(180, 1560)
        c.ellipse(
            x,
            880 + c.random.gauss(0, 9),
            c.random.uniform(5, 34),
            3,
            "#f4f8f2",
            c.random.uniform(0.2, 0.8),
        )


def regatta(c):
    c.gradient(evenly("#2f6f9f", "#7bb0c9", "#cfe3df", "#f7eccf"), bottom=640)
    clouds(c, 0, "#ffffff", 1, 3, 5, 660)
    c.polygon(ground(ridge(c.random, c.width, 632, 70, step=9), 650), "#86aeb4")
    c.gradient(evenly("#8fbfc4", "#2f7f96", "#12506b", "#0b3650"), top=640)
    glitter(c, 900, 645, 1180, 460, "#ffffff", 420, alpha=0.5)
    cloths = ["#e2793b", "#fbf7ec", "#c23b3b", "#f3c14b", "#fbf7ec", "#2e6a6b", "#fbf7ec"]
    for x, size in ((120, 0.16), (360, 0.2), (640, 0.18), (980, 0.22), (1230, 0.19), (1620, 0.2)):
        _yacht(c, x, 662 + size * 40, size, c.random.choice(cloths))
    for x, y, size, cloth in (
        (1520, 760, 0.5, "#e2793b"),
        (240, 800, 0.56, "#2e6a6b"),
        (620, 905, 0.86, "#c23b3b"),
        (1190, 1010, 1.25, "#f3c14b"),
    ):
        _yacht(c, x, y, size, cloth)
        ripples(c, y, y + 40 * size, "#0b3650", 30, alpha=0.4)
    for row in range(2):
        wave = wave_line(c.width, 1090 + row * 60, 20, 300, c.random.random())
        c.polygon(ground(wave, 1200), "#0b3650", 0.55)


def _yacht(c, x, y, size, cloth):
    """A heeling boat: white mainsail with seams, coloured jib, its shade on the water."""

    def at(dx, dy, heel=0.17):
        return x + (dx + dy * heel) * size, y - dy * size

    c.polygon([at(-150, 14), at(-120, -26), at(130, -26), at(185, 22)], "#12303f")
    c.polygon([at(-150, 14), at(-146, 4), at(180, 12), at(185, 22)], "#fbf7ec")
    c.polygon([at(2, 30), at(4, 590), at(-20, 560), at(-95, 300), at(-170, 44)], "#fdfaf0")
    c.polygon([at(2, 30), at(4, 590), at(-8, 560), at(-40, 300), at(-60, 40)], "#d8ded6")
    for seam in (140, 250, 360, 470):
        c.line([at(2, seam), at(-165 + seam * 0.27, seam - 18)], "#b9c3bd", 2 * size)
    c.polygon([at(14, 540), at(60, 260), at(172, 34), at(20, 60)], cloth)
    c.polygon([at(14, 540), at(34, 260), at(60, 54), at(20, 60)], blend(cloth, "#10222c", 0.22))
    c.line([at(3, 20), at(3, 600)], "#12303f", 5 * size)
    for _ in range(round(26 * size) + 4):
        c.ellipse(
            x + c.random.uniform(-190, 190) * size,
            y + c.random.uniform(24, 34) * size,
            c.random.uniform(6, 30) * size,
            3 * size,
            "#ffffff",
            0.6,
        )


def wind_farm(c):
    c.gradient(evenly("#3a4f78", "#8d7fa0", "#e9a98c", "#fbd9a0", "#fdebc3"), bottom=800)
    c.glow(520, 770, 820, "#fff0c0", 0.6)
    c.ellipse(520, 770, 74, 74, "#fffbe4")
    clouds(c, 200, "#fbd3b0", 0.9, 3, 16, 660)
    c.gradient(evenly("#f1cfa0", "#b38c92", "#4d5a7c", "#27385a"), top=800)
    glitter(c, 520, 804, 1190, 190, "#fff3cd", 520, alpha=0.65)
    ripples(c, 810, 1190, "#27385a", 260, alpha=0.4)
    for x, size in (
        (1700, 0.24),
        (1580, 0.28),
        (1440, 0.34),
        (1350, 0.29),
        (130, 0.3),
        (1270, 0.44),
    ):
        _turbine(c, x, 802 + size * 70, size, blend("#f3d9c0", "#5b5f80", size * 1.3))
    for x, size in ((260, 0.62), (1030, 0.78), (1500, 1.02)):
        _turbine(c, x, 802 + size * 110, size, blend("#8e86a0", "#2c3558", size * 0.8))
    for n in range(13):
        side = n - 6
        bird(c, 760 + side * 34, 330 + abs(side) * 17, 30, "#3a3f63", lift=0.5)


def _turbine(c, x, foot, size, fill):
    hub = foot - 640 * size
    c.polygon(
        [(x - 13 * size, foot), (x - 6 * size, hub), (x + 6 * size, hub), (x + 13 * size, foot)],
        fill,
    )
    c.rectangle(x - 22 * size, foot - 40 * size, x + 22 * size, foot, blend(fill, "#f3c14b", 0.45))
    turn = c.random.uniform(0, 2.1)
    for blade in range(3):
        angle = turn + blade * math.tau / 3
        dx, dy = math.cos(angle), math.sin(angle)
        c.polygon(
            [
                (x, hub),
                (x + (dx * 70 - dy * 17) * size, hub + (dy * 70 + dx * 17) * size),
                (x + dx * 330 * size, hub + dy * 330 * size),
                (x + (dx * 40 + dy * 7) * size, hub + (dy * 40 - dx * 7) * size),
            ],
            fill,
        )
    c.ellipse(x, hub, 15 * size, 15 * size, fill)
    for row in range(round(40 * size)):
        c.ellipse(x + c.random.gauss(0, 9 * size), foot + row * 5, 16 * size, 1.5, fill, 0.35)
