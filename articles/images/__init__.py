"""Pictures: what is accepted, and the sizes that pages use.

Pure functions from bytes to bytes; storing is the business of the Image model.
"""

from .accepting import Accepted, accept
from .bounded import accept_upload
from .renditions import FIRST_WIDTH, WIDTHS, Rendition, make_renditions

__all__ = [
    "FIRST_WIDTH",
    "WIDTHS",
    "Accepted",
    "Rendition",
    "accept",
    "accept_upload",
    "make_renditions",
]
