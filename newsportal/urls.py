"""The address book. Articles stand at the root, so their patterns come last."""

from django.contrib import admin
from django.urls import include, path

from newsportal.metrics import metrics

handler400 = "newsportal.errors.bad_request"
handler403 = "newsportal.errors.permission_denied"
handler404 = "newsportal.errors.page_not_found"
handler500 = "newsportal.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("metrics", metrics),
    path("", include("comments.urls")),
    path("", include("articles.urls")),
]
