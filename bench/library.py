"""python -m bench.library: searching a small and a large library, and a large photograph's upload.

Of each search the fastest round is compared: the others measure what else the machine does. Data
lies in a folder that is removed at the end, or in the database that DATABASE_URL names, which must
be empty.
"""

import io
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

SMALL, LARGE = 1_000, 100_000
ROUNDS = 25
SEARCHES = {"a rare word": "w900", "a common word": "harbour", "two words": "harbour w1"}
UPLOADS = 5
ADDRESS = "/admin/articles/image/upload/"
MEGAPIXELS_24 = (6000, 4000)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "NEWSPORTAL_DATA": folder,
            "DEBUG": "1",
            "REDIS_URL": "",
            "LOG_LEVEL": "ERROR",
        }
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
        import django
        from django.conf import settings
        from django.core.management import call_command

        django.setup()
        settings.DEBUG = False  # it would keep every query
        settings.STORAGES["staticfiles"]["BACKEND"] = (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
        call_command("migrate", verbosity=0)
        client = _editor()
        _search(client)
        _upload(client)


def _editor():
    from django.test import Client

    from accounts.models import User

    client = Client()
    client.force_login(User.objects.create_superuser("bench", password=None))
    return client


def _search(client):
    before = {}
    for size in (SMALL, LARGE):
        _fill(size)
        for name, words in {"no words": "", **SEARCHES}.items():
            times = _times(client, words)
            took, middle = min(times), statistics.median(times)
            ratio = f", {took / before[name]:.2f} times" if name in before else ""
            before[name] = took
            print(
                f"{size:>7,} pictures, {name:<14} {took * 1000:6.1f} ms{ratio}; "
                f"median {middle * 1000:.1f} ms",
                flush=True,
            )


def _fill(size):
    from django.db import connection, transaction

    from articles.models import Image, ImageEntry

    chance = random.Random(size)  # noqa: S311 (nobody guesses it)
    with transaction.atomic():
        for number in range(Image.objects.count(), size):
            words = " ".join(f"w{chance.randrange(1000)}" for _ in range(12))
            image = Image(caption=f"Harbour {words}", credit="Photo: Bench")
            image.file.name, image.width, image.height = f"originals/{number}.jpg", 6000, 4000
            image.save()
            ImageEntry.objects.keep(image)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _times(client, words):
    times = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        answer = client.get("/admin/articles/image/", {"q": words} if words else {})
        times.append(time.perf_counter() - begin)
        assert answer.status_code == 200  # noqa: S101
    return times


def _upload(client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from articles.models import Image

    times, data = [], _photograph()
    computing = _computed()
    for number in range(UPLOADS):
        file = SimpleUploadedFile("large.jpg", data(number), "image/jpeg")
        begin = time.perf_counter()
        sent = {"files": [file]}
        answer = client.post(ADDRESS, sent, headers={"accept": "application/json"})
        times.append(time.perf_counter() - begin)
        assert "url" in answer.json()["results"][0], answer.content  # noqa: S101
    computing = (_computed() - computing) / UPLOADS
    print(
        f"upload of 24 megapixels: {min(times):.2f} to {max(times):.2f} s, median "
        f"{statistics.median(times):.2f} s; {computing:.2f} s of one processor; "
        f"the decoding process takes {_memory(data(0))} MB"
    )
    image = Image.objects.latest("pk")
    begin = time.perf_counter()
    image.complete()
    made = [one["width"] for one in Image.objects.latest("pk").renditions]
    print(f"its renditions in the background {made}: {time.perf_counter() - begin:.2f} s")


def _computed():
    """Seconds of the processor in all decoding processes so far, and in this one."""
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + child.ru_utime + child.ru_stime


def _memory(data):
    """Most megabytes that the process had which decodes `data`, as the kernel counted it."""
    program = (
        "import sys\nfrom articles.images.worker import main\nmain()\n"
        "sys.stderr.write(open('/proc/self/status').read())"
    )
    env = {"PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-c", program]
    told = subprocess.run(command, input=data, capture_output=True, env=env).stderr  # noqa: S603
    return int(re.search(rb"VmHWM:\s+(\d+)", told)[1]) // 1000


def _photograph():
    """Function from a number to a JPEG of 24 megapixels with as much detail as a photograph."""
    from PIL import Image as Picture

    grain = Picture.effect_noise((1500, 1000), 60).resize(MEGAPIXELS_24, Picture.Resampling.BICUBIC)
    picture = Picture.merge("RGB", (grain, grain.transpose(0), grain.transpose(1)))

    def encoded(number):
        picture.paste((255, 0, 40 * number), (0, 0, 64, 64))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=85)
        return out.getvalue()

    return encoded


if __name__ == "__main__":
    main()
