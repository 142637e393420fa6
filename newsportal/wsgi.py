"""The door: what was kept is answered before Django starts."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsportal.settings")
django_application = get_wsgi_application()

from pagecache.door import Door  # noqa: E402 reads settings, so it comes after them

application = Door(django_application)
