"""What comments are found and counted by: sender's address, sameness, receipt."""

import hashlib
import secrets
import unicodedata
from contextlib import suppress

KEY_LENGTH = 254

# 256 random bits: nobody finds a receipt by trying.
TOKEN_BYTES = 32


def new_token():
    return secrets.token_urlsafe(TOKEN_BYTES)


def email_key(email):
    """The one form of an e-mail address under which its comments are found.

    Case does not count, and an internationalised domain stands in its ASCII form.
    """
    local, _, domain = unicodedata.normalize("NFKC", email.strip()).rpartition("@")
    with suppress(UnicodeError):  # otherwise no mail server has it, and it is kept as it is
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}".casefold()[:KEY_LENGTH]


def fingerprint(comment):
    """Equal for the same words from the same sender under the same article (32 bytes)."""
    same = [str(comment.article_id), comment.email_key, " ".join(comment.text.split())]
    return hashlib.sha256("\0".join(same).encode()).digest()
