from django.conf import settings


def site(request):
    """What every template may say about the site: the dict {"site": …} with name, tagline, url."""
    return {
        "site": {
            "name": settings.SITE_NAME,
            "tagline": settings.SITE_TAGLINE,
            "url": settings.SITE_URL,
            "email": settings.SITE_EMAIL,
        }
    }
