"""The door: what was kept is answered before Django starts."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
django_application = get_wsgi_application()

# They read settings, so they come after them.
from newsportal.guard import Guard  # noqa: E402
from pagecache.door import Door  # noqa: E402

application = Door(Guard(django_application))
