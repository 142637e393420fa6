from .article import Article
from .author import Author
from .correction import Correction
from .error_report import ErrorReport, TooMany
from .former_slug import FormerSlug
from .frontpage import Placement
from .image import Image
from .parts import ArticleAuthor, ArticleImage, ArticleTag
from .preview_link import PreviewLink
from .search_entry import ImageEntry, SearchEntry
from .section import Section
from .tag import Tag
from .whole import whole_article
from .writing import OpenForm, UnsavedText

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticleImage",
    "ArticleTag",
    "Author",
    "Correction",
    "ErrorReport",
    "FormerSlug",
    "Image",
    "ImageEntry",
    "OpenForm",
    "Placement",
    "PreviewLink",
    "SearchEntry",
    "Section",
    "Tag",
    "TooMany",
    "UnsavedText",
    "whole_article",
]
