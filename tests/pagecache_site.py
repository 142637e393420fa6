"""A small site for the tests of the page cache: its address book, its views, and a reader of it."""

import io
import threading
import time

from django.contrib.auth.models import Group
from django.db import OperationalError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.vary import vary_on_headers

import pagecache

# What the views say, for a test to change; `made` counts how often each page was made.
says = {}
made = {}


def _make(name, text="", **headers):
    made[name] = made.get(name, 0) + 1
    return HttpResponse(f"{name} {says.get(name, '')}{text}" + "." * 300, headers=headers)


@csrf_exempt
@pagecache.cached("article:{pk}", query=("after", "before"))
def article(request, pk):
    return _make("article", f" {pk} {request.META['QUERY_STRING']}")


@pagecache.cached("latest")
def latest(request):
    return _make("latest")


@pagecache.cached("everything-of-the-request", query=("after",))
def mirror(request):
    """Repeats all that it can learn of the request."""
    facts = {k: v for k, v in request.META.items() if isinstance(v, str)}
    said = [request.build_absolute_uri(), request.get_host(), request.scheme, request.method]
    said += [request.get_full_path(), request.path, request.COOKIES, request.GET.urlencode()]
    said += [get_language(), timezone.get_current_timezone_name()]
    said += [dict(request.headers), request.encoding, request.content_type, request.body]
    return HttpResponse(repr((said, sorted(facts.items()))) + "." * 200)


@pagecache.cached("group:{pk}", "groups")
def group(request, pk):
    return HttpResponse(get_object_or_404(Group, pk=pk).name + " " * 300)


@csrf_exempt
def rename(request, pk):
    with transaction.atomic():
        Group.objects.filter(pk=pk).update(name=request.GET["name"])
        pagecache.purge(f"group:{pk}", gone="gone" in request.GET)
    return HttpResponseRedirect(f"/group/{pk}/")


@pagecache.cached("slow", "slow:{name}")
def slow(request, name):
    """Takes its time; `says["hold"]` is waited for, an Event or a Barrier."""
    time.sleep(says.get("seconds", 0.2))
    if "hold" in says:
        says["hold"].wait(20)
    return _make("slow", name)


@pagecache.cached("broken")
def broken(request):
    if says.get("database") == "gone":
        raise OperationalError("no database")
    return _make("broken")


@pagecache.cached("scheduled")
def scheduled(request):
    response = _make("scheduled")
    pagecache.until(request, says.get("until"))
    pagecache.until(response, says.get("gone"), gone=True)
    return response


@pagecache.cached()
def noted(request):
    response = _make("noted")
    pagecache.tag(request, "by-request")
    pagecache.tag(response, "by-response", says.get("tag", "said"))
    return response


@pagecache.cached("raced")
def raced(request):
    text = says.get("raced")
    for step in says.get("meanwhile", []):
        step()
    return HttpResponse(f"{text}" + "." * 300)


@pagecache.cached("pieced:{pk}")
def pieced(request, pk):
    """Shows a piece, in which stands another one."""

    def inner():
        made["inner"] = made.get("inner", 0) + 1
        pagecache.tag(request, "inner")
        return says.get("inner", "")

    def outer():
        made["outer"] = made.get("outer", 0) + 1
        pagecache.tag(request, "outer")
        pagecache.until(request, says.get("until"))
        text = says.get("outer", "")
        for step in says.get("meanwhile", []):
            step()
        return f"{text} {pagecache.piece(request, 'inner', inner)}"

    return HttpResponse(f"{pk} {pagecache.piece(request, 'outer', outer)}" + "." * 300)


@pagecache.cached("missing:{pk}")
def missing(request, pk):
    made["missing"] = made.get("missing", 0) + 1
    raise Http404


@pagecache.cached()
def untagged_missing(request):
    raise Http404


@pagecache.cached("moved:{slug}")
def moved(request, slug):
    return HttpResponse(status=301, headers={"Location": "/article/1/"})


