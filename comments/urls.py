from django.urls import path, re_path

from . import views

app_name = "comments"
urlpatterns = [
    path("comment/<int:comment_id>/", views.comment, name="comment"),
    path("comment/on/<int:article_id>/", views.write, name="write"),
    path("comment/on/<int:article_id>/to/<int:comment_id>/", views.reply, name="reply"),
    # Nothing but what a token can look like reaches the database.
    re_path(r"^comment/receipt/(?P<token>[A-Za-z0-9_-]{43})/$", views.receipt, name="receipt"),
]
