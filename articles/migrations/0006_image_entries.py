"""Pictures get entries for the search as articles have them, and the words of both begin with the
name of a chapter in SQLite, too."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import articles.models.search_entry
from articles.models import search_index

BATCH = 2_000
growth = import_module("articles.migrations.0004_growth")
library = import_module("articles.migrations.0003_library")


def write_entries(apps, schema_editor):
    Image = apps.get_model("articles", "Image")
    Entry = apps.get_model("articles", "ImageEntry")
    now = articles.models.search_entry.ImageEntry
    rows = Image.objects.order_by("pk").values_list(*now.SEARCHED)
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        last = batch[-1][0]
        Entry.objects.bulk_create(
            Entry(**now.row(pk, pk, [str(pk), *texts])) for pk, *texts in batch
        )


def name_chapters(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        search_index.take_away(schema_editor.connection)
        apps.get_model("articles", "SearchEntry").objects.all().delete()
        growth.write_entries(apps, schema_editor)
        search_index.lay(schema_editor.connection)


def lay_index(apps, schema_editor):
    search_index.lay(schema_editor.connection, "image")


def take_index_away(apps, schema_editor):
    search_index.take_away(schema_editor.connection, "image")


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_record_groups")]

    operations = [
        migrations.RunPython(library.drop_table, library.make_table),
        migrations.CreateModel(
            name="ImageEntry",
            fields=[
                ("image", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="search_entry", serialize=False, to="articles.image")),
                ("place", models.BigIntegerField(unique=True)),
                ("words", articles.models.search_entry.WordsField()),
            ],
            options={
                "verbose_name": "search entry of an image",
                "verbose_name_plural": "search entries of images",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.RunPython(write_entries, migrations.RunPython.noop),
        migrations.RunPython(name_chapters, migrations.RunPython.noop),
        migrations.RunPython(lay_index, take_index_away),
    ]
