"""Dates in the rows of tags and authors, and an entry for the search of each article."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

import articles.models.search_entry
from articles.models import search_index

BATCH = 2_000


def _batches(model):
    """(first, last) number of each batch of rows."""
    last = 0
    while numbers := list(
        model.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        last = numbers[-1]
        yield numbers[0], last


def date_links(apps, schema_editor):
    # Of an article that was never published it is when it was begun: DESK_TIME.
    for table in ("articles_articleauthor", "articles_article_tags"):
        for batch in _batches(apps.get_model("articles", "Article")):
            schema_editor.execute(
                f"UPDATE {table} SET article_date = (SELECT COALESCE(published_at, created_at)"
                f" FROM articles_article WHERE articles_article.id = {table}.article_id)"
                " WHERE article_id BETWEEN %s AND %s",
                batch,
            )


def write_entries(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    Entry = apps.get_model("articles", "SearchEntry")
    columns_of = articles.models.search_entry.columns_of
    for batch in _batches(Article):
        rows = Article.objects.filter(pk__range=batch).values_list(
            "pk", "published_at", "created_at", "kicker", "headline", "standfirst", "slug"
        )
        Entry.objects.bulk_create(
            Entry(**columns_of(pk, published_at or created_at, texts))
            for pk, published_at, created_at, *texts in rows
        )


def lay_index(apps, schema_editor):
    search_index.lay(schema_editor.connection)


def take_index_away(apps, schema_editor):
    search_index.take_away(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_library")]

    operations = [
        # The table is there: Django had made it for Article.tags.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="ArticleTag",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="articles.article")),
                        ("tag", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="articles.tag")),
                    ],
                    options={
                        "verbose_name": "tagging",
                        "verbose_name_plural": "taggings",
                        "db_table": "articles_article_tags",
                        "default_permissions": (),
                        "unique_together": {("article", "tag")},
                    },
                ),
                migrations.AlterField(
                    model_name="article",
                    name="tags",
                    field=models.ManyToManyField(blank=True, related_name="articles", through="articles.ArticleTag", to="articles.tag", verbose_name="tags"),
                ),
            ],
        ),
        migrations.AddField(
            model_name="articleauthor",
            name="article_date",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name="articletag",
            name="article_date",
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
        ),
        migrations.RunPython(date_links, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="articleauthor",
            name="author",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="bylines", to="articles.author", verbose_name="author"),
        ),
        migrations.AlterField(
            model_name="articletag",
            name="tag",
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="articles.tag"),
        ),
        migrations.AddIndex(
            model_name="articleauthor",
            index=models.Index(fields=["author", "-article_date", "-article"], name="byline_newest"),
        ),
        migrations.AddIndex(
            model_name="articletag",
            index=models.Index(fields=["tag", "-article_date", "-article"], name="tagging_newest"),
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("article", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="search_entry", serialize=False, to="articles.article")),
                ("place", models.BigIntegerField(unique=True)),
                ("words", articles.models.search_entry.WordsField()),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "default_permissions": (),
            },
        ),
        migrations.RunPython(write_entries, migrations.RunPython.noop),
        migrations.RunPython(lay_index, take_index_away),
    ]
