"""Work about comments that can wait. The models enqueue it, so they are imported when it runs."""

from django_tasks import task

from background.periodic import every
from background.retries import Retry


@every(minutes=1)
@task()
def tell_commenters():
    """Mails about decisions and replies that somebody wants and has not got yet."""
    from .own import notices

    return notices.tell_decisions() + notices.tell_replies()


@every(hours=1)
@task(priority=-50)
def forget_what_is_old():
    """What the policy keeps only for a while."""
    from .own.forgetting import forget

    found = forget()
    return found.traces + found.removed + found.emptied + found.reports


@task(retry=Retry(tries=8), private=True)
def mail_link(email_key, token):
    """Here and not where it was asked for: the answer takes as long for an unknown address."""
    from .models import Comment
    from .own import emails

    if Comment.objects.sent_by(email_key).exists():
        emails.mail_link(email_key, token)


@task()
def ask_for_proof(comment_id):
    """Mail a link by which the sender confirms the address; safe to repeat."""
    from .confirming import ask
    from .models import Comment

    comment = Comment.objects.select_related("article").filter(pk=comment_id).first()
    if comment and comment.asks_for_proof:
        ask(comment)


@task(retry=Retry(tries=8, first_pause=30))
def ask_akismet(comment_id):
    """Let Akismet judge a comment; until it does, policy decides whether the comment waits."""
    from . import akismet
    from .models import Comment, Policy

    comment = Comment.objects.select_related("article").filter(pk=comment_id).first()
    if comment and akismet.is_on():
        comment.judge(akismet.CODE, "Akismet", akismet.score(comment), Policy.current())


@every(minutes=30)
@task(priority=-50)
def learn_from_decisions():
    """Make the spam score anew if moderators have decided since."""
    from .models import SpamModel

    model = SpamModel.train()
    return model and model.version


@every(hours=1)
@task(priority=-50)
def forget_unproven():
    """Comments that nobody has confirmed in time, links and proofs whose time is over."""
    from .models import Comment, MailedLink, Proof

    MailedLink.objects.trim()
    Proof.objects.trim()
    return Comment.objects.drop_unproven()


@every(minutes=1)
@task()
def tell_reporters():
    """Mails about decisions. A minute later is soon enough, and a slip may be undone till then."""
    from .reports.telling import tell_all

    return tell_all()


@every(minutes=1)
@task()
def mail_moderators():
    """What waits, to those who want to be told."""
    from .digests import send_due

    return send_due()


@every(hours=1)
@task(priority=-50)
def count_moderation():
    """The figures of the last days, for the public page."""
    from .transparency import count_days

    return count_days()
