"""Whether a post was sent from a page of ours, told without a cookie."""

from urllib.parse import urlsplit

from django.conf import settings


def is_from_here(request):
    """Whether the browser says so, by Sec-Fetch-Site, Origin or Referer.

    Browsers set these themselves, so another site's page cannot forge them; a post with none of
    them does not come from a browser. Raises DisallowedHost for a host that is not ours.
    """
    own = {_origin(settings.SITE_URL), f"{request.scheme}://{request.get_host()}".lower()}
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    origin = request.META.get("HTTP_ORIGIN")
    if site not in (None, "same-origin"):
        return False
    if origin not in (None, "null"):
        return origin.lower() in own
    # "null" hides where a post comes from; a browser that says "same-origin" beside it vouches.
    referer = _origin(request.META.get("HTTP_REFERER", ""))
    return site == "same-origin" or (origin is None and referer in own)


def _origin(address):
    """Scheme, host and port of `address` as a browser writes them; "" if it has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else ""
