"""Akismet as a judge of comments, where a key is set: a service that many sites share.

It gets text, name, network address and browser of a comment, never the e-mail address. It is
asked in the background alone, through its own client, which is loaded only then.
"""

from functools import cache

from django.conf import settings

from .judging import Score
from .reason import named

CODE = named("akismet", "Akismet")
TIMEOUT = 10  # seconds
SPAM_SCORE, CERTAIN_SCORE = 95, 100


class NoAnswer(Exception):  # noqa: N818 (what happened)
    """Akismet was not reached, or said nothing that can be understood."""


def is_on():
    return bool(settings.AKISMET_KEY)


def score(comment):
    """Its Score. Raises NoAnswer, which quotes nothing: errors are logged."""
    import akismet

    try:
        answer = _client(settings.AKISMET_KEY).comment_check(
            user_ip=comment.ip_address or "",
            user_agent=comment.user_agent,
            comment_type="reply" if comment.parent_id else "comment",
            comment_author=comment.name,
            comment_content=comment.text,
            comment_date_gmt=comment.created_at.isoformat(),
            permalink=settings.SITE_URL + comment.article.get_absolute_url(),
            blog_lang=settings.LANGUAGE_CODE,
            blog_charset="UTF-8",
        )
    except akismet.AkismetError as error:
        raise NoAnswer(type(error).__name__) from None
    if answer == akismet.CheckResponse.DISCARD:
        return Score(CERTAIN_SCORE)
    return Score(SPAM_SCORE if answer == akismet.CheckResponse.SPAM else 0)


@cache
def _client(key):
    import akismet
    import httpx

    http = httpx.Client(headers={"User-Agent": akismet.USER_AGENT}, timeout=TIMEOUT)
    return akismet.SyncClient(akismet.Config(key, settings.SITE_URL), http)
