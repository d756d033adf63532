import pytest

from snelkoppeling.domain.problem_catalogue import CATALOGUE
from snelkoppeling.domain.problem_catalogue.door import DOOR
from tests.unit.web.bad_postings import BAD_POSTINGS, BAD_PROJECTS
from tests.unit.web.bad_records import BAD_RECORDS, BadRecord
from tests.unit.web.door import Door, encoded, relation_body

ALL_BAD = [*BAD_RECORDS, *BAD_PROJECTS, *BAD_POSTINGS]
REMEDIES = (
    "stuur", "zet", "vul", "verbeter", "gebruik", "kies", "schrijf", "rond", "kort", "sla", "splits", "maak",
    "verwijder", "laat", "controleer", "codeer",
)  # fmt: skip
"""Verbs that tell somebody what to do."""


@pytest.mark.parametrize("bad", ALL_BAD, ids=lambda bad: bad.name)
def test_a_bad_record_is_refused_by_name_with_a_remedy_and_leaves_nothing(door: Door, bad: BadRecord) -> None:
    answer = door.put(bad.kind, "X1", bad.body)

    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    found = [error for error in problem["errors"] if (error["code"], error["field"]) == (bad.code, bad.field)]
    assert found, problem["errors"]
    assert any(verb in found[0]["nl"].lower() for verb in REMEDIES), found[0]["nl"]
    assert found[0]["en"] != found[0]["nl"]
    assert problem["type"].startswith("/docs/errors#")
    assert not door.items
    assert not door.woken


def test_the_list_of_bad_records_is_long_and_names_each_once() -> None:
    names = [bad.name for bad in ALL_BAD]

    assert len(names) == len(set(names))
    assert len(names) > 150


def test_bad_lines_of_a_batch_are_refused_and_their_neighbours_are_stored(door: Door) -> None:
    good = [{"type": "relation", "external_id": f"R{n}", **relation_body()} for n in range(3)]
    bad = {"type": "relation", "external_id": "X1", **relation_body(iban="NL00")}

    answer = door.post_batch(good[0], bad, "", good[1], b"\xff{}", "[]", good[2])

    assert answer.status_code == 207
    verdicts = {line["line"]: line for line in answer.json()["lines"]}
    assert [verdicts[n]["result"] for n in (1, 4, 7)] == ["new"] * 3
    assert [verdicts[n]["errors"][0]["code"] for n in (2, 5, 6)] == [
        "iban-invalid",
        "body-not-utf8",
        "object-expected",
    ]
    assert sorted(door.items) == ["R0", "R1", "R2"]


def test_all_problems_of_a_record_are_told_at_once(door: Door) -> None:
    answer = door.put(
        "relations", "X1", relation_body(iban="x", kvk_number="1", email="@", number=0, nam="y")
    )

    codes = {error["code"] for error in answer.json()["errors"]}
    assert codes == {"iban-invalid", "kvk-invalid", "email-invalid", "number-below", "field-unknown"}
    assert "en nog 4" in answer.json()["detail"]


def test_endless_problems_are_cut_off_with_their_number(door: Door) -> None:
    answer = door.put("relations", "X1", relation_body(**{f"f{n}": 1 for n in range(250)}))

    errors = answer.json()["errors"]
    assert len(errors) == 101
    assert errors[-1]["code"] == "more-problems"
    assert errors[-1]["value"] == "150"


def test_a_body_of_more_than_a_megabyte_is_refused(door: Door) -> None:
    answer = door.put("relations", "X1", encoded(relation_body()) + b" " * 1024 * 1024)

    assert answer.status_code == 413
    assert answer.json()["errors"][0]["code"] == "body-too-large"
    assert not door.items


def test_an_invoice_of_more_than_a_megabyte_without_documents_is_refused(door: Door) -> None:
    answer = door.put("invoices", "X1", b'{"number": "' + b"1" * 1024 * 1024 + b'"}')

    assert answer.status_code == 413
    assert not door.items


def test_no_sentence_of_the_door_is_replaced_by_another_list() -> None:
    assert {code: CATALOGUE[code] for code in DOOR} == dict(DOOR)
