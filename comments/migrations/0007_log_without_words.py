from django.db import migrations


def take_out_the_words(apps, schema_editor):
    """Django's log of the admin kept name and first words of comments that were deleted."""
    LogEntry = apps.get_model("admin", "LogEntry")
    about = LogEntry.objects.filter(
        content_type__app_label="comments", content_type__model="comment"
    )
    for entry in about.only("object_id").iterator():
        entry.object_repr = f"comment {entry.object_id}"
        entry.save(update_fields=["object_repr"])


class Migration(migrations.Migration):
    dependencies = [
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("comments", "0006_mine"),
    ]

    operations = [migrations.RunPython(take_out_the_words, migrations.RunPython.noop)]
