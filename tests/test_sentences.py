"""{% translate %} says what Django's own tag says, in the language of the moment."""

import pytest
from django.template import Context, Template
from django.utils import translation

LATEST = "{% load i18n %}{% translate 'Latest news' %}"


def said(template, language, **context):
    with translation.override(language):
        return template.render(Context(context))


def test_one_template_speaks_each_language_in_turn():
    template = Template(LATEST)
    spoken = [said(template, language) for language in ("en", "de", "en", "de")]
    assert spoken[0] == spoken[2] == "Latest news"
    assert spoken[1] == spoken[3] != "Latest news"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'a < b & c' %}", "a < b & c"),
        ("{% translate '100 %' %}", "100 %"),
        ("{% trans 'Latest news'|upper %}", "LATEST NEWS"),
        ("{% translate word %}", "&lt;b&gt;"),
        ("{% translate 'Latest news' as words %}[{{ words }}]", "[Latest news]"),
        ("{% translate 'Latest news' noop %}", "Latest news"),
        ("{% translate 'Main' context 'navigation' %}", "Main"),
    ],
)
def test_everything_else_is_as_with_django(source, expected):
    template = Template("{% load i18n %}" + source)
    assert [said(template, "en", word="<b>") for _ in range(2)] == [expected] * 2


def test_word_that_comes_from_outside_is_not_remembered():
    template = Template("{% load i18n %}{% translate word %}")
    assert said(template, "en", word="one") == "one"
    assert said(template, "en", word="two") == "two"


def test_context_of_a_message_tells_two_meanings_apart():
    navigation = Template("{% load i18n %}{% translate 'Main' context 'navigation' %}")
    with translation.override("de"):
        assert navigation.render(Context()) == translation.pgettext("navigation", "Main")
