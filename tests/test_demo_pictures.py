"""What the demonstration edition is made of: its pictures, and its dates relative to now."""

import io
from datetime import datetime

import pytest
from django.utils import timezone
from PIL import Image, ImageStat

from newsportal.demo.moments import moment
from newsportal.demo.pictures.catalogue import PICTURES


@pytest.mark.parametrize("key", PICTURES)
def test_a_picture_is_worth_looking_at(key):
    image = Image.open(io.BytesIO(PICTURES[key].jpeg()))
    assert image.size in {(1800, 1200), (1200, 1200)}
    spread = ImageStat.Stat(image.convert("HSV")).stddev
    assert spread[2] > 15  # light and dark
    assert len(image.resize((60, 40)).convert("P", palette=Image.Palette.WEB).getcolors()) > 5


def test_a_picture_is_the_same_every_time():
    assert PICTURES["eiders"].jpeg() == PICTURES["eiders"].jpeg()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("40 minutes ago", "2026-03-29T11:20+03:00"),
        ("1 day ago at 18:40", "2026-03-28T18:40+02:00"),
        ("in 2 days at 06:00", "2026-03-31T06:00+03:00"),
    ],
)
def test_dates_are_read_by_the_clock_of_the_site(words, expected):
    noon = datetime.fromisoformat("2026-03-29T12:00+03:00")  # the day summer time begins
    assert moment(words, noon) == datetime.fromisoformat(expected)


def test_other_words_for_a_date_are_refused():
    with pytest.raises(ValueError):
        moment("yesterday", timezone.now())
