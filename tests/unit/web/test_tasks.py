"""What is set aside is listed as tasks, and a whole task is tried again."""

from datetime import timedelta
from typing import Any

import pytest

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.problem_catalogue.row import Who
from snelkoppeling.sync.records import ItemState
from tests.unit.web.door import Door, relation_body

LONG_NAME = problem("field-too-long", "name", "x", length=60, limit=50)


def _aside(door: Door, external_id: str, why: Problem, *, minutes: int = 0) -> None:
    door.put("relations", external_id, relation_body())
    item = door.item(external_id)
    item.state = ItemState.SET_ASIDE
    item.state_since = door.clock.now + timedelta(minutes=minutes)
    item.problems = (why,)
    door.woken.clear()


def _tasks(door: Door) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = door.send("GET", "/api/v1/tasks").json()["tasks"]
    return tasks


def test_records_that_one_act_would_solve_are_one_task(door: Door) -> None:
    _aside(door, "R1", LONG_NAME, minutes=2)
    _aside(door, "R2", LONG_NAME, minutes=1)
    _aside(door, "R3", problem("kvk-invalid", "kvk_number", "1"))

    first, second = _tasks(door)

    assert (first["count"], first["since"]) == (2, "2026-03-02T12:01:00Z")
    assert [one["external_id"] for one in first["examples"]] == ["R2", "R1"]
    assert first["examples"][0]["state_url"] == "/api/v1/relations/R2"
    assert second["problem"]["code"] == "kvk-invalid"


def test_a_task_says_who_can_take_the_cause_away(door: Door) -> None:
    _aside(door, "R1", LONG_NAME)

    told = _tasks(door)[0]["problem"]

    assert told["who"] == "crm"
    assert told["who_nl"] == "wie in het CRM werkt"
    assert told["nl"] == LONG_NAME.nl
    assert told["field"] == "name"


def test_a_problem_of_before_people_were_named_still_shows(door: Door) -> None:
    _aside(door, "R1", Problem(code="old", nl="Oud.", en="Old.", who="somebody"))

    assert (_tasks(door)[0]["cause"], _tasks(door)[0]["problem"]["who_nl"]) == ("old", "")


def test_without_anything_set_aside_there_are_no_tasks(door: Door) -> None:
    door.put("relations", "R1", relation_body())

    answer = door.send("GET", "/api/v1/tasks").json()

    assert (answer["set_aside"], answer["tasks"]) == (0, [])


def test_a_task_does_not_name_the_records_of_another_connection(door: Door) -> None:
    _aside(door, "R1", LONG_NAME)
    _, other_key = door.storage.connections.create("Ander CRM", door.connection.administration)

    answer = door.send("GET", "/api/v1/tasks", headers={"Authorization": f"Bearer {other_key}"})

    assert [(task["count"], task["examples"]) for task in answer.json()["tasks"]] == [(1, [])]


def test_another_administration_has_other_tasks(door: Door) -> None:
    _aside(door, "R1", LONG_NAME)
    _, other_key = door.storage.connections.create("Ander CRM", door.storage.add_administration("Andere"))

    answer = door.send("GET", "/api/v1/tasks", headers={"Authorization": f"Bearer {other_key}"})

    assert answer.json()["tasks"] == []


def test_a_task_is_tried_again_as_a_whole(door: Door) -> None:
    _aside(door, "R1", LONG_NAME)
    _aside(door, "R2", LONG_NAME)
    _aside(door, "R3", problem("kvk-invalid", "kvk_number", "1"))
    cause = _tasks(door)[0]["cause"]

    answer = door.send("POST", "/api/v1/tasks/retry", json={"cause": cause})

    assert (answer.status_code, answer.json()) == (202, {"cause": cause, "retried": 2})
    assert [door.item(name).state.value for name in ("R1", "R2", "R3")] == ["due", "due", "set_aside"]
    assert door.woken == [door.connection.administration]


def test_a_task_that_is_not_there_is_not_found(door: Door) -> None:
    answer = door.send("POST", "/api/v1/tasks/retry", json={"cause": "nothing"})

    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "no-such-task"
    assert not door.woken


@pytest.mark.parametrize(
    ("body", "code"),
    [({}, "field-missing"), ({"cause": ""}, "text-empty"), ({"cause": 1}, "text-expected")],
)
def test_a_retry_without_a_cause_is_refused(door: Door, body: dict[str, Any], code: str) -> None:
    answer = door.send("POST", "/api/v1/tasks/retry", json=body)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == code


def test_every_refusal_names_who_can_solve_it(door: Door) -> None:
    error = door.put("relations", "X1", relation_body(iban="x")).json()["errors"][0]

    assert error["who"] in set(Who)
    assert error["who_nl"]
    assert error["who_en"]
