"""What people wear on their heads: hair, caps, a scarf, a helmet."""

import math

from newsportal.demo.pictures.canvas import blend


def long_hair(c, fill):
    c.polygon(
        [
            (600 + 270 * math.cos(a), 520 - 250 * math.sin(a))
            for a in (math.pi * n / 40 for n in range(41))
        ]
        + [(320, 900), (420, 950), (780, 950), (880, 900)],
        fill,
    )


def fringe(c, fill):
    c.polygon(
        [
            (396, 560),
            (404, 400),
            (480, 300),
            (600, 272),
            (722, 300),
            (798, 400),
            (806, 560),
            (772, 470),
            (700, 392),
            (640, 420),
            (540, 400),
            (470, 440),
            (430, 480),
        ],
        fill,
    )
    for turn in range(5):
        c.line(
            [(500 + turn * 40, 296 - turn % 3 * 4), (452 + turn * 60, 410)],
            blend(fill, "#ffd9a0", 0.3),
            4,
            0.6,
        )


def bun(c, fill):
    c.ellipse(600, 262, 92, 82, fill)
    c.arc(600, 262, 60, 50, 20, 250, blend(fill, "#8a5a1f", 0.4), 8)
    c.ellipse(600, 486, 216, 226, blend(fill, "#8a5a1f", 0.18))


def parting(c, fill):
    c.polygon(
        [
            (404, 590),
            (398, 440),
            (462, 332),
            (600, 290),
            (738, 332),
            (802, 440),
            (796, 590),
            (770, 470),
            (690, 386),
            (616, 348),
            (560, 400),
            (450, 470),
        ],
        fill,
    )
    for way in (-1, 1):
        for strand in range(4):
            c.line(
                [(612, 318 + strand * 6), (612 + way * (60 + strand * 24), 370 + strand * 22)],
                blend(fill, "#8a5a1f", 0.35),
                4,
                0.7,
            )


def curls(c, fill):
    for n in range(60):
        turn = math.pi * (0.02 + 0.96 * n / 59)
        out = c.random.uniform(205, 262)
        c.ellipse(600 + out * 0.93 * math.cos(turn), 500 - out * math.sin(turn), 48, 46, fill)
    for _ in range(26):
        x, y = c.random.uniform(430, 770), c.random.uniform(270, 350)
        c.arc(x, y, 22, 20, 160, 330, "#4a3630", 5)


def cap(c, fill, brim):
    c.polygon(
        [(392, 460), (402, 350), (470, 262), (600, 236), (730, 262), (798, 350), (808, 460)], fill
    )
    c.rectangle(388, 420, 812, 474, brim, radius=14)
    c.ellipse(600, 482, 216, 30, brim)
    c.ellipse(600, 384, 26, 26, "#e0a63d")
    c.line([(600, 366), (600, 400)], fill, 6)
    c.arc(600, 388, 15, 13, 10, 170, fill, 6)


def helmet(c, fill, shade):
    c.polygon(
        [(376, 440), (400, 320), (480, 232), (600, 204), (720, 232), (800, 320), (824, 440)], fill
    )
    c.polygon([(640, 208), (720, 232), (800, 320), (824, 440), (690, 440)], shade)
    c.polygon([(560, 210), (640, 210), (652, 440), (548, 440)], blend(fill, "#fffaf0", 0.35))
    c.rectangle(340, 430, 860, 470, shade, radius=20)


def scarf(c, fill, light):
    c.ellipse(600, 530, 262, 300, fill)
    c.polygon([(360, 640), (840, 640), (900, 930), (600, 1010), (300, 930)], fill)
    for fold in range(5):
        c.arc(600, 690 + fold * 34, 218 + fold * 14, 150, 40, 140, light, 7, 0.7)


def scarf_front(c, fill):
    over_the_brow(c, fill)
    for side in (-1, 1):
        c.polygon(
            [
                (600 + side * 250, 440),
                (600 + side * 178, 480),
                (600 + side * 170, 600),
                (600 + side * 150, 690),
                (600 + side * 250, 800),
            ],
            fill,
        )
    c.polygon(
        [
            (418, 640),
            (470, 760),
            (600, 836),
            (730, 760),
            (782, 640),
            (838, 760),
            (600, 960),
            (362, 760),
        ],
        fill,
    )
    c.line([(420, 660), (500, 810), (640, 880), (760, 850)], blend(fill, "#0a2a33", 0.4), 6, 0.7)


def over_the_brow(c, fill):
    c.polygon(
        [
            (396, 560),
            (420, 420),
            (500, 344),
            (600, 322),
            (700, 344),
            (780, 420),
            (804, 560),
            (846, 500),
            (800, 330),
            (600, 240),
            (400, 330),
            (354, 500),
        ],
        fill,
    )
