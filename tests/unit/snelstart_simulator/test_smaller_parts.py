"""The clock, the table, the reader of bodies and the router, each by itself."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelstart_simulator.clock import Clock
from snelstart_simulator.models.record import Guid
from snelstart_simulator.models.reference_data import Kostenplaats
from snelstart_simulator.reading import guid_of, read_object, wall_time_of
from snelstart_simulator.refusals import ModelRefusal
from snelstart_simulator.table import Table
from tests.unit.snelstart_simulator.office import NOON, Office


def test_a_clock_runs_along_with_the_time_it_is_given() -> None:
    moments = iter(
        [NOON, NOON + timedelta(seconds=1), NOON + timedelta(seconds=1), NOON + timedelta(seconds=3)]
    )
    clock = Clock(lambda: next(moments))
    assert clock.now() == NOON
    clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    assert clock.now() == datetime(2030, 1, 1, tzinfo=UTC)
    clock.advance(timedelta(hours=1))
    assert clock.now() == datetime(2030, 1, 1, 1, 0, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-01", datetime(2026, 3, 1)),  # noqa: DTZ001 - SnelStart's times have no zone.
        ("2026-03-01T10:11:12", datetime(2026, 3, 1, 10, 11, 12)),  # noqa: DTZ001 - as above.
        ("2020-10-19T15:16:56.758932Z", datetime(2020, 10, 19, 15, 16, 56, 758932)),  # noqa: DTZ001 - as above.
        ("2026-03-01T10:11:12.3", datetime(2026, 3, 1, 10, 11, 12, 300000)),  # noqa: DTZ001 - as above.
        ("2026-13-01", None),
        ("01-03-2026", None),
        ("", None),
    ],
)
def test_a_moment_is_read_in_every_form_that_clients_send(text: str, moment: datetime | None) -> None:
    assert wall_time_of(text) == moment


def test_an_identifier_is_read_in_every_form_that_clients_send() -> None:
    assert guid_of("{0000ABCD-0000-4000-8000-000000000001}") == "0000abcd-0000-4000-8000-000000000001"
    assert guid_of("x") is None
    assert guid_of(7) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_an_amount_is_the_same_as_number_and_as_text(amount: Decimal) -> None:
    number = read_object(f'{{"bedrag": {amount}}}'.encode()).amount("BEDRAG")
    text = read_object(f'{{"bedrag": "{amount}"}}'.encode()).amount("bedrag")
    assert number == text == amount


@given(st.binary(max_size=60))
def test_any_body_at_all_is_read_or_refused(body: bytes) -> None:
    try:
        fields = read_object(b'{"a":' + body + b"}")
        fields.text("a")
        fields.amount("a")
        fields.whole("a")
        fields.flag("a")
        fields.moment("a")
        fields.one_of("a", {"Geen": 0})
        fields.reference("a")
        fields.rows("a")
        fields.texts("a")
        fields.content("a")
        fields.require_readable()
    except ModelRefusal:
        return
    assert fields.has("A") or fields.raw("a") is None


@pytest.mark.parametrize(
    ("method", "value"),
    [
        ("text", {}),
        ("amount", True),
        ("amount", "tien"),
        ("whole", 1.5),
        ("whole", 2**31),
        ("flag", "ja"),
        ("moment", 7),
        ("identifier", "x"),
        ("inner", 3),
        ("rows", {}),
        ("rows", [1]),
        ("texts", [{}]),
        ("content", "@"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_by_its_place(method: str, value: Any) -> None:
    fields = read_object(json.dumps({"veld": value}).encode())
    getattr(fields, method)("veld")
    with pytest.raises(ModelRefusal) as refusal:
        fields.require_readable()
    assert list(refusal.value.model_state) == ["model.veld"]


def test_flags_and_lists_are_read_generously() -> None:
    fields = read_object(
        b'{"a": "True", "b": 1, "c": 0, "d": [null, {"x": 1}], "e": "Klant", "f": [1, "Klant"], "g": true}'
    )
    assert [fields.flag(name) for name in "abcz"] == [True, True, False, False]
    assert [row.whole("x") for row in fields.rows("d")] == [1]
    assert fields.texts("e") == ["Klant"]
    assert fields.texts("f") == ["1", "Klant"]
    assert fields.text("g") == "True"
    assert fields.text("b") == "1"
    fields.require_readable()


def a_centre(number: int, nummer: int) -> Kostenplaats:
    identifier = Guid(f"00000000-0000-4000-8000-{number:012}")
    return Kostenplaats(id=identifier, uri="", omschrijving="", nonactief=False, nummer=nummer)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans()), max_size=30))
def test_an_index_always_agrees_with_the_rows(steps: list[tuple[int, int, bool]]) -> None:
    table: Table[Kostenplaats] = Table(indexed=("nummer",))
    for number, nummer, removing in steps:
        centre = a_centre(number, nummer)
        if removing and table.get(centre.id):
            table.remove(centre.id)
        else:
            table.put(centre)
    for nummer in range(4):
        assert table.find("nummer", nummer) == [row for row in table if row.nummer == nummer]


@pytest.mark.parametrize("path", ["/LANDEN", "/landen/", "/Landen"])
def test_a_path_may_be_written_in_any_case_and_with_a_slash_behind_it(office: Office, path: str) -> None:
    assert len(office.get(path).json) == 250
