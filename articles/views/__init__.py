from .lists import author, front, latest, section, tag
from .reading import article

__all__ = ["article", "author", "front", "latest", "section", "tag"]
