from datetime import UTC, datetime, timedelta

from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from articles.folding import words_in

from .article import Article

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What is dated before or after counts as of then.
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)
_BITS = 29
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

SEARCHED = ["kicker", "headline", "standfirst", "slug"]


def place_of(date, pk):
    """Number by which entries stand in order of time; its last bits are the article's number."""
    seconds = (min(max(date, _FIRST), _LAST) - _EPOCH) // timedelta(seconds=1)
    return (seconds << _BITS) + pk % (1 << _BITS)


def last_place(date):
    """The last place that an article of this date can have."""
    return place_of(date, -1)


def first_place(date):
    return place_of(date, 0)


def start_of(quarter):
    """The first place in a quarter of a year."""
    year, part = divmod(max(quarter, 0), 4)
    return first_place(datetime(1900 + year, part * 3 + 1, 1, tzinfo=UTC))


def number_at(place):
    """Number of the article with this place; there is room for 500 million."""
    return place % (1 << _BITS)


def quarter_of(place):
    """Quarters of a year since 1900."""
    moment = _EPOCH + timedelta(seconds=place >> _BITS)
    return (moment.year - 1900) * 4 + (moment.month - 1) // 3


def quarter_name(quarter):
    """Two letters or digits."""
    return _DIGITS[quarter // 62] + _DIGITS[quarter % 62]


class WordsField(models.Field):
    """Words divided by spaces; PostgreSQL takes them for a tsvector as they are."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"


class SearchEntryQuerySet(models.QuerySet):
    def keep(self, article):
        """Make the article's entry say what the article says now."""
        date = article.published_at or article.created_at
        texts = [getattr(article, name) for name in SEARCHED]
        self.bulk_create(
            [self.model(**columns_of(article.pk, date, texts, connections[self.db].vendor))],
            update_conflicts=True,
            unique_fields=["article"],
            update_fields=["place", "words"],
        )

    keep.alters_data = True


def columns_of(pk, date, texts, vendor):
    """The row of the article with this number; `date` is its DESK_TIME.

    For PostgreSQL each word begins with its quarter of a year: so an index of words, which knows
    no order, can be asked for what is new without reading all that is old.
    """
    place = place_of(date, pk)
    before = quarter_name(quarter_of(place)) if vendor == "postgresql" else ""
    words = " ".join(before + word for word in words_in(" ".join(texts)))
    return {"article_id": pk, "place": place, "words": words}


class SearchEntry(models.Model):
    """What a search finds an article by: written with the article, in the same transaction."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    place = models.BigIntegerField(unique=True)
    words = WordsField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    def __str__(self):
        return str(self.place)
