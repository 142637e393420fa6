"""Makes pages of one site and tells their cost: python -m bench.growing ARTICLES COMMENTS.

With articles, prepares the site that the environment names and fills it first. Reads a JSON list a
line ("cost", name, times) and answers with a line of JSON.
"""

import json
import os
import re
import sys
import time
from contextlib import suppress

import django

# What is read from one end to the other there takes longer with every article.
GROWS = re.compile(r"articles_article\w*|articles_formerslug|articles_correction|comments_\w+")
NO_GROWTH = {"comments_policy"}
SCANS = {
    "postgresql": re.compile(r"(?:Parallel )?Seq Scan on (\w+)"),
    "sqlite": re.compile(r"SCAN (\w+)(?! USING)(?:$|\n)"),
}


class Pages:
    def __init__(self):
        from django.test import Client

        from accounts.models import User
        from bench.site import desk_pages, much_discussed, page_types

        self.paths = {name: [path] for name, path in {**page_types(), **desk_pages()}.items()}
        # One is longer, one shorter: a single one would be compared with another one's length.
        self.paths["article"] = much_discussed(20)
        self.client = Client(SERVER_NAME="127.0.0.1")
        user = User.objects.filter(is_superuser=True).first()
        self.client.force_login(user or User.objects.create_superuser("bench", password=None))
        self.anonymous = Client(SERVER_NAME="127.0.0.1")
        self.asked = 0

    def names(self):
        return list(self.paths)

    def size(self):
        from articles.models import Article
        from comments.models import Comment

        return f"{Article.objects.count():,} articles, {Comment.objects.count():,} comments"

    def cost(self, name, times):
        """(CPU seconds, seconds) of each of so many answers."""
        self._get(name)
        found = []
        for _ in range(max(times, min(len(self.paths[name]), 10))):
            before = _cpu(), time.perf_counter()
            answer = self._get(name)
            took = _cpu() - before[0], time.perf_counter() - before[1]
            # A sitemap holds as many addresses as its month has articles: count one of them.
            share = answer.content.count(b"<url>") if name.startswith("sitemap") else 1
            found.append([each / max(1, share) for each in took])
        return found

    def findings(self, name):
        """What EXPLAIN finds in the queries of the page: tables read whole, rows counted."""
        from django.db import connection

        queries = []

        def note(execute, sql, params, many, context):
            queries.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            self._get(name)
        found = [_finding(connection, *query) for query in queries]
        return sorted({finding for each in found for finding in each})

    def _get(self, name):
        self.asked += 1
        path = self.paths[name][self.asked % len(self.paths[name])]
        client = self.client if path.startswith("/admin/") else self.anonymous
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
        return answer


def _finding(connection, sql, params):
    if not sql.lstrip().startswith("SELECT"):
        return
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql, params)
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    if connection.vendor == "sqlite" and "LIMIT" in sql and "TEMP B-TREE" not in plan:
        return  # it walks along the table and stops
    for table in SCANS[connection.vendor].findall(plan):
        if GROWS.fullmatch(table) and table not in NO_GROWTH and _is_long(connection, table):
            yield f"reads all of {table}"


def _is_long(connection, table):
    """Whether it has many rows: a short one is rightly read whole."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table} LIMIT 1 OFFSET 2000")  # noqa: S608 matched by GROWS
        return cursor.fetchone() is not None


def _cpu():
    """CPU seconds of this process and of its session in the database, where that is near."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        with suppress(OSError):  # it runs on another machine
            used += time.clock_gettime(~connection.connection.info.backend_pid << 3 | 2)
    return used


def main(articles, comments):
    answers, sys.stdout = sys.stdout, sys.stderr  # what commands say shall not stand between
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if articles:
        call_command("prepare")
        call_command("make_load", articles=articles, comments=comments)
    connection.ensure_connection()
    pages = Pages()
    for line in sys.stdin:
        verb, *rest = json.loads(line)
        print(json.dumps(getattr(pages, verb)(*rest)), file=answers, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
    main(*map(int, sys.argv[1:]))
