"""What SnelStart is asked before an invoice is booked, and what it takes of what we decided."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from snelkoppeling.connectors.snelstart.books import SnelStartBooks
from snelkoppeling.domain.identity import BooksId, EntityType, ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, VatSubtotal
from snelkoppeling.domain.ledger import LedgerRules, VatCase
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.policy import AcquisitionForm, Doubt, PostingPolicy, ReverseChargeForm
from snelkoppeling.domain.project import Project
from snelkoppeling.domain.relation import Address, Relation
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.errors import RecordRejectedError
from snelkoppeling.sync.choice import Choice, ChoiceNeededError, Decision
from tests.contract.books.benches import ADMINISTRATION, CONTENT, Shelf, SnelStartBench, an_item
from tests.contract.books.bookkeeping import (
    a_project_link,
    a_purchase,
    add_both,
    add_supplier,
    bookings,
    codes,
    held_rows,
    link,
    linked_to,
)
from tests.factories import NOON, a_key, a_line, an_attachment, an_invoice

LATER = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""Two months after the invoices of these tests."""


def at(snelstart: SnelStartBench, moment: datetime) -> SnelStartBooks:
    """Open the books at a moment."""
    return SnelStartBooks(
        ADMINISTRATION,
        snelstart.client,
        file=snelstart.file,
        content_of=lambda _: CONTENT,
        clock=lambda: moment,
    )


def a_relation_in(country: str, vat_number: str | None = None) -> Relation:
    return Relation(
        name="Een relatie",
        visiting_address=Address(street="Straat 1", postal_code="1000", city="Stad", country_code=country),
        vat_number=vat_number,
        stated=frozenset({"name", "roles", "visiting_address", "vat_number"}),
    )


def untaxed(category: VatCategory, make: Any = an_invoice, *, account: int | None = None) -> Invoice:
    """Make an invoice of 100.00 without VAT."""
    line = a_line(rate="0", vat_category=category, account_number=account)
    row = VatSubtotal(
        vat_category=category, vat_rate=Decimal(0), taxable_amount=Money.of("100.00"), vat_amount=ZERO
    )
    invoice: Invoice = make(
        lines=(line,), vat_breakdown=(row,), total_vat=ZERO, total_with_vat=Money.of("100.00")
    )
    return invoice


def test_a_new_invoice_with_its_file_costs_two_calls_beside_what_is_shared(
    snelstart: SnelStartBench,
) -> None:
    books = at(snelstart, NOON)
    shelf = Shelf(books.store(EntityType.INVOICE), linked_to(snelstart.add_relation(name="De Halm")))
    books.verify()
    shelf.create(an_invoice("2026-1"))
    snelstart.control.clear_calls()
    for number in range(2, 12):
        booked = shelf.create(an_invoice(f"2026-{number}"))
        links = {a_key("F1", EntityType.INVOICE): link(booked.books_id, an_invoice())}
        Shelf(books.store(EntityType.ATTACHMENT), links).create(an_attachment())
    assert snelstart.control.counts() == {"POST /verkoopboekingen": 10, "POST /documenten/{type}": 10}


def test_what_is_shared_costs_a_few_calls(snelstart: SnelStartBench) -> None:
    books = at(snelstart, NOON)
    shelf = Shelf(books.store(EntityType.INVOICE), linked_to(snelstart.add_relation(name="De Halm")))
    snelstart.control.clear_calls()
    books.verify()
    shelf.create(an_invoice())
    assert snelstart.control.counts() == {
        "GET /companyInfo": 1,
        "GET /grootboeken": 1,
        "GET /btwtarieven": 1,
        "POST /verkoopboekingen": 1,
    }


def filed(snelstart: SnelStartBench, status: Any = "Geaccepteerd", periode: Any = "Maand") -> None:
    first = date(2026, 3, 1) if periode == "Maand" else date(2026, 1, 1)
    snelstart.control.add_vat_return(first, status=status, periode=periode)


@pytest.mark.parametrize(
    ("status", "periode"),
    [
        ("Verzonden", "Maand"),
        ("Geaccepteerd", "Kwartaal"),
        ("GeaccepteerdExtern", "Jaar"),
        ("GeaccepteerdEnHerberekend", "Maand"),
    ],
)
def test_an_invoice_of_a_period_that_was_declared_waits_for_a_person(
    snelstart: SnelStartBench, status: str, periode: str
) -> None:
    filed(snelstart, status, periode)
    links = linked_to(snelstart.add_relation(name="De Halm"))
    with pytest.raises(ChoiceNeededError) as raised:
        Shelf(at(snelstart, LATER).store(EntityType.INVOICE), links).desired(an_invoice())
    assert codes(raised) == ["vat-period-filed"]
    assert raised.value.conflict.choices == (Choice.ALLOW, Choice.LEAVE_OUT)
    assert raised.value.conflict.doubts == ("vat-period-filed",)


