"""Pictures: what is accepted, and the sizes that pages use."""

import secrets


def new_path(instance, filename):
    """Storage path of a new original: random, so that nothing can be guessed from a name."""
    return f"images/{secrets.token_urlsafe(16)}.jpg"
