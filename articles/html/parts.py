from .cleaning import clean
from .tokens import attributes, resolve, tokens
from .words import BLOCKS


def split(text):
    """Parts of a text, cut at its pictures, as a list of dicts in the order of the text.

    {"html": str} is HTML, clean and well-formed by itself; {"image": int, "caption": str} is the
    number of an Image of the library and its own caption as plain text, "" for the library's.
    """
    text = clean(text)
    parts, done = [], 0
    for start, end, number, caption in _pictures(text):
        parts.append({"html": text[done:start]})
        parts.append({"image": number, "caption": caption})
        done = end
    if not parts:
        return [{"html": str(text)}] if text else []
    parts.append({"html": text[done:]})
    # Cleaned once more, now that they were cut: nothing else may be the last to touch HTML.
    cleaned = [{"html": str(clean(part["html"]))} if "html" in part else part for part in parts]
    return [part for part in cleaned if part.get("html") != ""]


def _pictures(text):
    """Yield (start, end, number, caption) of each figure that stands for a picture.

    Cleaning leaves them at the top level, so the next </figure> is theirs.
    """
    start, number, caption = 0, 0, []
    for token in tokens(text):
        if token.name == "figure" and not token.closing:
            start, caption = token.start, []
            number = int(attributes(token).get("data-image", 0))
        elif token.name == "figure" and number:
            yield start, token.end, number, " ".join("".join(caption).split())
            number = 0
        elif not token.name:
            caption.append(resolve(text[token.start : token.end]))
        elif token.name == "br":
            caption.append(" ")


def count_words(text):
    """Number of words of clean HTML that are divided by spaces or stand in different blocks."""
    pieces = [
        (" " if token.name in BLOCKS else "")
        if token.name
        else resolve(text[token.start : token.end])
        for token in tokens(text)
    ]
    return len("".join(pieces).split())
