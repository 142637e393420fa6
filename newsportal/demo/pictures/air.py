"""What hangs in the air: mist, clouds, snow."""

import math

from PIL import Image, ImageChops


def mist(canvas, top, bottom, fill, alpha, crest=0.5):
    """A bank of mist, thickest at `crest` (0-1 of its height)."""
    height = round(bottom - top)
    bank = _band(height, canvas.width, alpha, crest)
    cloud = canvas.noise(24, 6, octaves=3).resize(bank.size, Image.Resampling.BICUBIC)
    canvas.veil(ImageChops.multiply(bank, cloud.point(lambda v: 110 + v * 0.57)), fill, top)


def clouds(canvas, top, fill, alpha=0.7, across=3, down=9, height=600):
    """Torn clouds in a band of `height` units: only the dense half of the noise, no hard edges."""
    size = (450, height // 4)
    dense = canvas.noise(across, down).resize(size, Image.Resampling.BICUBIC)
    dense = dense.point(lambda level: min(255, max(0, level - 128) * 3.2))
    canvas.veil(ImageChops.multiply(dense, _band(size[1], size[0], alpha, 0.5)), fill, top)


def flakes(canvas, count):
    for _ in range(count):
        x, y = canvas.random.uniform(0, canvas.width), canvas.random.uniform(0, canvas.height)
        size = canvas.random.choice([1.2, 1.8, 2.6, 4])
        canvas.ellipse(x, y, size, size, "#ffffff", canvas.random.uniform(0.35, 0.9))


def _band(height, width, alpha, crest):
    """An L mask that swells from nothing to `alpha` at `crest` and back to nothing."""
    levels = []
    for row in range(height):
        place = row / height
        bend = place / crest / 2 if place < crest else 0.5 + (place - crest) / (1 - crest) / 2
        levels.append(round(255 * alpha * math.sin(math.pi * bend) ** 2))
    return Image.frombytes("L", (1, height), bytes(levels)).resize((width, height))
