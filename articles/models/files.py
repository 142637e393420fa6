"""Where the files of images lie. Names are random: knowing one tells nothing about another."""

import re
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

ORIGINALS = "originals"  # not served to anybody
RENDITIONS = "pictures"  # served by articles.media
ENDING = "until-"  # as folders of renditions begin whose licence ends


def new_folder():
    return secrets.token_urlsafe(16)


def ending_folder(pk, name):
    """Instead of the folder `name`, for files of the picture with this number whose licence ends.

    So whoever serves a file sees whether there is an end to ask for; see articles.media.
    """
    return f"{ENDING}{pk}-{name}"


def picture_that_ends(path):
    """Number of the picture whose licence decides about the file at `path`, or None."""
    found = re.match(rf"{RENDITIONS}/{ENDING}([0-9]{{1,18}})-", path)
    return found and int(found[1])


def keep(path, data, written):
    """Write bytes, note the path in the list `written`, and return it.

    A rendition's name is made of its content: one that is there already is the same.
    """
    if path.startswith(RENDITIONS) and default_storage.exists(path):
        return path
    path = default_storage.save(path, ContentFile(data))
    written.append(path)
    return path


def forget(paths):
    """Remove files; one that is not there is no failure."""
    for path in paths:
        default_storage.delete(path)
