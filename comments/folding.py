"""Keys by which words are compared: by what they are, and by what they look like."""

import re
import unicodedata
from functools import cache, lru_cache

# Letters that look like a Latin one, each with the letter. Capitals have entries of their own:
# Greek "Ν" looks like N, its small letter like v. From Unicode's confusables, the alphabets that
# people here can type; small capitals and digits that stand for letters are ours.
_LOOK_ALIKE = {
    "a": "АаΑαạɑᴀꓮ@4",
    "b": "ВвΒЬьʙᏴꓐ",
    "c": "СсϹϲᴄⅽꓚ",
    "d": "ДдԀԁᴅⅾꓓᎠ",
    "e": "ЕеЁёΕєҽᴇꓰ3",
    "f": "Ϝꜰꓝƒ",
    "g": "ԌɡցɢᏀꓖ",
    "h": "НнΗһհʜᎻꓧ",
    "j": "Јјϳᴊꓙ",
    "k": "КкΚκᴋᏦꓗ",
    "l": "IiІіΙιӀӏıɩɪ1|ʟᏞꓡꓲ",
    "m": "МмΜᴍᎷꓟ",
    "n": "ΝոռɴηпПꓠ",
    "o": "ОоΟοσՕօᴏ0ⲟꓳ٥۵०০๐ø",
    "p": "РрΡρᴘᏢꓑþ",
    "q": "Ԛԛգ",
    "r": "гГʀᏒꓣᴦ",
    "s": "Ѕѕꜱ$5ꓢſ",
    "t": "ТтΤτᴛᎢꓔ7",
    "u": "υՍսᴜꓴцμµ",
    "v": "Ѵѵνᴠꓦ",
    "w": "ѡԜԝωᴡᎳꓪш",
    "x": "ХхΧχⅹꓫ",
    "y": "УуΥγүҮʏꓬ",
    "z": "ΖᴢᏃꓜ2",
}
_FOLD = {ord(char): latin for latin, chars in _LOOK_ALIKE.items() for char in chars}


# What is passed over inside a word: what nobody sees, and marks that are accents. Vowel signs of
# Indic scripts are marks too, but letters to those who read them, and stay.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_PASSED_OVER = re.compile(f"[{_UNSEEN}{_ACCENTS}]")
# Letters in circles and squares, which Unicode counts as symbols.
_CIRCLED = "\u24b6-\u24e9\U0001f130-\U0001f149"
# Characters of a word that is worth remembering; longer ones are rare, or hostile.
_KNOWN_BY_HEART = 40
# Letters with a stroke or without their dot, which Unicode does not take apart.
_STROKES = str.maketrans("łøđħŧıŀ", "lodhtil")


class _ByCharacter(dict):
    """A table for str.translate() that is made as characters come; it remembers so many."""

    MOST = 5_000

    def __init__(self, make):
        self._make = make

    def __missing__(self, number):
        if len(self) >= self.MOST:  # filled with rare ones, perhaps by somebody who wants that
            self.clear()
        made = self[number] = self._make(chr(number))
        return made


def fold(word):
    """The word without case and accents: what is equal for everybody who reads it."""
    if word.isascii() and word.isprintable():
        return word.lower()
    folded = word.translate(_FOLDED)
    return _fold(word) if _OUT_OF_ORDER in folded else folded


def _fold(word):
    apart = unicodedata.normalize("NFKD", word).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    return _PASSED_OVER.sub("", apart).translate(_STROKES)


# Instead of marks that stay: their order among others is a matter of the whole word.
_OUT_OF_ORDER = "\uffff"


def _fold_one(char):
    folded = _fold(char)
    return _OUT_OF_ORDER if any(map(unicodedata.combining, folded)) else folded


_FOLDED = _ByCharacter(_fold_one)


def looks_like(text):
    """What `text` looks like in Latin letters, however far that is from what it is.

    Case, accents, spaces and punctuation do not count. Empty if none of it looks like a letter.
    """
    return text.translate(_LOOKS).replace("rn", "m").replace("vv", "w")


def _look_of_one(char):
    parts = unicodedata.normalize("NFKD", char)
    bare = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    folded = bare.translate(_FOLD).casefold().translate(_FOLD)
    return "".join(c for c in folded if c.isalnum())


_LOOKS = _ByCharacter(_look_of_one)


def _seen(word):
    key = fold(word)
    if not key.isascii():
        # Of another alphabet than a Latin text; of two, if it has Latin letters.
        look = looks_like(word)
        return key, look, look if _LATIN.search(key) else None
    if key.isdigit():
        return key, None, None
    look = looks_like(word)
    return key, None if key.isalpha() else look, look


_LATIN = re.compile("[a-z]")
_seen_cached = lru_cache(maxsize=10_000)(_seen)


def seen(word):
    """(key, look, look): what the word of a text is, and what it looks like if it may be something
    else than it says, in a text that is Latin and in one that is not; None if it may not.
    """
    return _seen_cached(word) if len(word) <= _KNOWN_BY_HEART else _seen(word)


@cache
def word_pattern(more=""):
    """Matches one word with what is passed over inside it; `more` characters belong to words too.

    Underscores do, and are none: replace them before.
    """
    marks = "".join(
        re.escape(chr(c)) for c in range(0x300, 0x10000) if unicodedata.category(chr(c))[0] == "M"
    )
    return re.compile(f"[\\w{marks}{_UNSEEN}{_CIRCLED}\U00011000-\U000115ff{re.escape(more)}]+")
