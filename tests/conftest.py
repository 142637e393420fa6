from django.conf import settings


def pytest_configure(config):
    # Tests read static files where they are written; collecting them is tested by itself.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.WHITENOISE_USE_FINDERS = True
