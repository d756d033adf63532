"""VAT returns: their boxes, their status, and the bookings that a filed one ties."""

from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

RETURNS = "/administrations/demo/vat-returns"
UNKNOWN_ID = "00000000-0000-4000-8000-0000000000ff"


def a_return(office: Office, **fields: Any) -> Any:
    reply = office.control("POST", RETURNS, {"begin": "2026-01-01", **fields})
    assert reply.status == 200, reply.body
    return reply.json


def box(aangifte: Any, name: str) -> tuple[int, int]:
    return aangifte[f"rubriek{name}"]["omzet"], aangifte[f"rubriek{name}"]["btw"]


def test_a_return_tells_its_period_and_when_it_must_be_paid(office: Office) -> None:
    made = a_return(office)
    assert made["btwAangifteStatus"] == "NietVerzonden"
    assert made["btwAangiftePeriode"] == "Kwartaal"
    assert made["aangiftePeriodeBeginDatum"] == "2026-01-01T00:00:00"
    assert made["betalenVoor"] == "2026-04-30T00:00:00"
    assert made["boekjaar"] == {"startDate": "2026-01-01T00:00:00", "endDate": "2026-12-31T00:00:00"}
    assert made["datumTijdVerzending"] is None
    assert (made["btwPercentageHoog"], made["btwPercentageLaag"]) == (21, 9)
    assert office.get(made["uri"]).json == made
    assert office.get("/btwaangiftes").json == [made]
    assert office.control("GET", "/administrations/demo/books").json["btwaangiftes"] == [made]


@pytest.mark.parametrize(
    ("begin", "periode", "pay_by"),
    [
        ("2026-12-01", "Maand", "2027-01-31T00:00:00"),
        ("2026-10-01", "Kwartaal", "2027-01-31T00:00:00"),
        ("2026-01-01", "Jaar", "2027-01-31T00:00:00"),
        ("2026-01-01", "Maand", "2026-02-28T00:00:00"),
    ],
)
def test_a_return_is_paid_in_the_month_after_its_period(
    office: Office, begin: str, periode: str, pay_by: str
) -> None:
    assert a_return(office, begin=begin, periode=periode)["betalenVoor"] == pay_by


def test_a_book_year_may_begin_in_any_month(office: Office) -> None:
    office.control("PATCH", "/administrations/demo", {"company_info": {"beginmaandFiscaleBoekjaar": 7}})
    assert a_return(office)["boekjaar"] == {
        "startDate": "2025-07-01T00:00:00",
        "endDate": "2026-06-30T00:00:00",
    }


def test_the_boxes_hold_what_was_sold_in_the_period(office: Office) -> None:
    klant = office.relatie()
    office.sale(klant)
    office.sale(
        klant,
        factuurnummer="laag",
        boekingsregels=[office.a_line(8010, "50.90", "Laag")],
        btw=[{"btwSoort": "VerkopenLaag", "btwBedrag": "4.58"}],
        factuurbedrag="55.48",
    )
    office.sale(
        klant,
        factuurnummer="nul",
        boekingsregels=[office.a_line(8240, "30", "Geen")],
        btw=[],
        factuurbedrag="30",
    )
    office.sale(klant, factuurnummer="later", factuurdatum="2026-04-01")
    made = a_return(office)
    assert (box(made, "1A"), box(made, "1B"), box(made, "1E")) == ((100, 21), (50, 4), (30, 0))
    assert (box(made, "5A"), box(made, "5C"), box(made, "5G")) == ((0, 25), (0, 25), (0, 25))


def test_the_list_of_returns_can_be_filtered(office: Office) -> None:
    made = a_return(office, status="Geaccepteerd")
    a_return(office, begin="2026-04-01")
    assert office.filter("btwaangiftes", "BtwAangifteStatus eq 'Geaccepteerd'").json == [made]


def test_a_return_can_be_marked_as_filed_elsewhere_and_back(office: Office) -> None:
    made = a_return(office)
    reply = office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": True})
    assert (reply.status, reply.body) == (204, b"")
    assert office.get(made["uri"]).json["btwAangifteStatus"] == "GeaccepteerdExtern"
    assert office.get(made["uri"]).json["datumTijdVerzending"] is None
    assert office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": True}).codes == ["BTW-0001"]
    assert office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": False}).status == 204
    assert office.get(made["uri"]).json["btwAangifteStatus"] == "NietVerzonden"
    assert office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": False}).status == 204


def test_a_return_that_the_tax_office_has_cannot_be_marked(office: Office) -> None:
    made = a_return(office, status="Geaccepteerd")
    assert made["datumTijdVerzending"] == "2026-03-02T12:00:00"
    for value in (True, False):
        assert office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": value}).codes == [
            "BTW-0001"
        ]


