"""German is complete, and what is compiled is what was translated."""

from pathlib import Path

import polib
import pytest

LOCALE = Path(__file__).resolve().parent.parent / "locale"


@pytest.mark.parametrize("domain", ["django"])
def test_german_is_complete(domain):
    po = polib.pofile(str(LOCALE / "de" / "LC_MESSAGES" / f"{domain}.po"))
    assert [entry.msgid for entry in po.untranslated_entries() + po.fuzzy_entries()] == []


def test_compiled_words_are_the_translated_ones():
    for path in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = polib.mofile(str(path.with_suffix(".mo")))
        wanted = polib.pofile(str(path))
        assert _words(compiled) == _words(wanted.translated_entries())


def _words(entries):
    return {(e.msgctxt, e.msgid, e.msgstr, *e.msgstr_plural.values()) for e in entries}
