from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from snelkoppeling.cli import words
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.ledger import STANDARD_GOODS, LedgerRule, LedgerRules
from snelkoppeling.domain.vat import VatEntryKind, VatKind
from snelkoppeling.sync.choice import Choice
from snelkoppeling.sync.records import Event, ItemState
from tests.factories import a_key, a_project, a_relation, an_invoice
from tests.unit.cli.shown import a_state


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
        ("lines", ["8200 100.00 high Advies en meer"], "8200 € 100,00 hoog Advies en meer"),
        ("vat", ["sales_high 21.00", "sales_low 9.00"], "hoog € 21,00; laag € 9,00"),
        ("vat", [], "(leeg)"),
    ],
)
def test_each_field_is_written_as_people_read_it(field: str, given: object, written: str) -> None:
    assert words.value(field, given) == written


def test_every_state_type_and_kind_has_its_word() -> None:
    assert set(words.STATES) == set(words.STYLES) == set(ItemState)
    assert set(words.TYPES) == set(EntityType)
    assert set(words.VAT_KINDS) == {kind.value for kind in (*VatKind, *VatEntryKind)}


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event(name="decided", detail="keep_books Anna"), "gekozen: SnelStart laten zoals het is (Anna)"),
        (Event(name="decided", detail="link"), "gekozen: koppelen aan wat in SnelStart staat"),
        (Event(name="decided", detail="iets van later"), "gekozen: iets (van later)"),
        (Event(name="created", detail="2026-1"), "gemaakt in SnelStart: 2026-1"),
        (Event(name="accepted"), "ontvangen van het CRM"),
        (Event(name="painted"), "painted"),
    ],
)
def test_what_happened_is_told_in_words(event: Event, said: str) -> None:
    assert words.told(event) == said


def test_a_twin_is_named_where_that_says_more_than_the_record() -> None:
    relation = a_state(a_key("R1"), a_relation("De Halm"), books_label="12 De Halm")
    project = a_state(a_key("P1", EntityType.PROJECT), a_project("P-17"), books_label="17 P-17 Verbouwing")
    invoice = a_state(a_key("F1", EntityType.INVOICE), an_invoice("2026-1"), books_label="2026-1")

    assert words.in_books(relation) == "relatiecode 12"
    assert words.in_books(project) == "kostenplaats 17"
    assert words.in_books(invoice) == ""


def test_cases_without_an_account_are_told_in_one_sentence() -> None:
    told = words.gaps(STANDARD_GOODS)

    assert told is not None
    assert "levering van goederen binnen de EU; diensten binnen de EU" in told[0]
    assert "goods supplied within the EU; services supplied within the EU" in told[1]
    assert words.gaps(LedgerRules(rules=(LedgerRule(account_number=8200),))) is None


def test_the_manual_of_the_first_sync_explains_each_action_and_each_choice() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "operating" / "first-sync.md").read_text(encoding="utf-8")

    assert all(f"`{choice}`" in manual for choice in Choice)
    assert all(nl in manual for nl, _ in words.PLANNED.values())
    assert all(f"./start {name}" in manual for name in ("plan", "decide", "approve", "tasks", "rules"))


def test_a_field_nobody_gave_a_label_keeps_its_name() -> None:
    assert words.label("phone") == "Telefoon"
    assert words.label("shoe_size") == "shoe_size"


def test_one_is_not_written_as_more() -> None:
    assert words.counted(1, "record", "records") == "1 record"
    assert words.counted(0, "record", "records") == "0 records"
