"""What people paste, made into the HTML that articles are written in.

This is about what a writer means, not about safety: the cleaning comes after it, and does not
rely on it. The result is well-formed and flat enough that every parser reads it alike.
"""

from collections import defaultdict

from .tokens import printable, resolve, tokens
from .words import BLOCKS, DROPPED, RENAMED
from .writer import Writer


def tidy(text):
    """`text`, HTML or plain, as HTML of allowed tags with words in paragraphs, lists, cells."""
    text = printable(text)
    found = list(_without_dropped(list(tokens(text))))
    writer = Writer(lines=not any(token.name in BLOCKS for token in found))
    for token in found:
        if not token.name:
            writer.words(resolve(text[token.start : token.end]))
        elif token.closing:
            writer.close(RENAMED.get(token.name, token.name))
        else:
            writer.open(RENAMED.get(token.name, token.name), token)
    writer.end()
    return "".join(writer.out).strip(" \n\t")


def _without_dropped(found):
    """Tokens outside the elements of DROPPED; of one that is never closed only the tag goes."""
    ends, opened = {}, defaultdict(list)
    for place, token in enumerate(found):
        if token.name in DROPPED and not token.closing:
            opened[token.name].append(place)
        elif token.name in DROPPED and opened[token.name]:
            ends[opened[token.name].pop()] = place
    place = 0
    while place < len(found):
        if found[place].name not in DROPPED:
            yield found[place]
        place = ends.get(place, place) + 1
