from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.domain.vat import VatKind, VatRate, VatTable
from tests.unit.domain.books import VAT_TABLE


@pytest.mark.parametrize(
    ("percentage", "day", "kind"),
    [
        ("21", date(2026, 3, 2), VatKind.HIGH),
        ("21.00", date(2026, 3, 2), VatKind.HIGH),
        ("9", date(2019, 1, 1), VatKind.LOW),
        ("6", date(2018, 12, 31), VatKind.LOW),
        ("19", date(2012, 9, 30), VatKind.HIGH),
        ("21", date(2012, 10, 1), VatKind.HIGH),
        ("0", date(2026, 3, 2), VatKind.NONE),
        ("0", date(1990, 1, 1), VatKind.NONE),
        ("6", date(2019, 1, 1), None),
        ("9", date(2018, 12, 31), None),
        ("25", date(2026, 3, 2), None),
    ],
)
def test_a_percentage_has_the_kind_that_the_table_gives_it_on_the_day(
    percentage: str, day: date, kind: VatKind | None
) -> None:
    assert VAT_TABLE.kind_of(Decimal(percentage), day) is kind


def a_rate(kind: VatKind) -> VatRate:
    return VatRate(kind, Decimal(9), date(2026, 1, 1), date(2026, 12, 31))


def test_a_percentage_of_two_kinds_has_neither() -> None:
    table = VatTable((a_rate(VatKind.LOW), a_rate(VatKind.OTHER)))

    assert table.kind_of(Decimal(9), date(2026, 3, 2)) is None


def test_a_rate_that_is_listed_twice_is_no_less_certain() -> None:
    table = VatTable((a_rate(VatKind.LOW), a_rate(VatKind.LOW)))

    assert table.kind_of(Decimal(9), date(2026, 3, 2)) is VatKind.LOW


def test_the_percentages_in_force_are_listed_highest_first_and_without_zero() -> None:
    assert VAT_TABLE.percentages_on(date(2026, 3, 2)) == [Decimal(21), Decimal(9), Decimal(5)]
    assert VAT_TABLE.percentages_on(date(2000, 1, 1)) == []
