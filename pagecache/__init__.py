"""Complete answers kept in front of Django, dropped by what they show.

A view opts in and says by tags what it shows; a change says what it changed::

    @pagecache.cached("article:{pk}", query=("after",))
    def article(request, pk): ...

    with transaction.atomic():
        article.save()
        pagecache.purge(f"article:{article.pk}", "latest")

`door.Door` goes round Django's WSGI application. Nothing is kept that did not opt in, and a kept
page was made without cookies and without any header but Host. What many pages share is made once
as a `piece`. Read `door`, `pages`, `follower`, `pieces`.
"""

from pagecache.declare import cached, tag, until
from pagecache.pages import EVERYTHING
from pagecache.process import counters, piece, purge, trim

__all__ = ["EVERYTHING", "cached", "counters", "piece", "purge", "tag", "trim", "until"]
