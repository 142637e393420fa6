from django.db import models
from django.db.models import OuterRef, Q, Subquery


class InTime(models.QuerySet):
    """Rows in order of time. A place among them is a moment and a number, `numbered_by` the field
    with the number: it tells apart what came at one moment.
    """

    numbered_by = "id"

    def in_time(self, newest_first):
        return self.newest_first() if newest_first else self.oldest_first()

    def oldest_first(self):
        return self.order_by("created_at", self.numbered_by)

    def newest_first(self):
        return self.order_by("-created_at", f"-{self.numbered_by}")

    def since(self, moment):
        return self.filter(created_at__gt=moment)

    def beyond(self, place, newest_first):
        """Those that come after `place` in in_time(newest_first)."""
        return self._on_side("lt" if newest_first else "gt", "", place)

    def up_to(self, place, newest_first):
        """The others: those before it, and the one that stands there."""
        return self._on_side("gt" if newest_first else "lt", "e", place)

    def _on_side(self, side, or_there, place):
        created_at, number = place
        at_once = Q(**{"created_at": created_at, f"{self.numbered_by}__{side}{or_there}": number})
        # The second condition follows from the first; databases find the index by it.
        return self.filter(
            Q(**{f"created_at__{side}": created_at}) | at_once,
            **{f"created_at__{side}e": created_at},
        )

    def among(self, comments):
        """Those of `comments`. Asked of each row by itself: EXISTS would be made a join, which may
        begin elsewhere and then sort.
        """
        same = comments.filter(pk=OuterRef(self.numbered_by)).order_by().values("pk")
        return self.alias(same=Subquery(same)).filter(same__isnull=False)

    def places(self):
        """(moment, number) of each."""
        return self.values_list("created_at", self.numbered_by)