def test_an_invoice_of_a_declared_period_is_booked_and_marked_once_a_person_allows_it(
    snelstart: SnelStartBench,
) -> None:
    filed(snelstart)
    links = linked_to(snelstart.add_relation(name="De Halm"))
    store = at(snelstart, LATER).store(EntityType.INVOICE)
    decision = Decision(choice=Choice.ALLOW, at=LATER, doubts=("vat-period-filed",))
    item = replace(an_item(an_invoice()), decision=decision)
    store.prepare([item], waiting=1)
    store.create(store.desired(item, links))
    (row,) = held_rows(snelstart)
    assert row["markering"] is True


@pytest.mark.parametrize("status", ["NietVerzonden", "Fout"])
def test_a_return_that_was_not_sent_holds_nothing(snelstart: SnelStartBench, status: str) -> None:
    filed(snelstart, status)
    links = linked_to(snelstart.add_relation(name="De Halm"))
    found = Shelf(at(snelstart, LATER).store(EntityType.INVOICE), links).create(an_invoice())
    assert found.event == "created"


def test_a_key_that_may_not_read_returns_books_all_the_same(snelstart: SnelStartBench) -> None:
    filed(snelstart)
    scopes = [scope for scope in sorted(snelstart.client.scopes()) if "btwaangiftes" not in scope]
    snelstart.control.change_administration(scopes=scopes)
    links = linked_to(snelstart.add_relation(name="De Halm"))
    found = Shelf(at(snelstart, LATER).store(EntityType.INVOICE), links).create(an_invoice())
    assert found.event == "created"
    assert "GET /btwaangiftes" not in snelstart.control.counts()


def test_a_company_under_the_small_business_scheme_that_charges_vat_is_asked_about(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.set_company_info(kleineOndernemersregeling=True)
    links = linked_to(snelstart.add_relation(name="De Halm"))
    with pytest.raises(ChoiceNeededError) as raised:
        bookings(snelstart, links).desired(an_invoice())
    assert codes(raised) == ["small-business-charges-vat"]


def test_an_invoice_of_before_the_books_is_refused_before_it_is_sent(snelstart: SnelStartBench) -> None:
    links = linked_to(snelstart.add_relation(name="De Halm"))
    snelstart.control.set_company_info(huidigBoekjaar=2026)
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, links).desired(an_invoice(issue_date=date(2019, 3, 2), due_date=None))
    assert "date-before-books" in codes(raised)


def test_a_sale_with_the_vat_of_another_country_is_booked_where_the_company_may(
    snelstart: SnelStartBench,
) -> None:
    snelstart.control.set_company_info(factureerBuitenlandsBtw=True)
    (country,) = [row for row in snelstart.client.landen.list() if row.landcode == "DE"]
    relatie = snelstart.client.relaties.create(
        {"relatiesoort": ["Klant"], "naam": "Herr Schmidt", "vestigingsAdres": {"land": {"id": country.id}}}
    )
    snelstart.file.rules = LedgerRules(defaults={VatCase.OSS: 8330})
    row = replace(an_invoice().vat_breakdown[0], vat_rate=Decimal(19), vat_amount=Money.of("19.00"))
    invoice = an_invoice(
        lines=(a_line(rate="19"),),
        vat_breakdown=(row,),
        total_vat=Money.of("19.00"),
        total_with_vat=Money.of("119.00"),
    )
    links = linked_to(BooksId(relatie.id), a_relation_in("DE"))
    found = bookings(snelstart, links).create(invoice)
    assert found.event == "created"
    assert snelstart.control.counts()["GET /vatrates"] == 1
    (held,) = held_rows(snelstart)
    assert (held["btw"], held["factuurbedrag"]) == ([], Decimal("119.00"))


REVERSED: Mapping[tuple[str, str], ReverseChargeForm] = {
    ("geen", "zero"): ReverseChargeForm.NONE_ZERO,
    ("rate", "zero"): ReverseChargeForm.RATE_ZERO,
    ("geen", "shifted_vat"): ReverseChargeForm.NONE_SHIFTED,
    ("rate", "shifted_vat"): ReverseChargeForm.RATE_SHIFTED,
}


@pytest.mark.parametrize(("switches", "form"), REVERSED.items())
def test_whatever_form_snelstart_wants_of_reverse_charge_there_is_a_setting_for_it(
    snelstart: SnelStartBench, switches: tuple[str, str], form: ReverseChargeForm
) -> None:
    line, row = switches
    snelstart.control.set_switches(
        reverse_charge_line=line,
        reverse_charge_row=row,
        purchase_without_vat_on_rate_accounts="accepted" if line == "geen" else "refused",
    )
    snelstart.file.posting = PostingPolicy(
        purchase_reverse_charge=form, untaxed_purchase_on_rate_account=Doubt.BOOK
    )
    relation = a_relation_in("NL", "NL123456782B90")
    shelf = bookings(snelstart, linked_to(add_supplier(snelstart), relation))
    found = shelf.create(untaxed(VatCategory.REVERSE_CHARGE, a_purchase, account=7002))
    assert found.event == "created"


