from datetime import timedelta
from typing import Any

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.project import Project
from snelkoppeling.sync.records import ItemState, Lane
from tests.unit.web.door import Door

PRJ = EntityType.PROJECT


def project_body(**fields: Any) -> dict[str, Any]:
    """A project, as a CRM sends it."""
    return {"number": "P-2026-017", "description": "Verbouwing winkel Zuilen", **fields}


def _project(door: Door) -> Project:
    record = door.item("17", PRJ).record
    assert isinstance(record, Project)
    return record


def test_a_project_that_is_put_is_stored_as_it_was_stated(door: Door) -> None:
    answer = door.put("projects", "17", project_body(cost_centre_number=2026017))

    assert answer.status_code == 202, answer.text
    assert answer.json()["state_url"] == "/api/v1/projects/17"
    assert _project(door) == Project(
        number="P-2026-017", description="Verbouwing winkel Zuilen", cost_centre_number=2026017
    )
    assert door.woken == [door.connection.administration]


def test_a_project_needs_a_number_only(door: Door) -> None:
    assert door.put("projects", "17", {"number": "17"}).status_code == 202
    assert _project(door) == Project(number="17", description="")


def test_an_older_state_of_a_project_does_not_replace_a_newer_one(door: Door) -> None:
    door.put("projects", "17", project_body(description="Nieuw", modified_at="2026-03-02T11:00:00Z"))

    answer = door.put("projects", "17", project_body(description="Oud", modified_at="2026-03-01T11:00:00Z"))

    assert answer.json()["result"] == "stale"
    assert _project(door).description == "Nieuw"


def test_a_project_that_is_deleted_is_kept_and_no_longer_active(door: Door) -> None:
    door.put("projects", "17", project_body())

    answer = door.send("DELETE", "/api/v1/projects/17")

    assert answer.status_code == 202
    assert (answer.json()["external_id"], answer.json()["version"]) == ("17", 2)
    assert _project(door) == Project(
        number="P-2026-017", description="Verbouwing winkel Zuilen", is_active=False
    )
    assert len(door.woken) == 2


def test_deleting_a_project_again_gives_the_same_answer(door: Door) -> None:
    door.put("projects", "17", project_body())
    first = door.send("DELETE", "/api/v1/projects/17")
    door.clock.now += timedelta(hours=1)

    second = door.send("DELETE", "/api/v1/projects/17")

    assert (second.status_code, second.json()) == (first.status_code, first.json())


def test_a_project_is_closed_although_the_clock_of_the_crm_runs_ahead(door: Door) -> None:
    door.put("projects", "17", project_body(modified_at="2026-03-02T20:00:00Z"))

    door.send("DELETE", "/api/v1/projects/17")

    assert not _project(door).is_active


def test_a_state_from_before_the_deletion_does_not_open_a_project_again(door: Door) -> None:
    door.put("projects", "17", project_body(modified_at="2026-03-02T10:00:00Z"))
    door.send("DELETE", "/api/v1/projects/17")

    late = door.put("projects", "17", project_body(modified_at="2026-03-02T11:00:00Z"))
    later = door.put("projects", "17", project_body(modified_at="2026-03-02T13:00:00Z"))

    assert (late.json()["result"], later.json()["result"]) == ("stale", "changed")
    assert _project(door).is_active


def test_a_project_that_never_arrived_cannot_be_deleted(door: Door) -> None:
    answer = door.send("DELETE", "/api/v1/projects/99")

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "never-arrived"
    assert not door.items


def test_a_deletion_with_an_unknown_parameter_is_refused(door: Door) -> None:
    door.put("projects", "17", project_body())

    answer = door.send("DELETE", "/api/v1/projects/17?force=true")

    assert answer.status_code == 422
    assert _project(door).is_active


def test_projects_come_in_a_batch(door: Door) -> None:
    answer = door.post_batch({"type": "project", "external_id": "17", **project_body(is_active=False)})

    assert answer.json()["lines"][0] == {
        "line": 1,
        "result": "new",
        "type": "project",
        "external_id": "17",
        "state_url": "/api/v1/projects/17",
        "errors": [],
    }
    assert door.item("17", PRJ).lane is Lane.BACKFILL
    assert not _project(door).is_active


def _cost_centre(door: Door, held: int, **fields: Any) -> dict[str, Any]:
    door.put("projects", "17", project_body(**fields))
    item = door.item("17", PRJ)
    item.state = ItemState.IN_SYNC
    item.books_id = BooksId("4e0c")
    item.last_agreed = {"number": held, "description": "Verbouwing", "is_active": True}
    cost_centre: dict[str, Any] = door.send("GET", "/api/v1/projects/17").json()["cost_centre"]
    return cost_centre


def test_the_state_tells_the_number_that_was_asked_for(door: Door) -> None:
    found = _cost_centre(door, 450, cost_centre_number=450)

    assert (found["number"], found["rule"]) == (450, "asked")
    assert found["nl"] == "Het nummer dat het CRM vroeg."


def test_the_state_tells_that_the_number_of_the_project_was_taken(door: Door) -> None:
    assert _cost_centre(door, 17, number="0017")["rule"] == "number"


def test_the_state_tells_that_the_digits_of_the_project_number_were_taken(door: Door) -> None:
    assert _cost_centre(door, 2026017, number="P-2026-017")["rule"] == "digits"


def test_the_state_tells_that_the_number_was_given_by_rule_or_choice(door: Door) -> None:
    assert _cost_centre(door, 900000, number="Zuilen")["rule"] == "assigned"


def test_a_project_that_is_not_in_the_books_yet_has_no_cost_centre(door: Door) -> None:
    door.put("projects", "17", project_body())

    assert door.send("GET", "/api/v1/projects/17").json()["cost_centre"] is None


def test_only_a_project_has_a_cost_centre(door: Door) -> None:
    door.put("relations", "R1", {"name": "Halm"})

    assert door.send("GET", "/api/v1/relations/R1").json()["cost_centre"] is None
