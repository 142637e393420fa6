"""The Kettle Bridge at dusk, both leaves raised."""

import math

from newsportal.demo.pictures.air import clouds
from newsportal.demo.pictures.canvas import evenly
from newsportal.demo.pictures.land import bird, glitter, ground, ridge, ripples


def bridge(c):
    c.gradient(evenly("#1b3150", "#3f6480", "#8fa9a8", "#f0c994", "#f6b27c"), bottom=760)
    c.glow(900, 740, 760, "#ffd9a0", 0.55)
    clouds(c, 40, "#f2b9a0", 0.95, 3, 12, 740)
    for base, rise, fill in ((742, 60, "#6f8494"), (752, 30, "#4d6579")):
        c.polygon(ground(ridge(c.random, c.width, base, rise, step=8), 764), fill)
    _quay_houses(c)
    for side in (-1, 1):
        _tower(c, 900 + side * 330, 770)
        _leaf(c, side)
        _arches(c, side)
    c.reflect(770, ripple=8, dim=0.74, fill="#142b40")
    glitter(c, 900, 776, 1190, 150, "#ffdca6", 200, alpha=0.45)
    ripples(c, 790, 1195, "#0f2338", 240, alpha=0.4)
    for x, y in ((760, 250), (815, 222), (880, 262), (1010, 300)):
        bird(c, x, y, 56, "#1b3150", lift=0.6)


def _tower(c, x, foot):
    c.polygon(
        [(x - 74, foot), (x - 62, foot - 330), (x + 62, foot - 330), (x + 74, foot)], "#233246"
    )
    c.polygon(
        [(x + 10, foot), (x + 10, foot - 330), (x + 62, foot - 330), (x + 74, foot)], "#18243a"
    )
    c.rectangle(x - 76, foot - 346, x + 76, foot - 326, "#18243a")
    c.polygon(
        [
            (x - 70, foot - 346),
            (x - 40, foot - 410),
            (x, foot - 470),
            (x + 40, foot - 410),
            (x + 70, foot - 346),
        ],
        "#2f6a66",
    )
    c.polygon(
        [(x + 6, foot - 346), (x + 6, foot - 462), (x + 40, foot - 410), (x + 70, foot - 346)],
        "#225450",
    )
    c.line([(x, foot - 470), (x, foot - 520)], "#18243a", 5)
    c.ellipse(x, foot - 524, 7, 7, "#ff7a4d")
    c.glow(x, foot - 524, 46, "#ff7a4d", 0.8)
    for row in (290, 232):
        for left in (-36, -8, 20):
            c.rectangle(x + left, foot - row, x + left + 17, foot - row + 34, "#ffd27d", radius=8)


def _leaf(c, side):
    """One raised half of the roadway, hinged in its tower."""
    hinge, reach, angle = 900 + side * 262, 232, math.radians(38)
    dx, dy = -side * math.cos(angle) * reach, -math.sin(angle) * reach
    y = 640
    c.polygon(
        [(hinge, y), (hinge + dx, y + dy), (hinge + dx * 0.98, y + dy + 16), (hinge, y + 40)],
        "#18243a",
    )
    for post in range(9):
        share = post / 8
        x, top = hinge + dx * share, y + dy * share
        c.line([(x, top), (x, top - 26)], "#18243a", 3)
    c.line([(hinge, y - 26), (hinge + dx, y + dy - 26)], "#18243a", 3)
    c.glow(hinge + dx, y + dy - 8, 60, "#ff5a3d", 0.9)
    c.ellipse(hinge + dx, y + dy - 8, 6, 6, "#ffd0b0")


def _arches(c, side):
    near, far = 900 + side * 392, 900 + side * 910
    outline = [(near, 770), (near, 636), (far, 636), (far, 770)]
    for arch in (2, 1, 0):
        middle = near + side * (104 + arch * 166)
        outline += [
            (middle + side * 68 * math.cos(turn), 770 - 92 * math.sin(turn))
            for turn in (step * math.pi / 24 for step in range(25))
        ]
    c.polygon(outline, "#1d2a3f")
    c.rectangle(min(near, far), 630, max(near, far), 646, "#2d3f58")
    for lamp in range(5):
        x = near + side * (40 + lamp * 105)
        c.line([(x, 634), (x, 574)], "#18243a", 4)
        c.glow(x, 568, 64, "#ffcf7d", 0.85)
        c.ellipse(x, 568, 8, 8, "#fff3cf")
    c.line([(near, 612), (far, 612)], "#18243a", 3)


def _quay_houses(c):
    for start, stop in ((-20, 420), (1380, 1830)):
        x = start
        while x < stop:
            width, height = c.random.randint(46, 78), c.random.randint(130, 235)
            fill = c.random.choice(["#46566c", "#5d5568", "#3f5d68", "#6a5c60"])
            c.polygon(
                [
                    (x, 770),
                    (x, 770 - height),
                    (x + width / 2, 738 - height),
                    (x + width, 770 - height),
                    (x + width, 770),
                ],
                fill,
            )
            for window in range(4):
                if c.random.random() < 0.5:
                    left, top = x + 10 + window % 2 * 20, 784 - height + window // 2 * 28
                    c.rectangle(left, top, left + 9, top + 14, "#ffd27d")
            x += width
