"""Pictures by address: the only files of the media folder that anybody gets."""

import mimetypes
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from articles.models.files import RENDITIONS

# What Image.store writes, and nothing else: no dots that climb, no other folder or extension.
_PATH = re.compile(rf"{RENDITIONS}/[\w-]+/[0-9a-f]{{32}}\.(?:jpg|webp|avif)", re.ASCII)

for _extension in ("webp", "avif"):
    mimetypes.add_type(f"image/{_extension}", f".{_extension}")


@require_safe
def media(request, path):
    """The picture at a storage path, for ever: its name changes with its content."""
    if not _PATH.fullmatch(path):
        raise Http404
    etag = f'"{path.rpartition("/")[2].partition(".")[0]}"'
    try:
        file = default_storage.open(path)
    except FileNotFoundError as error:
        raise Http404 from error
    if etag in request.headers.get("If-None-Match", ""):
        file.close()
        response = FileResponse(status=304)
    else:
        response = FileResponse(file, content_type=mimetypes.guess_type(path)[0])
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
