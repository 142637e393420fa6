"""Names of commenters: what may stand in one, and which belong to the newsroom."""

import unicodedata
from functools import lru_cache

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils.translation import gettext

from articles.models import Author

from .characters import neutralise_line

clean_name = neutralise_line

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


@lru_cache(maxsize=5000)
def skeleton(name):
    """What `name` looks like: two names that could be taken for each other have the same.

    Accents, case, spaces and punctuation do not count. Empty if nothing of the name is a letter.
    """
    parts = unicodedata.normalize("NFKD", neutralise_line(name))
    bare = "".join(c for c in parts if not unicodedata.category(c).startswith("M"))
    folded = bare.translate(_FOLD).casefold().translate(_FOLD)
    letters = "".join(c for c in folded if c.isalnum())
    return letters.replace("rn", "m").replace("vv", "w")


def is_reserved(name):
    """Whether `name` could be taken for the site, an author or somebody of the staff."""
    wanted = skeleton(name)
    return bool(wanted) and any(wanted == skeleton(other) for other in _names_of_the_house())


def _names_of_the_house():
    titles = ["admin", "administrator", "moderator", "editor", "newsroom", "staff", "webmaster"]
    yield from titles
    yield from (gettext("administrator"), gettext("moderator"), gettext("editor"))
    yield from (gettext("newsroom"), settings.SITE_NAME)
    authors = Author.objects.order_by().values_list("name")
    full_name = Concat("first_name", Value(" "), "last_name")
    staff = get_user_model().objects.filter(is_staff=True, is_active=True)
    for (name,) in authors.union(staff.values_list(full_name), all=True):
        yield name
