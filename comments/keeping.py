"""The times of the policy that are its promise to commenters."""

from datetime import timedelta


class Keeping:
    """Part of Policy, which has the fields."""

    @property
    def edit_window(self):
        """For how long after it was sent its author may mend a comment."""
        return timedelta(minutes=self.edit_minutes)

    @property
    def traces_kept(self):
        """For how long it is known from where, and with which browser, a comment was sent."""
        return timedelta(days=self.keep_address_days)

    @property
    def refused_kept(self):
        """For how long comments stay that nobody will see."""
        return timedelta(days=self.keep_rejected_days)
