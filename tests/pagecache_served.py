"""The small site as a process of its own: `granian tests.pagecache_served:application`.

From the environment: SERVED_DATABASE (name of the test database), SERVED_REDIS_URL,
SERVED_INTERVAL (seconds between two looks at the table of purges), SERVED_PORT and SERVED_HOST
(where PostgreSQL is reached instead).
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

database = settings.DATABASES["default"]
database["NAME"] = os.environ["SERVED_DATABASE"]
database["PORT"] = os.environ.get("SERVED_PORT", database.get("PORT", ""))
database.get("OPTIONS", {}).pop("pool", None)
settings.ROOT_URLCONF = "tests.pagecache_site"
settings.PAGECACHE_REDIS_URL = os.environ.get("SERVED_REDIS_URL")
django_application = get_wsgi_application()

from pagecache import follower, push  # noqa: E402 after the settings
from pagecache.door import Door  # noqa: E402

if "SERVED_INTERVAL" in os.environ:  # somebody who hears of changes by Redis alone
    follower.INTERVAL = float(os.environ["SERVED_INTERVAL"])
    push.TIMEOUT_SECONDS = 30  # on a busy machine, too
application = Door(django_application)
