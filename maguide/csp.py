"""The two content security policies.

The site's pages need no inline script or style, so the strict policy holds for all of them. Wagtail's editor still
writes inline scripts and styles; its looser policy holds below /admin/ and nowhere else. A nonce is not used: it would
switch off 'unsafe-inline', which the editor needs.
"""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponseBase

SITE: dict[str, list[str]] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": [SELF],
    "base-uri": [NONE],
    "object-src": [NONE],
}
ADMIN: dict[str, list[str]] = {
    **SITE,
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "worker-src": [SELF, "blob:"],
}
ADMIN_PATH = "/admin/"


class PolicyMiddleware(CSPMiddleware):
    """Chooses by path, so that no view can forget it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PATH) and not report_only:
            parts.config = ADMIN
        return parts
