from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.address_lines import beginning_in
from comments.folding import fold
from comments.models import Policy
from comments.patterns import FEWEST_LETTERS, MOST_STARS, letters, parse
from comments.words import DISALLOWED, WATCHED, lines_of, words_in

from .hours_field import HoursField

MOST_LINES = 10_000
LONGEST_LINE = 100
# Two lists of this size still pass as one form.
MOST_BYTES = 450_000
# Mistakes told at once.
TOLD = 5


def _word_list(label, becomes):
    field = forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    field.help_text = becomes
    return field


class PolicyForm(forms.ModelForm):
    watched_words = _word_list(
        _("Watched words"), _("A comment with one of them waits for a moderator.")
    )
    disallowed_words = _word_list(_("Disallowed words"), _("A comment with one of them is spam."))
    hours = HoursField(
        label=_("Hours"),
        help_text=_(
            "In the site's time zone. A day without times has no hours; an end that is not after "
            "the beginning is on the next day, 00:00 to 00:00 is all day."
        ),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        lists = self.instance.lists
        self.initial["watched_words"] = lists.get(WATCHED, "")
        self.initial["disallowed_words"] = lists.get(DISALLOWED, "")

    def is_multipart(self):
        """Letters other than Latin would be six times as long in the usual encoding."""
        return True

    def clean_watched_words(self):
        return _checked(self.cleaned_data["watched_words"])

    def clean_disallowed_words(self):
        return _checked(self.cleaned_data["disallowed_words"])

    def clean(self):
        data = super().clean()
        is_always_open = data.get("outside_hours") == Policy.Outside.OPEN
        if not is_always_open and "hours" in data and not any(data["hours"]):
            self.add_error("hours", _("Write the hours of one day at least."))
        return data

    def decided(self):
        """The policy as typed, not saved; the form must be valid."""
        data = self.cleaned_data
        self.instance.lists = {
            WATCHED: data["watched_words"],
            DISALLOWED: data["disallowed_words"],
        }
        return self.instance


def _checked(text):
    """The list with plain ends of lines; raises ValidationError naming the lines that are wrong."""
    text = "\n".join(text.splitlines())
    lines = list(lines_of(text))
    if len(lines) > MOST_LINES:
        limit = gettext("A list has at most %(most)d lines; this one has %(n)d.")
        raise ValidationError(limit % {"most": MOST_LINES, "n": len(lines)}, code="long")
    if len(text.encode()) > MOST_BYTES:
        raise ValidationError(gettext("The list is too long."), code="long")
    mistakes = []
    for number, line in lines:
        mistake = _mistake(line)
        if mistake:
            told = gettext("Line %(number)d: %(mistake)s")
            mistakes.append(told % {"number": number, "mistake": mistake})
        if len(mistakes) == TOLD:
            break
    if mistakes:
        raise ValidationError(mistakes)
    return text


def _mistake(line):
    """What is wrong with one line, or None."""
    if len(line) > LONGEST_LINE:
        return gettext("longer than %(most)d characters.") % {"most": LONGEST_LINE}
    if beginning_in(line):
        return None
    words = parse(words_in(line), fold)
    if not any(map(letters, words)):
        return gettext("there is no word in it.")
    starred = [word for word in words if not isinstance(word, str)]
    if any(len(word) - 1 > MOST_STARS for word in starred):
        return gettext("at most %(most)d * in a word.") % {"most": MOST_STARS}
    if all(letters(word) < FEWEST_LETTERS for word in words) and starred:
        return gettext("next to * write at least %(fewest)d letters.") % {"fewest": FEWEST_LETTERS}
    return None
