"""What is settled once an invoice is in SnelStart or was sent there: its number, and its accounts."""

from dataclasses import replace
from datetime import date

import pytest

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction, InvoiceType
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRules, VatCase
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.domain.relation import Relation
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError, Conflict, Decision
from snelkoppeling.sync.ports import Desired
from tests.contract.books.benches import Shelf, SnelStartBench, an_intent, an_item
from tests.contract.books.bookkeeping import (
    a_purchase,
    add_both,
    as_booked,
    bookings,
    changed,
    codes,
    held_rows,
    linked_to,
)
from tests.factories import NOON, an_invoice
from tests.unit.domain.books import invoiced, untaxed

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


MOVED = LedgerRules(defaults={**STANDARD_SERVICES.defaults, VatCase.HIGH: 8100, VatCase.EU_SERVICES: 8310})


def reasons(wanted: Desired, fields: frozenset[str]) -> list[tuple[str, str]]:
    return [(why.code, why.cause) for name, why in wanted.asks_before.items() if name in fields]


def test_an_invoice_that_changes_after_its_ledger_rules_did_is_asked_about_before_its_lines_move(
    snelstart: SnelStartBench,
) -> None:
    links = linked_to(add_both(snelstart))
    shelf = bookings(snelstart, links)
    item = as_booked(shelf, an_invoice(), shelf.create(an_invoice()))

    snelstart.file.rules = MOVED
    wanted, fields = changed(bookings(snelstart, links), item, an_invoice(description="Advies in maart"))

    assert reasons(wanted, fields) == [("accounts-would-move", "accounts-would-move:8200 → 8100")]


def test_an_invoice_of_a_customer_that_turns_out_to_be_abroad_is_asked_about_before_it_moves(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.rules = MOVED
    customer = add_both(snelstart)
    invoice = invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE))
    at_home = linked_to(
        customer, replace(NUMBERED, vat_number="NL123456782B90", stated=frozenset({"vat_number"}))
    )
    shelf = bookings(snelstart, at_home)
    item = as_booked(shelf, invoice, shelf.create(invoice))

    abroad = linked_to(
        customer, replace(NUMBERED, vat_number="BE0428759497", stated=frozenset({"vat_number"}))
    )
    wanted, fields = changed(
        bookings(snelstart, abroad), item, replace(invoice, description="Advies in maart")
    )

    assert reasons(wanted, fields) == [("accounts-would-move", "accounts-would-move:8250 → 8310")]


def test_an_account_that_the_crm_asks_for_after_booking_is_followed(snelstart: SnelStartBench) -> None:
    links = linked_to(add_both(snelstart))
    shelf = bookings(snelstart, links)
    item = as_booked(shelf, an_invoice(), shelf.create(an_invoice()))

    (line,) = an_invoice().lines
    moved = an_invoice(lines=(replace(line, account_number=8100),))
    wanted, fields = changed(bookings(snelstart, links), item, moved)

    assert (fields, reasons(wanted, fields)) == (frozenset({"lines"}), [])


@pytest.mark.parametrize("choice", [Choice.USE_CRM, Choice.LINK])
def test_a_doubt_that_a_person_allowed_stays_so_when_something_else_is_asked_afterwards(
    snelstart: SnelStartBench, choice: Choice
) -> None:
    shelf = bookings(snelstart, linked_to(add_both(snelstart)))
    item = replace(
        an_item(invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE))),
        conflict=Conflict(choices=(choice,), allowed=("country-missing",)),
        decision=Decision(choice=choice, at=NOON),
    )

    shelf.store.prepare([item], waiting=1)

    assert shelf.store.desired(item, shelf.links).label == "2026-0001"


