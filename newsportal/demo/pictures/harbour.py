"""The harbour: cranes at dusk and at dawn, and what they lift."""

from newsportal.demo.pictures.air import clouds, mist
from newsportal.demo.pictures.canvas import blend, evenly
from newsportal.demo.pictures.land import bird, glitter, ground, ridge, ripples


def harbour_at_dusk(c):
    c.gradient(evenly("#1d2a4d", "#4a4a78", "#a8627a", "#ee9a6b", "#fbd08d"), bottom=760)
    c.glow(620, 740, 760, "#ffcf8a", 0.6)
    clouds(c, 80, "#f7b08a", 0.75, 3, 14, 700)
    hills = ridge(c.random, c.width, 740, 60, step=10)
    c.polygon(ground(hills, 760), "#6a4a6b")
    for x, size, shade in (
        (250, 0.62, "#3d3555"),
        (1540, 0.72, "#352f4f"),
        (1190, 1.0, "#201f38"),
        (760, 1.12, "#181a30"),
    ):
        _crane(c, x, 770, size, shade)
    _sheds(c, 770)
    _freighter(c, 980, 770)
    c.reflect(770, ripple=9, dim=0.78, fill="#141a33")
    glitter(c, 620, 775, 1190, 120, "#ffd9a0", 240, alpha=0.5)
    ripples(c, 780, 1190, "#0e1328", 260, alpha=0.5)


def _crane(c, x, foot, size, fill):
    """A quay crane: legs, girder, boom raised or lowered, the cab and its cable."""

    def at(dx, dy):
        return x + dx * size, foot - dy * size

    for leg in (-70, 55):
        c.polygon([at(leg, 0), at(leg + 16, 0), at(leg + 10, 330), at(leg + 2, 330)], fill)
    for low, high in ((60, 190), (190, 320)):
        c.line([at(-62, low), at(60, high)], fill, 5 * size)
        c.line([at(60, low), at(-62, high)], fill, 5 * size)
    c.polygon([at(-190, 325), at(330, 325), at(330, 345), at(-190, 345)], fill)
    c.polygon([at(-20, 345), at(0, 345), at(-4, 520), at(-14, 520)], fill)
    c.line([at(-9, 518), at(325, 345)], fill, 4 * size)
    c.line([at(-9, 518), at(160, 345)], fill, 3 * size)
    c.line([at(-9, 518), at(-185, 345)], fill, 4 * size)
    c.polygon([at(90, 325), at(130, 325), at(126, 292), at(94, 292)], fill)
    c.line([at(240, 325), at(240, 190)], fill, 2 * size)
    c.polygon([at(205, 190), at(275, 190), at(275, 162), at(205, 162)], blend(fill, "#c9573f", 0.6))
    c.ellipse(*at(-9, 524), 4 * size, 4 * size, "#ff6a4d")


def _sheds(c, foot):
    x = 0
    while x < c.width:
        width, height = c.random.randint(90, 220), c.random.randint(34, 92)
        c.polygon(
            [
                (x, foot),
                (x, foot - height),
                (x + width / 2, foot - height - 22),
                (x + width, foot - height),
                (x + width, foot),
            ],
            "#1a1a2f",
        )
        for window in range(int(x) + 14, int(x + width) - 18, 26):
            if c.random.random() < 0.55:
                c.rectangle(window, foot - 26, window + 10, foot - 14, "#ffd27d", 0.9)
        x += width + c.random.randint(0, 40)
    c.rectangle(0, foot - 8, c.width, foot, "#12142a")


def _freighter(c, x, foot):
    c.polygon([(x, foot - 66), (x + 640, foot - 66), (x + 600, foot), (x + 40, foot)], "#7a2f33")
    c.rectangle(x + 22, foot - 20, x + 612, foot, "#251f33")
    for column in range(9):
        for row in range(c.random.choice([1, 2, 3, 3])):
            fill = c.random.choice(["#c9573f", "#2e6a6b", "#d9a04e", "#4a5d86", "#8e4a5b"])
            left = x + 60 + column * 46
            c.rectangle(left, foot - 94 - row * 28, left + 43, foot - 68 - row * 28, fill)
    c.rectangle(x + 500, foot - 190, x + 590, foot - 66, "#efe3cf")
    c.rectangle(x + 540, foot - 226, x + 572, foot - 190, "#c9573f")
    for row in range(3):
        for window in range(4):
            left, top = x + 510 + window * 20, foot - 178 + row * 34
            c.rectangle(
                left, top, left + 11, top + 12, "#ffd27d" if (row + window) % 3 else "#40405e"
            )


def cranes_at_dawn(c):
    c.gradient(evenly("#f3c98b", "#f6b58a", "#e7928a", "#a86f8c"), bottom=1000)
    c.ellipse(1330, 560, 190, 190, "#fff0c9")
    c.glow(1330, 560, 700, "#fff0c9", 0.55)
    for size, shade, places in (
        (0.8, "#c98787", (160, 640, 1080, 1560)),
        (1.15, "#8f5a72", (380, 1250)),
        (1.75, "#3a2a48", (820,)),
    ):
        for x in places:
            _crane(c, x, 1010, size, shade)
        mist(c, 700, 1010, "#f7cfa6", 0.55 if size < 1.5 else 0.25, crest=0.8)
    c.polygon(ground(ridge(c.random, c.width, 1010, 8, step=12), 1200), "#2a1f38")
    for x in range(60, 1800, 130):
        c.rectangle(x, 984, x + 20, 1014, "#2a1f38", radius=6)
        c.line([(x + 20, 996), (x + 75, 1008), (x + 130, 996)], "#2a1f38", 3)
    for x, y in ((300, 380), (360, 350), (420, 372), (1040, 240), (1110, 262)):
        bird(c, x, y, 54, "#5b3d56", lift=0.55)
