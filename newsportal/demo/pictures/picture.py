"""A picture of the demonstration edition: how it is drawn, what has to be said about it."""

import io
from collections.abc import Callable
from typing import NamedTuple

from newsportal.demo.pictures.canvas import HEIGHT, WIDTH, Canvas

CREDIT = "Illustration: Eiderwick Tidings"


class Picture(NamedTuple):
    draw: Callable
    alt_text: str
    caption: str
    credit: str = CREDIT
    size: tuple = (WIDTH, HEIGHT)

    def jpeg(self):
        """The picture as the bytes of a JPEG file; the same on every call and machine."""
        canvas = Canvas(self.draw.__name__, *self.size)
        self.draw(canvas)
        file = io.BytesIO()
        canvas.finish().save(file, "JPEG", quality=90)
        return file.getvalue()
