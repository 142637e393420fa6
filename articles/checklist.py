"""What is looked at before an article is published: all that is missing is said in one go.

A check takes an article that is stored with its rows, or a new one that has none yet, and yields
what it finds. Editors may pass over what is soft; what is hard would break a page or a promise to
others.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from .addresses import MAX_LENGTH, normalize_slug
from .html.tokens import attributes, tokens
from .html.tokens import resolve as resolve_text

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
# Pages of things that have a slug, and by which field an article knows these.
SUBJECTS = {"article": None, "section": "section", "tag": "tags", "author": "authors"}


@dataclass(frozen=True)
class Finding:
    text: str
    is_hard: bool = False

    def __str__(self):
        return self.text


class NotReady(Exception):  # noqa: N818 (what happened)
    """An article is not published because of `findings`."""

    def __init__(self, findings):
        super().__init__("; ".join(str(finding) for finding in findings))
        self.findings = findings


def has_words(article):
    if not article.headline.strip():
        yield Finding(_("It has no headline."), is_hard=True)
    if not article.section_id:
        yield Finding(_("It stands in no section."), is_hard=True)
    if not article.standfirst.strip():
        yield Finding(_("It has no standfirst."))
    if not article.body_parts:
        yield Finding(_("It has no text."))


def has_byline(article):
    if not (article.pk and article.bylines.exists()):
        yield Finding(_("It has no byline."))


def has_free_address(article):
    if not article.slug:
        return  # it gets a free one
    former = article.former_slugs.model.objects.filter(slug=article.slug)
    same = type(article).objects.exclude(pk=article.pk).filter(slug=article.slug)
    if same.exists() or former.exclude(article=article.pk).exists():
        yield Finding(_("Its address belongs to another article."), is_hard=True)


def has_complete_pictures(article):
    if not article.lead_image_id:
        yield Finding(_("It has no lead image."))
    rows = article.article_images.select_related("image") if article.pk else ()
    images = [row.image for row in rows]
    images = [article.lead_image, *images] if article.lead_image_id else images
    for image in {image.pk: image for image in images}.values():
        name = image.caption or image.alt_text or f"#{image.pk}"
        if not image.credit.strip():
            text = _("The picture “%(name)s” has no credit.")
            yield Finding(text % {"name": name}, is_hard=True)
        if not image.alt_text.strip() and not image.is_decorative:
            text = _("The picture “%(name)s” has no alternative text.")
            yield Finding(text % {"name": name}, is_hard=True)
        if not image.is_licensed:
            text = _("The licence of the picture “%(name)s” has ended: no page shows it.")
            yield Finding(text % {"name": name})
    known = {image.pk for image in images}
    for number in {part["image"]: True for part in article.body_parts if "image" in part}:
        if article.pk and number not in known:
            text = _("The picture #%(number)s in the text is not in the library.")
            yield Finding(text % {"number": number})


def has_good_headings(article):
    level = 1
    for depth, text in _headings(article):
        if not text:
            yield Finding(_("A heading in the text is empty."), is_hard=True)
        elif depth > level + 1:
            said = _("The heading “%(text)s” skips a level.")
            yield Finding(said % {"text": text})
        level = depth


def has_good_links(article):
    pages = {path: _page_at(path) for path in _own_links(article)}
    slugs = {kind: {slug for k, slug in pages.values() if k == kind} for kind in SUBJECTS}
    articles = type(article).objects.filter(slug__in=slugs["article"])
    there = set(articles.published().values_list("slug", flat=True)) | {article.slug}
    former = article.former_slugs.model.objects.filter(slug__in=slugs["article"] - there)
    there |= set(former.values_list("slug", flat=True))
    known = {"article": there, "": ()}
    for kind, field in SUBJECTS.items():
        if field and slugs[kind]:
            subjects = article._meta.get_field(field).related_model.objects
            known[kind] = set(subjects.filter(slug__in=slugs[kind]).values_list("slug", flat=True))
    for path, (kind, slug) in pages.items():
        if slug not in known.get(kind, [slug]):
            text = _("Nothing public answers at the link %(address)s.")
            yield Finding(text % {"address": path})


CHECKS = [
    has_words,
    has_byline,
    has_free_address,
    has_complete_pictures,
    has_good_headings,
    has_good_links,
]


def findings(article, without=()):
    """Everything that the checks find but those of `without`, what is hard first."""
    checks = [check for check in CHECKS if check not in without]
    found = [finding for check in checks for finding in check(article)]
    return sorted(found, key=lambda finding: not finding.is_hard)


def _headings(article):
    """Yield (level, text) of each heading of the text."""
    depth, words = 0, []
    for source, token in _tokens(article):
        if token.name in HEADINGS and not token.closing:
            depth, words = HEADINGS[token.name], []
        elif token.name in HEADINGS and depth:
            yield depth, " ".join("".join(words).split())
            depth = 0
        elif not token.name and depth:
            words.append(resolve_text(source[token.start : token.end]))


def _own_links(article):
    """Paths of this site to which the text links, each once, in their order."""
    paths = {}
    for _source, token in _tokens(article):
        if token.name == "a" and not token.closing:
            address = attributes(token).get("href", "")
            if address.startswith(f"{settings.SITE_URL}/"):
                address = address.removeprefix(settings.SITE_URL)
            if address.startswith("/") and not address.startswith("//"):
                paths[urlsplit(address).path] = True
    return paths


def _tokens(article):
    for part in article.body_parts:
        source = part.get("html", "")
        for token in tokens(source):
            yield source, token


def _page_at(path):
    """(name of the page, slug) of what answers at `path`; the name is "" where nothing public does.

    So it is for the admin and for previews, which readers cannot open.
    """
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return "", ""
    kind = match.view_name.removeprefix("articles:")
    if kind.startswith(("admin:", "preview")):
        return "", ""
    return kind, normalize_slug(str(match.kwargs.get("slug", "")))[: MAX_LENGTH + 1]
