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
from snelkoppeling.demo.company import FirmMaker, LegalForm
from snelkoppeling.demo.comparison import Carried, compare
from snelkoppeling.demo.crm import Act, Crm
from snelkoppeling.demo.invoices import InvoiceMaker
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.life import Life, Makers
from snelkoppeling.demo.projects import ProjectMaker
from snelkoppeling.domain.relation import RelationRole
from tests.unit.demo.fake_books import Json, to_json
from tests.unit.demo.service import FakeService
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
        makers=Makers(
            firms=FirmMaker(random, run="t", first_number=20001),
            projects=ProjectMaker(random, run="t", year=2026, first_number=1),
            invoices=InvoiceMaker(random, run="t", today=date(2026, 3, 17), first_number=1),
        ),
        clock=lambda: NOON,
    )
    deeds: list[Callable[[], Act]] = [
        lambda: life.new_customer(LegalForm.LIMITED),
        lambda: life.new_customer(LegalForm.FOUNDATION),
        life.project_begun,
        life.new_supplier,
        lambda: life.invoice_approved(InvoiceKind.HIGH, with_project=True),
        lambda: life.invoice_approved(InvoiceKind.PURCHASE_HIGH_AND_LOW, with_project=True),
        lambda: life.invoice_approved(InvoiceKind.HIGH_AND_LOW),
        lambda: life.invoice_approved(InvoiceKind.REVERSE_CHARGE),
        lambda: life.invoice_approved(InvoiceKind.WITH_EXEMPT),
        life.ubl_sent,
        life.credited,
        lambda: life.credited(RelationRole.SUPPLIER),
    ]
    for deed in deeds:
        act = deed()
        assert act.record is not None
        act.record.state_url = api.push(act.push).state_url
        act.record.has_arrived = True
    api.standing(crm.invoices[0].state_url)
    carried = Carried(
        relations=crm.relations,
        projects=crm.projects,
        invoices=crm.invoices,
    )
    return Finished(carried, service.books())


def _books(dump: Json) -> Books:
    return books_of(json.loads(to_json(dump), parse_float=Decimal))


def test_nothing_differs_when_the_books_hold_what_the_crm_sent(finished: Finished) -> None:
    comparison = compare(finished.carried, _books(finished.books))

    assert comparison.differences == ()
    figures = {figure.label: figure.in_books for figure in comparison.figures}
    assert (figures["Verkoopfacturen"], figures["Inkoopfacturen"], figures["Bijlagen"]) == ("6", "2", "9")


def test_revenue_and_costs_are_shown_per_cost_centre(finished: Finished) -> None:
    figures = compare(finished.carried, _books(finished.books)).figures

    labels = [figure.label for figure in figures if figure.label.startswith("Kostenplaats")]
    assert labels == ["Kostenplaats 2026001 omzet", "Kostenplaats 2026001 inkoop"]
    assert all(figure.in_crm == figure.in_books for figure in figures)


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
    books["verkoopboekingen"][0]["klant"] = {"id": "somebody else"}


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


def _relation_of_another_kind(books: Json) -> None:
    books["relaties"][0]["relatiesoort"] = ["Leverancier"]


def _purchase_one_cent_more(books: Json) -> None:
    books["inkoopboekingen"][0]["factuurbedrag"] += Decimal("0.01")


def _other_supplier(books: Json) -> None:
    books["inkoopboekingen"][0]["leverancier"] = {"id": "somebody else"}


def _other_voucher(books: Json) -> None:
    books["inkoopboekingen"][0]["boekstuk"] = "INK-9999"


def _purchase_nobody_asked_for(books: Json) -> None:
    books["inkoopboekingen"].append({**books["inkoopboekingen"][0], "id": "x", "factuurnummer": "X-1"})


def _credit_note_with_the_wrong_sign(books: Json) -> None:
    credit = next(one for one in books["inkoopboekingen"] if one["factuurbedrag"] < 0)
    credit["factuurbedrag"] = -credit["factuurbedrag"]


def _line_without_cost_centre(books: Json) -> None:
    books["verkoopboekingen"][0]["boekingsregels"][0]["kostenplaats"] = None


def _line_on_another_cost_centre(books: Json) -> None:
    books["kostenplaatsen"].append({**books["kostenplaatsen"][0], "id": "other", "nummer": 99})
    books["inkoopboekingen"][0]["boekingsregels"][0]["kostenplaats"] = {"id": "other"}


def _cost_centre_lost(books: Json) -> None:
    books["kostenplaatsen"][0]["nummer"] = 7


def _cost_centre_closed(books: Json) -> None:
    books["kostenplaatsen"][0]["nonactief"] = True


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
        (_relation_twice, "Relaties"),
        (_relation_of_another_kind, "soort"),
        (_purchase_one_cent_more, "het totaal"),
        (_other_supplier, "de leverancier"),
        (_other_voucher, "het boekstuk"),
        (_purchase_nobody_asked_for, "inkoopfactuur X-1 staat in SnelStart en hoort daar"),
        (_credit_note_with_the_wrong_sign, "het totaal"),
        (_line_without_cost_centre, "Kostenplaats 2026001 omzet"),
        (_line_on_another_cost_centre, "Kostenplaats 99 inkoop"),
        (_cost_centre_lost, "er is geen kostenplaats 2026001"),
        (_cost_centre_lost, "kostenplaats 7 staat in SnelStart en hoort daar volgens het CRM niet"),
        (_cost_centre_closed, "kostenplaats 2026001 is in SnelStart anders"),
    ],
)
def test_whatever_differs_is_named(
    finished: Finished, mischief: Callable[[Json], None], expected: str
) -> None:
    spoiled = copy.deepcopy(finished.books)
    mischief(spoiled)

    differences = compare(finished.carried, _books(spoiled)).differences

    assert any(expected in difference for difference in differences), differences
