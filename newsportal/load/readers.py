"""The invented readers and what they write under an article."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from comments.keys import email_key, new_token
from comments.models import Comment
from comments.places import depth_of, new_place
from comments.text import to_html

from . import words
from .tables import Table

READERS, TEXTS = 5_000, 2_000
# Of ten articles four have no comments and one has most; how many, in units of the average.
SHARES = (0, 0, 0, 0, 0.1, 0.2, 0.3, 0.4, 1, 8)
STATUSES = ("approved",) * 94 + ("pending",) * 2 + ("rejected",) * 3 + ("spam",)
# By which rules; nearly all by the newcomers'.
HELD = {
    "pending": ("newcomer",) * 18 + ("links", "watched"),
    "rejected": ("newcomer",) * 18 + ("links", "watched"),
    "spam": ("disallowed", "blocked"),
}


@dataclass
class Readers:
    """Makes rows; `per_article` is how many comments an article has on average."""

    per_article: float
    now: object
    seed: int
    table: Table = field(init=False)

    def __post_init__(self):
        random = Random(self.seed)  # noqa: S311 not for secrets
        self.table = Table(Comment)
        self.people = [_person(random, n) for n in range(READERS)]
        self.texts = [_text(random) for _ in range(TEXTS)]

    def comments_on(self, article, number):
        """Rows for the comments on an article (a row); counts them in `article` as well."""
        random = Random(f"{self.seed} readers {number}")  # noqa: S311
        wanted = round(SHARES[number % len(SHARES)] * self.per_article)
        if article["published_at"] > self.now or article["status"] != "published":
            wanted = 0
        rows = []
        step = timedelta(days=2) / (wanted + 1)
        for n in range(1, wanted + 1):
            moment = min(article["published_at"] + step * n, self.now)
            rows.append(self._comment(random, article["id"], moment, rows))
        self._count(article, rows)
        return rows

    def _comment(self, random, article_id, moment, before):
        name, email, key, address, network = random.choice(self.people)
        text, html = random.choice(self.texts)
        parent = random.choice(before[-20:]) if before and random.random() < 0.4 else None
        if parent and (parent["status"] != "approved" or parent["depth"] > 4):
            parent = None
        place = new_place(moment, parent["place"] if parent else b"")
        status = random.choice(STATUSES)
        held = status in HELD and random.choice(HELD[status])
        return {
            "id": self.table.next_id(),
            "article_id": article_id,
            "parent_id": parent and parent["id"],
            "thread_id": parent and (parent["thread_id"] or parent["id"]),
            "place": place,
            "depth": depth_of(place),
            "name": name,
            "email": email,
            "email_key": key,
            "ip_address": address,
            "ip_network": network,
            "text": text,
            "html": html,
            "status": status,
            "reasons": [{"code": held, "text": f"Held by {held}."}] if held else [],
            "created_at": moment,
            "decided_at": None if status == "pending" else moment,
            "token": new_token(),
            "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        }

    def _count(self, article, rows):
        approved = [row for row in rows if row["status"] == "approved"]
        article["comment_count"] = len(approved)
        by_id = {row["id"]: row for row in rows}
        for row in rows:
            row["reply_count"] = 0
        for row in approved:
            above = row["parent_id"]
            while above:
                by_id[above]["reply_count"] += 1
                above = by_id[above]["parent_id"]


def _person(random, number):
    name = words.name(random)
    email = f"{name.lower().replace(' ', '.')}.{number}@reader.example"
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return name, email, email_key(email), address, f"{address}/32"


def _text(random):
    text = words.paragraph(random, random.randint(1, 5))
    return text, str(to_html(text))
