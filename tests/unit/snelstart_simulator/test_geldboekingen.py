"""Bookings of money in bank and cash journals, and the invoices that they settle."""

from typing import Any

import pytest

from tests.unit.snelstart_simulator.money import (
    DEMO,
    a_line,
    a_purchase,
    a_receipt,
    an_expense,
    booked,
    dagboek,
    saldi,
    settling,
)
from tests.unit.snelstart_simulator.office import Office

RESOURCES = ["bankboekingen", "kasboekingen"]


@pytest.mark.parametrize("resource", RESOURCES)
def test_money_that_came_in_is_booked_and_read_back(office: Office, resource: str) -> None:
    made = booked(office, resource, boekstuk="B-1", markering=True)
    assert made["uri"] == f"/{resource}/{made['id']}"
    assert (made["bedragOntvangen"], made["bedragUitgegeven"], made["boekstuk"]) == (100, 0, "B-1")
    assert (made["datum"], made["markering"], made["gewijzigdDoorAccountant"]) == (
        "2026-03-01T00:00:00",
        True,
        False,
    )
    [line] = made["grootboekBoekingsRegels"]
    assert (line["debet"], line["credit"], line["btwSoort"]) == (0, 100, "Geen")
    assert office.get(made["uri"]).json == made
    assert office.get(f"/{resource}").json == [made]
    assert office.filter(resource, "Boekstuk eq 'B-1' and BedragOntvangen gt 99").json == [made]
    assert office.filter(resource, "Boekstuk eq 'B-2'").json == []
    assert office.control("GET", f"{DEMO}/books").json[resource] == [made]
    assert saldi(office) == {1100 if resource == "bankboekingen" else 1000: 100, 1390: -100}


def test_an_expense_with_vat_books_the_vat_on_its_account(office: Office) -> None:
    reply = office.post("/bankboekingen", an_expense(office))
    assert reply.status == 201
    assert reply.json["btwBoekingsregels"] == [
        {"type": "TeVorderenBtwType", "tarief": "Hoog", "debet": 21, "credit": 0}
    ]
    assert saldi(office) == {1100: -121, 4600: 100, 1651: 21}


def test_a_cash_sale_with_vat_owes_the_vat(office: Office) -> None:
    body = a_receipt(
        office,
        "kasboekingen",
        bedragOntvangen=109,
        grootboekBoekingsRegels=[a_line(office, 8010, credit=100, btwSoort="Laag")],
        btwBoekingsregels=[{"type": "AfTeDragenBtwType", "tarief": "Laag", "credit": 9}],
    )
    assert office.post("/kasboekingen", body).status == 201
    assert saldi(office) == {1000: 109, 8010: -100, 1670: -9}


def test_a_receipt_settles_a_sales_invoice_in_part_and_whole(office: Office) -> None:
    sale = office.sale()
    booked(
        office,
        bedragOntvangen=21,
        grootboekBoekingsRegels=None,
        verkoopboekingBoekingsRegels=[settling(sale, credit=21)],
    )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 100
    made = booked(
        office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[settling(sale, credit=100)]
    )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0
    [line] = made["verkoopboekingBoekingsRegels"]
    assert line["boekingId"] == {"id": sale["id"], "uri": f"/verkoopboekingen/{sale['id']}"}
    assert saldi(office) == {1100: 121, 8000: -100, 1671: -21}
    condition = "Credit eq 100 and FactuurNummer eq '2026-0042'"
    _, on_debtors = office.filter("grootboekmutaties", condition).json
    assert on_debtors["relatiePublicIdentifier"]["id"] == sale["klant"]["id"]


def test_an_expense_settles_a_purchase_invoice(office: Office) -> None:
    purchase = a_purchase(office)
    booked(
        office,
        bedragOntvangen=0,
        bedragUitgegeven=121,
        grootboekBoekingsRegels=[],
        inkoopboekingBoekingsRegels=[settling(purchase, debet=121)],
    )
    assert office.get("/inkoopfacturen").json[0]["openstaandSaldo"] == 0
    assert saldi(office) == {1100: -121, 4600: 100, 1651: 21}
    assert office.delete(purchase["uri"]).codes == ["BOE-0083"]


