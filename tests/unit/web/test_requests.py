import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from snelkoppeling.web.services import install, installed
from tests.unit.web.door import PDF, Door, invoice_body, relation_body
from tests.unit.web.ubl import ubl_invoice

JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}
NEVER_CARRIED = [
    "quotes",
    "offertes",
    "orders",
    "bestellingen",
    "hours",
    "uren",
    "timesheets",
    "articles",
    "artikelen",
    "products",
    "producten",
    "planning",
    "taken",
    "leads",
    "deals",
    "payments",
    "drafts",
    "proforma",
    "purchase-orders",
    "purchase_orders",
]
EMPTY = ("invoice", (None, b"{}", None))


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "key-missing"),
        ("", "key-missing"),
        ("Bearer", "key-unknown"),
        ("Bearer ", "key-unknown"),
        ("Basic c25rX3g6", "key-missing"),
        ("snk_0000", "key-missing"),
        ("Bearer snk_unknown", "key-unknown"),
        ("Bearer " + "x" * 5000, "key-unknown"),
        ("Bearer snk_\x07", "key-unknown"),
    ],
)
def test_without_a_known_key_nothing_is_let_in(door: Door, header: str | None, code: str) -> None:
    answer = door.put("relations", "R1", relation_body(), headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["code"] == code
    assert not door.items


def test_a_key_that_was_withdrawn_is_refused_within_seconds(door: Door) -> None:
    door.put("relations", "R1", relation_body())
    door.storage.memory.api_keys.clear()
    door.clock.now += timedelta(seconds=6)

    assert door.send("GET", "/api/v1/relations/R1").status_code == 401


def test_a_connection_does_not_see_the_records_of_another(door: Door) -> None:
    door.put("relations", "R1", relation_body())
    _, other_key = door.storage.connections.create("Ander CRM", door.connection.administration)

    answer = door.send("GET", "/api/v1/relations/R1", headers={"Authorization": f"Bearer {other_key}"})

    assert answer.status_code == 404


@pytest.mark.parametrize("url", ["/api/v1/relations/R9", "/api/v1/invoices/R9", "/api/v1/relations/%20"])
def test_a_record_that_never_arrived_is_not_found(door: Door, url: str) -> None:
    answer = door.send("GET", url)

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "never-arrived"


@pytest.mark.parametrize("name", NEVER_CARRIED)
@pytest.mark.parametrize("method", ["PUT", "POST", "GET"])
def test_what_is_never_carried_is_refused_by_name(door: Door, name: str, method: str) -> None:
    answer = door.send(method, f"/api/v1/{name}/1" if method != "POST" else f"/api/v1/{name}", content=b"{}")

    assert answer.status_code == 422
    problem = answer.json()
    assert problem["type"] == "/docs/errors#not-carried"
    assert name in problem["detail"]


@pytest.mark.parametrize(
    "url",
    ["/api/v1/klanten/1", "/api/v1", "/api/v1/", "/api/v2/relations/1", "/x", "/api/v1/relations/"],
)
def test_an_address_that_does_not_exist_is_a_problem_document(door: Door, url: str) -> None:
    answer = door.send("GET", url)

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "no-such-address"


@pytest.mark.parametrize(
    ("method", "url", "allowed"),
    [
        ("DELETE", "/api/v1/relations/R1", "GET, PUT"),
        ("POST", "/api/v1/relations/R1", "GET, PUT"),
        ("PATCH", "/api/v1/invoices/F1", "GET, PUT"),
        ("PUT", "/api/v1/batch", "POST"),
        ("GET", "/api/v1/batch", "POST"),
        ("POST", "/api/v1/status", "GET"),
        ("POST", "/healthz", "GET, HEAD"),
    ],
)
def test_a_method_that_does_not_work_names_those_that_do(
    door: Door, method: str, url: str, allowed: str
) -> None:
    answer = door.send(method, url)

    assert answer.status_code == 405
    assert answer.headers["allow"] == allowed
    assert answer.json()["errors"][0]["code"] == "method-not-allowed"


@pytest.mark.parametrize(
    ("method", "url", "media_type"),
    [
        ("PUT", "/api/v1/relations/R1", None),
        ("PUT", "/api/v1/relations/R1", "application/x-www-form-urlencoded"),
        ("PUT", "/api/v1/relations/R1", "text/plain"),
        ("PUT", "/api/v1/relations/R1", "application/json; charset=iso-8859-1"),
        ("PUT", "/api/v1/relations/R1", "multipart/form-data; boundary=x"),
        ("PUT", "/api/v1/invoices/F1", "application/pdf"),
        ("PUT", "/api/v1/invoices/F1", "application/xml"),
        ("POST", "/api/v1/invoices/ubl", "application/json"),
        ("POST", "/api/v1/batch", "application/json"),
        ("POST", "/api/v1/batch", "text/csv"),
    ],
)
def test_a_kind_of_message_that_is_not_read_names_those_that_are(
    door: Door, method: str, url: str, media_type: str | None
) -> None:
    answer = door.send(method, url, content=b"{}", headers={"Content-Type": media_type})

    assert answer.status_code == 415
    assert answer.json()["errors"][0]["code"] == "content-type-wrong"
    assert "Stuur" in answer.json()["detail"]


def test_json_in_utf8_by_name_is_read(door: Door) -> None:
    answer = door.put(
        "relations", "R1", relation_body(), headers={"Content-Type": "Application/JSON; charset=UTF-8"}
    )

    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("?lane=fast", "choice-unknown", "lane"),
        ("?lan=live", "query-unknown", "lan"),
        ("?lane=", "choice-unknown", "lane"),
    ],
)
def test_a_wrong_parameter_is_refused_by_name(door: Door, query: str, code: str, field: str) -> None:
    answer = door.put("relations", f"R1{query}", relation_body())

    assert answer.status_code == 422
    assert (answer.json()["errors"][0]["code"], answer.json()["errors"][0]["field"]) == (code, field)
    assert not door.items


