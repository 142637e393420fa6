"""An eight on the Orm, seen from the Upper Orm Bridge."""

import math

from newsportal.demo.pictures.canvas import blend, evenly

_ALONG = math.radians(-24)  # the way the boat goes, from the middle of the picture


def rowing_eight(c):
    c.gradient(evenly("#0e5a66", "#12707a", "#2b8f8f", "#6fb7a6"))
    for _ in range(900):
        x, y = c.random.uniform(-50, 1850), c.random.uniform(0, 1200)
        half = c.random.uniform(10, 90)
        shade = c.random.choice(["#dff3e6", "#0a3f4a", "#0a3f4a", "#9fd6c6"])
        c.line([(x - half, y + 4), (x, y - 3), (x + half, y + 4)], shade, 2, 0.16)
    c.glow(1500, 60, 900, "#fff3cf", 0.4)
    c.polygon([(0, 0), (1800, 0), (1800, 96), (0, 150)], "#1d2a3f", 0.32)
    _wake(c)
    for seat in range(8):
        _blade(c, 430 - seat * 112, 1 if seat % 2 else -1, seat)
    _shell(c)
    for seat in range(8):
        _rower(c, 430 - seat * 112)
    c.ellipse(*_at(-560, 0), 30, 30, "#c23b3b")
    c.ellipse(*_at(-556, 0), 17, 17, "#f1c7a3")


def _at(along, across):
    """Where a place of the boat lies: units from its middle, forwards and to starboard."""
    return (
        900 + along * math.cos(_ALONG) - across * math.sin(_ALONG),
        620 + along * math.sin(_ALONG) + across * math.cos(_ALONG),
    )


def _shell(c):
    hull = [(700, 0), (480, 34), (0, 42), (-480, 36), (-690, 4)]
    outline = hull + [(along, -across) for along, across in reversed(hull)]
    c.polygon([_at(along - 14, across + 38) for along, across in outline], "#052a33", 0.4)
    c.polygon([_at(*place) for place in outline], "#f6ecd6")
    c.polygon([_at(along * 0.92, across * 0.6) for along, across in outline], "#b5432f")
    c.line([_at(650, 0), _at(-640, 0)], "#7d2a20", 4)


def _rower(c, along):
    skin = c.random.choice(["#d99a78", "#8d5a42", "#f1c7a3"])
    for side in (-1, 1):
        c.line([_at(along + 6, side * 26), _at(along - 34, side * 20)], skin, 13)
    c.ellipse(*_at(along, 0), 32, 32, "#f3c14b")
    c.ellipse(*_at(along + 8, 0), 20, 20, blend("#2a1712", "#a8642e", c.random.random()))


def _blade(c, along, side, seat):
    """An oar with its spoon, in one of four borrowed colours, and the puddle behind it."""
    foot, tip = _at(along - 34, side * 20), _at(along - 120, side * 330)
    for ring in range(4):
        size = 22 + ring * 17
        c.arc(*_at(along - 240, side * 330), size * 1.3, size * 0.8, 0, 360, "#e6f6ea", 3,
              0.5 - ring * 0.11)  # fmt: skip
    c.line([(foot[0] + 8, foot[1] + 34), (tip[0] + 8, tip[1] + 34)], "#052a33", 8, 0.3)
    c.line([foot, tip], "#fbf4e0", 8)
    colour = ("#e2793b", "#2e6a6b", "#f3c14b", "#c23b3b")[seat // 2]
    spoon = [(-104, 268), (-138, 275), (-156, 352), (-116, 346)]
    c.polygon([_at(along + dx, side * dy) for dx, dy in spoon], colour)


def _wake(c):
    for line in range(16):
        reach = 30 + line * 15
        points = [
            _at(-640 - step * 26, (-1) ** line * (reach * step / 16) + 10 * math.sin(step + line))
            for step in range(24)
        ]
        c.line(points, "#eafff2", 3, 0.3)
    for _ in range(260):
        along = -640 - abs(c.random.gauss(0, 260))
        size = c.random.uniform(2, 7)
        c.ellipse(*_at(along, c.random.gauss(0, 26)), size, size, "#ffffff", 0.5)
