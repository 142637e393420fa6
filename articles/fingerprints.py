"""What an article said when a form was made of it, as a short name."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

# What writers change in the form. Not the status, of which the form has a word of its own, and
# not what a verb or the comments change by themselves.
COMPARED = ["headline", "kicker", "standfirst", "body", "section", "lead_image", "lead_caption"]
COMPARED += ["slug", "published_at", "expires_at", "modified_at", "comments_policy"]


def fingerprint_of(article):
    """A short name of what the article says; "" for one that is not there yet."""
    if article.pk is None:
        return ""
    values = [article.serializable_value(name) for name in COMPARED]
    values.append(article.row_numbers())
    text = json.dumps(values, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
