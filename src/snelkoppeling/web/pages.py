"""The pages that need no login: what this is, what the API takes, what errors mean, whether it runs."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine

from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.domain.problem_catalogue.row import PEOPLE
from snelkoppeling.web.api.failures import database_away
from snelkoppeling.web.api.not_carried import not_carried
from snelkoppeling.web.api.routes import openapi_schema
from snelkoppeling.web.problem_document import RefusedError, refuse
from snelkoppeling.web.services import installed

TEMPLATES = Path(__file__).parent / "templates"
_engine = Engine(dirs=[str(TEMPLATES)])


def start(_request: HttpRequest) -> HttpResponse:
    """Say what runs here, and how a CRM begins."""
    return _page("start.html", {"version": installed().services.version})


def api_docs(_request: HttpRequest) -> HttpResponse:
    """List the operations and bodies of the API."""
    schema = openapi_schema()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, by_method in schema["paths"].items()
        for method, operation in by_method.items()
    ]
    bodies = [
        {"name": name, "description": body.get("description", ""), "fields": _fields(body)}
        for name, body in schema["components"]["schemas"].items()
        if name.endswith("Body")
    ]
    return _page("api.html", {"operations": operations, "bodies": bodies})


def error_docs(_request: HttpRequest) -> HttpResponse:
    """List every problem with its sentences; each has its code as anchor."""
    rows = [
        {"code": code, "nl": row.nl, "en": row.en, "who": PEOPLE[row.who][0]}
        for code, row in sorted(CATALOGUE.items())
    ]
    return _page("errors.html", {"rows": rows})


def stylesheet(_request: HttpRequest) -> HttpResponse:
    """Give the looks of the pages."""
    return HttpResponse((TEMPLATES / "page.css").read_text(encoding="utf-8"), content_type="text/css")


def healthz(_request: HttpRequest) -> HttpResponse:
    """Tell that this process runs, whatever it depends on."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """Tell whether records can be accepted; 503 while the database is away."""
    if not installed().services.probe():
        raise database_away()
    return JsonResponse({"status": "ready"})


def other_kind(request: HttpRequest, kind: str, rest: str = "") -> HttpResponse:  # noqa: ARG001 - of the address
    """Refuse an address that the API does not have; what is never carried gets an explanation."""
    if refusal := not_carried(kind):
        raise RefusedError(422, [refusal])
    raise refuse(404, "no-such-address", value=request.path)


def _page(name: str, content: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(_engine.get_template(name).render(Context(dict(content))))


def _fields(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    required = set(body.get("required", ()))
    return [
        {
            "name": name,
            "required": name in required,
            "description": field.get("description", ""),
            "default": field.get("default", ""),
        }
        for name, field in body.get("properties", {}).items()
    ]
