"""The front page: what stands where, chosen by editors and filled up with the newest."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from .around import DISCUSSED, most_discussed
from .models import Article, Placement

UNDER_LEAD = 2
TOP = 1 + UNDER_LEAD + 4  # the lead, what stands under it, the seconds
LATEST = 9
PER_SECTION = 4
MOST_SECTIONS = 20


@dataclass(frozen=True)
class Block:
    """A section with its newest articles that do not stand above."""

    section: object
    articles: list


@dataclass(frozen=True)
class Band:
    """Blocks side by side: a single one is wide, with a picture for each article."""

    blocks: list
    shaded: bool = False

    @property
    def is_wide(self):
        return len(self.blocks) == 1


@dataclass(frozen=True)
class Edition:
    lead: Article | None
    under_lead: list
    seconds: list
    latest: list
    bands: list
    discussed: list

    @property
    def articles(self):
        """All that it shows with a picture."""
        blocks = [block for band in self.bands for block in band.blocks]
        top = [self.lead] if self.lead else []
        in_blocks = [article for block in blocks for article in block.articles]
        return top + self.under_lead + self.seconds + in_blocks


def edition(sections):
    """Edition of this moment with a block for each of `sections`; the same few queries always."""
    public = Article.objects.published()
    newest = list(public.newest_first().for_teaser()[: TOP + LATEST])
    top = _top(public, newest)
    blocks = _blocks(public, sections, top)
    prefetch_related_objects(
        top + [article for block in blocks for article in block.articles], "bylines__author"
    )
    return Edition(
        lead=top[0] if top else None,
        under_lead=top[1 : 1 + UNDER_LEAD],
        seconds=top[1 + UNDER_LEAD :],
        latest=newest[:LATEST],
        bands=_bands(blocks),
        discussed=list(most_discussed(public).for_teaser()[:DISCUSSED]),
    )


def _top(public, newest):
    """The TOP articles: public ones that editors placed, in their order, then the newest."""
    placed = list(
        public.filter(pk__in=Placement.objects.values("article"))
        .order_by("placement__position", "placement__id")
        .for_teaser()[:TOP]
    )
    return (placed + [article for article in newest if article not in placed])[:TOP]


def _blocks(public, sections, top):
    sections = list(sections)[:MOST_SECTIONS]
    remaining = public.exclude(pk__in=[article.pk for article in top])
    choices = [remaining.in_section(section).newest_first()[:PER_SECTION] for section in sections]
    found = list(public.in_any_of(*choices).for_teaser().newest_first())
    blocks = [
        Block(section, [article for article in found if article.section_id == section.pk])
        for section in sections
    ]
    return [block for block in blocks if block.articles]


def _bands(blocks):
    """One wide, then three columns, and so on; every second wide one is shaded."""
    bands, wide = [], 0
    while blocks:
        is_wide = not bands or not bands[-1].is_wide
        taken, blocks = (blocks[:1], blocks[1:]) if is_wide else (blocks[:3], blocks[3:])
        wide += len(taken) == 1
        bands.append(Band(taken, shaded=len(taken) == 1 and wide % 2 == 0))
    return bands
