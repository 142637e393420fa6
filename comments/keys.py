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
    """Equal for the same words from the same sender under the same article (32 bytes).

    The network belongs to the sender: else "already sent" would tell everybody who copies a
    published comment whether the e-mail address that he guesses is its sender's.
    """
    words = " ".join(comment.text.split())
    same = [str(comment.article_id), comment.ip_network, comment.email_key, words]
    return hashlib.sha256("\0".join(same).encode()).digest()
