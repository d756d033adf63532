import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snelkoppeling.sync.choice import Choice, Conflict
from snelkoppeling.sync.records import ItemState
from tests.unit.web.door import Door, encoded, invoice_body, line_body, relation_body
from tests.unit.web.ubl import ubl_invoice

QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
"""The door keeps what earlier examples stored, which changes nothing in what it may answer."""
TEXTS = st.text(st.characters(codec=None), max_size=30)
ODD = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "1e400",
        "NaN",
        "2026-02-30",
        "\ud800",
        "\x00",
        "x" * 300,
        "NL",
        "é",
        "🥖",
        "{}",
        "(PROV1)",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | ODD
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
GOOD = [
    (
        "relations",
        relation_body(contacts=[{"name": "Jan", "is_primary": True}], modified_at="2026-03-02T11:00:00Z"),
    ),
    (
        "invoices",
        invoice_body(lines=[line_body(account_number=8000, revenue_group="advies")], status="final"),
    ),
    (
        "invoices",
        invoice_body(
            lines=[line_body(project="17", item_class="uren", supply="services")],
            voucher="INK-1",
            original_currency="USD",
            original_total="130.00",
            vat_breakdown=[
                {
                    "vat_category": "AE",
                    "taxable_amount": "100.00",
                    "vat_amount": "0.00",
                    "exemption_code": "VATEX-EU-AE",
                    "exemption_reason": "Btw verlegd",
                }
            ],
        ),
    ),
    ("projects", {"number": "P-17", "description": "Zuilen", "is_active": True, "cost_centre_number": 17}),
]
ANSWERS = {202, 207, 413, 422}


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the path of every value within a body."""
    found = [path]
    if isinstance(value, dict):
        for name, inner in value.items():
            found += _places(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += _places(inner, (*path, index))
    return found


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, Any]:
    """A good body in which some values were replaced, dropped, or added under another name."""
    kind, body = draw(st.sampled_from(GOOD))
    body = copy.deepcopy(body)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_places(body)[1:]))
        inner = body
        for step in path[:-1]:
            inner = inner[step]
        match draw(st.sampled_from(["replace", "drop", "add"])):
            case "replace":
                inner[path[-1]] = draw(VALUES)
            case "drop":
                del inner[path[-1]]
            case "add" if isinstance(inner, dict):
                inner[draw(TEXTS)] = draw(VALUES)
        if not body or len(_places(body)) < 2:
            break
    return kind, body


def _is_right(answer: Any) -> None:
    assert answer.status_code in ANSWERS, answer.text
    if answer.status_code == 422:
        errors = answer.json()["errors"]
        assert errors
        assert all(error["nl"] and error["en"] and error["nl"] != error["en"] for error in errors)


@QUICK
@given(body=VALUES)
@pytest.mark.parametrize("kind", ["relations", "projects", "invoices"])
def test_no_json_whatsoever_breaks_the_door(door: Door, kind: str, body: Any) -> None:
    _is_right(door.put(kind, "X", json.dumps(body)))


@QUICK
@given(sent=mutated())
def test_no_change_to_a_good_record_breaks_the_door(door: Door, sent: tuple[str, Any]) -> None:
    kind, body = sent

    _is_right(door.put(kind, "X", json.dumps(body)))


@QUICK
@given(content=st.binary(max_size=200), kind=st.sampled_from(["relations", "invoices"]))
def test_no_bytes_break_the_door(door: Door, content: bytes, kind: str) -> None:
    _is_right(door.put(kind, "X", content))


@QUICK
@given(where=st.integers(0, 700), byte=st.integers(0, 255), length=st.integers(0, 3))
def test_no_damage_to_the_bytes_of_a_good_record_breaks_the_door(
    door: Door, where: int, byte: int, length: int
) -> None:
    content = encoded(invoice_body())

    _is_right(door.put("invoices", "X", content[:where] + bytes([byte]) * length + content[where + length :]))


@QUICK
@given(
    lines=st.lists(
        mutated().map(lambda sent: sent[1]) | VALUES | st.binary(max_size=60), min_size=1, max_size=5
    )
)
def test_no_line_breaks_a_batch_or_its_good_neighbours(door: Door, lines: list[Any]) -> None:
    good = {"type": "relation", "external_id": "goed", "name": "Goed"}
    sent = [line.replace(b"\n", b" ") if isinstance(line, bytes) else json.dumps(line) for line in lines]

    answer = door.post_batch(*sent, good)

    assert answer.status_code in {202, 207}, answer.text
    assert answer.json()["lines"][-1]["result"] in {"new", "unchanged"}


@QUICK
@given(body=VALUES, choice=st.sampled_from(["link", "allow", "leave_out", "x"]), named=VALUES)
def test_no_json_whatsoever_breaks_a_decision(door: Door, body: Any, choice: str, named: Any) -> None:
    door.put("relations", "R1", relation_body())
    item = door.item("R1")
    for sent in (body, {"choice": choice, "books_id": named}, {"choice": choice, "doubts": named}):
        item.state = ItemState.SET_ASIDE
        item.conflict = Conflict(choices=(Choice.LINK, Choice.ALLOW, Choice.LEAVE_OUT), doubts=("0",))

        answer = door.send(
            "POST",
            "/api/v1/relations/R1/decision",
            content=json.dumps(sent),
            headers={"Content-Type": "application/json"},
        )

        assert answer.status_code in {202, 409, 413, 422}, answer.text


@QUICK
@given(where=st.integers(0, 2500), content=st.binary(max_size=4), cut=st.integers(0, 40))
def test_no_damage_to_a_ubl_breaks_the_door(door: Door, where: int, content: bytes, cut: int) -> None:
    whole = ubl_invoice()
    damaged = whole[:where] + content + whole[where + cut :]

    answer = door.send(
        "POST", "/api/v1/invoices/ubl", content=damaged, headers={"Content-Type": "application/xml"}
    )

    _is_right(answer)
