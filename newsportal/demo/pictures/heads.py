"""Parts of a flat portrait on 1200 x 1200 units: backdrop, shoulders, face and what grows there."""

import math

from newsportal.demo.pictures.canvas import blend, evenly


def backdrop(c, light, dark):
    c.gradient(evenly(light, blend(light, dark, 0.4), dark))
    c.ellipse(600, 560, 430, 430, blend(light, "#fffaf0", 0.45), 0.55)
    c.glow(330, 260, 620, "#fff6dc", 0.35)


def bust(c, coat, collar):
    c.polygon([(520, 700), (680, 700), (694, 880), (506, 880)], "#b87a5e")
    shoulders = [
        (
            600 + 470 * math.cos(a) * (1 if abs(math.cos(a)) < 0.9 else 0.98),
            1240 - 400 * abs(math.sin(a)) ** 0.8,
        )
        for a in (math.pi * n / 60 for n in range(61))
    ]
    c.polygon([*shoulders, (130, 1240), (1070, 1240)], coat)
    c.polygon(
        [(620, 1200), (640, 850), (760, 862), (950, 950), (1070, 1240)],
        blend(coat, "#0a1018", 0.22),
    )
    c.polygon(
        [(502, 830), (600, 985), (698, 830), (742, 866), (610, 1070), (590, 1070), (458, 866)],
        collar,
    )
    c.line([(600, 1060), (600, 1200)], blend(coat, "#0a1018", 0.4), 6)


def face(c, skin, brow):
    shade = blend(skin, "#5b1f24", 0.24)
    c.polygon(
        [(522, 690), (678, 690), (690, 836), (600, 930), (510, 836)], blend(skin, "#5b1f24", 0.34)
    )
    for side in (-1, 1):
        c.ellipse(600 + side * 186, 560, 30, 50, shade if side > 0 else skin)
    outline = [
        (
            600 + 186 * math.cos(a),
            545 + (250 if math.sin(a) > 0 else 236) * math.sin(a) * (1 - 0.05 * abs(math.cos(a))),
        )
        for a in (math.tau * (n - 22) / 88 for n in range(88))
    ]
    c.polygon(outline, skin)
    lit_edge = [(626, 700), (650, 600), (634, 470), (656, 330)]
    c.polygon([(x, y) for x, y in outline[:44] if x >= 634] + lit_edge, shade, 0.55)
    for side in (-1, 1):
        x = 600 + side * 78
        c.ellipse(x, 552, 26, 15, "#fdf8ee")
        c.ellipse(x, 552, 13, 15, "#1d2a33")
        c.ellipse(x - 4, 547, 4, 4, "#ffffff")
        c.arc(x, 558, 34, 26, 200, 340, blend(skin, "#2a0f10", 0.6), 6)
        c.line([(x - 40, 500 - side * 5), (x + side * 6, 486), (x + 40, 500 + side * 5)], brow, 13)
        c.ellipse(600 + side * 112, 636, 36, 24, "#d9624f", 0.16)
    c.line([(606, 560), (622, 636), (592, 646)], shade, 8)
    c.arc(600, 672, 62, 50, 28, 152, blend(skin, "#7a1f24", 0.6), 10)


def beard(c, fill):
    rim = [
        (600 + 194 * math.cos(a), 600 + 232 * math.sin(a))
        for a in (math.pi * n / 40 for n in range(41))
    ]
    c.polygon([*rim, (430, 640), (500, 652), (560, 634), (640, 634), (700, 652), (770, 640)], fill)
    c.arc(600, 676, 52, 34, 20, 160, "#8a3f3a", 12)
    for _ in range(70):
        x = c.random.uniform(440, 760)
        y = 700 + c.random.uniform(0, 120) * (1 - abs(x - 600) / 200)
        c.line([(x, y), (x + (x - 600) * 0.06, y + 26)], blend(fill, "#ffffff", 0.4), 4, 0.7)


def moustache(c, fill, wide=1.0):
    for side in (-1, 1):
        c.polygon(
            [
                (600, 656),
                (600 + side * 50 * wide, 652),
                (600 + side * 92 * wide, 690),
                (600 + side * 46 * wide, 690),
                (600, 682),
            ],
            fill,
        )


def freckles(c, fill):
    for _ in range(34):
        c.ellipse(
            600 + c.random.choice([-1, 1]) * c.random.gauss(84, 30),
            c.random.gauss(622, 16),
            4,
            4,
            fill,
            0.7,
        )


def glasses(c, fill):
    for side in (-1, 1):
        c.arc(600 + side * 80, 552, 64, 58, 0, 360, fill, 11)
        c.line([(600 + side * 142, 544), (600 + side * 188, 530)], fill, 10)
        c.polygon(
            [
                (600 + side * 80 - 34, 580),
                (600 + side * 80 + 6, 508),
                (600 + side * 80 + 24, 508),
                (600 + side * 80 - 16, 590),
            ],
            "#ffffff",
            0.2,
        )
    c.arc(600, 556, 22, 20, 180, 360, fill, 10)
