"""Lines that nature draws: ridges, waves, trees, stars, birds."""

import math


def ridge(chance, width, base, height, rough=0.5, step=6, start=2.5):
    """Points (x, y) of a skyline around `base`, `height` units from its lowest to highest place."""
    octaves = [
        (start * 2**octave, rough**octave, [chance.uniform(-1, 1) for _ in range(600)])
        for octave in range(6)
    ]
    total = sum(weight for _, weight, _ in octaves)
    points = []
    for x in range(-step, width + 2 * step, step):
        level = sum(w * _between(knots, x / width * count + 1) for count, w, knots in octaves)
        points.append((x, base - level / total * height))
    return points


def ground(points, floor):
    """The polygon between a skyline and `floor`."""
    return [*points, (points[-1][0], floor), (points[0][0], floor)]


def _between(knots, place):
    index, share = int(place), place - int(place)
    share = share * share * (3 - 2 * share)
    return knots[index] + (knots[index + 1] - knots[index]) * share


def stars(canvas, bottom, count, fill="#fdf6e3"):
    for _ in range(count):
        x = canvas.random.uniform(0, canvas.width)
        y = bottom * canvas.random.random() ** 1.3
        size = canvas.random.choice([0.8, 0.8, 1, 1.2, 1.9])
        canvas.ellipse(x, y, size, size, fill, alpha=canvas.random.uniform(0.25, 0.95))


def spruce(canvas, x, foot, height, fill, alpha=None):
    """One spruce with ragged tiers, standing at (x, foot)."""
    half, tiers = height * 0.19, 9
    left, right = [], []
    for tier in range(tiers):
        share = (tier + 1) / tiers
        y = foot - height * (1 - share * 0.93)
        reach = half * share**0.9 * canvas.random.uniform(0.75, 1.1)
        left += [(x - reach * 0.35, y - height * 0.035), (x - reach, y + height * 0.02)]
        right += [(x + reach * 0.35, y - height * 0.035), (x + reach, y + height * 0.02)]
    canvas.polygon([(x, foot - height), *right, *reversed(left)], fill, alpha)
    trunk = height * 0.012
    canvas.rectangle(x - trunk, foot - height * 0.09, x + trunk, foot, fill, alpha)


def wave_line(width, y, height, length, phase=0.0, step=8):
    """Points of a sea surface: rounded troughs, sharper crests."""
    return [
        (x, y - height * (1 - abs(math.sin(math.pi * (x / length + phase)))) ** 1.4)
        for x in range(-step, width + 2 * step, step)
    ]


def glitter(canvas, x, top, bottom, spread, fill, count=260, alpha=0.7):
    """The broken path of light below a sun or moon, wider towards the viewer."""
    for _ in range(count):
        share = canvas.random.random() ** 0.8
        y = top + (bottom - top) * share
        drift = canvas.random.gauss(0, 0.4) * spread * (0.25 + share)
        half = canvas.random.uniform(4, 30) * (0.3 + share)
        thick = 0.7 + 2.2 * share
        canvas.ellipse(x + drift, y, half, thick, fill, alpha * canvas.random.uniform(0.25, 1))


def ripples(canvas, top, bottom, fill, count=320, alpha=0.25):
    """Short flat strokes over water, larger towards the viewer."""
    for _ in range(count):
        share = canvas.random.random() ** 0.8
        half = canvas.random.uniform(10, 80) * (0.2 + share)
        x, y = canvas.random.uniform(0, canvas.width), top + (bottom - top) * share
        canvas.ellipse(x, y, half, 0.5 + 1.6 * share, fill, alpha * canvas.random.random())


def bird(canvas, x, y, span, fill, lift=0.4, alpha=None):
    """A bird in flight, wings spread over `span` units."""
    half = span / 2
    canvas.polygon(
        [
            (x - half, y - half * lift * 0.6),
            (x - half * 0.45, y - half * lift),
            (x, y + half * 0.03),
            (x + half * 0.45, y - half * lift),
            (x + half, y - half * lift * 0.6),
            (x + half * 0.45, y - half * lift * 0.68),
            (x + half * 0.1, y + half * 0.2),
            (x - half * 0.1, y + half * 0.2),
            (x - half * 0.45, y - half * lift * 0.68),
        ],
        fill,
        alpha,
    )
