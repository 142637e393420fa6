"""Cold: the forest in fog, the eiders' marsh at dawn, the tavern in the snow."""

from newsportal.demo.pictures.air import flakes, mist
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import bird, ground, ridge, ripples, spruce


def forest_in_fog(c):
    c.gradient(evenly("#c9d5d6", "#dfe4de", "#f1ece0", "#e9e3d8"))
    c.ellipse(1240, 300, 66, 66, "#fffdf2", 0.9)
    c.glow(1240, 300, 520, "#fff6dc", 0.7)
    layers = (
        (590, 170, 60, "#c3cfce"),
        (700, 230, 46, "#9fb3b5"),
        (840, 320, 34, "#6f8a8f"),
        (990, 430, 20, "#3f5c64"),
    )
    for base, tall, count, fill in layers:
        crest = ridge(c.random, c.width, base, 60, step=10)
        c.polygon(ground(crest, 1200), fill)
        for _ in range(count):
            x, foot = c.random.choice(crest)
            spruce(c, x, foot + 14, tall * c.random.uniform(0.6, 1.25), fill)
        mist(c, base - 120, base + 330, "#efece2", 0.98, crest=0.55)
    c.polygon(ground(ridge(c.random, c.width, 1120, 24), 1200), "#f4f1e8")
    for x in (110, 250, 1490, 1660):
        _snowy(c, x, 1190, c.random.uniform(560, 860))
    _deer(c, 900, 1105)
    flakes(c, 420)


def _snowy(c, x, foot, height):
    spruce(c, x, foot, height, "#17323b")
    for tier in range(3, 10):
        y, reach = foot - height * (1 - tier / 9 * 0.93), height * 0.17 * (tier / 9) ** 0.9
        for side in (-1, 1):
            c.polygon(
                [
                    (x + side * reach * 0.15, y - height * 0.03),
                    (x + side * reach, y + height * 0.014),
                    (x + side * reach * 0.5, y + height * 0.006),
                ],
                "#f7f6f0",
                0.9,
            )


def _deer(c, x, y):
    fill = "#2a3f46"
    c.ellipse(x, y - 74, 52, 24, fill)
    c.polygon([(x + 30, y - 84), (x + 66, y - 150), (x + 84, y - 142), (x + 52, y - 62)], fill)
    c.ellipse(x + 84, y - 148, 20, 10, fill)
    c.polygon([(x + 70, y - 154), (x + 62, y - 176), (x + 78, y - 158)], fill)
    for leg in (-38, -26, 30, 42):
        c.polygon(
            [(x + leg, y - 66), (x + leg + 10, y - 66), (x + leg + 7, y), (x + leg + 3, y)], fill
        )
    c.polygon([(x - 50, y - 84), (x - 62, y - 72), (x - 48, y - 68)], "#f4f1e8")


def eiders_at_dawn(c):
    c.gradient(evenly("#f5b9a2", "#f8cfa8", "#fbe3bd", "#fdf2d8"), bottom=700)
    c.glow(1180, 640, 640, "#fffbe6", 0.8)
    c.ellipse(1180, 610, 88, 88, "#fffdf0")
    for base, rise, fill in ((690, 44, "#d9a99b"), (700, 26, "#b98b8b")):
        c.polygon(ground(ridge(c.random, c.width, base, rise, step=9), 708), fill)
    c.reflect(702, ripple=4, dim=0.88, fill="#a8747c")
    for base, fill in ((800, "#a5747a"), (905, "#74505e")):
        island = [
            (x, base + (y - base) * 0.5 + abs(x - 400 * (base / 850)) * 0.06)
            for x, y in ridge(c.random, c.width, base, 30, step=10)
        ]
        c.polygon(ground(island, base + 26), fill, 0.9)
        ripples(c, base + 26, base + 60, "#fdf2d8", 60, alpha=0.5)
    _flock(c)
    for x, y, size in ((430, 960, 0.8), (640, 985, 0.9), (560, 1040, 1.2), (1250, 1000, 1.0)):
        _eider(c, x, y, size)
    _reeds(c)


def _flock(c):
    for n in range(23):
        side = n - 9
        span = 58 + 3 * c.random.random()
        x, y = 700 + side * 46, 250 + abs(side) * 19 - side * 4 + c.random.uniform(-6, 6)
        bird(c, x, y, span, "#4b3547", lift=c.random.uniform(0.25, 0.75))
        c.ellipse(x + 4, y + 2, 13, 4, "#4b3547")


