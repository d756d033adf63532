"""The addresses of the web."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from snelkoppeling.web import pages
from snelkoppeling.web.api.routes import api, openapi_document

urlpatterns = [
    path("", require_safe(pages.start)),
    path("healthz", require_safe(pages.healthz)),
    path("readyz", require_safe(pages.readyz)),
    path("docs/api", require_safe(pages.api_docs)),
    path("docs/errors", require_safe(pages.error_docs)),
    path("assets/page.css", require_safe(pages.stylesheet)),
    path("api/v1/openapi.json", require_safe(openapi_document)),
    path("api/v1/", csrf_exempt(pages.other_kind), {"kind": ""}),
    path("api/v1/", api.urls),
    path("api/v1/<str:kind>", csrf_exempt(pages.other_kind)),
    path("api/v1/<str:kind>/<path:rest>", csrf_exempt(pages.other_kind)),
]
