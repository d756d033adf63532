"""A person decides about a record that asks for it."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.sync.choice import Candidate, Choice, Conflict, Decision
from snelkoppeling.sync.records import ItemState
from snelkoppeling.web.api.conflicts import CHOICE_WORDS
from tests.fakes.memory import StoredItem
from tests.unit.web.door import Door, invoice_body, relation_body

LIKELY = Conflict(
    choices=(Choice.LINK, Choice.CREATE_NEW, Choice.LEAVE_OUT),
    candidates=(
        Candidate(books_id=BooksId("b-1"), label="1044 De Halm", reason="zelfde e-mailadres"),
        Candidate(books_id=BooksId("b-2"), label="1045 Halm B.V.", reason="zelfde naam en postcode"),
    ),
)
EDITED = Conflict(
    choices=(Choice.KEEP_BOOKS, Choice.USE_CRM),
    wanted={"name": "De Halm", "email": "a@halm.example", "number": None},
    in_books={"name": "De Halm BV", "email": "a@halm.example", "phone": "030"},
    agreed={"name": "Halm"},
)
DOUBTFUL = Conflict(choices=(Choice.ALLOW, Choice.LEAVE_OUT), doubts=("vat-period-filed", "book-year-closed"))


def _asking(door: Door, conflict: Conflict | None, state: ItemState = ItemState.SET_ASIDE) -> StoredItem:
    door.put("relations", "R1", relation_body())
    door.woken.clear()
    item = door.item("R1")
    item.state = state
    item.conflict = conflict
    return item


def _decide(door: Door, external_id: str = "R1", **body: Any) -> httpx.Response:
    return door.send("POST", f"/api/v1/relations/{external_id}/decision", json=body)


def _code_and_field(answer: httpx.Response) -> tuple[str, str]:
    error = answer.json()["errors"][0]
    return error["code"], error["field"]


def test_the_state_shows_both_sides_field_by_field(door: Door) -> None:
    _asking(door, EDITED)

    conflict = door.send("GET", "/api/v1/relations/R1").json()["conflict"]

    assert conflict["fields"] == [
        {"field": "name", "crm": "De Halm", "snelstart": "De Halm BV", "agreed": "Halm", "differs": True},
        {
            "field": "email",
            "crm": "a@halm.example",
            "snelstart": "a@halm.example",
            "agreed": None,
            "differs": False,
        },
        {"field": "number", "crm": None, "snelstart": None, "agreed": None, "differs": False},
        {"field": "phone", "crm": None, "snelstart": "030", "agreed": None, "differs": True},
    ]
    assert [one["choice"] for one in conflict["choices"]] == ["keep_books", "use_crm"]
    assert conflict["choices"][0]["nl"] == "Zo laten: wat in SnelStart staat, klopt."


def test_the_state_shows_the_candidates_with_what_they_have_in_common(door: Door) -> None:
    _asking(door, LIKELY)

    conflict = door.send("GET", "/api/v1/relations/R1").json()["conflict"]

    assert conflict["candidates"][0] == {
        "books_id": "b-1",
        "label": "1044 De Halm",
        "reason": "zelfde e-mailadres",
    }
    assert not any(field["differs"] for field in conflict["fields"])


def test_a_record_that_asks_nothing_shows_no_conflict(door: Door) -> None:
    _asking(door, EDITED, ItemState.IN_SYNC)

    assert door.send("GET", "/api/v1/relations/R1").json()["conflict"] is None


def test_every_choice_has_words_in_both_languages() -> None:
    assert set(CHOICE_WORDS) == set(Choice)
    assert all(nl.endswith(".") and en.endswith(".") and nl != en for nl, en in CHOICE_WORDS.values())


def test_a_decision_is_stored_and_the_record_goes_on(door: Door) -> None:
    item = _asking(door, LIKELY)

    answer = _decide(door, choice="link", books_id="b-2", by="Sanne Vos")

    assert answer.status_code == 202, answer.text
    assert item.decision == Decision(
        choice=Choice.LINK, at=door.clock.now, by="Sanne Vos", books_id=BooksId("b-2")
    )
    assert item.state is ItemState.DUE
    assert door.woken == [door.connection.administration]
    assert answer.json()["conflict"] is None
    assert answer.json()["decision"]["choice"] == "link"
    assert answer.json()["history"][-1]["name"] == "decided"


def test_doubts_that_are_named_are_allowed(door: Door) -> None:
    item = _asking(door, DOUBTFUL)

    _decide(door, choice="allow", doubts=["vat-period-filed"])

    assert item.decision == Decision(choice=Choice.ALLOW, at=door.clock.now, doubts=("vat-period-filed",))


@pytest.mark.parametrize("choice", ["create_new", "leave_out", "CREATE_NEW"])
def test_a_choice_that_needs_nothing_else_stands_alone(door: Door, choice: str) -> None:
    item = _asking(door, LIKELY)

    assert _decide(door, choice=choice).status_code == 202
    assert item.decision is not None
    assert item.decision.choice == choice.lower()


def test_the_same_decision_again_gets_the_same_answer_and_decides_nothing(door: Door) -> None:
    item = _asking(door, LIKELY)
    first = _decide(door, choice="link", books_id="b-1")

    second = _decide(door, choice="link", books_id="b-1")

    assert (second.status_code, second.json()) == (202, first.json())
    assert [entry.event.name for entry in item.history].count("decided") == 1
    assert len(door.woken) == 1


def test_another_decision_comes_too_late(door: Door) -> None:
    item = _asking(door, LIKELY)
    _decide(door, choice="link", books_id="b-1")

    answer = _decide(door, choice="link", books_id="b-2")

    assert answer.status_code == 409
    assert item.decision is not None
    assert item.decision.books_id == "b-1"


def test_a_choice_that_the_record_does_not_ask_for_names_those_that_it_does(door: Door) -> None:
    item = _asking(door, LIKELY)

    answer = _decide(door, choice="use_crm")

    assert answer.status_code == 409
    assert _code_and_field(answer) == ("choice-not-asked", "choice")
    assert "link, create_new, leave_out" in answer.json()["detail"]
    assert item.decision is None
    assert not door.woken


@pytest.mark.parametrize(
    ("conflict", "state"),
    [(None, ItemState.SET_ASIDE), (LIKELY, ItemState.IN_SYNC), (LIKELY, ItemState.DUE)],
)
def test_a_record_that_asks_for_no_decision_refuses_one(
    door: Door, conflict: Conflict | None, state: ItemState
) -> None:
    item = _asking(door, conflict, state)

    answer = _decide(door, choice="create_new")

    assert answer.status_code == 409
    assert answer.json()["errors"][0]["code"] == "nothing-to-decide"
    assert (item.state, item.decision) == (state, None)


@pytest.mark.parametrize(
    ("conflict", "body", "code", "field"),
    [
        (LIKELY, {"choice": "link"}, "decision-field-missing", "books_id"),
        (LIKELY, {"choice": "link", "books_id": ""}, "decision-field-missing", "books_id"),
        (LIKELY, {"choice": "link", "books_id": "b-9"}, "decision-not-shown", "books_id"),
        (LIKELY, {"choice": "create_new", "books_id": "b-1"}, "decision-field-unused", "books_id"),
        (DOUBTFUL, {"choice": "allow"}, "decision-field-missing", "doubts"),
        (DOUBTFUL, {"choice": "allow", "doubts": []}, "decision-field-missing", "doubts"),
        (DOUBTFUL, {"choice": "allow", "doubts": ["other"]}, "decision-not-shown", "doubts"),
        (DOUBTFUL, {"choice": "leave_out", "doubts": ["x"]}, "decision-field-unused", "doubts"),
        (DOUBTFUL, {"choice": "allow", "doubts": "x"}, "list-expected", "doubts"),
        (LIKELY, {"choice": "misschien"}, "choice-unknown", "choice"),
        (LIKELY, {}, "field-missing", "choice"),
        (LIKELY, {"choice": "leave_out", "by": "x" * 101}, "field-too-long", "by"),
        (LIKELY, {"choice": "leave_out", "why": "x"}, "field-unknown", "why"),
    ],
)
def test_a_decision_that_is_not_right_is_explained_and_changes_nothing(
    door: Door, conflict: Conflict, body: dict[str, Any], code: str, field: str
) -> None:
    item = _asking(door, conflict)

    answer = _decide(door, **body)

    assert answer.status_code == 422, answer.text
    assert _code_and_field(answer) == (code, field)
    assert item.decision is None
    assert not door.woken


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"choice": "link", "choice": "link"}'])
def test_a_decision_that_is_no_json_object_is_refused(door: Door, content: bytes) -> None:
    _asking(door, LIKELY)

    answer = door.send(
        "POST",
        "/api/v1/relations/R1/decision",
        content=content,
        headers={"Content-Type": "application/json"},
    )

    assert answer.status_code == 422


def test_a_decision_about_a_record_that_never_arrived_is_not_found(door: Door) -> None:
    assert _decide(door, "R9", choice="create_new").status_code == 404


def test_a_decision_as_a_form_is_not_read(door: Door) -> None:
    _asking(door, LIKELY)

    answer = door.send("POST", "/api/v1/relations/R1/decision", data={"choice": "create_new"})

    assert answer.status_code == 415


def test_another_connection_cannot_decide(door: Door) -> None:
    item = _asking(door, LIKELY)
    _, other_key = door.storage.connections.create("Ander CRM", door.connection.administration)

    answer = door.send(
        "POST",
        "/api/v1/relations/R1/decision",
        json={"choice": "create_new"},
        headers={"Authorization": f"Bearer {other_key}"},
    )

    assert answer.status_code == 404
    assert item.decision is None


@pytest.mark.parametrize(
    ("kind", "entity_type", "body"),
    [
        ("invoices", EntityType.INVOICE, invoice_body()),
        ("projects", EntityType.PROJECT, {"number": "17"}),
    ],
)
def test_invoices_and_projects_are_decided_about_alike(
    door: Door, kind: str, entity_type: EntityType, body: dict[str, Any]
) -> None:
    door.put(kind, "X/1".replace("/", "%2F"), body)
    item = door.item("X/1", entity_type)
    item.state = ItemState.SET_ASIDE
    item.conflict = EDITED

    answer = door.send("POST", f"/api/v1/{kind}/X%2F1/decision", json={"choice": "keep_books"})

    assert answer.status_code == 202, answer.text
    assert item.decision is not None


@pytest.mark.parametrize(
    ("kind", "external_id", "body"),
    [
        ("relations", "R1/decision", relation_body()),
        ("projects", "P/decision", {"number": "17"}),
        ("invoices", "F/decision", invoice_body()),
        ("invoices", "ubl", invoice_body()),
    ],
)
def test_an_id_like_the_address_of_an_operation_is_still_an_id(
    door: Door, kind: str, external_id: str, body: dict[str, Any]
) -> None:
    assert door.put(kind, external_id.replace("/", "%2F"), body).status_code == 202
    assert list(door.items) == [external_id]
    found = door.send("GET", f"/api/v1/{kind}/{external_id.replace('/', '%2F')}")
    assert found.json()["external_id"] == external_id


def test_a_decision_about_what_was_shown_is_not_taken_for_what_came_in_its_place(door: Door) -> None:
    item = _asking(door, EDITED)
    shown = door.send("GET", "/api/v1/relations/R1").json()["conflict"]["checksum"]
    item.conflict = replace(EDITED, in_books={"name": "Net getypt"})

    answer = _decide(door, choice="use_crm", checksum=shown)

    assert (answer.status_code, _code_and_field(answer)) == (409, ("conflict-changed", "checksum"))
    assert (item.decision, item.state) == (None, ItemState.SET_ASIDE)


def test_a_decision_with_the_mark_of_what_is_shown_is_taken(door: Door) -> None:
    item = _asking(door, EDITED)
    shown = door.send("GET", "/api/v1/relations/R1").json()["conflict"]["checksum"]

    answer = _decide(door, choice="use_crm", checksum=shown)

    assert answer.status_code == 202
    assert item.decision is not None
    assert (item.decision.choice, item.decision.conflict) == (Choice.USE_CRM, EDITED.checksum)
