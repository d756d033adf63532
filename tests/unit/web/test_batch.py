import json
from io import BytesIO

from snelkoppeling.sync.records import Lane
from snelkoppeling.web.api.batch import Batch, numbered_lines
from snelkoppeling.web.limits import LARGEST_JSON
from snelkoppeling.web.services import installed
from tests.unit.web.door import Door, invoice_body, relation_body


def _relation(number: int) -> dict[str, object]:
    return {"type": "relation", "external_id": f"R{number}", "name": f"Klant {number}"}


def test_thousands_of_lines_are_stored_in_the_backfill_lane(door: Door) -> None:
    answer = door.post_batch(*(_relation(number) for number in range(1, 2002)))

    assert answer.status_code == 202
    assert answer.json()["totals"] == {
        "lines": 2001, "new": 2001, "changed": 0, "unchanged": 0, "stale": 0, "refused": 0,
    }  # fmt: skip
    assert len(door.items) == 2001
    assert {item.lane for item in door.items.values()} == {Lane.BACKFILL}


def test_a_batch_can_take_the_live_lane(door: Door) -> None:
    door.post_batch(_relation(1), query="?lane=live")

    assert door.item("R1").lane is Lane.LIVE


def test_relations_and_invoices_come_in_one_batch_with_any_line_end(door: Door) -> None:
    lines = [
        json.dumps(_relation(1)) + "\r",
        "",
        "   ",
        json.dumps({"type": "invoice", "external_id": "F1", **invoice_body()}),
        "",
    ]

    answer = door.post_batch(*lines)

    assert answer.status_code == 202, answer.text
    assert [(line["line"], line["type"], line["result"]) for line in answer.json()["lines"]] == [
        (1, "relation", "new"),
        (4, "invoice", "new"),
    ]


def test_sending_a_batch_again_changes_nothing(door: Door) -> None:
    door.post_batch(_relation(1), _relation(2))

    answer = door.post_batch(_relation(1), _relation(2))

    assert answer.json()["totals"]["unchanged"] == 2


def test_the_same_record_twice_in_a_batch_is_stored_as_it_was_last(door: Door) -> None:
    answer = door.post_batch(_relation(1), {**_relation(1), "name": "Laatste"})

    assert answer.status_code == 202
    assert len(answer.json()["lines"]) == 2
    assert getattr(door.item("R1").record, "name", "") == "Laatste"


def test_each_line_is_judged_by_itself(door: Door) -> None:
    answer = door.post_batch(
        {"type": "quote", "external_id": "O1", "number": 1},
        {"type": "uren", "external_id": "U1"},
        {"type": "klant", "external_id": "K1"},
        {"external_id": "R0", "name": "A"},
        {"type": ["relation"], "external_id": "R0", "name": "A"},
        {"type": "relation", "name": "A"},
        {"type": "relation", "external_id": 12, "name": "A"},
        {"type": "relation", "external_id": " R", "name": "A"},
        '{"type": "relation", "external_id": "\\ud800", "name": "A"}',
        {"type": "invoice", "external_id": "F1", **invoice_body(number="(PROV1)")},
        _relation(1),
    )

    assert answer.status_code == 207
    codes = [[error["code"] for error in line["errors"]] for line in answer.json()["lines"]]
    assert codes == [
        ["not-carried"],
        ["not-carried"],
        ["type-unknown"],
        ["field-missing"],
        ["type-unknown"],
        ["field-missing"],
        ["text-expected"],
        ["external-id-unusable"],
        ["external-id-unusable"],
        ["invoice-number-draft"],
        [],
    ]
    assert list(door.items) == ["R1"]
    assert all(error["nl"] for line in answer.json()["lines"] for error in line["errors"])


def test_a_line_that_is_too_long_does_not_harm_the_next(door: Door) -> None:
    answer = door.post_batch(b'{"x": "' + b"x" * (2 * LARGEST_JSON) + b'"}', _relation(1))

    assert [line["errors"][0]["code"] if line["errors"] else "" for line in answer.json()["lines"]] == [
        "batch-line-too-long",
        "",
    ]
    assert list(door.items) == ["R1"]


def test_a_long_last_line_without_an_end_is_judged_once() -> None:
    lines = list(numbered_lines(BytesIO(b"x" * (3 * LARGEST_JSON)), lambda _: None))

    assert lines == [(1, None)]


def test_more_lines_than_a_batch_may_have_are_not_stored_silently(door: Door) -> None:
    batch = Batch(
        connection=door.connection,
        lane=Lane.LIVE,
        accept=installed().services.intake.accept,
        now=door.clock.now,
        most_lines=2,
    )
    lines = BytesIO(b"\n".join(json.dumps(_relation(number)).encode() for number in range(5)))

    answer = batch.take(numbered_lines(lines, lambda _: None))

    assert [line.result for line in answer.lines] == ["new", "new", "refused"]
    assert answer.lines[-1].errors[0].code == "batch-too-many-lines"
    assert list(door.items) == ["R0", "R1"]
    assert lines.read() == b""


def test_a_batch_without_records_is_refused(door: Door) -> None:
    answer = door.post_batch("", "  ", "\r")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "batch-empty"


def test_a_repeated_batch_gets_the_same_answer_under_its_key(door: Door) -> None:
    first = door.post_batch(_relation(1), idempotency_key="k1")

    second = door.post_batch(_relation(1), idempotency_key="k1")

    assert second.json() == first.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert second.json()["totals"]["new"] == 1


def test_another_batch_under_the_same_key_is_refused(door: Door) -> None:
    door.post_batch(_relation(1), idempotency_key="k1")

    answer = door.post_batch(_relation(2), idempotency_key="k1")

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "idempotency-key-reused"
    assert list(door.items) == ["R1"]


def test_a_batch_that_was_refused_can_be_corrected_under_its_key(door: Door) -> None:
    door.post_batch("", idempotency_key="k1")

    assert door.post_batch(_relation(1), idempotency_key="k1").status_code == 202


def test_a_relation_of_many_fields_fits_a_line(door: Door) -> None:
    answer = door.post_batch({"type": "relation", "external_id": "R1", **relation_body()})

    assert answer.status_code == 202
