"""Where pictures lie, as one address: nothing for the data folder, s3://… for a bucket."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.files.storage import FileSystemStorage

# A name of these characters stands in an address as it is.
_plain = re.compile(r"[a-z0-9_-]+(?:[./][a-z0-9_-]+)*").fullmatch


class DataFolder(FileSystemStorage):
    def url(self, name):
        """A page asks for some twenty; Django takes each name to pieces."""
        return self.base_url + name if name and _plain(name) else super().url(name)


def media_storage(address):
    """The "default" of Django's STORAGES for a MEDIA_STORAGE; SystemExit if it is none."""
    if not address:
        return {"BACKEND": "newsportal.storage.DataFolder"}
    parts = urlsplit(address)
    bucket = parts.path.strip("/")
    if parts.scheme not in ("s3", "s3+http") or not parts.hostname or not bucket:
        raise SystemExit(
            "newsportal cannot start: MEDIA_STORAGE must look like "
            "s3://KEY:SECRET@HOST/BUCKET?region=REGION (without it the data folder is used)."
        )
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}",
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "region_name": parse_qs(parts.query).get("region", [None])[0],
        # Private: readers get pictures from articles.media, which knows what is public.
        "default_acl": None,
        "file_overwrite": False,
    }
    return {"BACKEND": "newsportal.bucket.Bucket", "OPTIONS": options}
