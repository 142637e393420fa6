from articles.embeds import is_address_of_embed

from .cleaning import clean
from .tokens import attributes, resolve, tokens
from .words import BLOCKS, BOXES


def split(text):
    """Parts of a text, cut at its pictures and embeds, as a list of dicts in its order.

    {"html": str} is HTML, clean and well-formed by itself; {"image": int, "caption": str} is the
    number of an Image of the library and its own caption as plain text, "" for the library's, with
    "size" where it has one; {"embed": str} is the address of what stands at another host.
    """
    text = clean(text)
    parts, done = [], 0
    for start, end, part in sorted([*_pictures(text), *_embeds(text)], key=lambda cut: cut[0]):
        parts += [{"html": text[done:start]}, part]
        done = end
    if not parts:
        return [{"html": str(text)}] if text else []
    parts.append({"html": text[done:]})
    # Cleaned once more, now that they were cut: nothing else may be the last to touch HTML.
    cleaned = [{"html": str(clean(part["html"]))} if "html" in part else part for part in parts]
    return [part for part in cleaned if part.get("html") != ""]


def _pictures(text):
    """Yield (start, end, part) of each figure that stands for a picture.

    Cleaning leaves them at the top level, so the next </figure> is theirs.
    """
    start, picture, caption = 0, None, []
    for token in tokens(text):
        if token.name == "figure" and not token.closing:
            start, caption = token.start, []
            picture = _picture(attributes(token))
        elif token.name == "figure" and picture:
            yield start, token.end, {**picture, "caption": " ".join("".join(caption).split())}
            picture = None
        elif not token.name:
            caption.append(resolve(text[token.start : token.end]))
        elif token.name == "br":
            caption.append(" ")


def _picture(said):
    if "data-image" not in said:
        return None
    size = {"size": said["data-size"]} if "data-size" in said else {}
    return {"image": int(said["data-image"]), **size}


def _embeds(text):
    """Yield (start, end, part) of each paragraph with nothing but an address that is known.

    The address is its text, and its link if it has one; a link with words of its own stays one.
    """
    depth, start, held, is_plain = 0, 0, [], False
    for token in tokens(text):
        if token.name in BOXES:
            depth += -1 if token.closing else 1
        elif token.name == "p" and not token.closing:
            start, held, is_plain = token.start, [], depth == 0
        elif token.name == "p":
            found = set(filter(None, held))
            if is_plain and len(found) == 1 and is_address_of_embed(*found):
                yield start, token.end, {"embed": found.pop()}
        elif not token.name:
            held.append(resolve(text[token.start : token.end]).strip())
        elif token.name == "a" and not token.closing:
            held.append(attributes(token).get("href", ""))
        elif token.name != "a":
            is_plain = False


def count_words(text):
    """Number of words of clean HTML that are divided by spaces or stand in different blocks."""
    pieces = [
        (" " if token.name in BLOCKS else "")
        if token.name
        else resolve(text[token.start : token.end])
        for token in tokens(text)
    ]
    return len("".join(pieces).split())
