"""Bookings that follow their invoice in SnelStart, and those that may not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import pytest

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceType, VatSubtotal
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.ports import Found
from snelkoppeling.sync.reconcile import differing_fields
from snelkoppeling.sync.records import SyncItem
from snelstart_client.resources.documenten import Documenttype
from tests.contract.books.benches import Shelf, SnelStartBench
from tests.contract.books.bookkeeping import (
    a_project_link,
    a_purchase,
    add_both,
    as_booked,
    bookings,
    changed,
    codes,
    held_rows,
    linked_to,
)
from tests.factories import a_line, an_invoice

SALES, PURCHASE = Direction.SALES, Direction.PURCHASE
EITHER = pytest.mark.parametrize("direction", [SALES, PURCHASE])
PAID, DECLARED, CLOSED = "BOE-0083", "BOE-0046", "BOE-0042"


def made(direction: Direction, number: str = "2026-0001", **fields: Any) -> Invoice:
    return an_invoice(number, **fields) if direction is SALES else a_purchase(number, **fields)


def dearer(invoice: Invoice) -> Invoice:
    """Give the invoice with a line of 50.00 at the low rate added."""
    low = VatSubtotal(
        vat_category=VatCategory.STANDARD,
        vat_rate=Decimal(9),
        taxable_amount=Money.of("50.00"),
        vat_amount=Money.of("4.50"),
    )
    return replace(
        invoice,
        lines=(*invoice.lines, a_line("50.00", rate="9", description="Boek")),
        vat_breakdown=(*invoice.vat_breakdown, low),
        total_without_vat=Money.of("150.00"),
        total_vat=Money.of("25.50"),
        total_with_vat=Money.of("175.50"),
    )


class Booked:
    """An invoice that was booked in an earlier run, and its store in this one."""

    def __init__(self, snelstart: SnelStartBench, invoice: Invoice) -> None:
        self.links = linked_to(add_both(snelstart))
        self.found: Found = bookings(snelstart, self.links).create(invoice)
        self.shelf: Shelf = bookings(snelstart, self.links)
        self.item: SyncItem = as_booked(self.shelf, invoice, self.found)

    def follow(self, invoice: Invoice) -> Found:
        wanted, fields = changed(self.shelf, self.item, invoice)
        return self.shelf.store.update(self.found.books_id, wanted, fields)


@EITHER
def test_a_booking_follows_its_invoice_in_every_field(
    snelstart: SnelStartBench, direction: Direction
) -> None:
    booked = Booked(snelstart, made(direction))
    new = dearer(
        made(direction, "2026-0009", issue_date=date(2026, 3, 5), description="Advies", voucher="V1")
    )
    updated = booked.follow(new)
    assert (updated.books_id, updated.event) == (booked.found.books_id, "updated")
    wanted, left = changed(booked.shelf, booked.item, new)
    assert left == frozenset()
    (row,) = held_rows(snelstart, direction)
    assert (row["factuurnummer"], row["factuurbedrag"]) == ("2026-0009", Decimal("175.50"))
    assert wanted.label == "2026-0009"


@EITHER
@pytest.mark.parametrize("way", ["replaced", "merged"])
def test_a_change_leaves_what_is_not_ours(snelstart: SnelStartBench, direction: Direction, way: str) -> None:
    snelstart.control.set_switches(booking_on_put=way)
    booked = Booked(snelstart, made(direction))
    snelstart.control.edit_booking(booked.found.books_id, boekstuk="MAP-7", markering=True)
    booked.follow(made(direction, description="Advies in maart"))
    (row,) = held_rows(snelstart, direction)
    assert (row["boekstuk"], row["markering"], row["omschrijving"]) == ("MAP-7", True, "Advies in maart")


def test_a_change_leaves_the_consent_to_collect(snelstart: SnelStartBench) -> None:
    booked = Booked(snelstart, made(SALES))
    mandate = {"kenmerk": "M1", "omschrijving": "Eenmalig", "datum": "2026-03-02T00:00:00"}
    snelstart.control.edit(
        "verkoopboekingen", booked.found.books_id, changes={"eenmaligeIncassoMachtiging": mandate}
    )
    party = next(iter(booked.links.values())).books_id
    snelstart.control.edit(
        "relaties", str(party), changes={"iban": "NL91ABNA0417164300", "incassoSoort": "Core"}
    )
    booked.follow(made(SALES, description="Advies in maart"))
    (row,) = held_rows(snelstart)
    assert row["eenmaligeIncassoMachtiging"]["kenmerk"] == "M1"


@EITHER
def test_a_project_that_goes_from_a_line_goes_from_the_booking(
    snelstart: SnelStartBench, direction: Direction
) -> None:
    snelstart.control.set_switches(booking_on_put="merged")
    project = a_project_link(snelstart, Project(number="17", description="Verbouwing"))
    links = linked_to(add_both(snelstart), P1=project)
    on_project = made(direction, lines=(a_line(project=ExternalId("P1")),))
    shelf = bookings(snelstart, links)
    found = shelf.create(on_project)
    item = as_booked(shelf, on_project, found)
    wanted, fields = changed(shelf, item, made(direction))
    assert fields == {"lines"}
    shelf.store.update(found.books_id, wanted, fields)
    (row,) = held_rows(snelstart, direction)
    assert row["boekingsregels"][0]["kostenplaats"] is None


@EITHER
def test_a_credit_note_follows_its_document(snelstart: SnelStartBench, direction: Direction) -> None:
    credit = replace(made(direction), invoice_type=InvoiceType.CREDIT_NOTE)
    booked = Booked(snelstart, credit)
    booked.follow(dearer(credit))
    (row,) = held_rows(snelstart, direction)
    assert row["factuurbedrag"] == Decimal("-175.50")


@EITHER
def test_what_the_bookkeeper_edits_between_reading_and_writing_is_not_overwritten(
    snelstart: SnelStartBench, direction: Direction
) -> None:
    booked = Booked(snelstart, made(direction))
    wanted, fields = changed(booked.shelf, booked.item, made(direction, description="Nieuw"))
    snelstart.control.edit_booking(booked.found.books_id, omschrijving="Van de boekhouder")
    with pytest.raises(ChoiceNeededError) as raised:
        booked.shelf.store.update(booked.found.books_id, wanted, fields)
    assert codes(raised) == ["edited-in-books"]
    conflict = raised.value.conflict
    assert conflict.choices == (Choice.KEEP_BOOKS, Choice.USE_CRM)
    assert conflict.in_books is not None
    assert conflict.in_books["description"] == "Van de boekhouder"
    assert conflict.agreed == booked.item.last_agreed
    (row,) = held_rows(snelstart, direction)
    assert row["omschrijving"] == "Van de boekhouder"


def test_a_file_that_comes_between_reading_and_writing_is_no_edit(snelstart: SnelStartBench) -> None:
    snelstart.control.set_switches(attachment_touches_modified_on=True)
    booked = Booked(snelstart, made(SALES))
    wanted, fields = changed(booked.shelf, booked.item, made(SALES, description="Nieuw"))
    snelstart.client.documenten.create(
        Documenttype.VERKOOPBOEKINGEN, booked.found.books_id, file_name="a.pdf", content=b"%PDF"
    )
    booked.shelf.store.update(booked.found.books_id, wanted, fields)
    (row,) = held_rows(snelstart)
    assert (row["omschrijving"], len(row["documents"])) == ("Nieuw", 1)


@EITHER
@pytest.mark.parametrize("code", [PAID, DECLARED, "BOE-0047", "BOE-0048", "BOE-0049", "BOE-0050"])
def test_a_booking_that_is_tied_asks_for_a_credit_note(
    snelstart: SnelStartBench, direction: Direction, code: str
) -> None:
    booked = Booked(snelstart, made(direction))
    snelstart.control.protect(booked.found.books_id, code)
    with pytest.raises(ChoiceNeededError) as raised:
        booked.follow(dearer(made(direction)))
    assert codes(raised) == ["booking-locked"]
    assert "creditnota" in raised.value.problems[0].nl
    assert code in raised.value.problems[0].nl
    assert raised.value.conflict.choices == (Choice.KEEP_BOOKS, Choice.USE_CRM)
    (row,) = held_rows(snelstart, direction)
    assert row["factuurbedrag"] == Decimal("121.00")


@EITHER
def test_a_booking_in_a_closed_period_asks_for_a_credit_note(
    snelstart: SnelStartBench, direction: Direction
) -> None:
    booked = Booked(snelstart, made(direction))
    snelstart.control.close_period(date(2026, 3, 31))
    with pytest.raises(ChoiceNeededError) as raised:
        booked.follow(dearer(made(direction)))
    assert codes(raised) == ["booking-locked"]


@EITHER
@pytest.mark.parametrize("accepted", [True, False])
def test_a_paid_booking_follows_where_snelstart_lets_it(
    snelstart: SnelStartBench,
    direction: Direction,
    accepted: bool,  # noqa: FBT001
) -> None:
    way = "accepted" if accepted else "refused"
    snelstart.control.set_switches(booking_with_payments_on_put=way)
    booked = Booked(snelstart, made(direction))
    kind: Literal["verkoop", "inkoop"] = "verkoop" if direction is SALES else "inkoop"
    snelstart.control.pay("2026-0001", bedrag=Decimal("10.00"), soort=kind)
    if accepted:
        booked.follow(dearer(made(direction)))
    else:
        with pytest.raises(ChoiceNeededError):
            booked.follow(dearer(made(direction)))
    (row,) = held_rows(snelstart, direction)
    assert row["factuurbedrag"] == Decimal("175.50" if accepted else "121.00")


@EITHER
def test_what_the_accountant_did_is_shown(snelstart: SnelStartBench, direction: Direction) -> None:
    booked = Booked(snelstart, made(direction))
    snelstart.control.edit_booking(
        booked.found.books_id, markering=True, gewijzigd_door_accountant=True, omschrijving="Anders"
    )
    snelstart.control.edit_line(booked.found.books_id, grootboek=4100 if direction is PURCHASE else 8100)
    held = bookings(snelstart, {}).store.get(booked.found.books_id)
    assert held is not None
    assert (held["changed_by_accountant"], held["marked"], held["description"]) == (True, True, "Anders")
    assert isinstance(held["lines"], list)
    assert held["lines"][0].startswith("4100 " if direction is PURCHASE else "8100 ")


def test_an_update_of_a_booking_that_was_not_read_asks_first(snelstart: SnelStartBench) -> None:
    booked = Booked(snelstart, made(SALES))
    wanted = booked.shelf.desired(dearer(made(SALES)))
    with pytest.raises(ChoiceNeededError):
        booked.shelf.store.update(booked.found.books_id, wanted, frozenset({"total"}))


@EITHER
def test_an_update_of_a_booking_that_goes_meanwhile_is_refused(
    snelstart: SnelStartBench, direction: Direction
) -> None:
    booked = Booked(snelstart, made(direction))
    wanted, fields = changed(booked.shelf, booked.item, dearer(made(direction)))
    snelstart.control.delete_booking(booked.found.books_id)
    with pytest.raises(RecordRejectedError) as raised:
        booked.shelf.store.update(booked.found.books_id, wanted, fields)
    assert codes(raised) == ["removed-from-books"]


def test_a_term_that_was_left_to_snelstart_is_no_edit(snelstart: SnelStartBench) -> None:
    booked = Booked(snelstart, made(SALES, due_date=None))
    wanted, fields = changed(booked.shelf, booked.item, made(SALES, due_date=None, description="Nieuw"))
    assert fields == {"description"}
    assert wanted.image["payment_term_days"] is None


def test_spaces_and_the_order_of_lines_are_no_edit(snelstart: SnelStartBench) -> None:
    invoice = dearer(made(SALES, description="Advies  in maart"))
    booked = Booked(snelstart, invoice)
    (row,) = held_rows(snelstart)
    snelstart.control.edit(
        "verkoopboekingen",
        booked.found.books_id,
        changes={"omschrijving": "Advies in maart ", "boekingsregels": row["boekingsregels"][::-1]},
    )
    booked.shelf.store.prepare([booked.item], waiting=1)
    held = booked.shelf.store.get(booked.found.books_id)
    assert held is not None
    assert booked.item.last_agreed is not None
    assert differing_fields(booked.item.last_agreed, held) == frozenset()


def test_a_number_that_is_taken_by_another_is_told_when_an_invoice_is_renumbered(
    snelstart: SnelStartBench,
) -> None:
    booked = Booked(snelstart, made(SALES))
    bookings(snelstart, booked.links).create(made(SALES, "2026-0002"))
    with pytest.raises(RecordRejectedError) as raised:
        booked.follow(made(SALES, "2026-0002"))
    assert codes(raised) == ["BOE-0021"]


def test_the_images_of_an_earlier_version_still_compare_equal(snelstart: SnelStartBench) -> None:
    booked = Booked(snelstart, made(SALES))
    assert booked.item.last_agreed == {
        "invoice_number": "2026-0001",
        "invoice_date": "2026-03-02",
        "customer": next(iter(booked.links.values())).books_id,
        "total": "121.00",
        "description": "Factuur 2026-0001",
        "payment_term_days": 30,
        "lines": ["8200 100.00 high Advies"],
        "vat": ["sales_high 21.00"],
    }