def test_one_receipt_settles_several_invoices(office: Office) -> None:
    klant = office.relatie()
    one, other = office.sale(klant), office.sale(klant, factuurnummer="2026-0043")
    lines = [settling(one, credit=121), settling(other, credit=120)]
    booked(
        office,
        bedragOntvangen=240,
        grootboekBoekingsRegels=[a_line(office, 4720, debet=1)],
        verkoopboekingBoekingsRegels=lines,
    )
    assert [row["openstaandSaldo"] for row in office.get("/verkoopfacturen").json] == [0, 1]


def test_an_invoice_that_is_paid_twice_has_a_negative_balance(office: Office) -> None:
    sale = office.sale()
    for _ in range(2):
        booked(
            office,
            bedragOntvangen=121,
            grootboekBoekingsRegels=[],
            verkoopboekingBoekingsRegels=[settling(sale, credit=121)],
        )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == -121


def test_deleting_a_receipt_opens_the_invoice_again(office: Office) -> None:
    sale = office.sale()
    made = booked(
        office,
        bedragOntvangen=121,
        grootboekBoekingsRegels=[],
        verkoopboekingBoekingsRegels=[settling(sale, credit=121)],
    )
    assert office.delete(sale["uri"]).codes == ["BOE-0083"]
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).status == 404
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 121
    assert saldi(office) == {1300: 121, 8000: -100, 1671: -21}
    assert office.delete(sale["uri"]).status == 200


def test_changing_a_receipt_settles_anew(office: Office) -> None:
    sale = office.sale()
    made = booked(
        office,
        bedragOntvangen=121,
        grootboekBoekingsRegels=[],
        verkoopboekingBoekingsRegels=[settling(sale, credit=121)],
    )
    changed = office.put(
        made["uri"],
        {**made, "bedragOntvangen": 50, "verkoopboekingBoekingsRegels": [settling(sale, credit=50)]},
    )
    assert changed.status == 200
    assert office.get(made["uri"]).json == changed.json
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 71
    assert saldi(office) == {1100: 50, 1300: 71, 8000: -100, 1671: -21}


def test_a_changed_sale_keeps_what_was_paid_on_it(office: Office) -> None:
    sale = office.sale()
    booked(office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[settling(sale, credit=100)])
    office.switch(booking_with_payments_on_put="accepted")
    assert office.put(sale["uri"], {**sale, "omschrijving": "Anders"}).status == 200
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 21
    assert saldi(office) == {1100: 100, 1300: 21, 8000: -100, 1671: -21}


def test_settling_touches_the_invoice_only_when_so_switched(office: Office) -> None:
    sale = office.sale()
    before = office.get("/verkoopfacturen").json[0]["modifiedOn"]
    fields: dict[str, Any] = {"bedragOntvangen": 1, "grootboekBoekingsRegels": []}
    office.control("POST", "/clock", {"advance": 60})
    booked(office, verkoopboekingBoekingsRegels=[settling(sale, credit=1)], **fields)
    assert office.get("/verkoopfacturen").json[0]["modifiedOn"] == before
    office.switch(payment_touches_modified_on=True)
    booked(office, verkoopboekingBoekingsRegels=[settling(sale, credit=1)], **fields)
    assert office.get("/verkoopfacturen").json[0]["modifiedOn"] > before


def test_what_the_accountant_did_cannot_be_undone_by_a_client(office: Office) -> None:
    made = booked(office)
    change = {"gewijzigdDoorAccountant": True}
    office.control("PATCH", f"{DEMO}/records/bankboekingen/{made['id']}", change)
    assert office.put(made["uri"], made).json["gewijzigdDoorAccountant"] is True


