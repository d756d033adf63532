"""Bookings of money in bank and cash journals, and the invoices that they settle."""

from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

DEMO = "/administrations/demo"
UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}
RESOURCES = ["bankboekingen", "kasboekingen"]


def dagboek(office: Office, soort: str) -> dict[str, str]:
    return {"id": office.books.dagboeken.find("soort", soort)[0].id}


def a_receipt(office: Office, resource: str = "bankboekingen", **fields: Any) -> dict[str, Any]:
    """Write a receipt of 100 euro on an account without VAT, as a body to be posted."""
    return {
        "datum": "2026-03-01",
        "dagboek": dagboek(office, "Bank" if resource == "bankboekingen" else "Kas"),
        "bedragOntvangen": 100,
        "bedragUitgegeven": 0,
        "omschrijving": "Ontvangst",
        "grootboekBoekingsRegels": [a_line(office, credit=100)],
        **fields,
    }


def a_line(office: Office, nummer: int = 1390, **fields: Any) -> dict[str, Any]:
    return {"omschrijving": "Regel", "grootboek": office.grootboek(nummer), **fields}


def booked(office: Office, resource: str = "bankboekingen", **fields: Any) -> Any:
    reply = office.post(f"/{resource}", a_receipt(office, resource, **fields))
    assert reply.status == 201, reply.body
    return reply.json


def an_expense(office: Office, **fields: Any) -> dict[str, Any]:
    """Write an expense of 121 euro with VAT, as a body to be posted."""
    return a_receipt(
        office,
        bedragOntvangen=0,
        bedragUitgegeven=121,
        grootboekBoekingsRegels=[a_line(office, 4600, debet=100, btwSoort="Hoog")],
        btwBoekingsregels=[{"type": "TeVorderenBtwType", "tarief": "Hoog", "debet": 21}],
        **fields,
    )


def settling(boeking: Any, **amounts: Any) -> dict[str, Any]:
    return {"boekingId": {"id": boeking["id"]}, "omschrijving": "Betaling", **amounts}


def a_purchase(office: Office) -> Any:
    supplier = office.relatie(relatiesoort=["Leverancier"])
    body = {
        "factuurnummer": "L-7",
        "leverancier": {"id": supplier["id"]},
        "factuurdatum": "2026-02-20",
        "factuurbedrag": 121,
        "boekingsregels": [office.a_line(4600, "100", "Hoog")],
        "btw": [{"btwSoort": "InkopenHoog", "btwBedrag": 21}],
    }
    reply = office.post("/inkoopboekingen", body)
    assert reply.status == 201, reply.body
    return reply.json


