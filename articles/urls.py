from django.urls import include, path, re_path

from . import views
from .media import media

app_name = "articles"
urlpatterns = [
    path("media/<path:path>", media, name="media"),
    path("", include("articles.machine_urls")),
    path("", views.front, name="front"),
    path("latest/", views.latest, name="latest"),
    path("section/<str:slug>/", views.section, name="section"),
    path("tag/<str:slug>/", views.tag, name="tag"),
    path("author/<str:slug>/", views.author, name="author"),
    path("corrections/", views.corrections, name="corrections"),
    path("error/reported/", views.error_reported, name="error_reported"),
    path("error/in/<int:pk>/", views.report_error, name="report_error"),
    path("preview/<int:pk>/", views.preview, name="preview"),
    re_path("^preview/(?P<token>[A-Za-z0-9_-]{43})/$", views.preview_link, name="preview_link"),
    path("<str:slug>/", views.article, name="article"),
]
