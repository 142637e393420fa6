"""Words as a search compares them: small letters without accents, the same for each database."""

import re
import unicodedata

LONGEST = 40
# Letters that are no accented ones for Unicode, and are typed as these.
_ALIKE = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
# Scripts without spaces between words: each sign counts as one.
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_SIGNS}\U00020000-\U0003ffff]|[^\W_{_SIGNS}\U00020000-\U0003ffff]+")


def words_in(text):
    """The different words of `text`, in its order, each cut at LONGEST letters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in parts if not unicodedata.combining(char)).translate(_ALIKE)
    return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(plain)))
