"""What is typed for new articles is kept for each form by itself, not once for a person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_image_entries")]

    operations = [
        migrations.RemoveConstraint("unsavedtext", "unsaved_text_of_new_once"),
        migrations.AddField("unsavedtext", "form", models.CharField(blank=True, max_length=40)),
        migrations.AddConstraint(
            "unsavedtext",
            models.UniqueConstraint(
                condition=models.Q(("article", None)),
                fields=("user", "form"),
                name="unsaved_text_of_new_once",
            ),
        ),
    ]
