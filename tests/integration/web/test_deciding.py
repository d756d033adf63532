"""Projects, decisions and tasks over the real store."""

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.problem import problem
from snelkoppeling.storage.codec import encode
from snelkoppeling.sync.choice import Candidate, Choice, Conflict
from tests.integration.web.conftest import RealDoor
from tests.unit.web.door import invoice_body, line_body, relation_body

LIKELY = Conflict(
    choices=(Choice.LINK, Choice.CREATE_NEW),
    wanted={"name": "De Halm"},
    in_books={"name": "Halm"},
    candidates=(Candidate(books_id=BooksId("b-1"), label="1044 Halm", reason="zelfde e-mailadres"),),
)
WHY = problem("kvk-invalid", "kvk_number", "1")


def _set_aside(door: RealDoor, external_id: str, conflict: Conflict | None = None) -> None:
    """Put a relation, and leave its item as a run that could not carry it would."""
    door.put("relations", external_id, relation_body())
    with door.database.session() as session:
        session.execute(
            "UPDATE sync_item SET state = 'set_aside', problems = %s::jsonb, conflict = %s::jsonb"
            " FROM record WHERE record.id = record_id AND external_id = %s",
            (encode((WHY,)), encode(conflict) if conflict else None, external_id),
        )


def test_a_project_is_stored_and_closed(door: RealDoor) -> None:
    door.put("projects", "17", {"number": "P-17", "description": "Zuilen"})

    first = door.send("DELETE", "/api/v1/projects/17")
    second = door.send("DELETE", "/api/v1/projects/17")

    assert (first.status_code, first.json()["version"]) == (202, 2)
    assert second.json() == first.json()


def test_an_invoice_with_everything_is_stored_and_found_unchanged(door: RealDoor) -> None:
    body = invoice_body(
        lines=[line_body(project="17", item_class="uren", supply="services")],
        voucher="INK-1",
        original_currency="USD",
        original_total="130.00",
    )
    door.put("invoices", "F1", body)

    again = door.put("invoices", "F1", {**body, "original_total": "130.0"})

    assert again.json()["result"] == "unchanged"


def test_a_decision_is_stored_and_shown(door: RealDoor) -> None:
    _set_aside(door, "R1", LIKELY)
    shown = door.send("GET", "/api/v1/relations/R1").json()["conflict"]

    answer = door.send(
        "POST", "/api/v1/relations/R1/decision", json={"choice": "link", "books_id": "b-1", "by": "Sanne"}
    )

    assert shown["candidates"][0]["label"] == "1044 Halm"
    assert answer.status_code == 202, answer.text
    state = door.send("GET", "/api/v1/relations/R1").json()
    assert (state["state"], state["conflict"]) == ("due", None)
    assert (state["decision"]["choice"], state["decision"]["by"]) == ("link", "Sanne")
    assert state["history"][-1]["name"] == "decided"


def test_a_choice_that_is_not_asked_changes_nothing(door: RealDoor) -> None:
    _set_aside(door, "R1", LIKELY)

    answer = door.send("POST", "/api/v1/relations/R1/decision", json={"choice": "use_crm"})

    assert answer.status_code == 409
    assert door.send("GET", "/api/v1/relations/R1").json()["state"] == "set_aside"


def test_tasks_are_listed_and_tried_again(door: RealDoor) -> None:
    for number in range(7):
        _set_aside(door, f"R{number}")

    (task,) = door.send("GET", "/api/v1/tasks").json()["tasks"]
    answer = door.send("POST", "/api/v1/tasks/retry", json={"cause": task["cause"]})

    assert (task["count"], len(task["examples"]), task["problem"]["who"]) == (7, 5, WHY.who)
    assert answer.json()["retried"] == 7
    assert door.send("GET", "/api/v1/tasks").json()["tasks"] == []
    assert door.send("GET", "/api/v1/status").json()["counts"] == {"relation": {"due": 7}}