def _eider(c, x, y, size):
    """A drake: white back, black flanks, wedge-shaped head, and his likeness below."""
    for flip, alpha in ((1, 1), (-0.6, 0.35)):

        def at(dx, dy, flip=flip):
            return x + dx * size, y - dy * size * flip

        c.polygon(
            [at(-78, 0), at(-70, 26), at(-30, 42), at(34, 36), at(62, 14), at(56, 0)],
            "#2a2230",
            alpha,
        )
        c.polygon([at(-52, 30), at(-26, 46), at(38, 38), at(44, 26), at(0, 22)], "#fbf4e6", alpha)
        c.polygon(
            [at(30, 26), at(40, 74), at(66, 84), at(84, 74), at(104, 58), at(78, 54), at(62, 14)],
            "#fbf4e6",
            alpha,
        )
        c.polygon([at(42, 76), at(66, 86), at(86, 74), at(60, 70)], "#2a2230", alpha)
        c.polygon([at(84, 74), at(106, 58), at(82, 58)], "#d98b4a", alpha)


def _reeds(c):
    for _ in range(230):
        x = c.random.choice([c.random.gauss(150, 170), c.random.gauss(1690, 140)])
        foot, tall = 1215, c.random.uniform(90, 340)
        lean = c.random.uniform(-30, 46)
        c.line(
            [(x, foot), (x + lean * 0.3, foot - tall * 0.6), (x + lean, foot - tall)],
            blend("#4b2f3f", "#2a1c2a", c.random.random()),
            c.random.uniform(2, 4),
        )
        if c.random.random() < 0.3:
            c.ellipse(x + lean, foot - tall, 5, 20, "#3a2230")


def tavern_in_the_snow(c):
    c.gradient(evenly("#101a38", "#26335c", "#58597f"), bottom=900)
    c.polygon(ground(ridge(c.random, c.width, 760, 60, step=9), 1200), "#3c4570")
    for x in range(-20, 1820, 74):
        spruce(
            c, x, 790, c.random.uniform(130, 260), blend("#26335c", "#1a2448", c.random.random())
        )
    c.polygon(ground(ridge(c.random, c.width, 900, 30, step=9), 1200), "#8f97bb")
    c.glow(900, 760, 760, "#ffb454", 0.5, squash=0.7)
    _inn(c)
    c.shaded(
        ground(ridge(c.random, c.width, 985, 22, step=9), 1200),
        evenly("#c9cde0", "#8a93bb", "#5a6593"),
    )
    c.glow(900, 1010, 620, "#ffc878", 0.6, squash=0.3)
    for step in range(9):
        c.ellipse(
            905 + (-1) ** step * 16 + step * 8,
            1010 + step * 21,
            12 + step,
            5 + step * 0.4,
            "#5a6593",
        )
    flakes(c, 700)


def _inn(c):
    c.rectangle(520, 620, 1280, 990, "#5a2f2c")
    for beam in (520, 700, 800, 1000, 1110, 1262):
        c.rectangle(beam, 620, beam + 18, 990, "#2c1a20")
    c.rectangle(520, 790, 1280, 806, "#2c1a20")
    c.polygon([(450, 650), (620, 380), (1180, 380), (1350, 650)], "#2a2438")
    c.polygon(
        [
            (450, 632),
            (620, 352),
            (1180, 352),
            (1350, 632),
            (1330, 650),
            (1176, 396),
            (628, 396),
            (470, 650),
        ],
        "#e6e8f2",
    )
    c.rectangle(1050, 270, 1120, 400, "#4a2a2e")
    c.rectangle(1042, 256, 1128, 276, "#e6e8f2", radius=8)
    for puff in range(9):
        c.ellipse(1090 + puff * 24, 236 - puff * 25, 18 + puff * 7, 15 + puff * 5, "#8d8fb0", 0.2)
    _windows(c)
    c.rectangle(838, 830, 962, 990, "#1f3d46", radius=6)
    c.ellipse(942, 914, 6, 6, "#f3c14b")
    c.line([(1010, 800), (1090, 800)], "#14101c", 6)
    c.ellipse(1066, 850, 58, 40, "#f1ede0")
    c.polygon(
        [(1038, 852), (1060, 828), (1090, 840), (1104, 826), (1102, 858), (1064, 868)], "#2a4a63"
    )


def _windows(c):
    for x, y in ((560, 660), (840, 660), (1140, 660), (560, 840), (1140, 840)):
        for pane in range(4):
            left, top = x + pane % 2 * 54, y + pane // 2 * 54
            c.rectangle(left, top, left + 48, top + 48, "#ffd98c" if (x + pane) % 3 else "#ffc15e")
        c.rectangle(x - 10, y + 106, x + 112, y + 118, "#e6e8f2", radius=5)