def test_a_wrong_direction_is_refused(door: Door) -> None:
    answer = door.send("POST", "/api/v1/invoices/ubl?direction=up", content=ubl_invoice(), headers=XML)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "direction"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen xml",
        b"<a/>",
        b"<a><b></a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"\xff\xfe<",
        PDF,
        ubl_invoice("(PROV1)"),
        ubl_invoice("x" * 300),
        ubl_invoice().replace(b"2026-03-02", b"2 maart"),
        ubl_invoice().replace(b">121.00<", b">121,00<"),
        ubl_invoice()[:-40],
    ],
)
def test_a_ubl_that_cannot_be_read_is_refused_in_dutch_and_leaves_nothing(door: Door, content: bytes) -> None:
    answer = door.send("POST", "/api/v1/invoices/ubl", content=content, headers=XML)

    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(error["nl"] and error["en"] for error in answer.json()["errors"])
    assert not door.items


def test_a_repeated_ubl_gets_the_same_answer_under_its_key(door: Door) -> None:
    headers = {**XML, "Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
    first = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers=headers)

    second = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers=headers)
    other = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice("2026-2"), headers=headers)

    assert second.json() == first.json()
    assert other.status_code == 422


@pytest.mark.parametrize("key", ["x" * 201, "é", '""'])
def test_an_unusable_idempotency_key_is_refused(door: Door, key: str) -> None:
    headers = {**XML, "Idempotency-Key": key.encode("latin-1")}

    answer = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers=headers)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "idempotency-key-unusable"
    assert not door.items


@pytest.mark.parametrize(
    ("parts", "code", "field"),
    [
        ([("document", ("f.pdf", PDF, "application/pdf"))], "multipart-part-missing", "invoice"),
        (
            [EMPTY, EMPTY],
            "multipart-part-twice",
            "invoice",
        ),
        ([EMPTY, ("pdf", ("f.pdf", PDF, None))], "multipart-part-unknown", "pdf"),
        (
            [EMPTY, ("document", ("f.pdf", b"x", "application/pdf"))],
            "document-not-pdf",
            "document[0]",
        ),
        (
            [EMPTY, ("document", ("f.pdf", b"", "application/pdf"))],
            "document-empty",
            "document[0]",
        ),
        (
            [EMPTY, ("document", ("f", PDF, "text/csv"))],
            "document-type-unknown",
            "document[0]",
        ),
        ([EMPTY, ("document", (None, PDF, None))], "document-empty", "document"),
        ([("invoice", (None, b"\xff{}", None))], "body-not-utf8", ""),
        ([("invoice", (None, b"{", None))], "body-not-json", ""),
    ],
)
def test_a_multipart_message_that_is_not_right_is_explained(
    door: Door, parts: list[object], code: str, field: str
) -> None:
    answer = door.send("PUT", "/api/v1/invoices/F1", files=parts)

    assert answer.status_code == 422, answer.text
    assert (code, field) in {(error["code"], error["field"]) for error in answer.json()["errors"]}
    assert not door.items


