"""The words of a comment that held it, for showing them marked.

A match is (field, start, end): offsets into what stands in that field of the comment.
"""

from accounts.characters import neutralise


def whole(comment, field):
    """The match that is all of a field."""
    return ((field, 0, len(getattr(comment, field) or "")),)


def marked(comment, field="text"):
    """The field in pieces, as (words, whether they are marked), harmless to show.

    Matches of all reasons count; where they overlap they are one. Offsets that make no sense,
    because the text was edited, are passed over.
    """
    text, pieces, at = getattr(comment, field) or "", [], 0
    for start, end in _merged(comment.reasons, field):
        if start < at or end > len(text):
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [(neutralise(words), is_marked) for words, is_marked in pieces if words]


def _merged(reasons, field):
    """Spans of the field in order, none of which touches another."""
    matches = (match for reason in reasons for match in reason.get("matches", ()))
    merged = []
    for start, end in sorted((start, end) for name, start, end in matches if name == field):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(end, merged[-1][1])
        elif start < end:
            merged.append([start, end])
    return merged
