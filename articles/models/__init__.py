from .article import Article
from .author import Author
from .correction import Correction
from .former_slug import FormerSlug
from .frontpage import Placement
from .image import Image
from .parts import ArticleAuthor, ArticleImage
from .section import Section
from .tag import Tag

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticleImage",
    "Author",
    "Correction",
    "FormerSlug",
    "Image",
    "Placement",
    "Section",
    "Tag",
]