def test_taking_back_may_be_refused(office: Office) -> None:
    made = a_return(office, status="GeaccepteerdExtern")
    office.switch(external_filing_taken_back="refused")
    assert office.put(f"{made['uri']}/externAangeven", {"isExternAangegeven": False}).codes == ["BTW-0001"]


def test_a_mark_without_a_value_is_refused(office: Office) -> None:
    made = a_return(office)
    assert office.put(f"{made['uri']}/externAangeven", {}).codes == ["BTW-0002"]
    mark = {"isExternAangegeven": True}
    assert office.put(f"/btwaangiftes/{UNKNOWN_ID}/externAangeven", mark).status == 404
    assert office.put("/btwaangiftes/nee/externAangeven", mark).codes == ["ALG-0103"]
    assert office.get(f"/btwaangiftes/{UNKNOWN_ID}").status == 404


@pytest.mark.parametrize("status", ["Verzonden", "Geaccepteerd", "GeaccepteerdEnHerberekend"])
def test_a_booking_in_a_filed_return_cannot_be_touched(office: Office, status: str) -> None:
    made = office.sale()
    a_return(office, status=status)
    assert office.put(made["uri"], made).codes == ["BOE-0046"]
    assert office.delete(made["uri"]).codes == ["BOE-0046"]


@pytest.mark.parametrize("status", ["NietVerzonden", "Fout"])
def test_a_booking_in_a_return_that_was_not_filed_is_free(office: Office, status: str) -> None:
    made = office.sale()
    a_return(office, status=status)
    assert office.put(made["uri"], made).status == 200
    assert office.delete(made["uri"]).status == 200


def test_a_booking_of_another_period_is_free(office: Office) -> None:
    made = office.sale(factuurdatum="2026-04-01")
    a_return(office, status="Verzonden")
    assert office.delete(made["uri"]).status == 200


def test_a_return_that_is_taken_back_sets_its_bookings_free(office: Office) -> None:
    made = office.sale()
    aangifte = a_return(office, status="Verzonden")
    office.control("PATCH", f"{RETURNS}/{aangifte['id']}", {"status": "Fout"})
    assert office.put(made["uri"], made).status == 200
    office.control("PATCH", f"{RETURNS}/{aangifte['id']}", {"status": "Geaccepteerd"})
    assert office.put(made["uri"], made).codes == ["BOE-0046"]
    office.control("DELETE", f"{RETURNS}/{aangifte['id']}")
    assert office.delete(made["uri"]).status == 200
    assert office.get("/btwaangiftes").json == []


def test_a_late_booking_is_not_part_of_the_return_that_was_filed(office: Office) -> None:
    klant = office.relatie()
    office.sale(klant)
    aangifte = a_return(office, status="Verzonden")
    late = office.sale(klant, factuurnummer="laat")
    assert box(office.get(aangifte["uri"]).json, "1A") == (100, 21)
    assert office.delete(late["uri"]).status == 200


def test_a_late_booking_may_be_refused(office: Office) -> None:
    klant = office.relatie()
    a_return(office, status="Verzonden")
    office.switch(new_booking_in_filed_vat_return="refused")
    assert office.post("/verkoopboekingen", office.a_sale(klant)).codes == ["BOE-0042"]
    assert office.post("/verkoopboekingen", office.a_sale(klant, factuurdatum="2026-04-01")).status == 201


def test_a_return_is_reckoned_again_when_it_is_filed(office: Office) -> None:
    aangifte = a_return(office)
    office.sale()
    office.control("POST", "/clock", {"advance": 60})
    office.control("PATCH", f"{RETURNS}/{aangifte['id']}", {"status": "Verzonden"})
    filed = office.get(aangifte["uri"]).json
    assert box(filed, "1A") == (100, 21)
    assert filed["datumTijdBerekening"] > aangifte["datumTijdBerekening"]


def test_a_supplement_holds_only_what_no_other_return_had(office: Office) -> None:
    klant = office.relatie()
    office.sale(klant)
    a_return(office, status="Geaccepteerd")
    office.sale(klant, factuurnummer="laat")
    office.sale(klant, factuurnummer="later")
    supplement = a_return(office, is_suppletie=True)
    assert supplement["isSuppletie"] is True
    assert box(supplement, "1A") == (200, 42)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", RETURNS, {"begin": "2026-01-02"}),
        ("POST", RETURNS, {"begin": "2026-01-01", "status": "Zoek"}),
        ("POST", RETURNS, {"begin": "2026-01-01", "periode": "Week"}),
        ("PATCH", f"{RETURNS}/{UNKNOWN_ID}", {"status": "Verzonden"}),
        ("DELETE", f"{RETURNS}/nee", None),
    ],
)
def test_a_wrong_wish_for_a_return_is_told(office: Office, method: str, path: str, body: Any) -> None:
    reply = office.control(method, path, body)
    assert reply.status == 400
    assert reply.json["error"]


