"""The CRM laid beside the books: whatever differs is named."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from snelkoppeling.demo.api import DemoApi
from snelkoppeling.demo.books import Books, books_of
from snelkoppeling.demo.company import CustomerMaker, LegalForm
from snelkoppeling.demo.comparison import Carried, compare
from snelkoppeling.demo.crm import Act, Crm
from snelkoppeling.demo.invoices import InvoiceKind, InvoiceMaker
from snelkoppeling.demo.life import Life
from tests.unit.demo.service import FakeService, Json, to_json
from tests.unit.demo.story import NOON, chance


@dataclass
class Finished:
    """What the CRM sent, and the books that hold it."""

    carried: Carried
    books: Json


@pytest.fixture(scope="module")
def finished() -> Finished:
    service, crm, random = FakeService(), Crm(), chance(3)
    api = DemoApi("http://service.example", "snk_key", transport=service.transport())
    life = Life(
        crm,
        random,
        customers=CustomerMaker(random, run="t", first_number=20001),
        invoices=InvoiceMaker(random, run="t", today=date(2026, 3, 17), first_number=1),
        clock=lambda: NOON,
    )
    deeds: list[Callable[[], Act]] = [
        lambda: life.new_customer(LegalForm.LIMITED),
        lambda: life.new_customer(LegalForm.FOUNDATION),
        lambda: life.invoice_approved(InvoiceKind.HIGH),
        lambda: life.invoice_approved(InvoiceKind.HIGH_AND_LOW),
        lambda: life.invoice_approved(InvoiceKind.REVERSE_CHARGE),
        lambda: life.invoice_approved(InvoiceKind.WITH_EXEMPT),
        life.ubl_sent,
    ]
    for deed in deeds:
        act = deed()
        assert act.record is not None
        act.record.state_url = api.push(act.push).state_url
    api.standing(crm.invoices[0].state_url)
    carried = Carried(
        customers=crm.customers,
        invoices=crm.invoices,
        numbers_under_way=frozenset(),
        customers_apart=frozenset(),
    )
    return Finished(carried, service.books())


def _books(dump: Json) -> Books:
    return books_of(json.loads(to_json(dump), parse_float=Decimal))


def test_nothing_differs_when_the_books_hold_what_the_crm_sent(finished: Finished) -> None:
    comparison = compare(finished.carried, _books(finished.books))

    assert comparison.differences == ()
    assert {figure.label: figure.in_books for figure in comparison.figures}["Bijlagen"] == "6"


def _one_cent_less(books: Json) -> None:
    books["verkoopboekingen"][0]["boekingsregels"][0]["bedrag"] -= Decimal("0.01")


def _other_total(books: Json) -> None:
    books["verkoopboekingen"][0]["factuurbedrag"] += 1


def _other_vat_kind(books: Json) -> None:
    books["verkoopboekingen"][0]["btw"][0]["btwSoort"] = "VerkopenLaag"


def _booked_twice(books: Json) -> None:
    books["verkoopboekingen"].append({**books["verkoopboekingen"][0], "id": "again"})


def _booking_lost(books: Json) -> None:
    del books["verkoopboekingen"][-1]


def _booking_nobody_asked_for(books: Json) -> None:
    books["verkoopboekingen"].append({**books["verkoopboekingen"][0], "id": "x", "factuurnummer": "X-1"})


def _other_customer(books: Json) -> None:
    books["verkoopboekingen"][0]["klant"] = {"id": books["relaties"][1]["id"]}


def _other_date(books: Json) -> None:
    books["verkoopboekingen"][0]["factuurdatum"] = "2026-01-01T00:00:00"


def _other_term(books: Json) -> None:
    books["verkoopboekingen"][0]["betalingstermijn"] += 1


def _attachment_lost(books: Json) -> None:
    del books["documenten"][0]


def _attachment_damaged(books: Json) -> None:
    books["documenten"][0]["sha256"] = "0" * 64


def _attachment_twice(books: Json) -> None:
    books["documenten"].append(books["documenten"][0])


def _relation_lost(books: Json) -> None:
    del books["relaties"][-1]


def _other_phone(books: Json) -> None:
    books["relaties"][0]["telefoon"] = "+31 20 000 0000"


def _no_contact(books: Json) -> None:
    books["relaties"][0]["vestigingsAdres"]["contactpersoon"] = None


def _relation_twice(books: Json) -> None:
    books["relaties"].append({**books["relaties"][0], "id": "again"})


@pytest.mark.parametrize(
    ("mischief", "expected"),
    [
        (_one_cent_less, "de regels"),
        (_other_total, "het totaal"),
        (_other_vat_kind, "de btw"),
        (_booked_twice, "staat 2 keer in SnelStart"),
        (_booking_lost, "staat 0 keer in SnelStart"),
        (_booking_nobody_asked_for, "hoort daar volgens het CRM niet"),
        (_other_customer, "de klant"),
        (_other_date, "de factuurdatum"),
        (_other_term, "de betalingstermijn"),
        (_attachment_lost, "de bijlagen"),
        (_attachment_damaged, "de bijlagen"),
        (_attachment_twice, "de bijlagen"),
        (_relation_lost, "ontbreekt in SnelStart"),
        (_other_phone, "telefoon"),
        (_no_contact, "contactpersoon"),
        (_relation_twice, "Klanten"),
    ],
)
def test_whatever_differs_is_named(
    finished: Finished, mischief: Callable[[Json], None], expected: str
) -> None:
    spoiled = copy.deepcopy(finished.books)
    mischief(spoiled)

    differences = compare(finished.carried, _books(spoiled)).differences

    assert any(expected in difference for difference in differences), differences
