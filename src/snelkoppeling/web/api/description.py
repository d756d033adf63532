"""What the API's description (OpenAPI 3.1) says of bodies and parameters, which are read strictly by hand."""

from collections.abc import Mapping
from typing import Any

from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.decisions import DecisionBody
from snelkoppeling.web.api.invoice_body import InvoiceBody
from snelkoppeling.web.api.project_body import ProjectBody
from snelkoppeling.web.api.relation_body import RelationBody
from snelkoppeling.web.api.tasks import RetryBody

COMPONENT = "#/components/schemas/{model}"
BODIES: tuple[type[Body], ...] = (RelationBody, ProjectBody, InvoiceBody, DecisionBody, RetryBody)
FILES = {"type": "array", "items": {"type": "string", "format": "binary"}}


def _reference(model: type[Body]) -> dict[str, str]:
    return {"$ref": COMPONENT.format(model=model.__name__)}


RELATION_BODY: Mapping[str, Any] = {"application/json": {"schema": _reference(RelationBody)}}
PROJECT_BODY: Mapping[str, Any] = {"application/json": {"schema": _reference(ProjectBody)}}
INVOICE_BODY: Mapping[str, Any] = {
    "application/json": {"schema": _reference(InvoiceBody)},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["invoice"],
            "properties": {"invoice": _reference(InvoiceBody), "document": FILES},
        },
        "encoding": {"invoice": {"contentType": "application/json"}},
    },
}
DECISION_BODY: Mapping[str, Any] = {"application/json": {"schema": _reference(DecisionBody)}}
RETRY_BODY: Mapping[str, Any] = {"application/json": {"schema": _reference(RetryBody)}}
UBL_BODY: Mapping[str, Any] = {
    "application/xml": {"schema": {"type": "string"}},
    "multipart/form-data": {
        "schema": {
            "type": "object",
            "required": ["ubl"],
            "properties": {"ubl": {"type": "string", "format": "binary"}, "document": FILES},
        }
    },
}
BATCH_BODY: Mapping[str, Any] = {
    "application/x-ndjson": {
        "schema": {
            "type": "string",
            "description": "One JSON object a line: type (relation, project, invoice), external_id, fields.",
        }
    }
}


def described(
    body: Mapping[str, Any], *, lane: str = "", direction: bool = False, repeatable: bool = False
) -> dict[str, Any]:
    """Describe what an operation takes beside its path."""
    parameters = [_parameter("lane", ["live", "backfill"], lane)] if lane else []
    if direction:
        parameters.append(_parameter("direction", ["sales", "purchase"], "sales"))
    if repeatable:
        parameters.append(
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "schema": {"type": "string", "maxLength": 200},
                "description": "A repetition under the same key gets the same answer.",
            }
        )
    return {"requestBody": {"required": True, "content": dict(body)}, "parameters": parameters}


def complete(schema: dict[str, Any]) -> dict[str, Any]:
    """Add the schemas of the bodies, and what problem documents are called on the wire."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    for model in BODIES:
        described_body = model.model_json_schema(ref_template=COMPONENT)
        schemas.update(described_body.pop("$defs", {}))
        schemas[model.__name__] = described_body
    for operations in schema["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "content" in response:  # noqa: PLR2004 - where refusals begin
                    content = response["content"]
                    content["application/problem+json"] = content.pop("application/json")
    return schema


def _parameter(name: str, choices: list[str], default: str) -> dict[str, Any]:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "schema": {"type": "string", "enum": choices, "default": default},
    }
