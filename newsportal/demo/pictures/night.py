"""After dark: the town's roofs, the tavern in the snow, the mail boat, the northern lights."""

import math

from PIL import Image, ImageFilter

from newsportal.demo.pictures.air import clouds, mist
from newsportal.demo.pictures.canvas import SCALE, blend, evenly
from newsportal.demo.pictures.land import glitter, ground, ridge, ripples, spruce, stars


def aurora(c):
    c.gradient(evenly("#050b1c", "#08182c", "#0d2b3a", "#1b4a4d"), bottom=900)
    stars(c, 800, 520)
    for base, sway, hue, strength in (
        (520, 150, "#3df0a0", 0.95),
        (400, 110, "#46d8c0", 0.6),
        (620, 90, "#a06bf0", 0.55),
    ):
        _curtain(c, base, sway, hue, strength)
    for base, rise, fill in ((880, 90, "#12303a"), (930, 60, "#0b1f29")):
        c.polygon(ground(ridge(c.random, c.width, base, rise, step=8), 940), fill)
    c.reflect(930, ripple=5, dim=0.6, fill="#050f1a")
    ripples(c, 940, 1190, "#7af0c4", 140, alpha=0.12)
    c.polygon(
        ground([(x, y + 0.05 * x) for x, y in ridge(c.random, c.width, 1130, 26)], 1200), "#04090f"
    )
    for x in [*range(40, 420, 44), *range(1330, 1800, 40)]:
        spruce(c, x + c.random.uniform(-14, 14), 1170, c.random.uniform(170, 420), "#04090f")


def _curtain(c, base, sway, hue, strength):
    """Rays that stand on a swinging hem and fade upwards."""
    width, height = 450, 300
    mask = Image.new("L", (width, height))
    swing = [c.random.uniform(0, 6.3) for _ in range(3)]
    pixels = mask.load()
    for x in range(width):
        hem = (base + sway * (math.sin(x / 63 + swing[0]) + 0.5 * math.sin(x / 27 + swing[1]))) / 4
        ray = 0.55 + 0.45 * math.sin(x / 3.1 + 4 * math.sin(x / 17 + swing[2]))
        tall = 55 + 60 * ray + 25 * math.sin(x / 40 + swing[1])
        level = 255 * strength * (0.45 + 0.55 * ray) * min(1, x / 50, (width - x) / 50)
        for y in range(max(0, int(hem - tall * 2.2)), min(height, int(hem + 10))):
            up = (hem - y) / tall
            pixels[x, y] = round(level * (math.exp(-up * 1.5) if up > 0 else max(0, 1 + up * 6)))
    mask = mask.filter(ImageFilter.GaussianBlur(1.4))
    mask = mask.resize((c.width * SCALE, c.height * SCALE), Image.Resampling.BICUBIC)
    c.tint(mask, (0, 0), hue)


def roofs_at_night(c):
    c.gradient(evenly("#0b1330", "#1a2450", "#3b3a6b", "#7a5a7d"), bottom=1000)
    stars(c, 620, 300)
    c.ellipse(1400, 250, 78, 78, "#f7ecc9")
    c.ellipse(1378, 238, 14, 14, "#e6d7ab", 0.7)
    c.ellipse(1424, 276, 20, 20, "#e6d7ab", 0.7)
    c.glow(1400, 250, 460, "#f7ecc9", 0.5)
    _church(c, 560, 850, "#20264d")
    for foot, wall, tall, lit in (
        (880, "#2a2c56", 150, 0.35),
        (1010, "#1d2145", 230, 0.5),
        (1200, "#0f1430", 330, 0.6),
    ):
        _street(c, foot, wall, tall, lit)
        if foot < 1200:
            mist(c, foot - 170, foot + 30, "#8a7aa6", 0.34, crest=0.85)


def _street(c, foot, wall, tall, lit):
    x = -40
    while x < c.width:
        width = c.random.randint(round(tall * 0.5), round(tall * 0.9))
        height = tall * c.random.uniform(0.8, 1.25)
        shade = blend(wall, c.random.choice(["#5b3a52", "#20405b", "#3d2f58"]), 0.22)
        _house(c, x, foot, width, height, shade, lit)
        x += width - 2


def _house(c, x, foot, width, height, shade, lit):
    eaves, peak = foot - height, foot - height - width * c.random.uniform(0.45, 0.75)
    roof = blend(shade, "#05070f", 0.35)
    chimney = x + width * c.random.choice([0.2, 0.72])
    c.rectangle(chimney, peak, chimney + width * 0.1, eaves, roof)
    c.polygon(
        [(x, foot), (x, eaves), (x + width / 2, peak), (x + width, eaves), (x + width, foot)], shade
    )
    c.polygon(
        [
            (x - 5, eaves + 6),
            (x + width / 2, peak - 7),
            (x + width + 5, eaves + 6),
            (x + width, eaves - 4),
            (x + width / 2, peak + 9),
            (x, eaves - 4),
        ],
        roof,
    )
    pane = max(9, width * 0.13)
    for row in range(int(height / (pane * 2.5))):
        for column in range(3):
            left, top = x + width * (0.16 + 0.27 * column), eaves + pane + row * pane * 2.5
            _window(c, left, top, pane, shade, c.random.random() < lit)
    _window(c, x + width / 2 - pane * 0.5, eaves - pane * 1.4, pane, shade, c.random.random() < 0.5)


