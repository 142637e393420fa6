"""Where pictures lie is one setting, and readers never see another host."""

import pytest

from newsportal.storage import media_storage


def test_without_a_setting_pictures_lie_in_the_data_folder():
    assert media_storage("")["BACKEND"].endswith("FileSystemStorage")


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
