from django.db import migrations

from accounts.groups import EDITOR, grant


def forwards(apps, schema_editor):
    editing = [f"{verb}_errorreport" for verb in ("view", "change", "delete")]
    grant(apps, schema_editor, "articles", {EDITOR: editing})


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_record"), ("articles", "0002_groups")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
