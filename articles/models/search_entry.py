from datetime import UTC, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.folding import words_in

from .article import Article
from .image import Image

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What is dated before or after counts as of then.
_FIRST, _LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)
_BITS = 29
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LAST_CHAPTER = len(_DIGITS) ** 2 - 1


def place_of(date, pk):
    """Number by which articles stand in order of time; its last bits are the article's number."""
    seconds = (min(max(date, _FIRST), _LAST) - _EPOCH) // timedelta(seconds=1)
    return (seconds << _BITS) + pk % (1 << _BITS)


def columns_of(pk, date, texts):
    """The row of the article with this number; `date` is its DESK_TIME."""
    return SearchEntry.row(pk, place_of(date, pk), texts)


class WordsField(models.Field):
    """Words divided by spaces; PostgreSQL takes them for a tsvector as they are."""

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"


class EntryQuerySet(models.QuerySet):
    def keep(self, owner):
        """Make the entry of `owner` say what that says now."""
        entry = self.model
        texts = [str(getattr(owner, name)) for name in entry.SEARCHED]
        self.bulk_create(
            [entry(**entry.row(owner.pk, entry.place_for(owner), texts))],
            update_conflicts=True,
            unique_fields=[entry.OWNER],
            update_fields=["place", "words"],
        )

    keep.alters_data = True


class Entry(models.Model):
    """What a search finds a thing by: written with the thing, in the same transaction.

    The newest has the highest `place`. Places are divided into chapters, and each word begins with
    the name of its chapter: so an index of words, which knows no order or reads all that begins
    alike, can be asked for what is new without reading all that is old.
    """

    place = models.BigIntegerField(unique=True)
    words = WordsField()

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return str(self.place)

    @classmethod
    def row(cls, pk, place, texts):
        """The columns of the entry of what has the number `pk` and says `texts`."""
        before = cls.chapter_name(cls.chapter_of(place))
        words = " ".join(before + word for word in words_in(" ".join(texts)))
        return {f"{cls.OWNER}_id": pk, "place": place, "words": words}

    @classmethod
    def words_table(cls):
        """Where SQLite finds them; see search_index."""
        return cls._meta.db_table.removesuffix("entry") + "words"

    @staticmethod
    def chapter_name(chapter):
        """Two letters or digits."""
        return _DIGITS[chapter // 62] + _DIGITS[chapter % 62]


class SearchEntry(Entry):
    """An article's; a chapter is a quarter of a year."""

    OWNER, SEARCHED = "article", ["kicker", "headline", "standfirst", "slug"]

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )

    class Meta(Entry.Meta):
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")

    @staticmethod
    def place_for(article):
        return place_of(article.published_at or article.created_at, article.pk)

    place_at = staticmethod(place_of)

    @staticmethod
    def number_at(place):
        """Number of the article with this place; there is room for 500 million."""
        return place % (1 << _BITS)

    @staticmethod
    def chapter_of(place):
        """Quarters of a year since 1900."""
        moment = _EPOCH + timedelta(seconds=place >> _BITS)
        return (moment.year - 1900) * 4 + (moment.month - 1) // 3

    @staticmethod
    def start_of(quarter):
        year, part = divmod(max(quarter, 0), 4)
        return place_of(datetime(1900 + year, part * 3 + 1, 1, tzinfo=UTC), 0)

    @staticmethod
    def ends(articles):
        """The last and the first place that `articles` can have, or None if there are none."""
        dates = articles.desk_ends()
        return dates and (place_of(dates[0], -1), place_of(dates[1], 0))


class ImageEntry(Entry):
    """A picture's; its place is its number, and a chapter holds 4,096."""

    OWNER = "image"
    SEARCHED = ["pk", "caption", "alt_text", "credit", "keywords", "people", "place"]
    SEARCHED += ["rights_holder"]

    image = models.OneToOneField(
        Image, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )

    class Meta(Entry.Meta):
        verbose_name = _("search entry of an image")
        verbose_name_plural = _("search entries of images")

    @staticmethod
    def place_for(image):
        return image.pk

    @staticmethod
    def number_at(place):
        return place

    @staticmethod
    def chapter_of(place):
        return min(place >> 12, _LAST_CHAPTER)

    @staticmethod
    def start_of(chapter):
        return max(chapter, 0) << 12

    @classmethod
    def ends(cls, images):
        newest = cls.objects.order_by("-place").values_list("place", flat=True).first()
        return newest and (newest, 0)
