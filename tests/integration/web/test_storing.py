import base64
from typing import Any

import pytest

from tests.integration.web.conftest import RealDoor
from tests.unit.web.door import PDF, invoice_body, relation_body
from tests.unit.web.ubl import ubl_invoice


@pytest.mark.parametrize("external_id", ["R1", "é/🥖?%00", "a b", "x" * 200, "'; DROP TABLE record; --"])
def test_a_record_is_found_again_by_any_id(door: RealDoor, external_id: str) -> None:
    line = {"type": "relation", "external_id": external_id, **relation_body(name="株式会社 & Zn. '; --")}

    verdict = door.post_batch(line).json()["lines"][0]

    state = door.send("GET", verdict["state_url"]).json()
    assert state["external_id"] == external_id
    assert state["state"] == "due"
    assert [entry["name"] for entry in state["history"]] == ["accepted"]


def test_an_invoice_with_its_document_is_stored_at_once(door: RealDoor) -> None:
    document = {
        "file_name": "f.pdf",
        "media_type": "application/pdf",
        "content": base64.b64encode(PDF).decode(),
    }

    answer = door.put("invoices", "F1", invoice_body(documents=[document]))

    assert answer.status_code == 202, answer.text
    assert len(door.stored()) == 2


def test_bad_lines_do_not_keep_thousands_of_good_ones_out(door: RealDoor) -> None:
    lines: list[Any] = [
        {"type": "relation", "external_id": f"R{number:04}", **relation_body()} for number in range(1200)
    ]
    for number in range(0, 1200, 100):
        lines[number] = b"\xff broken"

    totals = door.post_batch(*lines).json()["totals"]

    assert (totals["new"], totals["refused"]) == (1188, 12)
    assert len(door.stored()) == 1188


def test_a_repetition_under_its_key_gets_the_first_answer(door: RealDoor) -> None:
    headers = {"Content-Type": "application/xml", "Idempotency-Key": "k1"}
    first = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers=headers)

    second = door.send("POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers=headers)

    assert first.status_code == 202
    assert second.content == first.content
    assert second.headers["idempotency-replayed"] == "true"


def test_the_status_counts_what_is_stored(door: RealDoor) -> None:
    door.put("relations", "R1", relation_body())

    status = door.send("GET", "/api/v1/status").json()

    assert status["counts"] == {"relation": {"due": 1}}
    assert status["administration"]["name"] == "Stichting De Brug"


def test_while_postgresql_cannot_be_reached_the_door_says_so(unreachable_door: RealDoor) -> None:
    answer = unreachable_door.put("relations", "R1", relation_body())

    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert answer.json()["errors"][0]["code"] == "database-away"
    assert unreachable_door.send("GET", "/readyz").status_code == 503
    assert unreachable_door.send("GET", "/healthz").status_code == 200
