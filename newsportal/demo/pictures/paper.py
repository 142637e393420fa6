"""Drawn on paper: the map of the town, the budget, the weather woven into cloth."""

import math

from PIL import ImageFont

from newsportal.demo.pictures.canvas import SCALE, at_stop, blend, evenly

PAPER, INK, TEAL, CORAL, GOLD = "#f6f0e2", "#1d2a33", "#0a5c57", "#c9573f", "#e0a63d"


def write(c, x, y, text, size, fill=INK, anchor="la", on_map=False):
    """Text in the face that comes with Pillow, so that every machine draws the same."""
    face = ImageFont.load_default(size * SCALE)
    halo = {"stroke_width": 5 * SCALE, "stroke_fill": PAPER} if on_map else {}
    c.pen.text((x * SCALE, y * SCALE), text, font=face, fill=fill, anchor=anchor, **halo)


def map_of_the_river(c):
    c.gradient(evenly("#efe6d0", "#f5eddb"))
    _blocks(c)
    river = [(x, 760 + 150 * math.sin(x / 330) - x * 0.13) for x in range(-40, 1300, 20)]
    c.line(river, "#5d9aa0", 96)
    c.line(river, "#8fc3c3", 84)
    sea = [
        (1290 - (y - 600) * 0.18 + 70 * math.sin(y / 120) + 30 * math.sin(y / 43), y)
        for y in range(-20, 1230, 10)
    ]
    c.polygon([*[(x - 12, y) for x, y in sea], (1800, 1220), (1800, -20)], "#5d9aa0")
    c.polygon([*sea, (1800, 1220), (1800, -20)], "#8fc3c3")
    for ring in range(1, 7):
        c.line(
            [(x + ring * 42 + 6 * math.sin(y / 30 + ring), y) for x, y in sea],
            "#6fadb0",
            2,
            0.8 - ring * 0.1,
        )
    for x, y, size in ((1590, 260, 88), (1680, 870, 60), (1520, 1010, 26)):
        _island(c, x, y, size)
    _bridge_mark(c, 860, 690)
    c.line([(1150, 470), (1240, 470), (1240, 400)], INK, 10)
    c.line([(1120, 880), (1250, 880)], INK, 10)
    _names(c)
    _compass(c, 1660, 1060)


def _names(c):
    for x, y, text, size in (
        (180, 220, "OLD TOWN", 44),
        (330, 1010, "ROPE WORKS", 38),
        (930, 250, "NORQUAY", 38),
        (150, 590, "UPPER ORM", 34),
    ):
        write(c, x, y, text, size, on_map=True)
    write(c, 920, 640, "Kettle Bridge", 46, CORAL, on_map=True)
    for x, y, text, size in (
        (1470, 600, "The Sound", 54),
        (1590, 352, "Apple Islet", 32),
        (1650, 730, "Great Hork", 32),
    ):
        write(c, x, y, text, size, "#1d4f57", anchor="ma" if size < 40 else "la")
    write(c, 330, 838, "R i v e r   O r m", 36, "#1d4f57")


def _blocks(c):
    for column in range(17):
        for row in range(14):
            x = 40 + column * 80 + c.random.uniform(-5, 5)
            y = 30 + row * 86 + 16 * math.sin(column / 2) + c.random.uniform(-5, 5)
            if c.random.random() < 0.13:
                c.ellipse(x + 30, y + 30, 30, 26, "#b7cfa5")
                continue
            fill = c.random.choice(["#e2d3b4", "#dccaa8", "#e8dabd", "#d9b99a"])
            tilt = c.random.uniform(-5, 5)
            c.polygon(
                [(x, y + tilt), (x + 62, y), (x + 62 + tilt, y + 66), (x + tilt, y + 68)], fill
            )
            if c.random.random() < 0.4:
                c.rectangle(x + 22, y + 24, x + 42, y + 46, "#efe6d0")


def _island(c, x, y, size):
    for extra, fill in ((14, "#b9dad4"), (0, "#e2d3b4")):
        shape = [
            (
                x
                + (size + extra)
                * (1 + 0.16 * math.sin(3 * a) + 0.09 * math.sin(5 * a + 1))
                * math.cos(a),
                y + (size + extra) * 0.7 * (1 + 0.14 * math.sin(2 * a + size)) * math.sin(a),
            )
            for a in (n * math.tau / 60 for n in range(60))
        ]
        c.polygon(shape, fill)
    for _ in range(round(size / 5)):
        c.ellipse(
            x + c.random.gauss(0, size * 0.3), y + c.random.gauss(0, size * 0.2), 8, 8, "#b7cfa5"
        )


