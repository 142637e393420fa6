from .corrections import corrections
from .lists import author, front, latest, section, tag
from .previewing import preview, preview_link
from .reading import article
from .reporting import error_reported, report_error

__all__ = [
    "article",
    "author",
    "corrections",
    "error_reported",
    "front",
    "latest",
    "preview",
    "preview_link",
    "report_error",
    "section",
    "tag",
]
