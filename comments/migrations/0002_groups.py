from django.db import migrations

from accounts.groups import EDITOR, MODERATOR, grant


def forwards(apps, schema_editor):
    moderating = ["view_comment", "change_comment", "moderate_comment", "view_decision"]
    deciding = ["view_comment", "view_decision", "view_policy", "change_policy"]
    permissions = {MODERATOR: [*moderating, "view_policy"], EDITOR: deciding}
    grant(apps, schema_editor, "comments", permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
