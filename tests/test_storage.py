"""Where pictures lie is one setting, and readers never see another host."""

import pytest
from django.core.files.storage import FileSystemStorage

from newsportal.storage import DataFolder, media_storage


def test_without_a_setting_pictures_lie_in_the_data_folder():
    assert media_storage("")["BACKEND"].endswith("DataFolder")


def test_bucket_is_one_address():
    found = media_storage("s3://KEY:a%2Fb@s3.example:9000/news?region=eu-north-1")
    assert found["OPTIONS"] == {
        "bucket_name": "news",
        "endpoint_url": "https://s3.example:9000",
        "access_key": "KEY",
        "secret_key": "a/b",
        "region_name": "eu-north-1",
        "default_acl": None,
        "file_overwrite": False,
    }
    assert media_storage("s3+http://h/b")["OPTIONS"]["endpoint_url"] == "http://h"


@pytest.mark.parametrize("address", ["s3://", "s3://host", "https://host/bucket", "bucket"])
def test_what_is_no_bucket_is_said_at_the_start(address):
    with pytest.raises(SystemExit, match="MEDIA_STORAGE"):
        media_storage(address)


@pytest.mark.parametrize(
    "name",
    ["pictures/ab12/720.webp", "a.b", "ä/ö.jpg", "a b.jpg", "/a.jpg", "a//b", "a/../b", "A?#.jpg"],
)
def test_addresses_of_files_are_as_with_django(name):
    assert DataFolder().url(name) == FileSystemStorage().url(name)
