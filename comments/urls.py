from django.urls import path

from . import views

app_name = "comments"
urlpatterns = [
    path("comment/<int:comment_id>/", views.comment, name="comment"),
    path("comment/on/<int:article_id>/", views.write, name="write"),
    path("comment/to/<int:comment_id>/", views.reply, name="reply"),
    path("comment/receipt/<str:token>/", views.receipt, name="receipt"),
]
