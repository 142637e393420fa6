"""All settings of a site. What differs between two sites comes from the environment.

Every variable is described in .env.example. What a public site must choose has no default:
without it the start ends with one sentence, unless DEBUG=1.
"""

from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .storage import media_storage

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
if (BASE_DIR / ".env").exists():
    environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", False)


def must_choose(name, while_debugging):
    """Value of the variable NAME; a public site that has not set it does not start."""
    value = env.str(name, "")
    if value:
        return value
    if DEBUG:
        return while_debugging
    raise SystemExit(
        f"newsportal cannot start: the environment variable {name} is not set. "
        "See .env.example, or set DEBUG=1 for a trial on your own machine."
    )


# The site

SITE_NAME = env.str("SITE_NAME", "Newsportal")
SITE_TAGLINE = env.str("SITE_TAGLINE", "")
SITE_URL = must_choose("SITE_URL", "http://localhost:8000").rstrip("/")
SITE_EMAIL = env.str("SITE_EMAIL", "")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname:
    raise SystemExit(
        "newsportal cannot start: SITE_URL must be a full address such as https://news.example, "
        f"not {SITE_URL!r}."
    )
_over_https = _site.scheme == "https"

SECRET_KEY = must_choose("SECRET_KEY", "only-for-a-trial-on-your-own-machine-" + "0" * 32)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = must_choose("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")

# Where database, media and the other things that grow are kept.
DATA_DIR = env.path("NEWSPORTAL_DATA", str(BASE_DIR / "data"))
DATA_DIR = Path(str(DATA_DIR))

INSTALLED_APPS = [
    "newsportal",
    "comments",
    "articles",
    "accounts",
    "django_tasks",
    "django_tasks_db",
    "background",  # after django_tasks_db, whose list it takes out of the admin
    "accounts.apps.DeskConfig",  # django.contrib.admin with our own site class
    "pagecache",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "crispy_forms",
    "csp",
    "django_prose_editor",  # for its static files; static/js/editor puts the editor together
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsportal.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsportal.headers.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsportal.urls"
WSGI_APPLICATION = "newsportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {"i18n": "newsportal.sentences"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsportal.context.site",
            ],
        },
    },
]
# Ours takes the place of Django's library of that name.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")
CRISPY_TEMPLATE_PACK = "newsportal"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["newsportal"]

# Database: SQLite in the data folder, or what DATABASE_URL names.

_database_url = env.str("DATABASE_URL", "")
if _database_url:
    _database = env.db_url_config(_database_url)
    if _database["ENGINE"] != "django.db.backends.postgresql":
        raise SystemExit(
            "newsportal cannot start: DATABASE_URL must begin with postgres:// "
            "(without it SQLite in the data folder is used)."
        )
    _database["CONN_MAX_AGE"] = 0  # the pool keeps connections, not Django
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {
        "pool": {
            "min_size": 1,
            "max_size": env.int("DATABASE_POOL", 8),
            # A reader is told "come back in a moment" rather than left waiting.
            "timeout": 5,
        },
        "connect_timeout": 3,
    }
else:
    _database = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "newsportal.sqlite3",
        # Opening costs a millisecond, with what is said to each connection. Not for ever: a file
        # that was put in place of this one is found after a minute, without a restart.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A write takes its lock at the start and waits for it: a transaction that begins
            # as a reader and wants to write later is refused at once ("database is locked").
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # Each thread has a connection, so that what one keeps in memory counts many times;
            # what is read often lies in the memory of the system in any case.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-4000; PRAGMA mmap_size=67108864;"
            ),
        },
        "TEST": {"NAME": str(DATA_DIR / "test.sqlite3")},
    }
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis tells processes on all machines at once that a page was purged or that there is work.
# Nothing is only there: without it they look into the database a few times a second.
REDIS_URL = env.str("REDIS_URL", "")

# Background work, done by `manage.py work`. The jobs are always in the database, so that they are
# committed with the change; Redis, where there is one, wakes the workers of all machines at once.

TASKS = {
    "default": {
        "BACKEND": "background.backends.RedisBackend",
        "OPTIONS": {"url": REDIS_URL},
    }
    if REDIS_URL
    else {"BACKEND": "background.backends.DatabaseBackend"}
}

# For so many days backups are kept; readers are told so (the backups themselves are yours).
BACKUP_DAYS = env.int("BACKUP_DAYS", 30)

# Pages kept in front of Django

PAGECACHE_MB = env.int("PAGECACHE_MB", 32)
PAGECACHE_REDIS_URL = REDIS_URL or None
# A cache in front that is told of purges by tag; it may then keep pages longer. Where there is
# none, nobody reads the tags: each header costs every answer.
FRONT_URL = env.str("FRONT_URL", "")
PAGECACHE_TAG_HEADERS = ("Surrogate-Key", "Cache-Tag") if FRONT_URL else ()
if FRONT_URL:
    PAGECACHE_FRONT = "newsportal.tasks.enqueue_purge"
    PAGECACHE_SHARED_SECONDS = 3600
    PAGECACHE_SHARED_STALE_SECONDS = 60

# People who log in

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Words, dates, numbers

LANGUAGE_CODE = env.str("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("de", _("German")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Pictures lie in the data folder or, with s3://…, in a bucket; readers see the same addresses.
MEDIA_STORAGE = env.str("MEDIA_STORAGE", "")
# AVIF is a third smaller than WebP and takes about as long to make as all other files together.
PICTURES_AVIF = env.bool("PICTURES_AVIF", False)
STORAGES = {
    "default": media_storage(MEDIA_STORAGE),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "newsportal.staticfiles.StaticFiles"
        )
    },
}
WHITENOISE_MAX_AGE = 60
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
FILE_UPLOAD_PERMISSIONS = 0o644
# As bin/serve starts the server; see newsportal.guard.
WEB_THREADS = env.int("WEB_THREADS", 4)

# Mail: smtp://user:password@host:port, smtp+tls://…; without it mails are printed.

_email = env.email_url_config(env.str("EMAIL_URL", "consolemail://"))
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = must_choose("DEFAULT_FROM_EMAIL", "newsportal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Akismet, a service that judges comments (see docs/operators.md); without a key it is not asked.

AKISMET_KEY = env.str("AKISMET_KEY", "")

# Safety

# Number of proxies in front that are ours; 0 means X-Forwarded-For is a stranger's word.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = _over_https
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000) if _over_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _over_https
SECURE_HSTS_PRELOAD = _over_https
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "newsportal.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_https
# The prefix makes the browser refuse a cookie set by a neighbouring subdomain.
SESSION_COOKIE_NAME = "__Host-sessionid" if _over_https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if _over_https else "csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Whose videos, posts, sounds and maps articles may show; frames of no other host are opened.
EMBEDS = env.list(
    "EMBEDS",
    default=["youtube", "vimeo", "x", "bluesky", "instagram", "tiktok", "soundcloud", "spotify"]
    + ["openstreetmap", "googlemaps"],
)
# Servers of Mastodon, by their host names.
MASTODON_HOSTS = env.list("MASTODON_HOSTS", default=[])

# Who may read /metrics: whoever brings this token, and these networks; nobody by default.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
METRICS_NETWORKS = env.list("METRICS_NETWORKS", default=[])
try:
    list(map(ip_network, METRICS_NETWORKS))
except ValueError as error:
    raise SystemExit(f"newsportal cannot start: METRICS_NETWORKS: {error}.") from error

# What is heard of failures

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsportal.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Strangers try wrong hosts all day; that is not news to the operator.
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
