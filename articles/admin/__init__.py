from .article import ArticleAdmin
from .author import AuthorAdmin
from .correction import CorrectionAdmin
from .error_report import ErrorReportAdmin
from .frontpage import PlacementAdmin
from .image import ImageAdmin
from .section import SectionAdmin
from .tag import TagAdmin

__all__ = [
    "ArticleAdmin",
    "AuthorAdmin",
    "CorrectionAdmin",
    "ErrorReportAdmin",
    "ImageAdmin",
    "PlacementAdmin",
    "SectionAdmin",
    "TagAdmin",
]