def _bridge_mark(c, x, y):
    c.line([(x - 60, y - 120), (x - 10, y + 110)], PAPER, 44)
    c.line([(x - 60, y - 120), (x - 10, y + 110)], CORAL, 30)
    c.ellipse(x - 35, y - 6, 62, 62, CORAL, 0.2)
    c.arc(x - 35, y - 6, 62, 62, 0, 360, CORAL, 5)


def _compass(c, x, y):
    c.arc(x, y, 66, 66, 0, 360, INK, 3)
    for n in range(8):
        angle, reach = n * math.tau / 8, 84 if n % 2 == 0 else 46
        dx, dy = math.sin(angle), -math.cos(angle)
        for side, fill in ((1, INK), (-1, PAPER)):
            c.polygon(
                [
                    (x, y),
                    (x + dx * reach, y + dy * reach),
                    (x + (dx - side * dy) * 14, y + (dy + side * dx) * 14),
                ],
                fill,
            )


def budget(c):
    """One hundred coins in ten columns, coloured by what they pay for."""
    c.gradient(evenly(PAPER, "#efe6d2"))
    parts = (
        (34, "Schools and nurseries", TEAL),
        (21, "Care", "#4d8f86"),
        (14, "Streets, bridge, quays", CORAL),
        (11, "Ferries and buses", GOLD),
        (9, "Library, baths, music", "#7d5a86"),
        (11, "The rest", "#8c8a80"),
    )
    write(c, 110, 84, "Where a hundred crowns go", 66)
    coins = [fill for count, _, fill in parts for _ in range(count)]
    for number, fill in enumerate(coins):
        column, row = number // 10, number % 10
        x, y = 150 + column * 92, 1090 - row * 92
        c.ellipse(x + 4, y + 6, 39, 39, "#1d2a33", 0.18)
        c.ellipse(x, y, 39, 39, fill)
        c.arc(x, y, 31, 31, 0, 360, blend(fill, "#ffffff", 0.45), 3)
        c.arc(x, y, 37, 37, 200, 290, blend(fill, "#ffffff", 0.6), 3)
        crown = ((-16, 12), (-18, -10), (-8, 0), (0, -14), (8, 0), (18, -10), (16, 12))
        c.polygon([(x + dx, y + dy) for dx, dy in crown], blend(fill, "#ffffff", 0.72))
    for row, (count, label, fill) in enumerate(parts):
        y = 270 + row * 146
        c.rectangle(1140, y, 1154, y + 104, fill)
        write(c, 1184, y - 6, str(count), 62, fill)
        write(c, 1184, y + 66, label, 36)


def woven_weather(c):
    """A cloth: each row of weft is a day of the year, coloured by its warmth, waved by its wind."""
    c.gradient(evenly("#efe6d2", "#d9ccb2"))
    c.rectangle(150, 96, 1664, 1112, "#1d2a33", 0.22, radius=4)
    scale = [(0, "#173a63"), (0.25, "#4f93ad"), (0.45, "#e9dfc8"), (0.7, "#e2a13b"), (1, "#b5402f")]
    gusts = [c.random.uniform(0, math.tau) for _ in range(4)]
    for row in range(78):
        for thread in range(107):
            x, y = 146 + thread * 14, 84 + row * 13
            wind = sum(
                math.sin(x / (310 / (n + 1)) + gust) / (n + 1) for n, gust in enumerate(gusts)
            )
            day = (row + wind * 4.6) / 78
            warmth = 0.5 - 0.47 * math.cos(day * math.tau * 1.5) + c.random.gauss(0, 0.02)
            _stitch(
                c, x, y, at_stop(scale, min(1, max(0, round(warmth * 11) / 11))), (thread + row) % 2
            )
    for thread in range(107):
        x = 150 + thread * 14
        for end, way in ((84, -1), (1098, 1)):
            tip = end + way * c.random.uniform(46, 74)
            c.line([(x, end), (x + c.random.uniform(-5, 5), tip)], "#cbb994", 4)


def _stitch(c, x, y, shade, over):
    fill = blend(shade, "#fffaf0", 0.16) if over else blend(shade, "#1e1a17", 0.26)
    c.rectangle(x, y, x + 14, y + 13, blend(shade, "#1e1a17", 0.6))
    c.rectangle(x + 0.8, y + 1, x + 13.4, y + 12, fill, radius=4)
    c.line([(x + 3, y + 4), (x + 10, y + 4)], blend(fill, "#ffffff", 0.35), 1.4)
