"""The signed, dated token in the form: for which article it was made, and when.

It stands in pages that are the same for everybody and kept for a while, so it names no visitor.
It is good for a week, because a page may be kept for hours and then stay open in a tab for days.
What stops forgery is where a post comes from (see origin); the token makes a sender fetch the
article first, and not once for all.
"""

import time

from django.core import signing

WEEK = 7 * 24 * 3600  # seconds

_signer = signing.Signer(salt="comments.form")


def make_token(article):
    return _signer.sign(f"{article.pk}:{int(time.time())}")


def token_age(token, article):
    """Seconds since `token` was made for `article`.

    None for every token that is not good: too old, made elsewhere or for another article.
    """
    try:
        number, _, made = _signer.unsign(token).partition(":")
    except signing.BadSignature:
        return None
    age = time.time() - int(made)
    return age if number == str(article.pk) and age <= WEEK else None
