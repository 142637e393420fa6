from django.urls import include, path

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
    path("<str:slug>/", views.article, name="article"),
]