def saldi(office: Office) -> dict[int, Any]:
    """Add up the entries of each account, by its number."""
    found: dict[int, Any] = {}
    for row in office.get("/grootboekmutaties").json:
        grootboek = office.books.grootboeken.get(row["grootboek"]["id"])
        assert grootboek is not None
        found[grootboek.nummer] = found.get(grootboek.nummer, 0) + row["saldo"]
    return {nummer: saldo for nummer, saldo in found.items() if saldo}


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


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"bedragOntvangen": 100, "bedragUitgegeven": 1}, ["BOE-0027", "BOE-0039"]),
        ({"bedragOntvangen": 99}, ["BOE-0039"]),
        ({"bedragOntvangen": 0, "bedragUitgegeven": 100}, ["BOE-0039"]),
        ({"bedragOntvangen": 0, "grootboekBoekingsRegels": []}, ["BOE-0023"]),
        ({"dagboek": None}, ["BOE-0096"]),
        ({"dagboek": UNKNOWN}, ["BOE-0096"]),
        ({"datum": None}, ["BOE-0070"]),
        ({"datum": "1800-01-01"}, ["BOE-0070"]),
        ({"datum": "2020-12-31"}, ["BOE-0033"]),
        ({"boekstuk": "x" * 26}, ["BOE-0068"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"id": UNKNOWN["id"]}, ["ALG-0100"]),
    ],
)
def test_a_booking_that_breaks_rules_is_refused(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    assert office.post("/bankboekingen", a_receipt(office, **fields)).codes == codes
    assert office.get("/bankboekingen").json == []
    assert office.get("/grootboekmutaties").json == []


@pytest.mark.parametrize(
    ("nummer", "line", "codes"),
    [
        (1390, {"debet": 1, "credit": 101}, ["BOE-0076"]),
        (1390, {"credit": 100, "omschrijving": "x" * 251}, ["BOE-0071"]),
        (1390, {"credit": 100, "kostenplaats": UNKNOWN}, ["BOE-0019"]),
        (1390, {"credit": 100, "grootboek": UNKNOWN}, ["BOE-0037"]),
        (1390, {"credit": 100, "btwSoort": "Hoog"}, ["BOE-0082", "BOE-0069"]),
        (2000, {"credit": 100}, ["BOE-0075"]),
        (1300, {"credit": 100}, ["BOE-0061"]),
        (1671, {"credit": 100}, ["BOE-0061"]),
        (8000, {"credit": 100}, ["BOE-0082", "BOE-0069"]),
        (8000, {"credit": 100, "btwSoort": "Hoog"}, ["BOE-0082", "BOE-0069"]),
        (8000, {"credit": 100, "btwSoort": "Geen"}, ["BOE-0082"]),
    ],
)
def test_a_line_that_breaks_rules_is_refused(
    office: Office, nummer: int, line: dict[str, Any], codes: list[str]
) -> None:
    body = a_receipt(office, grootboekBoekingsRegels=[a_line(office, nummer, **line)])
    reply = office.post("/bankboekingen", body)
    assert list(dict.fromkeys(reply.codes)) == codes


def test_a_line_without_an_amount_is_refused(office: Office) -> None:
    lines = [a_line(office, credit=100), a_line(office, debet=0, credit=0)]
    assert office.post("/bankboekingen", a_receipt(office, grootboekBoekingsRegels=lines)).codes == [
        "BOE-0028"
    ]


def test_a_line_needs_a_description(office: Office) -> None:
    line = a_line(office, credit=100, omschrijving=" ")
    reply = office.post("/bankboekingen", a_receipt(office, grootboekBoekingsRegels=[line]))
    assert list(reply.json["modelState"]) == ["model.boekingsRegels.omschrijving"]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], ["BOE-0082", "BOE-0069", "BOE-0039"]),
        ([{"type": "TeVorderenBtwType", "tarief": "Hoog", "debet": 25}], ["BOE-0069", "BOE-0039"]),
        ([{"type": "AfTeDragenBtwType", "tarief": "Hoog", "debet": 21}], ["BOE-0082", "BOE-0069"]),
        (
            [{"type": "TeVorderenBtwType", "tarief": "Hoog", "debet": 22, "credit": 1}],
            ["BOE-0076"],
        ),
    ],
)
def test_vat_that_does_not_fit_its_lines_is_refused(office: Office, rows: Any, codes: list[str]) -> None:
    reply = office.post("/bankboekingen", {**an_expense(office), "btwBoekingsregels": rows})
    assert list(dict.fromkeys(reply.codes)) == codes


def test_vat_needs_its_type_and_its_rate(office: Office) -> None:
    reply = office.post("/bankboekingen", {**an_expense(office), "btwBoekingsregels": [{"debet": 21}]})
    assert set(reply.json["modelState"]) == {
        "model.btwBoekingsregels.type",
        "model.btwBoekingsregels.tarief",
    }


def test_vat_to_be_reclaimed_needs_a_purchase(office: Office) -> None:
    body = a_receipt(office, btwBoekingsregels=[{"type": "TeVorderenBtwType", "tarief": "Hoog", "credit": 1}])
    assert "BOE-0053" in office.post("/bankboekingen", body).codes


def test_the_amount_of_vat_is_not_checked_when_so_switched(office: Office) -> None:
    office.switch(check_vat_amount=False)
    rows = [{"type": "TeVorderenBtwType", "tarief": "Hoog", "debet": 20}]
    body = {**an_expense(office), "bedragUitgegeven": 120, "btwBoekingsregels": rows}
    assert office.post("/bankboekingen", body).status == 201


def test_a_line_may_have_a_cost_centre_and_may_need_one(office: Office) -> None:
    centre = office.kostenplaats()
    line = a_line(office, credit=100, kostenplaats={"id": centre["id"]})
    made = booked(office, grootboekBoekingsRegels=[line])
    assert made["grootboekBoekingsRegels"][0]["kostenplaats"]["id"] == centre["id"]
    condition = f"Kostenplaats/Id eq guid'{centre['id']}'"
    assert [row["saldo"] for row in office.filter("grootboekmutaties", condition).json] == [-100]
    office.control("PUT", f"{DEMO}/cost-centre-settings/1390", {"kostenplaats": "verplicht"})
    assert office.post("/bankboekingen", a_receipt(office)).codes == ["BOE-0022"]


