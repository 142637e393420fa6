from django.db import models, transaction

import pagecache


class Shown(models.Model):
    """Something that kept pages show, with the verbs by which they are made anew when it changes.

    A subclass says `page_tags`: by which tags pages name it (see articles.showing).
    """

    # Whether a new one changes pages at once, or only when an article begins to use it.
    is_shown_when_new = True

    class Meta:
        abstract = True

    @transaction.atomic
    def put(self):
        """Save it."""
        is_new = self._state.adding
        self.save()
        if self.is_shown_when_new or not is_new:
            pagecache.purge(*self.page_tags)

    @transaction.atomic
    def drop(self):
        """Delete it; no page shows it from then on."""
        tags = self.page_tags
        self.delete()
        pagecache.purge(*tags, gone=True)