@pagecache.cached("rendered")
def rendered(request):
    template = engines["django"].from_string("rendered {{ note }}" + "." * 300)
    return TemplateResponse(request, template, {"note": lambda: pagecache.tag(request, "late")})


@pagecache.cached("temporary")
def temporary(request):
    return HttpResponseRedirect("/latest/")


@pagecache.cached("any")
def any_path(request, rest):
    return _make("any", rest)


def not_declared(request):
    return _make("not declared")


def _private(name, change=lambda request, response: None, wrap=lambda view: view):
    """A view that opted in and yet does something that is for one reader only."""

    def view(request):
        response = _make(name)
        return change(request, response) or response

    view.__name__ = name
    return path(f"private/{name}/", pagecache.cached("private")(wrap(view)), name=name)


def _touch_session(request, response):
    request.session.get("anything")


def _touch_user(request, response):
    response.write(f"{request.user.is_anonymous}")


def _set_cookie(request, response):
    response.set_cookie("seen", "1")


def _csrf(request, response):
    response.write(get_token(request))


def _stream(request, response):
    return StreamingHttpResponse([b"a part", b"another"])


def _own_encoding(request, response):
    response["Content-Encoding"] = "x-own"


def _fail(request, response):
    response.status_code = 503


PRIVATE = [
    _private("session", _touch_session),
    _private("user", _touch_user),
    _private("cookie", _set_cookie),
    _private("csrf", _csrf),
    _private("stream", _stream),
    _private("encoded", _own_encoding),
    _private("failing", _fail),
    _private("never", wrap=never_cache),
    _private("language", wrap=vary_on_headers("Accept-Language")),
]

urlpatterns = [
    path("article/<int:pk>/", article),
    path("latest/", latest),
    path("mirror/<path:rest>", lambda request, rest: HttpResponse("not kept")),
    path("mirror/", mirror),
    path("group/<int:pk>/", group),
    path("rename/<int:pk>/", rename),
    path("slow/<str:name>/", slow),
    path("broken/", broken),
    path("scheduled/", scheduled),
    path("noted/", noted),
    path("raced/", raced),
    path("pieced/<int:pk>/", pieced),
    path("missing/<int:pk>/", missing),
    path("untagged-missing/", untagged_missing),
    path("moved/<str:slug>/", moved),
    path("temporary/", temporary),
    path("rendered/", rendered),
    path("any/<path:rest>", any_path),
    path("not-declared/", not_declared),
    path("static/x.css", not_declared),
    *PRIVATE,
]


class Answered:
    def __init__(self, status, headers, body):
        self.code, self.headers, self.body = int(status[:3]), headers, body

    def all(self, name):
        return [text for header, text in self.headers if header.lower() == name.lower()]

    def get(self, name):
        """The header's text, None if it is not there; twice is a mistake."""
        found = self.all(name)
        assert len(found) <= 1, found
        return found[0] if found else None

    @property
    def text(self):
        return self.body.decode().rstrip(". ")


class Reader:
    """Asks a WSGI application as a server does, with header names as HTTP writes them."""

    def __init__(self, app):
        self.app = app

    def ask(self, path, headers=None, method="GET", body=b"", **environ):
        path, _, query = path.partition("?")
        asked = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.7",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "HTTP_HOST": "testserver",
        }
        if body:
            asked["CONTENT_LENGTH"] = str(len(body))
        for name, text in (headers or {}).items():
            asked["HTTP_" + name.upper().replace("-", "_")] = text
        said = []
        parts = self.app(asked | environ, lambda *start: said.append(start))
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Answered(said[0][0], said[0][1], body)

    def ask_at_once(self, number, path, headers=None):
        """Answers of so many readers who come at the same moment."""
        answers, together = [], threading.Barrier(number)

        def ask():
            together.wait()
            answers.append(self.ask(path, headers))

        threads = [threading.Thread(target=ask) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers
