"""Videos, posts, sounds and maps of other hosts, known by their address.

A page names them and loads nothing of them: a reader who asks for one gets a frame, whose address
is made here of the few characters that identify it, never taken from what was typed.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.conf import settings


class Embed(NamedTuple):
    """What stands at an `address`: at whose (`name`), the frame that shows it, how it is shaped."""

    address: str
    name: str
    frame: str
    shape: str

    @property
    def host(self):
        return urlsplit(self.frame).hostname


class Provider(NamedTuple):
    key: str
    name: str
    shape: str
    pattern: str  # of the whole address
    frame: object  # str to format with the groups, or a function of the match


def _map_frame(match):
    """OpenStreetMap asks for a box: about what 600 pixels show at that zoom."""
    zoom, lat, lon = int(match[1]), float(match[2]), float(match[3])
    reach = 180 / 2 ** min(zoom, 19)
    box = f"{lon - reach:.5f},{lat - reach / 2:.5f},{lon + reach:.5f},{lat + reach / 2:.5f}"
    return f"https://www.openstreetmap.org/export/embed.html?bbox={quote(box)}&layer=mapnik"


_DEGREES = r"(-?[0-9]{1,3}(?:\.[0-9]{1,10})?)"
_REST = r"(?:[?#][^\s]*)?"
PROVIDERS = [
    Provider(
        *("youtube", "YouTube", "video"),
        r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^\s#]*&)?v=|shorts/|live/)|youtu\.be/)"
        r"([\w-]{11})(?:[?&#][^\s]*)?",
        "https://www.youtube-nocookie.com/embed/{0}",
    ),
    Provider(
        *("vimeo", "Vimeo", "video"),
        r"https://(?:www\.)?vimeo\.com/([0-9]{1,12})" + _REST,
        "https://player.vimeo.com/video/{0}?dnt=1",
    ),
    Provider(
        *("x", "X", "post"),
        r"https://(?:www\.|mobile\.)?(?:x|twitter)\.com/\w{1,20}/status/([0-9]{1,20})" + _REST,
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id={0}",
    ),
    Provider(
        *("bluesky", "Bluesky", "post"),
        r"https://bsky\.app/profile/([\w.:-]{1,255})/post/(\w{1,20})" + _REST,
        "https://embed.bsky.app/embed/{0}/app.bsky.feed.post/{1}",
    ),
    Provider(
        *("instagram", "Instagram", "post"),
        r"https://(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]{5,40})/?" + _REST,
        "https://www.instagram.com/{0}/{1}/embed/",
    ),
    Provider(
        *("tiktok", "TikTok", "post"),
        r"https://(?:www\.)?tiktok\.com/@[\w.-]{1,40}/video/([0-9]{5,25})" + _REST,
        "https://www.tiktok.com/embed/v2/{0}",
    ),
    Provider(
        *("soundcloud", "SoundCloud", "sound"),
        r"https://(?:www\.|m\.)?soundcloud\.com/([\w-]{1,100}/(?:sets/)?[\w-]{1,200})" + _REST,
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2F{0}",
    ),
    Provider(
        *("spotify", "Spotify", "sound"),
        r"https://open\.spotify\.com/(?:intl-\w\w/)?"
        r"(track|album|playlist|episode|show|artist)/(\w{10,40})" + _REST,
        "https://open.spotify.com/embed/{0}/{1}",
    ),
    Provider(
        *("openstreetmap", "OpenStreetMap", "map"),
        r"https://www\.openstreetmap\.org/[^\s#]*"
        rf"#map=([0-9]{{1,2}})/{_DEGREES}/{_DEGREES}(?:&[^\s]*)?",
        _map_frame,
    ),
    Provider(
        *("googlemaps", "Google Maps", "map"),
        r"https://(?:www\.google\.com/maps|maps\.google\.com)/(?:place/[^\s/]{1,200}/)?"
        rf"@{_DEGREES},{_DEGREES},([0-9]{{1,2}})(?:\.[0-9]+)?z[^\s]*",
        "https://www.google.com/maps?q={0},{1}&z={2}&output=embed",
    ),
]
_PATTERNS = {one.key: re.compile(one.pattern, re.ASCII) for one in PROVIDERS}
# Any server may be one of Mastodon's; which ones are opened is the operator's choice.
_TOOT = r"@(\w{1,40}(?:@[a-z0-9.-]{4,100})?)/([0-9]{1,20})"
_MASTODON = re.compile(rf"https://([a-z0-9.-]{{4,100}})/{_TOOT}", re.ASCII)
# Longer addresses are links.
LONGEST = 500


def is_address_of_embed(text):
    """Whether something could be shown for an address, on a site that opens its host."""
    if len(text) > LONGEST or not text.startswith("https://"):
        return False
    return bool(_MASTODON.fullmatch(text)) or any(p.fullmatch(text) for p in _PATTERNS.values())


def embed_of(address):
    """The Embed at an address, or None where this site opens nothing of that host."""
    if len(address) > LONGEST:
        return None
    if (match := _MASTODON.fullmatch(address)) and match[1] in settings.MASTODON_HOSTS:
        return Embed(address, match[1], f"https://{match[1]}/@{match[2]}/{match[3]}/embed", "post")
    for one in PROVIDERS:
        if one.key in settings.EMBEDS and (match := _PATTERNS[one.key].fullmatch(address)):
            return Embed(address, one.name, _frame(one, match), one.shape)
    return None


def _frame(provider, match):
    if callable(provider.frame):
        return provider.frame(match)
    return provider.frame.format(*(quote(group, safe=":@,.-") for group in match.groups()))


def patterns_to_recognise():
    """(name, pattern) of all of which this site shows something; browsers read them alike."""
    known = [(one.name, one.pattern) for one in PROVIDERS if one.key in settings.EMBEDS]
    servers = [(host, rf"https://{re.escape(host)}/{_TOOT}") for host in settings.MASTODON_HOSTS]
    return [*known, *servers]


def frames_of(article):
    """Sources of frames that the article's page may open, for its policy."""
    found = (embed_of(part["embed"]) for part in article.body_parts if "embed" in part)
    return sorted({f"https://{one.host}" for one in found if one})