@pytest.mark.parametrize("side", ["verkoop", "inkoop"])
def test_an_invoice_that_is_not_there_cannot_be_settled(office: Office, side: str) -> None:
    line = {"boekingId": UNKNOWN, "omschrijving": "x", "credit": 100}
    body = {**a_receipt(office, grootboekBoekingsRegels=[]), f"{side}boekingBoekingsRegels": [line]}
    assert office.post("/bankboekingen", body).codes == ["BOE-0001"]


def test_a_sale_cannot_be_settled_as_a_purchase(office: Office) -> None:
    line = settling(office.sale(), credit=100)
    body = a_receipt(office, grootboekBoekingsRegels=[], inkoopboekingBoekingsRegels=[line])
    assert office.post("/bankboekingen", body).codes == ["BOE-0001"]


def test_a_journal_must_be_of_the_right_kind_and_active(office: Office) -> None:
    bank, cash = dagboek(office, "Bank"), dagboek(office, "Kas")
    assert office.post("/bankboekingen", a_receipt(office, dagboek=cash)).codes == ["BOE-0096"]
    assert office.post("/kasboekingen", a_receipt(office, dagboek=bank)).codes == ["BOE-0025"]
    for journal in (bank, cash):
        office.control("PATCH", f"{DEMO}/records/dagboeken/{journal['id']}", {"nonactief": True})
    assert office.post("/bankboekingen", a_receipt(office)).codes == ["BOE-0096"]
    assert office.post("/kasboekingen", a_receipt(office, "kasboekingen")).codes == ["BOE-0024"]


def test_neither_the_journal_nor_the_identifier_of_a_booking_can_change(office: Office) -> None:
    made = booked(office)
    assert office.put(made["uri"], {**made, "dagboek": dagboek(office, "Kas")}).codes == ["BOE-0077"]
    assert office.put(made["uri"], {**made, "id": UNKNOWN["id"]}).codes == ["BOE-0078"]
    assert office.put(f"/bankboekingen/{UNKNOWN['id']}", made).status == 404


@pytest.mark.parametrize(("resource", "code"), [("bankboekingen", "BOE-0050"), ("kasboekingen", "BOE-0049")])
def test_a_booking_that_is_tied_cannot_be_touched(office: Office, resource: str, code: str) -> None:
    made = booked(office, resource)
    office.control("PUT", f"{DEMO}/protections/{made['id']}", {"code": code})
    assert office.put(made["uri"], made).codes == [code]
    assert office.delete(made["uri"]).codes == [code]


def test_nothing_is_booked_changed_or_deleted_in_a_closed_period(office: Office) -> None:
    made = booked(office)
    office.control("POST", f"{DEMO}/closed-periods", {"tot_en_met": "2026-03-01"})
    assert office.post("/bankboekingen", a_receipt(office)).codes == ["BOE-0042"]
    assert office.put(made["uri"], {**made, "datum": "2026-03-02"}).codes == ["BOE-0042"]
    assert office.delete(made["uri"]).codes == ["BOE-0042"]


def test_a_booking_with_vat_is_part_of_the_return_and_one_without_is_not(office: Office) -> None:
    with_vat = office.post("/bankboekingen", an_expense(office)).json
    without = booked(office)
    made = office.control("POST", f"{DEMO}/vat-returns", {"begin": "2026-01-01", "status": "Verzonden"}).json
    assert made["rubriek5B"]["btw"] == 21
    assert made["rubriek5G"]["btw"] == -21
    assert office.delete(with_vat["uri"]).codes == ["BOE-0046"]
    assert office.delete(without["uri"]).status == 200


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


def test_an_administration_without_the_needed_accounts_says_which(office: Office) -> None:
    sale = office.sale()
    for nummer in (1300, 1651):
        identifier = office.grootboek(nummer)["id"]
        office.control("PATCH", f"{DEMO}/records/grootboeken/{identifier}", {"nonactief": True})
    body = {
        **an_expense(office),
        "bedragUitgegeven": 100,
        "verkoopboekingBoekingsRegels": [settling(sale, credit=21)],
    }
    reply = office.post("/bankboekingen", body)
    assert reply.codes == ["BOE-0081"]
    assert reply.json[0]["details"] == ["BtwTeVorderenHoog", "DagboekVerkoop"]


@pytest.mark.parametrize(
    ("scopes", "status"), [(["bankieren:read"], 200), (["kas:read"], 403), (["boekhouden:read"], 403)]
)
def test_bank_bookings_need_the_scope_of_banking(office: Office, scopes: list[str], status: int) -> None:
    office.control("PATCH", DEMO, {"scopes": scopes})
    office.enter()
    assert office.get("/bankboekingen").status == status
    assert office.post("/bankboekingen", {}).status == 403


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
