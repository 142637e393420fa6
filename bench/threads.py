"""What the comments below an article cost: drawing them, and opening a thread of any length."""

import random
import time
from datetime import timedelta
from statistics import median

FEW, MANY = 50, 100_000
LONG = 5_000  # replies of one thread of the long discussion
SLUGS = {FEW: "bench-thread-few", MANY: "bench-thread-many"}
ROUNDS = 40


def threads():
    """Prints the CPU time of drawing 50 comments, and queries and time of pages and addresses."""
    from newsportal.load.filling import let_the_database_look

    for number, slug in SLUGS.items():
        _fill(number, slug)
    let_the_database_look()
    _drawing(SLUGS[FEW])
    print(f"\nthreads{'':33}{'queries':>16}{_unit():>18}{'ratio':>8}")
    few, many = (_addresses(slug) for slug in SLUGS.values())
    for name in few:
        _line(name, few[name], many[name])


def _drawing(slug):
    from django.http import QueryDict

    from articles.models import Article
    from comments.drawing import draw_threads
    from comments.models import Policy
    from comments.threads import page_of

    article = Article.objects.for_page().get(slug=slug)
    page = page_of(article, Policy(pk=1), QueryDict())
    comments = sum(1 + len(thread.replies) for thread in page.threads)
    took = [_cpu(lambda: draw_threads(page, article, True)) for _ in range(ROUNDS * 3)]
    fetched = [_cpu(lambda: page_of(article, Policy(pk=1), QueryDict())) for _ in range(ROUNDS)]
    drawn, fetched = median(took), median(fetched)
    print(f"\n{comments} comments drawn in {drawn:,.0f}, fetched in {fetched:,.0f} {_unit()}")


def _line(name, few, many):
    found = {FEW: [], MANY: []}
    for _ in range(ROUNDS):  # in turns, so that what else the machine does hits both
        found[FEW].append(_open(few))
        found[MANY].append(_open(many))
    queries = [found[number][-1][0] for number in found]
    took = [median(one for _, one in found[number]) for number in found]
    print(
        f"{name:40}{queries[0]:8}{queries[1]:8}{took[0]:9,.0f}{took[1]:9,.0f}"
        f"{took[1] / took[0]:8.2f}",
        flush=True,
    )


def _open(paths):
    """(queries, CPU microseconds) of opening one of `paths`, with the redirect if there is one."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, path = Client(SERVER_NAME="127.0.0.1"), random.choice(paths)  # noqa: S311
    with CaptureQueriesContext(connection) as asked:
        client.get(path, follow=True)
    queries = len(asked)
    took = _cpu(lambda: _good(client.get(path, follow=True)))
    return queries, took


def _good(answer):
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request['PATH_INFO']} answered {answer.status_code}")


def _cpu(work):
    """Of this process and, where the database is another one, the time until it has answered."""
    from django.db import connection

    clock = time.perf_counter if connection.vendor == "postgresql" else time.process_time
    began = clock()
    work()
    return (clock() - began) * 1e6


def _unit():
    from django.db import connection

    return "us, by the clock" if connection.vendor == "postgresql" else "us CPU"


def _addresses(slug):
    """Ways into the discussion, by name; each is a list of addresses, the last page among them."""
    from articles.models import Article
    from comments.models import Comment

    article = Article.objects.get(slug=slug)
    roots = Comment.objects.approved().filter(article=article, parent=None, reply_count__lt=10)
    alone = list(roots.filter(reply_count=0).order_by("place").values_list("pk", flat=True))
    replies = Comment.objects.approved().filter(article=article, parent__isnull=False)
    short = list(replies.filter(thread__reply_count=1).values_list("pk", flat=True)[:2000])
    page = article.get_absolute_url()
    middle = alone[len(alone) // 4]
    return {
        "first page": [page],
        "newest first": [f"{page}?order=newest"],
        "most replied first": [f"{page}?order=replied"],
        "a page behind some thread": [f"{page}?after={middle}&order=newest"],
        "behind it, most replied first": [f"{page}?after={middle}&order=replied"],
        "permanent link of a thread": [f"/comment/{pk}/" for pk in random.sample(alone, 10)],
        "permanent link of a reply": [f"/comment/{pk}/" for pk in short[:: len(short) // 5]],
        "feed of the article": [f"/comment/on/{article.pk}/feed/"],
    }


def _fill(number, slug):
    """An article with `number` approved comments: half are threads, some with a reply."""
    from django.db import connection, transaction
    from django.utils import timezone

    from articles.models import Article
    from comments.models import Comment
    from newsportal.load.tables import Table, count_on

    if Article.objects.filter(slug=slug).exists():
        return
    begin = timezone.now() - timedelta(days=2)
    parts = {"section_id": Article.objects.first().section_id, "published_at": begin}
    article = Article(slug=slug, headline="A long discussion", body="<p>Text.</p>", **parts)
    article.publish()
    table = Table(Comment)
    rows = list(_rows(table, article, number, begin))
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), 5000):
            table.put(cursor, rows[start : start + 5000])
        count_on(Comment)
    Article.objects.filter(pk=article.pk).update(comment_count=number)


def _rows(table, article, number, begin):
    """Four of five comments begin a thread, and one of four is answered; then one long thread."""
    long = LONG if number > LONG * 2 else 0
    step, root = timedelta(days=1) / number, None
    for n in range(number - long):
        parent = root if n % 5 == 4 else None
        row = _row(table, article, begin + step * n, parent)
        if parent is None:
            root = row
            row["reply_count"] = int(n % 5 == 3)
        yield row
    if long:
        root = _row(table, article, begin + step * number, None) | {"reply_count": long - 1}
        yield root
        for n in range(1, long):
            yield _row(table, article, begin + step * (number + n), root)


def _row(table, article, moment, parent):
    from comments.keys import new_token
    from comments.places import depth_of, new_place

    place = new_place(moment, parent["place"] if parent else b"")
    text = "I see it otherwise, and here is why in a few words that fill two lines or three. "
    return {
        "id": table.next_id(),
        "article_id": article.pk,
        "parent_id": parent and parent["id"],
        "thread_id": parent and parent["id"],
        "place": place,
        "depth": depth_of(place),
        "name": "Reader of the paper",
        "email": "reader@reader.example",
        "email_key": "reader@reader.example",
        "text": text * 2,
        "html": f"<p>{text * 2}</p>",
        "status": "approved",
        "created_at": moment,
        "decided_at": moment,
        "token": new_token(),
    }