@pytest.mark.parametrize("boundary", ["", "; boundary=é", "; boundary=abc"])
def test_a_broken_multipart_message_is_refused(door: Door, boundary: str) -> None:
    headers = {"Content-Type": f"multipart/form-data{boundary}".encode("latin-1")}

    answer = door.send("PUT", "/api/v1/invoices/F1", content=b"--ab\r\nx", headers=headers)

    assert answer.status_code == 422
    assert not door.items


def test_a_multipart_message_without_a_stated_length_is_read(door: Door) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="invoice"\r\n\r\n'
        yield json.dumps(invoice_body()).encode()
        yield b"\r\n--b--\r\n"

    answer = door.send(
        "PUT",
        "/api/v1/invoices/F1",
        content=chunks(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )

    assert answer.status_code == 202, answer.text


@pytest.mark.parametrize("stated", [{"Content-Length": str(100 * 1024 * 1024)}, {}])
def test_more_than_an_address_takes_is_refused_while_it_arrives(door: Door, stated: dict[str, str]) -> None:
    sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b" " * 1024 * 1024

    answer = door.send("PUT", "/api/v1/relations/R1", content=chunks(), headers={**JSON, **stated})

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["code"] == "body-too-large"
    assert sent < 5


def test_the_service_tells_whether_it_runs_and_whether_it_is_ready(door: Door) -> None:
    install(replace(installed().services, probe=lambda: False))

    assert door.send("GET", "/healthz").status_code == 200
    assert door.send("GET", "/readyz").status_code == 503


def test_the_api_describes_itself_with_every_field_it_reads(door: Door) -> None:
    schema = door.send("GET", "/api/v1/openapi.json", headers={"Authorization": None}).json()

    assert schema["openapi"] == "3.1.0"
    assert "/api/v1/relations/{external_id}" in schema["paths"]
    assert set(relation_body()) <= set(schema["components"]["schemas"]["RelationBody"]["properties"])
    assert set(invoice_body()) <= set(schema["components"]["schemas"]["InvoiceBody"]["properties"])
    assert "documents" in schema["components"]["schemas"]["InvoiceBody"]["properties"]


def _references(node: object) -> Iterator[str]:
    """Find what a description refers to, wherever it stands."""
    match node:
        case {"$ref": str(reference)}:
            yield reference
        case dict():
            for inner in node.values():
                yield from _references(inner)
        case list():
            for inner in node:
                yield from _references(inner)


def test_the_description_of_the_api_is_whole(door: Door) -> None:
    schema = door.send("GET", "/api/v1/openapi.json").json()
    names = [
        operation["operationId"] for by_method in schema["paths"].values() for operation in by_method.values()
    ]

    known = {f"#/components/schemas/{name}" for name in schema["components"]["schemas"]}
    assert set(_references(schema)) <= known
    assert len(names) == len(set(names))
    assert "/api/v1/invoices/{external_id}/decision" in schema["paths"]
    assert not any("named" in name for name in names)


@pytest.mark.parametrize("url", ["/", "/docs/api", "/docs/errors", "/assets/page.css"])
def test_pages_are_served_with_headers_that_browsers_obey(door: Door, url: str) -> None:
    answer = door.send("GET", url, headers={"Authorization": None})

    assert answer.status_code == 200
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "http://" not in answer.text
    assert "https://" not in answer.text


def test_each_refusal_points_to_its_explanation(door: Door) -> None:
    where = door.put("relations", "R1", relation_body(iban="x")).json()["type"]

    page, _, anchor = where.partition("#")
    assert f'id="{anchor}"' in door.send("GET", page).text


def test_the_page_of_errors_says_who_can_solve_each(door: Door) -> None:
    page = door.send("GET", "/docs/errors").text

    assert page.count("de leverancier van de CRM-koppeling") > 20
    assert "de boekhouder" in page
