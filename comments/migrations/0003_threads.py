from django.db import migrations, models
from django.db.models import F, Q

from accounts.groups import EDITOR, MODERATOR, grant

HAS_A_PLACE = Q(status="approved") | Q(reply_count__gt=0)


def forwards(apps, schema_editor):
    permissions = {MODERATOR: ["pick_comment"], EDITOR: ["pick_comment"]}
    grant(apps, schema_editor, "comments", permissions)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_groups")]
    operations = [
        migrations.AlterModelOptions(
            name="comment",
            options={
                "permissions": [
                    ("moderate_comment", "Can approve and reject comments"),
                    ("pick_comment", "Can make a comment an editors’ pick"),
                ],
                "verbose_name": "comment",
                "verbose_name_plural": "comments",
            },
        ),
        migrations.AddField(
            model_name="comment",
            name="picked_at",
            field=models.DateTimeField(null=True, verbose_name="editors’ pick"),
        ),
        migrations.AddField(
            model_name="policy",
            name="picks_first",
            field=models.BooleanField(
                default=False,
                help_text="The newest picks stand above the threads as well.",
                verbose_name="editors’ picks first",
            ),
        ),
        migrations.AlterField(
            model_name="policy",
            name="order",
            field=models.CharField(
                choices=[
                    ("oldest", "oldest first"),
                    ("newest", "newest first"),
                    ("replied", "most replied first"),
                ],
                default="oldest",
                max_length=10,
                verbose_name="order of threads",
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="parent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=models.RESTRICT,
                related_name="replies",
                to="comments.comment",
                verbose_name="in reply to",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["parent"], name="comment_answers", condition=Q(parent__isnull=False)
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["article", "reply_count", "place"],
                name="comment_most_replied",
                condition=Q(parent__isnull=True) & HAS_A_PLACE,
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["article", "-picked_at"],
                name="comment_picks",
                condition=Q(picked_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                fields=["article", "-created_at", "-id"],
                name="comment_article_newest",
                condition=Q(status="approved"),
            ),
        ),
        migrations.RemoveConstraint(model_name="decision", name="decision_changes_something"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=~Q(from_status=F("to_status")) | Q(reason__in=("pick", "unpick")),
                name="decision_changes_something",
            ),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
