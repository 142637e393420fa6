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
