from django.conf import settings
from django.utils.functional import SimpleLazyObject

from articles.models import Section


def site(request):
    """What every template may say about the site.

    `site` is a dict with name, tagline, url, email; `sections` the list of sections for the
    navigation, fetched only by a template that asks for it (a page about a broken database does
    not).
    """
    return {
        "site": {
            "name": settings.SITE_NAME,
            "tagline": settings.SITE_TAGLINE,
            "url": settings.SITE_URL,
            "email": settings.SITE_EMAIL,
        },
        "sections": SimpleLazyObject(lambda: list(Section.objects.all())),
    }
