"""What is settled once an invoice is in SnelStart or was sent there: its number, and its accounts."""

from dataclasses import replace
from datetime import date

import pytest

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.domain.relation import Relation
from tests.contract.books.benches import Shelf, SnelStartBench, an_intent, an_item
from tests.contract.books.bookkeeping import (
    a_purchase,
    add_both,
    as_booked,
    bookings,
    changed,
    held_rows,
    linked_to,
)
from tests.factories import an_invoice

PURCHASE = Direction.PURCHASE
NUMBERED = Relation(name="Drukkerij De Pers", number=1044, stated=frozenset({"name", "roles", "number"}))


def test_a_purchase_keeps_its_number_when_that_of_its_supplier_becomes_known(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.posting = PostingPolicy(supplier_in_number=True)
    supplier = add_both(snelstart)
    before = bookings(snelstart, linked_to(supplier))
    item = as_booked(before, a_purchase(), before.create(a_purchase()))

    later = Shelf(before.store, linked_to(supplier, NUMBERED))
    wanted, fields = changed(later, item, a_purchase(description="Drukwerk"))

    assert (wanted.label, fields) == ("R1-A-77", frozenset({"description"}))


def test_a_purchase_whose_answer_was_lost_is_sent_again_under_the_number_that_it_was_sent_under(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.posting = PostingPolicy(supplier_in_number=True)
    supplier = add_both(snelstart)
    before = bookings(snelstart, linked_to(supplier))
    item = replace(an_item(a_purchase()), intent=an_intent(before.desired(a_purchase()).image))

    later = bookings(snelstart, linked_to(supplier, NUMBERED))
    later.store.prepare([item], waiting=1)
    # The engine looks up the intent, finds nothing, and forgets it before it asks what is wanted.
    wanted = later.store.desired(replace(item, intent=None), later.links)

    assert wanted.label == "R1-A-77"


@pytest.mark.parametrize("policy", [PostingPolicy(year_prefix_sales=True), PostingPolicy()])
def test_a_sale_keeps_its_number_when_its_date_moves_to_another_year_or_the_setting_is_changed(
    snelstart: SnelStartBench, policy: PostingPolicy
) -> None:
    snelstart.file.posting = PostingPolicy(year_prefix_sales=True)
    links = linked_to(add_both(snelstart))
    shelf = bookings(snelstart, links)
    sold = an_invoice("17", issue_date=date(2025, 12, 31))
    item = as_booked(shelf, sold, shelf.create(sold))

    snelstart.file.posting = policy
    later = bookings(snelstart, links)
    wanted, fields = changed(later, item, replace(sold, issue_date=date(2026, 1, 2)))
    assert item.books_id is not None
    later.store.update(item.books_id, wanted, fields)

    assert [row["factuurnummer"] for row in held_rows(snelstart)] == ["2025-17"]