def _window(c, left, top, pane, shade, lit):
    glass = (
        c.random.choice(["#ffd27d", "#ffbe5c", "#ffe3a6"]) if lit else blend(shade, "#05070f", 0.5)
    )
    if lit:
        c.glow(left + pane / 2, top + pane * 0.7, pane * 3, "#ffb454", 0.3)
    c.rectangle(left, top, left + pane, top + pane * 1.45, glass)
    c.rectangle(left + pane * 0.45, top, left + pane * 0.55, top + pane * 1.45, shade)
    c.rectangle(left, top + pane * 0.6, left + pane, top + pane * 0.7, shade)


def _church(c, x, foot, fill):
    c.rectangle(x - 62, foot - 360, x + 62, foot, fill)
    c.polygon(
        [
            (x - 74, foot - 356),
            (x - 30, foot - 450),
            (x - 24, foot - 500),
            (x, foot - 690),
            (x + 24, foot - 500),
            (x + 30, foot - 450),
            (x + 74, foot - 356),
        ],
        fill,
    )
    c.line([(x, foot - 690), (x, foot - 735)], fill, 4)
    c.line([(x - 14, foot - 718), (x + 14, foot - 718)], fill, 4)
    c.ellipse(x, foot - 300, 36, 36, "#ffe3a6")
    c.line([(x, foot - 300), (x, foot - 326)], fill, 4)
    c.line([(x, foot - 300), (x + 18, foot - 290)], fill, 4)
    c.polygon([(x + 62, foot), (x + 62, foot - 190), (x + 250, foot - 190), (x + 290, foot)], fill)


def mail_boat(c):
    c.gradient(evenly("#081026", "#12234a", "#28466b", "#56748a"), bottom=720)
    stars(c, 560, 380)
    c.ellipse(470, 300, 62, 62, "#fbf1d2")
    c.glow(470, 300, 520, "#cfe0e6", 0.55)
    clouds(c, 290, "#9fb3bd", 0.8, 4, 10, 500)
    island = [(x, 716 - 46 * math.exp(-(((x - 1480) / 210) ** 2))) for x in range(1000, 1810, 8)]
    c.polygon(ground(island, 724), "#0d1d33")
    for x in (1405, 1452, 1520, 1566):
        c.rectangle(x, 690, x + 9, 700, "#ffd27d")
    for x in range(1330, 1640, 26):
        spruce(c, x, 690 + abs(x - 1480) * 0.08, 46, "#0d1d33")
    c.reflect(720, ripple=7, dim=0.7, fill="#081429")
    glitter(c, 470, 724, 1195, 150, "#f3ecd0", 420, alpha=0.6)
    _boat(c, 960, 830)
    ripples(c, 850, 1195, "#050c1c", 200, alpha=0.5)


def _boat(c, x, y):
    c.glow(x + 60, y - 60, 420, "#ffb454", 0.35, squash=0.8)
    hull = [(x - 230, y - 52), (x + 300, y - 74), (x + 262, y + 26), (x - 200, y + 26)]
    c.polygon(hull, "#1d3d4a")
    c.polygon([(x - 208, y + 8), (x + 270, y + 4), (x + 262, y + 26), (x - 200, y + 26)], "#9d3a2f")
    c.line([(x - 230, y - 52), (x + 300, y - 74)], "#e9dfc6", 6)
    c.polygon(
        [(x - 150, y - 56), (x - 150, y - 142), (x + 130, y - 150), (x + 150, y - 66)], "#e9dfc6"
    )
    c.polygon(
        [(x - 20, y - 146), (x - 8, y - 224), (x + 96, y - 226), (x + 120, y - 150)], "#cfc3a6"
    )
    c.polygon(
        [(x - 28, y - 222), (x + 108, y - 232), (x + 108, y - 218), (x - 20, y - 212)], "#1d3d4a"
    )
    for left in range(-132, 116, 40):
        c.rectangle(x + left, y - 124, x + left + 26, y - 98, "#ffd27d", radius=3)
    for left in (2, 36, 70):
        c.rectangle(x + left, y - 204, x + left + 26, y - 172, "#ffe9b0", radius=3)
    c.line([(x + 44, y - 228), (x + 44, y - 330)], "#1d3d4a", 6)
    c.glow(x + 44, y - 334, 70, "#fff3cf", 0.9)
    c.ellipse(x + 44, y - 334, 6, 6, "#fffbe8")
    glitter(c, x + 30, y + 30, y + 300, 190, "#ffc66b", 180, alpha=0.5)
    for left in range(-210, 290, 16):
        c.ellipse(x + left, y + 27, c.random.uniform(8, 22), 4, "#dfe9e6", 0.5)
