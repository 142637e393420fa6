from django.db import models
from django.utils import timezone

from comments.keys import KEY_LENGTH, new_token


class Addressee(models.Model):
    """An address to which mails about comments go: whether it wants them, and when the last went.

    `token` stands in each of these mails and can stop them, nothing else.
    """

    email_key = models.CharField(max_length=KEY_LENGTH, unique=True)
    token = models.CharField(max_length=43, unique=True, default=new_token)
    muted_at = models.DateTimeField(null=True)
    notified_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"addressee {self.pk}"

    @classmethod
    def of(cls, email_key):
        return cls.objects.get_or_create(email_key=email_key)[0]

    @property
    def is_muted(self):
        return self.muted_at is not None

    def mute(self):
        """No mail about comments goes to this address any more, until it asks for some itself."""
        if not self.muted_at:
            self.muted_at = timezone.now()
            self.save(update_fields=["muted_at"])

    def hear(self):
        if self.muted_at:
            self.muted_at = None
            self.save(update_fields=["muted_at"])
