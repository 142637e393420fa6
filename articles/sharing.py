"""Plain links that carry an article to other places; no script and no tracking of theirs."""

from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from .metadata import absolute, lead_picture


@dataclass(frozen=True)
class ShareLink:
    name: str
    url: str


def share_links(article):
    """Links for the article, as a list of ShareLink; every part percent-encoded once more."""
    url = absolute(article.get_absolute_url())
    here, title = quote(url, safe=""), quote(article.headline, safe="")
    both = quote(f"{article.headline}\n{url}", safe="")
    picture = lead_picture(article)
    media = quote(picture.url if picture else "", safe="")
    return [
        ShareLink(_("E-mail"), f"mailto:?subject={title}&body={here}"),
        ShareLink("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={here}"),
        ShareLink("X (Twitter)", f"https://x.com/intent/post?text={title}&url={here}"),
        ShareLink("WhatsApp", f"https://wa.me/?text={both}"),
        ShareLink("Telegram", f"https://t.me/share/url?url={here}&text={title}"),
        ShareLink("Bluesky", f"https://bsky.app/intent/compose?text={both}"),
        # The share page of the Mastodon project asks the reader for the server; what stands
        # after "#" never leaves the reader's browser.
        ShareLink("Mastodon", f"https://share.joinmastodon.org/#text={both}"),
        ShareLink("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={here}"),
        ShareLink(
            "Pinterest",
            "https://www.pinterest.com/pin/create/button/"
            f"?url={here}&media={media}&description={title}",
        ),
    ]