ACQUIRED: Mapping[tuple[str, str], AcquisitionForm] = {
    ("geen", "none"): AcquisitionForm.NONE,
    ("geen", "zero"): AcquisitionForm.NONE_ZERO,
    ("by_account", "none"): AcquisitionForm.BY_ACCOUNT,
    ("by_account", "zero"): AcquisitionForm.BY_ACCOUNT_ZERO,
}


@dataclass(frozen=True)
class Abroad:
    """A purchase from another country."""

    category: VatCategory
    country: str
    vat_number: str
    account: int


@pytest.mark.parametrize(("switches", "form"), ACQUIRED.items())
@pytest.mark.parametrize(
    "purchase",
    [
        Abroad(VatCategory.INTRA_COMMUNITY, "DE", "DE136695976", 7011),
        Abroad(VatCategory.EXPORT, "US", "", 7021),
    ],
)
def test_whatever_form_snelstart_wants_of_purchases_from_abroad_there_is_a_setting_for_it(
    snelstart: SnelStartBench, switches: tuple[str, str], form: AcquisitionForm, purchase: Abroad
) -> None:
    line, row = switches
    snelstart.control.set_switches(acquisition_line=line, acquisition_row=row)
    snelstart.file.posting = PostingPolicy(eu_purchase=form, import_purchase=form)
    relation = a_relation_in(purchase.country, purchase.vat_number)
    shelf = bookings(snelstart, linked_to(add_supplier(snelstart), relation))
    found = shelf.create(untaxed(purchase.category, a_purchase, account=purchase.account))
    assert found.event == "created"


def test_an_invoice_on_a_closed_project_is_explained_before_it_is_sent(snelstart: SnelStartBench) -> None:
    closed = a_project_link(snelstart, Project(number="17", description="Verbouwing", is_active=False))
    links = linked_to(add_both(snelstart), P1=closed)
    snelstart.control.clear_calls()
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, links).create(an_invoice(lines=(a_line(project=ExternalId("P1")),)))
    assert codes(raised) == ["project-closed"]
    assert "17 Verbouwing" in raised.value.problems[0].nl
    assert "POST /verkoopboekingen" not in snelstart.control.counts()


def test_a_cost_centre_that_the_bookkeeper_closed_is_explained(snelstart: SnelStartBench) -> None:
    project = a_project_link(snelstart, Project(number="17", description="Verbouwing"))
    snelstart.control.edit("kostenplaatsen", str(project.books_id), changes={"nonactief": True})
    links = linked_to(add_both(snelstart), P1=project)
    with pytest.raises(RecordRejectedError) as raised:
        bookings(snelstart, links).create(an_invoice(lines=(a_line(project=ExternalId("P1")),)))
    assert codes(raised) == ["BOE-0026"]


def test_the_list_of_invoices_recognises_what_was_booked_before_us(snelstart: SnelStartBench) -> None:
    customer = snelstart.add_relation(name="De Halm")
    booked = bookings(snelstart, linked_to(customer)).create(an_invoice())
    shelf = bookings(snelstart, linked_to(customer))
    shelf.store.survey()
    snelstart.control.clear_calls()
    found = shelf.twin_of(an_invoice())
    assert found is not None
    assert (found.books_id, found.event) == (booked.books_id, "adopted")
    assert shelf.twin_of(an_invoice("2026-0002")) is None
    assert not any("facturen" in call or "boekingen" in call for call in snelstart.control.counts())


def test_the_list_of_invoices_shows_what_differs_under_the_same_number(snelstart: SnelStartBench) -> None:
    booked = bookings(snelstart, linked_to(snelstart.add_relation(name="De Halm"))).create(an_invoice())
    shelf = bookings(snelstart, linked_to(snelstart.add_relation(name="Een ander")))
    shelf.store.survey()
    with pytest.raises(ChoiceNeededError) as raised:
        shelf.twin_of(an_invoice(issue_date=date(2026, 3, 9)))
    assert codes(raised) == ["invoice-number-in-use"]
    assert "datum 2026-03-02 / 2026-03-09" in raised.value.problems[0].nl
    assert [one.books_id for one in raised.value.conflict.candidates] == [booked.books_id]


def test_the_list_of_purchases_knows_suppliers_apart(snelstart: SnelStartBench) -> None:
    supplier, other = add_supplier(snelstart), add_supplier(snelstart, "Een ander")
    booked = bookings(snelstart, linked_to(supplier)).create(a_purchase())
    for party, known in ((supplier, booked.books_id), (other, None)):
        shelf = bookings(snelstart, linked_to(party))
        shelf.store.survey()
        found = shelf.twin_of(a_purchase())
        assert (found.books_id if found else None) == known


def test_the_direction_of_a_booking_is_found_out_when_nobody_tells(snelstart: SnelStartBench) -> None:
    links = linked_to(add_both(snelstart))
    for make, direction in ((an_invoice, Direction.SALES), (a_purchase, Direction.PURCHASE)):
        found = bookings(snelstart, links).create(make("7"))
        held = bookings(snelstart, {}).store.get(found.books_id)
        assert held is not None
        assert ("supplier" in held) is (direction is Direction.PURCHASE)
