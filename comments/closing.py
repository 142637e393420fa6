from datetime import timedelta

from django.utils import timezone

from . import hours


class Closing:
    """When a policy lets readers comment on an article. An article that decides itself, open or
    held, is open at all hours and does not close by its age."""

    def closes_at(self, article):
        """When comments on `article` close for good by themselves, or None."""
        undated = article.published_at is None
        if not self.close_after_days or _decides_itself(article) or undated:
            return None
        return article.published_at + timedelta(days=self.close_after_days)

    def takes_comments(self, article):
        """Whether a reader may comment on `article` at this moment."""
        if not self._is_open_but_for_hours(article):
            return False
        return self.outside_hours != self.Outside.CLOSED or not self.is_outside_hours(article)

    def is_outside_hours(self, article, moment=None):
        """Whether it is night for the moderators of this article."""
        if self.outside_hours == self.Outside.OPEN or _decides_itself(article):
            return False
        return not hours.is_open(self.hours, moment or timezone.now())

    def opens_at(self, article):
        """When the hours begin, if they are what keeps or holds comments at this moment."""
        if not self.is_outside_hours(article) or not self._is_open_but_for_hours(article):
            return None
        opening, closes_at = hours.next_opening(self.hours, timezone.now()), self.closes_at(article)
        return opening if opening and (closes_at is None or opening < closes_at) else None

    def changes_at(self, article):
        """When what is said here of `article` changes by itself, or None."""
        if not self._is_open_but_for_hours(article):
            return None
        moments = [self.closes_at(article)]
        if self.outside_hours != self.Outside.OPEN and not _decides_itself(article):
            moments.append(hours.next_change(self.hours, timezone.now()))
        return min((moment for moment in moments if moment), default=None)

    def _is_open_but_for_hours(self, article):
        if article.comments_policy == article.Comments.CLOSED or not article.is_published:
            return False
        closes_at = self.closes_at(article)
        return closes_at is None or timezone.now() < closes_at


def _decides_itself(article):
    return article.comments_policy in (article.Comments.OPEN, article.Comments.HELD)
