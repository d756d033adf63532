from datetime import UTC, datetime
from decimal import Decimal

import pytest

from snelkoppeling.cli import words
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.vat import VatEntryKind, VatKind
from snelkoppeling.sync.records import ItemState


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("0", "€ 0,00"),
        ("1619.76", "€ 1.619,76"),
        ("-12.50", "€ -12,50"),
        ("1234567.8", "€ 1.234.567,80"),
    ],
)
def test_amounts_are_written_as_in_the_netherlands(amount: str, written: str) -> None:
    assert words.euros(Decimal(amount)) == written
    assert words.amount(amount) == written


def test_what_is_no_amount_is_written_as_it_is() -> None:
    assert words.amount("onbekend") == "onbekend"


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2026, 1, 5, 12, 30, tzinfo=UTC), "05-01-2026 13:30:00"),
        (datetime(2026, 7, 5, 22, 30, tzinfo=UTC), "06-07-2026 00:30:00"),
        (None, ""),
    ],
)
def test_moments_are_written_in_dutch_time_summer_and_winter(at: datetime | None, written: str) -> None:
    assert words.moment(at) == written


@pytest.mark.parametrize(
    ("field", "given", "written"),
    [
        ("is_active", True, "ja"),
        ("is_active", False, "nee"),
        ("phone", None, "(leeg)"),
        ("phone", "", "(leeg)"),
        ("phone", "030", "030"),
        ("total", "121.00", "€ 121,00"),
        ("invoice_date", "2026-03-02", "02-03-2026"),
        ("invoice_date", "ooit", "ooit"),
        ("payment_term_days", 14, "14 dagen"),
    ],
)
def test_each_field_is_written_as_people_read_it(field: str, given: object, written: str) -> None:
    assert words.value(field, given) == written


def test_every_state_type_and_kind_has_its_word() -> None:
    assert set(words.STATES) == set(words.STYLES) == set(ItemState)
    assert set(words.TYPES) == set(EntityType)
    assert set(words.VAT_KINDS) == {kind.value for kind in (*VatKind, *VatEntryKind)}


def test_a_field_nobody_gave_a_label_keeps_its_name() -> None:
    assert words.label("phone") == "Telefoon"
    assert words.label("shoe_size") == "shoe_size"


def test_one_is_not_written_as_more() -> None:
    assert words.counted(1, "record", "records") == "1 record"
    assert words.counted(0, "record", "records") == "0 records"
