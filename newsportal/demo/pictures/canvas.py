"""The drawing surface of the demonstration pictures: 1800 x 1200 units, drawn twice as large.

Pillow smooths no edges, so everything is drawn at SCALE and reduced at the end. Chance comes
from one seeded generator per picture: the same key gives the same bytes on every machine.
"""

import math
import random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT, SCALE = 1800, 1200, 2


def colour(name, alpha=None):
    """An RGB tuple (0-255) of '#rrggbb' or a tuple; RGBA when `alpha` (0-1) is given."""
    rgb = ImageColor.getrgb(name)[:3] if isinstance(name, str) else tuple(name)[:3]
    return rgb if alpha is None else (*rgb, round(alpha * 255))


def blend(first, second, share):
    """The colour that lies `share` (0-1) of the way from `first` to `second`."""
    pairs = zip(colour(first), colour(second), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def at_stop(stops, place):
    """The colour at `place` (0-1) on a gradient of (place, colour) pairs in rising order."""
    for (start, before), (end, after) in zip(stops, stops[1:], strict=False):
        if place <= end:
            return blend(before, after, max(0, place - start) / ((end - start) or 1))
    return colour(stops[-1][1])


def evenly(*colours):
    """Gradient stops for colours at equal distances."""
    return [(index / (len(colours) - 1), shade) for index, shade in enumerate(colours)]


class Canvas:
    def __init__(self, seed, width=WIDTH, height=HEIGHT):
        self.width, self.height = width, height
        self.random = random.Random(seed)  # noqa: S311 - it scatters stars, it keeps no secret
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    # Shapes with hard edges, in units

    def polygon(self, points, fill, alpha=None):
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour(fill, alpha))

    def rectangle(self, left, top, right, bottom, fill, alpha=None, radius=0):
        box = [left * SCALE, top * SCALE, right * SCALE, bottom * SCALE]
        self.pen.rounded_rectangle(box, radius * SCALE, fill=colour(fill, alpha))

    def ellipse(self, x, y, rx, ry, fill, alpha=None):
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.pen.ellipse(box, fill=colour(fill, alpha))

    def line(self, points, fill, width=2, alpha=None):
        self.pen.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=colour(fill, alpha),
            width=max(1, round(width * SCALE)),
            joint="curve",
        )

    def arc(self, x, y, rx, ry, start, end, fill, width=2, alpha=None):
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.pen.arc(box, start, end, fill=colour(fill, alpha), width=round(width * SCALE))

    # Soft things

    def gradient(self, stops, top=0, bottom=None, left=0, right=None):
        """Paints a vertical gradient over a rectangle of the canvas."""
        bottom, right = bottom or self.height, right or self.width
        column = gradient_image(stops, round((right - left) * SCALE), round((bottom - top) * SCALE))
        self.image.paste(column, (round(left * SCALE), round(top * SCALE)))

    def shaded(self, points, stops):
        """A polygon filled with a vertical gradient over its own height."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, top = math.floor(min(xs)), math.floor(min(ys))
        size = (math.ceil(max(xs) - left) * SCALE, math.ceil(max(ys) - top) * SCALE)
        mask = Image.new("L", size)
        outline = [((x - left) * SCALE, (y - top) * SCALE) for x, y in points]
        ImageDraw.Draw(mask).polygon(outline, fill=255)
        self.image.paste(gradient_image(stops, *size), (left * SCALE, top * SCALE), mask)

    def glow(self, x, y, radius, fill, strength=1.0, squash=1.0, falloff=2.0):
        """Light around a point; `squash` flattens it, `falloff` draws it together."""
        size = (round(radius * 2 * SCALE), round(radius * 2 * SCALE * squash))
        corner = (round((x - radius) * SCALE), round((y - radius * squash) * SCALE))
        light = Image.radial_gradient("L").resize((256, 256))
        curve = [255 * strength * max(0, 1 - level / 181) ** falloff for level in range(256)]
        light = light.point([round(min(255, level)) for level in curve])
        self.tint(light.resize(size, Image.Resampling.BICUBIC), corner, fill)

    def tint(self, light, corner, fill):
        """Screens `fill` over the picture, as strongly as the L mask says, at `corner` (px)."""
        box = (*corner, corner[0] + light.width, corner[1] + light.height)
        under = self.image.crop(box)
        lit = [
            light.point([round(level * part / 255) for level in range(256)])
            for part in colour(fill)
        ]
        self.image.paste(ImageChops.screen(under, Image.merge("RGB", lit)), corner)

    def veil(self, mask, fill, top=0):
        """Lays `fill` over the picture through an L mask of any size, stretched to full width."""
        height = round(mask.height * self.width * SCALE / mask.width)
        mask = mask.resize((self.width * SCALE, height), Image.Resampling.BICUBIC)
        self.image.paste(colour(fill), (0, round(top * SCALE)), mask)

    def noise(self, across, down, octaves=4):
        """A cloudy L image of 450 x 300 pixels, `across` x `down` cells in its coarsest layer."""
        clouds = None
        for octave in range(octaves):
            size = (across << octave, down << octave)
            layer = Image.frombytes("L", size, self.random.randbytes(size[0] * size[1]))
            layer = layer.resize((450, 300), Image.Resampling.BICUBIC)
            clouds = Image.blend(clouds, layer, 1 / (octave + 2)) if clouds else layer
        return clouds

    def soften(self, box, radius):
        """Blurs the rectangle (left, top, right, bottom)."""
        corners = tuple(round(value * SCALE) for value in box)
        piece = self.image.crop(corners).filter(ImageFilter.GaussianBlur(radius * SCALE))
        self.image.paste(piece, corners[:2])

    def reflect(self, waterline, ripple=6, dim=0.75, fill="#0b1a28"):
        """Mirrors what stands above `waterline` below it, broken into ripples, darkened."""
        depth = self.height - waterline
        top = max(0, waterline - depth)
        above = self.image.crop((0, top * SCALE, self.width * SCALE, waterline * SCALE))
        mirror = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        mirror = Image.blend(Image.new("RGB", mirror.size, colour(fill)), mirror, dim)
        row, stretch = 0, mirror.height
        while row < stretch:
            step = 3 + int(row / stretch * 6)
            sway = ripple * SCALE * (0.2 + 1.4 * row / stretch)
            wave = math.sin(row**0.8 / 5) * 0.5 + math.sin(row**0.8 / 2.3) * 0.25
            shift = round(sway * (wave + self.random.uniform(-0.28, 0.28)))
            strip = mirror.crop((0, row, mirror.width, min(row + step, stretch)))
            self.image.paste(ImageChops.offset(strip, shift, 0), (0, waterline * SCALE + row))
            row += step

    def finish(self, grain=3.5, vignette=0.22):
        """The picture at its real size, with film grain (which also hides banding)."""
        image = self.image.reduce(SCALE)
        if vignette:
            edge = Image.radial_gradient("L").point(
                [round(255 * (1 - vignette * (level / 255) ** 2.4)) for level in range(256)]
            )
            edge = edge.resize(image.size, Image.Resampling.BICUBIC)
            image = ImageChops.multiply(image, Image.merge("RGB", [edge] * 3))
        return _grained(image, self.random, grain)


def gradient_image(stops, width, height):
    """A width x height (px) image with a vertical gradient."""
    column = Image.new("RGB", (1, max(1, height)))
    column.putdata([at_stop(stops, row / max(1, height - 1)) for row in range(max(1, height))])
    return column.resize((width, max(1, height)), Image.Resampling.NEAREST)


def _grained(image, chance, strength):
    """Adds noise around zero: two even random fields, their mean nearly bell-shaped."""
    size = image.size[0] * image.size[1]
    fields = [Image.frombytes("L", image.size, chance.randbytes(size)) for _ in range(2)]
    speck = Image.blend(*fields, 0.5)
    speck = speck.point([round(128 + (level - 128) / 128 * strength * 2) for level in range(256)])
    grey = Image.merge("RGB", [speck] * 3)
    return ImageChops.add(image, grey, scale=1, offset=-128)
