"""schema.org descriptions for search engines, as Python data; json_script() writes them out."""

import json

from django.conf import settings
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from .metadata import absolute, by_authors, changed_at, icon, iso_time, pictures, summary

# Inside a script element these could end it, begin a comment, or break an old parser.
_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}


def json_script(*things):
    """A script element with the given descriptions as one schema.org graph."""
    graph = {"@context": "https://schema.org", "@graph": things}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    # Safe: no "<", ">" or "&" is left in the text. Escaping as HTML would break it, since
    # browsers do not read entities inside a script element.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def publisher():
    logo = {"@type": "ImageObject", "url": icon("icon-512.png"), "width": 512, "height": 512}
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#publisher"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
        "logo": logo,
    }


def website():
    return _filled(
        {
            **_site(),
            "description": settings.SITE_TAGLINE,
            "inLanguage": get_language(),
            "publisher": publisher(),
        }
    )


def news_article(article):
    """A NewsArticle, from what for_page() fetched. Source: https://schema.org/NewsArticle"""
    url = absolute(article.get_absolute_url())
    images = pictures(article)
    return _filled(
        {
            "@type": "NewsArticle",
            "@id": url + "#article",
            "mainEntityOfPage": {"@type": "WebPage", "@id": url},
            "url": url,
            "headline": article.headline,
            "description": summary(article),
            "image": [_image_object(image) for image in images],
            "thumbnailUrl": images[0].url if images else "",
            "datePublished": iso_time(article.published_at),
            "dateModified": iso_time(changed_at(article)),
            "author": [person(author) for author in by_authors(article)] or publisher(),
            "publisher": publisher(),
            "articleSection": article.section.name,
            "keywords": [tag.name for tag in article.tags.all()],
            "wordCount": article.word_count,
            "inLanguage": get_language(),
            "isAccessibleForFree": True,
            "commentCount": article.comment_count,
            "discussionUrl": url + "#comments",
            "correction": _corrections(article),
            "subjectOf": _updates(article),
        }
    )


def person(author):
    url = absolute(author.get_absolute_url())
    return _filled(
        {
            "@type": "Person",
            "@id": url + "#person",
            "name": author.name,
            "jobTitle": author.job_title,
            "url": url,
        }
    )


def breadcrumbs(*steps):
    """A BreadcrumbList for (name, address) pairs; the front page goes before them."""
    steps = [(gettext("Front page"), "/"), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": absolute(address)}
            for place, (name, address) in enumerate(steps, start=1)
        ],
    }


def profile(author, articles):
    """A ProfilePage of an author with `articles` in the given order."""
    about = {**person(author), "description": author.biography}
    return _filled(
        {
            "@type": "ProfilePage",
            "@id": absolute(author.get_absolute_url()),
            "url": absolute(author.get_absolute_url()),
            "name": author.name,
            "inLanguage": get_language(),
            "isPartOf": _site(),
            "mainEntity": _filled(about),
            "hasPart": item_list(articles),
        }
    )


def collection(title, description, url, articles):
    """A CollectionPage that shows `articles` in the given order."""
    return _filled(
        {
            "@type": "CollectionPage",
            "@id": absolute(url),
            "url": absolute(url),
            "name": str(title),
            "description": str(description),
            "inLanguage": get_language(),
            "isPartOf": _site(),
            "mainEntity": item_list(articles),
        }
    )


def item_list(articles):
    return {
        "@type": "ItemList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "url": absolute(article.get_absolute_url()),
                "name": article.headline,
            }
            for place, article in enumerate(articles, start=1)
        ],
    }


def _site():
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
    }


def _corrections(article):
    return [
        {
            "@type": "CorrectionComment",
            "text": correction.text,
            "datePublished": iso_time(correction.published_at),
        }
        for correction in article.corrections.all()
        if correction.kind == correction.Kind.CORRECTION
    ]


def _updates(article):
    """What was added, as comments of the newsroom on the article. A `correction` would say that
    something had been wrong, and among `comment` are those of readers."""
    return [
        {
            "@type": "Comment",
            "name": update.get_kind_display(),
            "text": update.text,
            "datePublished": iso_time(update.published_at),
            "author": {"@id": absolute("/#publisher")},
        }
        for update in article.corrections.all()
        if update.kind == update.Kind.UPDATE
    ]


def _image_object(picture):
    return _filled(
        {
            "@type": "ImageObject",
            "url": picture.url,
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption or picture.alt,
            "creditText": picture.credit,
        }
    )


def _filled(thing):
    """`thing` without properties that say nothing (0 and False say something)."""
    return {name: value for name, value in thing.items() if value not in ("", None, [])}
