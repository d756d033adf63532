"""Conditions of lists, as text."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelstart_client.filters import Literal, where

SOME_ID = UUID("00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Bakker's", "'Bakker''s'"),
        ("", "''"),
        (SOME_ID, "guid'00000000-0000-4000-8000-000000000001'"),
        (date(2016, 4, 1), "datetime'2016-04-01'"),
        (datetime(2017, 7, 16, 23, 59, 59, 999000, tzinfo=UTC), "datetime'2017-07-16T23:59:59.999'"),
        (datetime(2017, 7, 16, 2, tzinfo=timezone(timedelta(hours=2))), "datetime'2017-07-16T00:00:00.000'"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.50"), "-0.50"),
        (42, "42"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
    ],
)
def test_a_literal_is_written_the_odata_v3_way(value: Literal, written: str) -> None:
    assert where("Naam").eq(value).text == f"Naam eq {written}"


def test_conditions_are_joined_in_brackets_so_that_their_order_cannot_change() -> None:
    both = where("Naam").eq("x") & ~(where("Nonactief").eq(value=True) | where("Relatiecode").lt(0))

    assert both.text == "(Naam eq 'x') and (not ((Nonactief eq true) or (Relatiecode lt 0)))"


def test_functions_and_collections_are_written_as_the_portal_shows_them() -> None:
    assert where("Naam").contains("o'n").text == "substringof('o''n',Naam) eq true"
    assert where("Naam").startswith("x").text == "startswith(Naam,'x') eq true"
    assert where("Datum").year().eq(2016).text == "year(Datum) eq 2016"
    assert where("Relatiesoort").any_eq("Eigen").text == "Relatiesoort/any(e:e eq 'Eigen')"
    fields = where("ExtraVeldenKlant").any(lambda e: e.where("Waarde").eq("5") & e.where("Naam").eq("lid"))
    assert fields.text == "ExtraVeldenKlant/any(e:(e/Waarde eq '5') and (e/Naam eq 'lid'))"


def test_each_comparison_has_its_operator() -> None:
    date_of = where("Datum")
    conditions = [date_of.ne(1), date_of.gt(1), date_of.ge(1), date_of.lt(1), date_of.le(1)]

    assert [str(each) for each in conditions] == [
        f"Datum {word} 1" for word in ("ne", "gt", "ge", "lt", "le")
    ]


@pytest.mark.parametrize(
    "name", ["naam", "", "Naam eq 'x' or Naam", "VestigingsAdres/", "Naam\n", "Naam/land"]
)
def test_what_is_no_property_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="UpperCamelCase"):
        where(name)


@given(st.text())
def test_no_text_can_end_its_own_quotes(text: str) -> None:
    written = where("Naam").eq(text).text

    inside = written.removeprefix("Naam eq '").removesuffix("'")
    assert "'" not in inside.replace("''", "")
    assert inside.replace("''", "'") == text
