from django.urls import path, re_path

from articles.feeds import FORMATS
from articles.showing import kept

from . import views
from .feeds import ArticleCommentsFeed, CommentsFeed
from .figures import moderation
from .own import entering, mine, privacy, receipt, stopping
from .reports import views as reports

# Nothing but what a token can look like reaches the database.
KEY = "(?P<token>[A-Za-z0-9_-]{43})"


def _feed(route, name, source):
    """The three formats of a feed; the names of Atom and JSON end in their suffix."""
    return [
        path(
            f"{route}feed/{format.suffix}",
            kept()(source(format)),
            name="_".join([name, format.suffix.strip("/")]).strip("_"),
        )
        for format in FORMATS
    ]


app_name = "comments"
urlpatterns = [
    path("moderation/", moderation, name="moderation"),
    path("comment/<int:comment_id>/", views.comment, name="comment"),
    path("comment/on/<int:article_id>/", views.write, name="write"),
    path("comment/on/<int:article_id>/to/<int:comment_id>/", views.reply, name="reply"),
    *_feed("comment/", "feed", CommentsFeed),
    *_feed("comment/on/<int:article_id>/", "article_feed", ArticleCommentsFeed),
    re_path(f"^comment/receipt/{KEY}/$", receipt.receipt, name="receipt"),
    re_path(f"^comment/receipt/{KEY}/edit/$", receipt.edit, name="receipt_edit"),
    re_path(f"^comment/receipt/{KEY}/delete/$", receipt.delete, name="receipt_delete"),
    re_path(f"^comment/receipt/{KEY}/mails/$", receipt.mails, name="receipt_mails"),
    path("comment/mine/", entering.mine, name="mine"),
    path("comment/mine/sent/", entering.sent, name="mine_sent"),
    re_path(f"^comment/mine/open/{KEY}/$", entering.open_link, name="mine_open"),
    path("comment/mine/close/", entering.close, name="mine_close"),
    path("comment/mine/<int:comment_id>/edit/", mine.edit, name="mine_edit"),
    path("comment/mine/<int:comment_id>/delete/", mine.delete, name="mine_delete"),
    path("comment/mine/<int:comment_id>/mails/", mine.mails, name="mine_mails"),
    path("comment/mine/<int:comment_id>/appeal/", mine.appeal, name="mine_appeal"),
    path("comment/mine/mute/", mine.mute, name="mine_mute"),
    path("comment/mine/download/", mine.download, name="mine_download"),
    path("comment/mine/erase/", mine.erase, name="mine_erase"),
    re_path(f"^comment/mails/{KEY}/$", stopping.stop, name="stop"),
    re_path(
        rf"^comment/mails/{KEY}/(?P<thread_id>\d{{1,18}})/$",
        stopping.stop_thread,
        name="stop_thread",
    ),
    path("privacy/comments/", privacy.privacy, name="privacy"),
    path("comment/<int:comment_id>/report/", reports.report, name="report"),
    path("comment/<int:comment_id>/report/illegal/", reports.report_illegal, name="report_illegal"),
    re_path(f"^comment/report/{KEY}/$", reports.receipt, name="report_receipt"),
    re_path(f"^comment/confirm/{KEY}/$", views.confirm, name="confirm"),
    path("comment/confirmed/", views.confirmed, name="confirmed"),
]
