from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.utils.deprecation import MiddlewareMixin

# Pages use none of these; a script that got in somehow shall not ask readers for them either.
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware(MiddlewareMixin):
    """What Django has no setting for. Pictures and feeds stay usable elsewhere, pages do not."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Permissions-Policy", PERMISSIONS)
            response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PolicyMiddleware(CSPMiddleware):
    """Django-csp's own, which puts the policy together anew for every answer: that of an answer
    that asks for nothing else is made once.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.usual = build_policy()

    def process_response(self, request, response):
        wants_more = any(name.startswith("_csp") for name in (*vars(request), *vars(response)))
        if wants_more or settings.DEBUG:
            return super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", self.usual)
        return response
