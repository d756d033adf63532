"""Purchase bookings, their invoices and their ledger entries."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office, Reply
from tests.unit.snelstart_simulator.test_documenten import a_document

UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}
DEMO = "/administrations/demo"


def paid(office: Office, bedrag: str | None = None, **fields: Any) -> Reply:
    payment = {"factuurnummer": "F-77", "soort": "inkoop", "bedrag": bedrag, **fields}
    return office.control("POST", f"{DEMO}/payments", payment)


def by_account(office: Office) -> dict[int, Decimal]:
    """Add up the entries by the number of their account."""
    numbers = {grootboek.id: grootboek.nummer for grootboek in office.books.grootboeken}
    found: dict[int, Decimal] = {}
    for mutatie in office.books.grootboekmutaties:
        number = numbers[mutatie.grootboek.id]
        found[number] = found.get(number, Decimal(0)) + mutatie.saldo
    return found


def test_a_purchase_comes_back_as_it_was_booked(office: Office) -> None:
    leverancier, kostenplaats = office.leverancier(), office.kostenplaats()
    line = office.a_line(7002, omschrijving="Meel", kostenplaats={"id": kostenplaats["id"]})
    made = office.purchase(
        leverancier, boekingsregels=[line], omschrijving="Factuur", boekstuk="B1", markering=True
    )
    assert office.get(f"/inkoopboekingen/{made['id']}").json == made
    assert made["uri"] == f"/inkoopboekingen/{made['id']}"
    assert made["factuurbedrag"] == 121
    assert made["leverancier"] == {"id": leverancier["id"], "uri": f"/relaties/{leverancier['id']}"}
    assert made["boekingsregels"][0]["kostenplaats"]["id"] == kostenplaats["id"]
    assert made["boekingsregels"][0]["btwSoort"] == "Hoog"
    assert made["btw"] == [{"btwSoort": "InkopenHoog", "btwBedrag": 21}]
    assert (made["markering"], made["boekstuk"], made["documents"]) == (True, "B1", [])
    assert {"betalingstermijn", "eenmaligeIncassoMachtiging", "klant"}.isdisjoint(made)
    assert office.get(f"/relaties/{leverancier['id']}/inkoopboekingen").json == [made]
    assert office.get(f"/relaties/{leverancier['id']}/verkoopboekingen").json == []


def test_a_purchase_makes_its_invoice_at_once(office: Office) -> None:
    made = office.purchase(office.leverancier(krediettermijn=14))
    [factuur] = office.filter("inkoopfacturen", "Factuurnummer eq 'F-77'").json
    assert factuur["inkoopBoeking"] == {"id": made["id"], "uri": made["uri"]}
    assert factuur["relatie"]["id"] == made["leverancier"]["id"]
    assert factuur["openstaandSaldo"] == factuur["factuurBedrag"] == 121
    assert factuur["factuurDatum"] == "2026-03-01T00:00:00"
    assert factuur["vervalDatum"] == "2026-03-15T00:00:00"
    assert office.get("/inkoopfacturen/" + factuur["id"]).status == 404
    assert office.get("/verkoopfacturen").json == []


def test_purchase_invoices_are_filtered_by_what_is_open(office: Office) -> None:
    leverancier = office.leverancier()
    office.purchase(leverancier)
    other = office.purchase(leverancier, factuurnummer="F-78")
    paid(office)
    [row] = office.filter("inkoopfacturen", "OpenstaandSaldo ne 0").json
    assert row["inkoopBoeking"]["id"] == other["id"]
    unknown = office.filter("inkoopfacturen", "factuurnummer eq 'F-77'")
    assert unknown.json["Message"].endswith(
        "on type 'SnelStart.B2B.Api.V2.Models.Inkoopfacturen.InkoopfactuurModel'."
    )


def test_the_entries_of_a_purchase_are_in_balance(office: Office) -> None:
    kostenplaats = office.kostenplaats()
    lines = [
        office.a_line(7002, "100.00", kostenplaats={"id": kostenplaats["id"]}, omschrijving="Meel"),
        office.a_line(7001, "50.00", "Laag"),
        office.a_line(4402, "25.00", "Geen"),
    ]
    btw = [{"btwSoort": "InkopenHoog", "btwBedrag": 21}, {"btwSoort": "InkopenLaag", "btwBedrag": "4.50"}]
    boeking = office.purchase(boekingsregels=lines, btw=btw, factuurbedrag="200.50", omschrijving="Maart")
    rows = office.get("/grootboekmutaties").json
    assert by_account(office) == {
        1600: Decimal("-200.50"),
        7002: 100,
        7001: 50,
        4402: 25,
        1651: 21,
        1650: Decimal("4.50"),
    }
    assert all(row["saldo"] == row["debet"] - row["credit"] for row in rows)
    assert {row["factuurNummer"] for row in rows} == {"F-77"}
    assert {row["relatiePublicIdentifier"]["id"] for row in rows} == {boeking["leverancier"]["id"]}
    [journal] = {row["dagboek"]["id"] for row in rows}
    assert office.books.dagboeken.find("soort", "Inkoop")[0].id == journal
    [of_centre] = office.filter("grootboekmutaties", f"Kostenplaats/Id eq guid'{kostenplaats['id']}'").json
    assert (of_centre["omschrijving"], of_centre["debet"]) == ("Meel", 100)
    assert {row["omschrijving"] for row in rows} == {"Meel", "Maart"}


def test_a_credit_note_is_a_negative_purchase(office: Office) -> None:
    credit: dict[str, Any] = {
        "factuurbedrag": -121,
        "boekingsregels": [office.a_line(4798, "-100")],
        "btw": [{"btwSoort": "InkopenHoog", "btwBedrag": -21}],
    }
    office.purchase(**credit)
    assert office.get("/inkoopfacturen").json[0]["openstaandSaldo"] == -121
    assert by_account(office) == {1600: 121, 4798: -100, 1651: -21}


@pytest.mark.parametrize(
    ("switches", "normal", "credit"),
    [
        ({}, 121, -121),
        ({"open_credit_notes": "positive"}, 121, 121),
        ({"open_purchases": "negative"}, -121, 121),
        ({"open_purchases": "negative", "open_credit_notes": "positive"}, -121, -121),
    ],
)
def test_the_sign_of_what_is_open_may_be_told_otherwise(
    office: Office, switches: dict[str, str], normal: int, credit: int
) -> None:
    office.switch(**switches)
    office.purchase()
    office.purchase(
        factuurnummer="C1",
        factuurbedrag=-121,
        boekingsregels=[office.a_line(4798, "-100")],
        btw=[{"btwSoort": "InkopenHoog", "btwBedrag": -21}],
    )
    assert [row["openstaandSaldo"] for row in office.get("/inkoopfacturen").json] == [normal, credit]
    assert [row["factuurBedrag"] for row in office.get("/inkoopfacturen").json] == [121, -121]
    assert paid(office, "121").json["openstaandSaldo"] == 0
    assert paid(office, factuurnummer="C1").json["openstaandSaldo"] == 0


def test_a_number_is_used_once_and_is_free_after_deleting(office: Office) -> None:
    leverancier = office.leverancier()
    made = office.purchase(leverancier)
    again = office.post("/inkoopboekingen", office.a_purchase(leverancier))
    assert (again.status, again.codes) == (400, ["BOE-0021"])
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).status == 404
    assert office.get("/inkoopfacturen").json == []
    assert office.get("/grootboekmutaties").json == []
    assert office.purchase(leverancier)["factuurnummer"] == "F-77"


@pytest.mark.parametrize(
    ("scope", "same_supplier", "other_supplier", "sale"),
    [
        ("administration", 400, 400, 201),
        ("supplier", 400, 201, 201),
        ("administration_and_sales", 400, 400, 400),
    ],
)
def test_among_which_bookings_a_number_is_unique_is_a_switch(
    office: Office, scope: str, same_supplier: int, other_supplier: int, sale: int
) -> None:
    office.switch(purchase_numbers_unique_in=scope)
    leverancier = office.leverancier()
    office.purchase(leverancier)
    assert office.post("/inkoopboekingen", office.a_purchase(leverancier)).status == same_supplier
    assert office.post("/inkoopboekingen", office.a_purchase()).status == other_supplier
    assert office.post("/verkoopboekingen", office.a_sale(factuurnummer="F-77")).status == sale
    office.sale(factuurnummer="V-1")
    assert office.post("/inkoopboekingen", office.a_purchase(factuurnummer="V-1")).status == sale


@pytest.mark.parametrize(
    ("comparison", "other_case", "spaces"),
    [("exact", 201, 201), ("ignoring_case", 400, 201), ("ignoring_case_and_spaces", 400, 400)],
)
def test_when_two_numbers_are_the_same_is_a_switch(
    office: Office, comparison: str, other_case: int, spaces: int
) -> None:
    office.switch(numbers_compared=comparison)
    leverancier, klant = office.leverancier(), office.relatie()
    office.purchase(leverancier, factuurnummer="Ab 1")
    office.sale(klant, factuurnummer="Ab 1")
    for number, status in (("aB 1", other_case), ("Ab1", spaces), ("Ab 1", 400)):
        purchase = office.a_purchase(leverancier, factuurnummer=number)
        assert office.post("/inkoopboekingen", purchase).status == status
        sale = office.a_sale(klant, factuurnummer=number)
        assert office.post("/verkoopboekingen", sale).status == status


def test_how_a_filter_compares_texts_is_a_switch(office: Office) -> None:
    made = office.purchase(factuurnummer="Ab-1")
    both = "Factuurnummer eq 'aB-1 ' and OpenstaandSaldo gt 0"
    assert office.filter("inkoopfacturen", both).json == []
    office.switch(filter_texts="ignoring_case")
    [row] = office.filter("inkoopfacturen", both).json
    assert row["inkoopBoeking"]["id"] == made["id"]
    assert office.filter("inkoopfacturen", "Factuurnummer ne 'aB-1'").json == []
    assert office.filter("relaties", "Relatiesoort/any(r:r eq 'KLANT')").json != []
    by_id = office.filter("inkoopfacturen", f"InkoopBoeking/Id eq guid'{made['id']}'")
    assert len(by_id.json) == 1


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"factuurnummer": ""}, ["BOE-0058"]),
        ({"factuurnummer": None}, ["BOE-0058"]),
        ({"factuurnummer": "x" * 26}, ["BOE-0058"]),
        ({"boekstuk": "x" * 26}, ["BOE-0068"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"leverancier": None}, ["BOE-0038"]),
        ({"leverancier": UNKNOWN}, ["BOE-0002"]),
        ({"factuurdatum": None}, ["BOE-0070"]),
        ({"factuurdatum": "0001-01-01T00:00:00"}, ["BOE-0070"]),
        ({"factuurdatum": "2020-12-31"}, ["BOE-0033"]),
        ({"factuurbedrag": "121.01"}, ["BOE-0039"]),
        ({"factuurbedrag": None}, ["BOE-0039"]),
        ({"boekingsregels": [], "btw": [], "factuurbedrag": 0}, ["BOE-0023"]),
        ({"boekingsregels": None, "btw": None, "factuurbedrag": 0}, ["BOE-0023"]),
        ({"id": UNKNOWN["id"]}, ["ALG-0100"]),
        ({"factuurnummer": "", "factuurbedrag": 5}, ["BOE-0058", "BOE-0039"]),
    ],
)
def test_a_purchase_that_breaks_rules_is_refused_with_their_codes(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    reply = office.post("/inkoopboekingen", {**office.a_purchase(), **fields})
    assert reply.status == 400
    assert reply.codes == codes
    assert len(office.books.inkoopboekingen) == 0
    assert len(office.books.grootboekmutaties) == 0


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"bedrag": 0}, ["BOE-0028"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"grootboek": UNKNOWN}, ["BOE-0037"]),
        ({"kostenplaats": UNKNOWN}, ["BOE-0019"]),
    ],
)
def test_a_line_that_breaks_rules_is_refused(office: Office, line: dict[str, Any], codes: list[str]) -> None:
    body = office.a_purchase(boekingsregels=[{**office.a_line(4798), **line}])
    assert codes[0] in office.post("/inkoopboekingen", body).codes


def test_a_supplier_must_be_one_and_be_active(office: Office) -> None:
    assert office.post("/inkoopboekingen", office.a_purchase(office.relatie())).codes == ["BOE-0003"]
    gone = office.leverancier()
    office.delete(f"/relaties/{gone['id']}")
    assert office.post("/inkoopboekingen", office.a_purchase(gone)).codes == ["BOE-0054"]


def test_purchases_need_an_active_journal(office: Office) -> None:
    leverancier = office.leverancier()
    dagboek = office.books.dagboeken.find("soort", "Inkoop")[0]
    path = f"{DEMO}/records/dagboeken/{dagboek.id}"
    office.control("PATCH", path, {"nonactief": True})
    assert office.post("/inkoopboekingen", office.a_purchase(leverancier)).codes == ["BOE-0009"]
    office.control("DELETE", path)
    assert office.post("/inkoopboekingen", office.a_purchase(leverancier)).codes == ["BOE-0010"]


def test_a_document_needs_its_purchase(office: Office) -> None:
    document = a_document(UNKNOWN["id"])
    assert office.post("/documenten/inkoopboekingen", document).status == 404
    office.switch(missing_purchase_of_document="code")
    assert office.post("/documenten/inkoopboekingen", document).codes == ["BLG-0005"]
    assert office.post("/documenten/verkoopboekingen", document).status == 404


def test_a_cost_centre_may_be_required_forbidden_or_inactive(office: Office) -> None:
    centre = office.kostenplaats()
    with_centre = office.a_purchase(boekingsregels=[office.a_line(4798, kostenplaats={"id": centre["id"]})])
    without = office.a_purchase()
    office.control("PUT", f"{DEMO}/cost-centre-settings/4798", {"kostenplaats": "verplicht"})
    assert office.post("/inkoopboekingen", without).codes == ["BOE-0022"]
    office.control("PUT", f"{DEMO}/cost-centre-settings/4798", {"kostenplaats": "nee"})
    assert office.post("/inkoopboekingen", with_centre).codes == ["BOE-0093"]
    office.control("PUT", f"{DEMO}/cost-centre-settings/4798", {"kostenplaats": "optioneel"})
    office.put(centre["uri"], {**centre, "nonactief": True})
    assert office.post("/inkoopboekingen", with_centre).codes == ["BOE-0026"]


@pytest.mark.parametrize("field", ["factuurnummer", "leverancier", "factuurdatum"])
def test_a_missing_field_is_refused_by_the_framework_when_so_switched(office: Office, field: str) -> None:
    office.switch(missing_fields_as="model_state")
    reply = office.post("/inkoopboekingen", {**office.a_purchase(), field: None})
    assert list(reply.json["modelState"]) == [f"model.{field}"]
