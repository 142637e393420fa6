from django.db import migrations

from accounts.groups import EDITOR, REPORTER, grant

LIBRARY = ["image", "tag"]
HOUSE = ["section", "author", "placement"]


def _each(verbs, models):
    return [f"{verb}_{model}" for verb in verbs for model in models]


def forwards(apps, schema_editor):
    writing = [
        *_each(["view", "add", "change"], ["article", *LIBRARY]),
        *_each(["view", "add", "change", "delete"], ["articleauthor", "articleimage"]),
        *_each(["view"], [*HOUSE, "correction"]),
    ]
    editing = [
        *writing,
        *_each(["add", "change"], ["correction", *HOUSE]),
        *_each(["delete"], ["article", "correction", *LIBRARY, *HOUSE]),
        "publish_article",
    ]
    grant(apps, schema_editor, "articles", {REPORTER: writing, EDITOR: editing})


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
