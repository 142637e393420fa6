"""What comments are found and counted by: sender's address, sameness, receipt."""

import hashlib
import secrets
import unicodedata

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
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:  # an address that no mail server has, kept as it is
        pass
    return f"{local}@{domain}".casefold()[:KEY_LENGTH]


def fingerprint(comment):
    """Equal for the same words from the same sender under the same article (64 hex digits)."""
    same = [str(comment.article_id), comment.email_key, " ".join(comment.text.split())]
    return hashlib.sha256("\0".join(same).encode()).hexdigest()
