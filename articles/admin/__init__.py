from .article import ArticleAdmin
from .author import AuthorAdmin
from .correction import CorrectionAdmin
from .frontpage import PlacementAdmin
from .image import ImageAdmin
from .section import SectionAdmin
from .tag import TagAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "CorrectionAdmin",
    "ImageAdmin",
    "PlacementAdmin",
    "SectionAdmin",
    "TagAdmin",
]
