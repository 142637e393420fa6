from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]

    operations = [
        # Nothing searches by it: the most discussed are sought among the newest. And each approved
        # comment had to write it.
        migrations.RemoveIndex(model_name="article", name="article_most_discussed"),
    ]
