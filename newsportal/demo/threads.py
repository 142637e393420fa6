"""Putting the readers' comments under the articles of the demonstration edition."""

from comments import moderation
from comments.models import Comment, Hold, Policy, Report
from newsportal.demo.voices import read_comments

# What becomes of a comment after it was published; REPORTED ones stay so, and await a moderator.
DELETED, REPORTED = Comment.Status.DELETED, "reported"


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
            status="approved" if voice.status in (DELETED, REPORTED) else voice.status,
            name=voice.name,
            email=voice.email,
            text=voice.text,
            parent=recorded.get(id(voice.parent)),
            created_at=article.published_at + voice.after * pace,
        )
    for voice in voices:
        _bring_to_status(recorded[id(voice)], voice.status)


def _bring_to_status(comment, status):
    if status == DELETED:
        comment.delete_by_author()
    elif status == REPORTED:
        Report.objects.submit(comment, kind=Report.Kind.OFFENSIVE, ip_address="192.0.2.14")
    elif status == Comment.Status.PENDING:
        held = moderation.reasons_to_hold(comment, Policy.current())
        comment.reasons = [reason.as_json() for reason in held]
        comment.save(update_fields=["reasons"])
        Hold.objects.note(comment)


def _pace(voices, age):
    """1, or less where an article is younger than its last comment would be late."""
    latest = max(voice.after for voice in voices)
    return min(1, age * 0.95 / latest)
