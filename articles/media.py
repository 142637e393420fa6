"""Pictures by address: the only files of the media folder that anybody gets."""

import mimetypes
import re
from datetime import timedelta

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseGone
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Image
from articles.models.files import RENDITIONS, picture_that_ends

# What Image.store writes, and nothing else: no dots that climb, no other folder or extension.
_PATH = re.compile(rf"{RENDITIONS}/[\w-]+/[0-9a-f]{{32}}\.(?:jpg|webp|avif)", re.ASCII)
# A licence may be ended before its time; browsers and caches in front then ask so soon.
_ASK_AGAIN = timedelta(hours=1)
_FOR_EVER = {"public": True, "max_age": 31_536_000, "immutable": True}

for _extension in ("webp", "avif"):
    mimetypes.add_type(f"image/{_extension}", f".{_extension}")


@require_safe
def media(request, path):
    """The picture at a storage path: its name changes with its content, so it is kept for ever,
    unless its licence ends."""
    if not _PATH.fullmatch(path):
        raise Http404
    number = picture_that_ends(path)
    caching = _FOR_EVER if number is None else _until_the_end(request, number)
    response = _file(request, path) if caching else HttpResponseGone()
    patch_cache_control(response, **(caching or {"no_cache": True}))
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _until_the_end(request, number):
    """How long the files of a picture may be kept; None if nobody may have them any more.

    The newsroom still sees in its library what it has.
    """
    image = Image.objects.filter(pk=number).only("licence_ends_at").first()
    if image is None:
        raise Http404
    if image.is_licensed:
        left = (image.licence_ends_at or timezone.now() + _ASK_AGAIN) - timezone.now()
        return {"public": True, "max_age": int(min(left, _ASK_AGAIN).total_seconds())}
    return {"private": True, "no_store": True} if _is_of_the_newsroom(request.user) else None


def _is_of_the_newsroom(user):
    return user.has_perm("articles.view_image")


def _file(request, path):
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
    return response
