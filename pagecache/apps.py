from django.apps import AppConfig


class PagecacheConfig(AppConfig):
    name = "pagecache"
    verbose_name = "page cache"
    default_auto_field = "django.db.models.BigAutoField"
