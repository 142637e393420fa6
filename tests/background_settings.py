"""Settings of a worker that is started by a test, on the database of that test."""

import os

from newsportal.settings import *  # noqa: F403
from newsportal.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