def test_a_token_needs_the_scope_of_returns(office: Office) -> None:
    office.control("PATCH", "/administrations/demo", {"scopes": ["boekhouden:read"]})
    office.enter()
    assert office.get("/btwaangiftes").status == 403


def test_purchases_are_tied_and_their_vat_is_claimed(office: Office) -> None:
    made = office.purchase()
    aangifte = a_return(office, status="Verzonden")
    assert (box(aangifte, "5B"), box(aangifte, "5G")) == ((0, 21), (0, -21))
    assert office.put(made["uri"], made).codes == ["BOE-0046"]
    assert office.delete(made["uri"]).codes == ["BOE-0046"]


def test_a_purchase_without_vat_is_tied_too(office: Office) -> None:
    lines = [office.a_line(4720, "12.50", "Geen")]
    made = office.purchase(boekingsregels=lines, btw=[], factuurbedrag="12.50")
    a_return(office, status="Verzonden")
    assert office.delete(made["uri"]).codes == ["BOE-0046"]


def test_shifted_vat_is_owed_and_claimed_in_the_box_of_its_origin(office: Office) -> None:
    shifted: dict[str, Any] = {"factuurbedrag": 100}
    for number, account, rows, own_box in (
        ("hier", 4798, [{"btwSoort": "InkopenVerlegd", "btwBedrag": 0}], "2A"),
        ("eu", 7011, [], "4B"),
        ("wereld", 7021, [], "4A"),
    ):
        line = office.a_line(account, "100", "Geen")
        office.purchase(factuurnummer=number, boekingsregels=[line], btw=rows, **shifted)
        assert box(a_return(office), own_box) == (100, 21)
    made = a_return(office)
    assert (box(made, "5A"), box(made, "5B"), box(made, "5G")) == ((0, 63), (0, 63), (0, 0))


def test_amounts_are_rounded_in_favour_of_the_one_who_pays(office: Office) -> None:
    klant = office.relatie()
    line = [office.a_line(8000, "102.38", "Hoog")]
    office.sale(
        klant,
        boekingsregels=line,
        btw=[{"btwSoort": "VerkopenHoog", "btwBedrag": "21.50"}],
        factuurbedrag="123.88",
    )
    line = [office.a_line(4600, "50.48", "Hoog")]
    office.purchase(
        boekingsregels=line, btw=[{"btwSoort": "InkopenHoog", "btwBedrag": "10.60"}], factuurbedrag="61.08"
    )
    made = a_return(office)
    assert (box(made, "1A"), box(made, "5B"), box(made, "5C")) == ((102, 21), (0, 11), (0, 10))


def test_a_credit_note_lowers_the_return(office: Office) -> None:
    klant = office.relatie()
    office.sale(klant)
    credit = {
        "boekingsregels": [office.a_line(8000, "-40", "Hoog")],
        "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": "-8.40"}],
        "factuurbedrag": "-48.40",
    }
    office.sale(klant, factuurnummer="credit", **credit)
    assert box(a_return(office), "1A") == (60, 12)


def test_sales_abroad_have_boxes_of_their_own(office: Office) -> None:
    german = office.relatie(btwNummer="DE136695976", vestigingsAdres={"land": office.land("DE")})
    for number, account in (("goederen", 8300), ("diensten", 8310)):
        lines = [office.a_line(account, "100", "Geen")]
        office.sale(german, factuurnummer=number, boekingsregels=lines, btw=[], factuurbedrag="100")
    lines = [office.a_line(8320, "70", "Geen")]
    office.sale(factuurnummer="uitvoer", boekingsregels=lines, btw=[], factuurbedrag="70")
    made = a_return(office)
    assert (box(made, "3A"), box(made, "3B"), box(made, "5A")) == ((70, 0), (200, 0), (0, 0))


def test_paying_an_invoice_of_a_filed_return_is_free(office: Office) -> None:
    sale = office.sale()
    a_return(office, status="Verzonden")
    receipt = {
        "datum": "2026-03-01",
        "dagboek": {"id": office.books.dagboeken.find("soort", "Bank")[0].id},
        "bedragOntvangen": 121,
        "bedragUitgegeven": 0,
        "verkoopboekingBoekingsRegels": [{"boekingId": sale, "credit": 121}],
    }
    money = office.post("/bankboekingen", receipt)
    assert money.status == 201
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0
    assert office.delete(money.json["uri"]).status == 200
