"""Putting the readers' comments under the articles of the demonstration edition."""

from comments.models import Comment
from newsportal.demo.voices import read_comments


def put_comments(article, key, now):
    """Record the comments of comments/`key`.txt; none of them later than `now`."""
    voices = read_comments(key)
    if not voices:
        return
    pace = _pace(voices, now - article.published_at)
    recorded = {}
    for voice in voices:
        recorded[id(voice)] = Comment.objects.record(
            article,
            status=voice.status,
            name=voice.name,
            email=voice.email,
            text=voice.text,
            parent=recorded.get(id(voice.parent)),
            created_at=article.published_at + voice.after * pace,
        )


def _pace(voices, age):
    """1, or less where an article is younger than its last comment would be late."""
    latest = max(voice.after for voice in voices)
    return min(1, age * 0.95 / latest)
