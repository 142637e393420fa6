"""Names of commenters: everybody's own is taken, nobody can pass for the newsroom."""

import pytest

from comments.forms import CommentForm
from comments.names import clean_name, is_reserved, skeleton
from comments.policy import Policy
from comments.tokens import make_token

from .world import make_article, make_author, make_user

REAL_NAMES = [
    "Mari Tamm", "O’Brien", "Jean-Luc d'Arc", "Nguyễn Thị Minh Khai", "Ọlá Ọ̀ṣun", "Þórður Æ.",
    "محمد عبد الله", "مریم می‌نویسد", "שרה כהן", "王小明", "渡邉󠄀", "佐藤 さくら", "김민준", "X",
    "Владимир Ильин", "Ж. Ж.", "Ελένη Παπαδοπούλου", "अनीता शर्मा", "தமிழ்ச்செல்வி", "ක්‍රිෂ්ණා",
    "ሰላም ተስፋዬ", "R2-D2", "李", "Ñandú 7",
    "Reader from the coast", "Sinéad O'Connor-Ó Súilleabháin", "ʻAkahi", "Zoë 🌻",
]  # fmt: skip


def error_of(name, **options):
    article = make_article()
    data = {"name": name, "email": "a@example.org", "text": "Hello", "token": make_token(article)}
    form = CommentForm(data, article=article, policy=Policy(), **options)
    return form.errors.get("name")


@pytest.mark.django_db
@pytest.mark.parametrize("name", REAL_NAMES)
def test_real_names_of_the_world_are_taken_as_they_are(name):
    assert error_of(name) is None
    assert clean_name(name) == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["", " ", "\u200b\u200d", "\u3164", "\u2800\u2800", "\u202e", "...", "🌻"]
)
def test_a_name_that_says_nothing_is_refused(name):
    assert error_of(name)


def test_a_name_is_one_line_without_tricks():
    assert clean_name("  Mari\n\t\u202eTamm\u2066 \u200e\u00ad\u200b ") == "Mari Tamm"
    assert clean_name("Z" + "\u0301" * 40 + "oe") == "Ź" + "\u0301" * 3 + "oe"
    assert clean_name(clean_name("a\u200d\u200b\u200d")) == clean_name("a\u200d\u200b\u200d")


LOOK_ALIKES = [
    "admin", "ADMIN", " A d m i n ", "аdmin", "АДМIN", "ΑDΜΙΝ", "Adm1n", "@dmin", "ａｄｍｉｎ",
    "𝐚𝐝𝐦𝐢𝐧", "àdmín", "★Admin★", "ad\u200bmin", "аdmіn", "ᴀᴅᴍɪɴ", "adrnin", "Adm|n", "Moderator",
    "M0derat0r", "mоdеrаtоr", "Editor", "Newsroom", "The Test Gazette", "TheTestGazette",
    "Thе Tеst Gаzеttе",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_guest_cannot_be_taken_for_the_site(name):
    assert is_reserved(name)
    assert error_of(name)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["Kadri Põld", "kadri pold", "KADRI  PÕLD", "Каdri Рõld", "Kadrı Põld"]
)
def test_a_guest_cannot_be_taken_for_an_author(name):
    assert not is_reserved(name)
    make_author(name="Kadri Põld")
    assert error_of(name)


@pytest.mark.django_db
def test_a_guest_cannot_be_taken_for_somebody_of_the_staff():
    make_user(first_name="Tiit", last_name="Lepik")
    make_user(first_name="Gone", last_name="Away", is_active=False)
    assert error_of("Tiit Lepik")
    assert not is_reserved("Gone Away")


@pytest.mark.django_db
def test_the_newsroom_may_use_its_names():
    author = make_author(name="Kadri Põld", user=make_user("Moderator"))
    assert error_of("Kadri Põld", user=author.user) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", [*REAL_NAMES, "Adam", "Adminov", "Modera Torres", "Edith", "Ada Min"]
)
def test_names_that_only_begin_alike_are_free(name):
    assert not is_reserved(name)


def test_two_alphabets_that_look_alike_have_one_skeleton():
    assert skeleton("Сор") == skeleton("Cop") == skeleton("cop")
    assert skeleton("Weiß") == skeleton("WEISS")
    assert skeleton("🌻") == ""
