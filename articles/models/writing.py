"""Two people, one article: who has it open, and what is typed but not saved."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from .article import Article

# A form that was not heard of for so long is closed, or its browser has crashed.
SILENCE = timedelta(seconds=60)
# What nobody asked for in this time is not missed.
KEPT = timedelta(days=30)


class OpenFormManager(models.Manager):
    def open(self, article, user, form):
        """`form` (a random name of a window) has the article now, unless a colleague's has it."""
        return self._hold(article, user, form, lambda row: row.user_id == user.pk)

    def keep(self, article, user, form):
        """`form` still has it, unless it went to another one meanwhile."""
        return self._hold(article, user, form, lambda row: False)

    def take(self, article, user, form):
        """`form` has it, whoever had it before."""
        return self._hold(article, user, form, lambda row: True)

    def leave(self, article, form):
        self.filter(article=article, form=form).delete()

    @transaction.atomic
    def _hold(self, article, user, form, may_take):
        """The row of the article, after it went to `form` if it was free or may be taken."""
        now = timezone.now()
        mine = {"user": user, "form": form, "opened_at": now, "seen_at": now}
        self.get_or_create(article=article, defaults=mine)
        row = self.select_for_update().select_related("user").get(article=article)
        if row.form != form and (row.is_silent or may_take(row)):
            row.user, row.form, row.opened_at = user, form, now
        if row.form == form:
            row.seen_at = now
            row.save()
        return row


class OpenForm(models.Model):
    """The one form in which an article is being written."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="open_form")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    form = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = OpenFormManager()

    class Meta:
        default_permissions = ()  # nobody works with these rows

    def __str__(self):
        return f"{self.article_id}: {self.user_id}"

    @property
    def is_silent(self):
        return timezone.now() - self.seen_at > SILENCE


class UnsavedTextQuerySet(models.QuerySet):
    def of(self, user, article, form=""):
        """What `user` typed for the article; None is one that is not there yet, in `form`."""
        return self.filter(user=user, article=article, form="" if article else form)

    def of_other_new(self, user, form):
        """What `user` typed for new articles in other forms than this one, newest first."""
        return self.filter(user=user, article=None).exclude(form=form).order_by("-saved_at")

    def let_go(self, user, form, stamp):
        """Keep no longer what `form` has of a new article, unless it was kept anew since."""
        row = self.of(user, None, form).first()
        if row and row.stamp == stamp:
            self.filter(pk=row.pk, saved_at=row.saved_at).delete()

    let_go.alters_data = True

    @transaction.atomic
    def keep(self, user, article, form, fields, version):
        """Keep what is typed, in place of what was kept before."""
        now = timezone.now()
        self.filter(saved_at__lt=now - KEPT).delete()
        values = {"fields": fields, "version": version, "saved_at": now}
        form = "" if article else form
        row, _made = self.update_or_create(user=user, article=article, form=form, defaults=values)
        return row

    keep.alters_data = True


class UnsavedText(models.Model):
    """What a person typed into the form of an article and did not save.

    `fields` is {name of the control: value or list of values}; nothing of it is shown to anybody
    else, and it becomes text of the article only through the form. `version` is that of the
    article it was typed over (see articles.fingerprints). A person may write several new articles
    at once: of those each form keeps its own, under the name that it was given.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="unsaved_texts"
    )
    form = models.CharField(max_length=40, blank=True)
    fields = models.JSONField()
    version = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(db_index=True)

    objects = UnsavedTextQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "article"], name="unsaved_text_once"),
            models.UniqueConstraint(
                fields=["user", "form"],
                condition=Q(article=None),
                name="unsaved_text_of_new_once",
            ),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.user_id}"

    @property
    def stamp(self):
        """What changes whenever it is kept anew."""
        return self.saved_at.isoformat()
