"""Purchases in SnelStart: booked once, whatever numbers suppliers share."""

from dataclasses import replace
from decimal import Decimal

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.invoice import Direction, InvoiceType
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.domain.project import Project
from snelkoppeling.errors import OutcomeUnknownError, ParentGoneError, RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError
from snelkoppeling.sync.records import ItemState, Link
from tests.contract.books.benches import Shelf, SnelStartBench, an_item
from tests.contract.books.bookkeeping import (
    a_project_link,
    a_purchase,
    add_both,
    add_supplier,
    bookings,
    codes,
    held_rows,
    linked_to,
)
from tests.factories import a_key, a_line, an_attachment, an_invoice

PURCHASE = Direction.PURCHASE
UNIQUE = "purchase_numbers_unique_in"


@pytest.fixture
def supplier(snelstart: SnelStartBench) -> BooksId:
    return add_supplier(snelstart)


def test_a_purchase_is_booked_with_its_supplier_date_and_total(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    found = bookings(snelstart, linked_to(supplier)).create(a_purchase(voucher="INK-1"))
    (row,) = held_rows(snelstart, PURCHASE)
    assert (row["id"], row["factuurnummer"], row["leverancier"]["id"]) == (found.books_id, "A-77", supplier)
    assert (row["factuurbedrag"], row["boekstuk"]) == (Decimal("121.00"), "INK-1")
    held = bookings(snelstart, {}).store.get(found.books_id)
    assert held == {
        "invoice_number": "A-77",
        "invoice_date": "2026-03-02",
        "supplier": supplier,
        "total": "121.00",
        "description": "Factuur A-77",
        "lines": ["7002 100.00 high Advies"],
        "vat": ["purchase_high 21.00"],
        "voucher": "INK-1",
    }


def test_a_purchase_on_a_project_carries_its_cost_centre(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    project = a_project_link(snelstart, Project(number="17", description="Verbouwing"))
    shelf = bookings(snelstart, linked_to(supplier, P1=project))
    found = shelf.create(a_purchase(lines=(a_line(project="P1"),)))
    (row,) = held_rows(snelstart, PURCHASE)
    assert row["boekingsregels"][0]["kostenplaats"]["id"] == project.books_id
    held = shelf.store.get(found.books_id)
    assert held is not None
    assert held["lines"] == shelf.desired(a_purchase(lines=(a_line(project="P1"),))).image["lines"]
    assert held["lines"] == ["7002/17 100.00 high Advies"]


def test_a_purchase_again_is_the_booking_that_is_there(snelstart: SnelStartBench, supplier: BooksId) -> None:
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    again = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    assert (again.books_id, again.event) == (booked.books_id, "adopted")


def test_another_total_under_the_suppliers_number_is_asked_about(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    other = a_purchase(issue_date=an_invoice().issue_date.replace(day=9))
    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, linked_to(supplier)).create(other)
    assert codes(raised) == ["invoice-number-in-use"]
    assert "datum 2026-03-02 / 2026-03-09" in raised.value.problems[0].nl
    assert raised.value.conflict.choices == (Choice.LINK, Choice.LEAVE_OUT)
    assert [one.books_id for one in raised.value.conflict.candidates] == [booked.books_id]


def test_a_number_of_another_supplier_is_no_obstacle_where_numbers_belong_to_suppliers(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    snelstart.control.set_switches(**{UNIQUE: "supplier"})
    bookings(snelstart, linked_to(supplier)).create(a_purchase())
    other = add_supplier(snelstart, "Drukkerij Twee")
    found = bookings(snelstart, linked_to(other)).create(a_purchase())
    assert (found.event, len(held_rows(snelstart, PURCHASE))) == ("created", 2)


@pytest.mark.parametrize("scope", ["administration", "administration_and_sales"])
def test_a_number_of_another_supplier_is_told_with_the_setting_that_helps(
    snelstart: SnelStartBench, supplier: BooksId, scope: str
) -> None:
    snelstart.control.set_switches(**{UNIQUE: scope})
    bookings(snelstart, linked_to(supplier)).create(a_purchase())
    other = add_supplier(snelstart, "Drukkerij Twee")
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, linked_to(other)).create(a_purchase())
    assert codes(raised) == ["purchase-number-of-other-supplier"]
    assert "Drukkerij De Pers" in raised.value.problems[0].nl
    assert "supplier_in_number" in raised.value.problems[0].nl


@pytest.mark.parametrize("scope", ["administration", "administration_and_sales"])
def test_with_the_supplier_in_the_number_all_suppliers_may_use_the_same(
    snelstart: SnelStartBench, supplier: BooksId, scope: str
) -> None:
    snelstart.control.set_switches(**{UNIQUE: scope})
    snelstart.file.posting = PostingPolicy(supplier_in_number=True)
    bookings(snelstart, linked_to(supplier)).create(a_purchase())
    other = add_supplier(snelstart, "Drukkerij Twee")
    links = {a_key("R2"): Link(state=ItemState.IN_SYNC, books_id=other)}
    bookings(snelstart, links).create(a_purchase(relation="R2"))
    numbers = sorted(row["factuurnummer"] for row in held_rows(snelstart, PURCHASE))
    assert numbers == ["R1-A-77", "R2-A-77"]


def test_a_number_of_a_sale_is_told_where_sales_and_purchases_share_numbers(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.set_switches(**{UNIQUE: "administration_and_sales"})
    links = linked_to(add_both(snelstart))
    bookings(snelstart, links).create(an_invoice("7"))
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, links).create(a_purchase("7"))
    assert codes(raised) == ["purchase-number-of-sale"]


def test_a_number_of_a_purchase_is_told_where_sales_and_purchases_share_numbers(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.set_switches(**{UNIQUE: "administration_and_sales"})
    links = linked_to(add_both(snelstart))
    bookings(snelstart, links).create(a_purchase("7"))
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, links).create(an_invoice("7"))
    assert codes(raised) == ["sales-number-of-purchase"]


@pytest.mark.parametrize("comparison", ["ignoring_case", "ignoring_case_and_spaces"])
@pytest.mark.parametrize("purchase", [True, False])
def test_a_number_that_snelstart_thinks_the_same_is_found_however_it_is_spelled(
    snelstart: SnelStartBench,
    comparison: str,
    purchase: bool,  # noqa: FBT001
) -> None:
    snelstart.control.set_switches(numbers_compared=comparison)
    links = linked_to(add_both(snelstart))
    make = a_purchase if purchase else an_invoice
    booked = bookings(snelstart, links).create(make("f-77"))
    found = bookings(snelstart, links).create(make("F-77"))
    assert (found.books_id, found.event) == (booked.books_id, "adopted")


def test_a_purchase_whose_answer_was_lost_is_found_by_number_and_supplier(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    snelstart.control.set_switches(**{UNIQUE: "supplier"})
    bookings(snelstart, linked_to(add_supplier(snelstart, "Een ander"))).create(a_purchase())
    snelstart.control.add_fault("answer_lost", method="POST", path="/inkoopboekingen")
    with pytest.raises(OutcomeUnknownError):
        bookings(snelstart, linked_to(supplier)).create(a_purchase())
    (found,) = bookings(snelstart, linked_to(supplier)).written_by(a_purchase())
    (row,) = [row for row in held_rows(snelstart, PURCHASE) if row["leverancier"]["id"] == supplier]
    assert (found.books_id, found.event) == (row["id"], "found")


def test_a_purchase_that_its_list_does_not_show_is_found_with_its_supplier(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    (invoice,) = snelstart.control.books()["inkoopfacturen"]
    snelstart.control.delete("inkoopfacturen", invoice["id"])
    (found,) = bookings(snelstart, linked_to(supplier)).written_by(a_purchase())
    assert found.books_id == booked.books_id


def test_a_purchase_that_never_arrived_is_not_found(snelstart: SnelStartBench, supplier: BooksId) -> None:
    snelstart.control.add_fault("connection_dropped", method="POST", path="/inkoopboekingen")
    with pytest.raises(OutcomeUnknownError):
        bookings(snelstart, linked_to(supplier)).create(a_purchase())
    assert bookings(snelstart, linked_to(supplier)).written_by(a_purchase()) == []


def test_a_purchase_of_a_mere_customer_is_explained(snelstart: SnelStartBench) -> None:
    customer = snelstart.add_relation(name="Bakkerij De Halm")
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, linked_to(customer)).create(a_purchase())
    assert "BOE-0003" in codes(raised)


def test_a_purchase_that_was_removed_reads_as_nothing(snelstart: SnelStartBench, supplier: BooksId) -> None:
    found = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    snelstart.control.delete_booking(found.books_id)
    assert bookings(snelstart, {}).store.get(found.books_id) is None


def test_the_file_of_a_purchase_hangs_on_its_booking(snelstart: SnelStartBench, supplier: BooksId) -> None:
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    invoice = a_key("F1", EntityType.INVOICE)
    links = {invoice: Link(state=ItemState.IN_SYNC, books_id=booked.books_id, record=a_purchase())}
    files = Shelf(snelstart.books().store(EntityType.ATTACHMENT), links)
    found = files.create(an_attachment())
    assert [one.books_id for one in files.written_by(an_attachment())] == [found.books_id]
    (row,) = held_rows(snelstart, PURCHASE)
    assert [document["id"] for document in row["documents"]] == [found.books_id]


@pytest.mark.parametrize("answer", ["not_found", "code"])
def test_the_file_of_a_purchase_that_was_removed_makes_its_booking_suspect(
    snelstart: SnelStartBench, supplier: BooksId, answer: str
) -> None:
    snelstart.control.set_switches(missing_purchase_of_document=answer)
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    snelstart.control.delete_booking(booked.books_id)
    invoice = a_key("F1", EntityType.INVOICE)
    links = {invoice: Link(state=ItemState.IN_SYNC, books_id=booked.books_id, record=a_purchase())}
    files = Shelf(snelstart.books().store(EntityType.ATTACHMENT), links)
    with pytest.raises(ParentGoneError):
        files.create(an_attachment())


def test_a_purchase_of_a_supplier_that_was_removed_makes_the_supplier_suspect(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    snelstart.control.delete("relaties", supplier)
    with pytest.raises(ParentGoneError):
        bookings(snelstart, linked_to(supplier)).create(a_purchase())


def test_a_credit_note_is_a_negative_purchase(snelstart: SnelStartBench, supplier: BooksId) -> None:
    credit = replace(a_purchase("C-1"), invoice_type=InvoiceType.CREDIT_NOTE)
    found = bookings(snelstart, linked_to(supplier)).create(credit)
    held = bookings(snelstart, {}).store.get(found.books_id)
    assert held is not None
    assert (held["total"], held["vat"]) == ("-121.00", ["purchase_high -21.00"])


def test_the_item_of_a_purchase_costs_one_read_and_no_guess(
    snelstart: SnelStartBench, supplier: BooksId
) -> None:
    found = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    shelf = bookings(snelstart, linked_to(supplier))
    shelf.store.prepare([an_item(a_purchase(), "F1", books_id=found.books_id)], waiting=1)
    snelstart.control.clear_calls()
    assert shelf.store.get(found.books_id) is not None
    assert snelstart.control.counts() == {"GET /inkoopboekingen/{id}": 1}