def test_a_customer_abroad_that_only_snelstart_knows_to_be_there_is_booked_as_such(
    snelstart: SnelStartBench,
) -> None:
    snelstart.file.rules = MOVED
    belgium = next(land for land in snelstart.client.landen.list() if land.landcode == "BE")
    address = {
        "straat": "Grote Markt 1",
        "postcode": "3000",
        "plaats": "Leuven",
        "land": {"id": belgium.id, "uri": f"/landen/{belgium.id}"},
    }
    customer = add_both(snelstart)
    snelstart.control.edit(
        "relaties", customer, changes={"vestigingsAdres": address, "btwNummer": "BE0428759497"}
    )
    shelf = bookings(snelstart, linked_to(customer))
    snelstart.control.clear_calls()

    services = shelf.desired(invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE)))
    again = shelf.desired(invoiced(untaxed("50.00", VatCategory.REVERSE_CHARGE)))

    assert [services.image["lines"], again.image["lines"]] == [
        ["8310 100.00 none Advies"],
        ["8310 50.00 none Advies"],
    ]
    assert snelstart.control.counts()["GET /relaties/{id}"] == 1


def test_the_vat_of_a_supplier_that_only_snelstart_knows_to_be_abroad_is_not_deducted(
    snelstart: SnelStartBench,
) -> None:
    supplier = add_both(snelstart)
    snelstart.control.edit("relaties", supplier, changes={"btwNummer": "BE0428759497"})

    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, linked_to(supplier)).desired(a_purchase())

    assert codes(raised) == ["foreign-vat-charged"]


def test_the_country_that_snelstart_fills_in_itself_says_nothing(snelstart: SnelStartBench) -> None:
    shelf = bookings(snelstart, linked_to(add_both(snelstart)))

    with pytest.raises(ChoiceNeededError) as raised:
        shelf.desired(invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE)))

    assert codes(raised) == ["country-missing"]


def test_a_vat_number_that_the_crm_says_there_is_none_of_is_not_taken_from_snelstart(
    snelstart: SnelStartBench,
) -> None:
    customer = add_both(snelstart)
    snelstart.control.edit("relaties", customer, changes={"btwNummer": "BE0428759497"})
    private = replace(NUMBERED, stated=frozenset({"name", "vat_number"}))

    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, linked_to(customer, private)).desired(
            invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE))
        )

    assert codes(raised) == ["country-missing"]


def test_a_sale_with_dutch_vat_asks_nothing_about_its_customer(snelstart: SnelStartBench) -> None:
    shelf = bookings(snelstart, linked_to(add_both(snelstart)))
    snelstart.control.clear_calls()

    shelf.desired(an_invoice())

    assert "GET /relaties/{id}" not in snelstart.control.counts()


def test_a_customer_that_is_gone_is_known_to_nobody(snelstart: SnelStartBench) -> None:
    customer = add_both(snelstart)
    snelstart.control.delete("relaties", customer)

    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, linked_to(customer)).desired(
            invoiced(untaxed("100.00", VatCategory.REVERSE_CHARGE))
        )

    assert codes(raised) == ["country-missing"]


def test_a_booked_invoice_does_not_become_a_credit_note_unasked(snelstart: SnelStartBench) -> None:
    customer = add_both(snelstart)
    shelf = bookings(snelstart, linked_to(customer))
    item = as_booked(shelf, an_invoice(), shelf.create(an_invoice()))

    wanted, fields = changed(shelf, item, an_invoice(invoice_type=InvoiceType.CREDIT_NOTE))

    assert ("turned-after-booking", "turned-after-booking") in reasons(wanted, fields)


def test_a_booked_sale_that_turns_into_a_purchase_is_refused_with_the_reason(
    snelstart: SnelStartBench,
) -> None:
    customer = add_both(snelstart)
    shelf = bookings(snelstart, linked_to(customer))
    item = as_booked(shelf, an_invoice(), shelf.create(an_invoice()))

    with pytest.raises(RecordRejectedError) as refused:
        changed(shelf, item, an_invoice(direction=PURCHASE))

    assert codes(refused) == ["direction-changed-after-booking"]


def test_a_supplier_that_a_plan_would_only_make_is_not_looked_for(snelstart: SnelStartBench) -> None:
    bare = Relation(name="Drukkerij De Pers", stated=frozenset({"name", "roles"}))
    links = linked_to(BooksId("1/relation/R1"), bare)
    planned = {key: replace(one, is_planned=True) for key, one in links.items()}
    shelf = bookings(snelstart, planned)
    snelstart.control.clear_calls()

    wanted = shelf.desired(a_purchase())

    assert wanted.image["supplier"] == "1/relation/R1"
    assert not [path for path in snelstart.control.counts() if path.startswith("GET /relaties")]