def test_a_bookkeeper_edits_and_deletes_a_booking(office: Office) -> None:
    sale = office.sale()
    made = booked(
        office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[settling(sale, credit=100)]
    )
    lines = [{**made["verkoopboekingBoekingsRegels"][0], "credit": 120}]
    edited = {"bedragOntvangen": 120, "verkoopboekingBoekingsRegels": lines}
    office.control("PATCH", f"{DEMO}/records/bankboekingen/{made['id']}", edited)
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 1
    assert saldi(office)[1100] == 120
    office.control("DELETE", f"{DEMO}/records/bankboekingen/{made['id']}")
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 121
    assert office.get("/bankboekingen").json == []


def test_a_receipt_outlives_the_invoice_that_somebody_removed(office: Office) -> None:
    sale = office.sale()
    made = booked(
        office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[settling(sale, credit=100)]
    )
    office.control("DELETE", f"{DEMO}/records/verkoopboekingen/{sale['id']}")
    assert office.get(made["uri"]).json == made
    assert office.delete(made["uri"]).status == 200


def test_a_change_may_leave_out_what_stays_when_so_switched(office: Office) -> None:
    made = booked(office, boekstuk="B-1")
    partial = {"datum": "2026-02-28", "omschrijving": "Anders"}
    assert office.put(made["uri"], partial).codes == ["BOE-0096", "BOE-0023"]
    office.switch(booking_on_put="merged")
    changed = office.put(made["uri"], partial).json
    assert changed == {**made, "datum": "2026-02-28T00:00:00", "omschrijving": "Anders"}


def test_a_credit_note_is_settled_by_paying_it_back(office: Office) -> None:
    credit = office.sale(
        boekingsregels=[office.a_line(8000, "-100", "Hoog")],
        btw=[{"btwSoort": "VerkopenHoog", "btwBedrag": -21}],
        factuurbedrag=-121,
    )
    booked(
        office,
        bedragOntvangen=0,
        bedragUitgegeven=121,
        grootboekBoekingsRegels=[],
        verkoopboekingBoekingsRegels=[settling(credit, debet=121)],
    )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0


def test_a_payment_of_a_bookkeeper_stands_beside_those_of_the_bank(office: Office) -> None:
    sale = office.sale()
    office.control("POST", f"{DEMO}/payments", {"factuurnummer": "2026-0042", "bedrag": "21"})
    made = booked(
        office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[settling(sale, credit=100)]
    )
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0
    office.delete(made["uri"])
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 100


def test_a_booking_may_be_lost_on_the_way_back_and_be_there(office: Office) -> None:
    office.fault(kind="answer_lost", method="POST", path="/bankboekingen")
    assert office.post("/bankboekingen", a_receipt(office)).cut
    assert len(office.get("/bankboekingen").json) == 1


def test_somebody_may_write_between_reading_and_writing(office: Office) -> None:
    made = booked(office)
    changes = {"omschrijving": "Door iemand anders"}
    office.fault(kind="concurrent_edit", method="GET", path="/bankboekingen", changes=changes)
    assert office.get(made["uri"]).json["omschrijving"] == "Ontvangst"
    assert office.get(made["uri"]).json["omschrijving"] == "Door iemand anders"


def test_a_journal_without_an_account_of_its_number_books_on_that_of_its_kind(office: Office) -> None:
    journal = dagboek(office, "Kas")["id"]
    office.control("PATCH", f"{DEMO}/records/dagboeken/{journal}", {"nummer": 9})
    booked(office, "kasboekingen")
    assert saldi(office) == {1000: 100, 1390: -100}


def test_a_receipt_of_an_invoice_that_somebody_removed_can_be_edited(office: Office) -> None:
    sale = office.sale()
    line = settling(sale, credit=100)
    made = booked(office, grootboekBoekingsRegels=[], verkoopboekingBoekingsRegels=[line])
    office.control("DELETE", f"{DEMO}/records/verkoopboekingen/{sale['id']}")
    office.control("PATCH", f"{DEMO}/records/bankboekingen/{made['id']}", {"omschrijving": "Van wie?"})
    assert saldi(office) == {1100: 100, 1300: -100}
    assert {row["factuurNummer"] for row in office.get("/grootboekmutaties").json} == {""}
