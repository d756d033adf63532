"""Sales bookings, their invoices and their ledger entries."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}


def test_a_sale_comes_back_as_it_was_booked(office: Office) -> None:
    klant, kostenplaats = office.relatie(), office.kostenplaats()
    line = office.a_line(omschrijving="Advies", kostenplaats={"id": kostenplaats["id"]})
    made = office.sale(
        klant, boekingsregels=[line], omschrijving="Factuur", boekstuk="B1", betalingstermijn=30
    )
    assert office.get(f"/verkoopboekingen/{made['id']}").json == made
    assert made["factuurbedrag"] == 121
    assert made["klant"]["id"] == klant["id"]
    assert made["boekingsregels"][0]["kostenplaats"]["id"] == kostenplaats["id"]
    assert made["boekingsregels"][0]["btwSoort"] == "Hoog"
    assert made["btw"] == [{"btwSoort": "VerkopenHoog", "btwBedrag": 21}]
    assert made["factuurdatum"] == "2026-03-01T00:00:00"


def test_a_sale_makes_its_invoice_at_once(office: Office) -> None:
    made = office.sale(betalingstermijn=30)
    [factuur] = office.get("/verkoopfacturen").json
    assert factuur["verkoopBoeking"]["id"] == made["id"]
    assert factuur["openstaandSaldo"] == factuur["factuurBedrag"] == 121
    assert factuur["factuurDatum"] == "2026-03-01T00:00:00"
    assert factuur["vervalDatum"] == "2026-03-31T00:00:00"
    assert office.get(f"/verkoopfacturen/{factuur['id']}").json == factuur


def test_the_term_of_the_customer_holds_when_none_is_given(office: Office) -> None:
    made = office.sale(office.relatie(krediettermijn=14))
    assert made["betalingstermijn"] == 14


def test_the_entries_of_a_sale_are_in_balance(office: Office) -> None:
    kostenplaats = office.kostenplaats()
    lines = [
        office.a_line(8000, "100.00", kostenplaats={"id": kostenplaats["id"]}, omschrijving="Brood"),
        office.a_line(8010, "50.00", "Laag"),
    ]
    btw = [{"btwSoort": "VerkopenHoog", "btwBedrag": 21}, {"btwSoort": "VerkopenLaag", "btwBedrag": "4.50"}]
    boeking = office.sale(boekingsregels=lines, btw=btw, factuurbedrag="175.50")
    rows = office.get("/grootboekmutaties").json
    by_account = {row["grootboek"]["id"]: row for row in rows}
    assert sum(row["saldo"] for row in rows) == 0
    assert all(row["saldo"] == row["debet"] - row["credit"] for row in rows)
    assert by_account[office.grootboek(1300)["id"]]["debet"] == Decimal("175.50")
    assert by_account[office.grootboek(8000)["id"]]["credit"] == 100
    assert by_account[office.grootboek(8000)["id"]]["kostenplaats"]["id"] == kostenplaats["id"]
    assert by_account[office.grootboek(1671)["id"]]["credit"] == 21
    assert by_account[office.grootboek(1670)["id"]]["credit"] == Decimal("4.50")
    assert {row["factuurNummer"] for row in rows} == {"2026-0042"}
    assert {row["relatiePublicIdentifier"]["id"] for row in rows} == {boeking["klant"]["id"]}
    [of_centre] = office.filter("grootboekmutaties", f"Kostenplaats/Id eq guid'{kostenplaats['id']}'").json
    assert office.get(f"/grootboekmutaties/{of_centre['id']}").json == of_centre


def test_a_credit_note_is_a_negative_booking(office: Office) -> None:
    made = office.sale(
        factuurnummer="C1",
        factuurbedrag=-121,
        boekingsregels=[office.a_line(bedrag="-100")],
        btw=[{"btwSoort": "VerkopenHoog", "btwBedrag": -21}],
    )
    assert made["factuurbedrag"] == -121
    [factuur] = office.get("/verkoopfacturen").json
    assert factuur["openstaandSaldo"] == -121
    rows = office.get("/grootboekmutaties").json
    assert {row["grootboek"]["id"]: row["credit"] for row in rows}[office.grootboek(1300)["id"]] == 121


def test_a_number_is_used_once_and_is_free_after_deleting(office: Office) -> None:
    klant = office.relatie()
    made = office.sale(klant)
    again = office.post("/verkoopboekingen", office.a_sale(klant))
    assert (again.status, again.codes) == (400, ["BOE-0021"])
    assert again.json[0]["details"] is None
    assert office.delete(f"/verkoopboekingen/{made['id']}").status == 200
    assert office.get(f"/verkoopboekingen/{made['id']}").status == 404
    assert office.get("/verkoopfacturen").json == []
    assert office.get("/grootboekmutaties").json == []
    assert office.sale(klant)["factuurnummer"] == "2026-0042"


def test_a_change_replaces_the_whole_booking(office: Office) -> None:
    klant = office.relatie()
    made = office.sale(klant, omschrijving="Oud", betalingstermijn=30)
    changed = office.put(
        f"/verkoopboekingen/{made['id']}",
        office.a_sale(
            klant,
            factuurbedrag=242,
            boekingsregels=[office.a_line(bedrag="200")],
            btw=[
                {"btwSoort": "VerkopenHoog", "btwBedrag": 42},
            ],
        ),
    )
    assert changed.status == 200
    assert changed.json["omschrijving"] is None
    assert [factuur["openstaandSaldo"] for factuur in office.get("/verkoopfacturen").json] == [242]
    rows = office.get("/grootboekmutaties").json
    assert len(rows) == 3
    assert sum(row["saldo"] for row in rows) == 0


def test_the_invoice_keeps_its_identifier_when_the_booking_changes(office: Office) -> None:
    made = office.sale()
    before = office.get("/verkoopfacturen").json[0]["id"]
    assert office.put(f"/verkoopboekingen/{made['id']}", {**made, "factuurnummer": "nieuw"}).status == 200
    after = office.get("/verkoopfacturen").json[0]
    assert (after["id"], after["factuurnummer"]) == (before, "nieuw")


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"factuurnummer": ""}, ["BOE-0058"]),
        ({"factuurnummer": None}, ["BOE-0058"]),
        ({"factuurnummer": "x" * 26}, ["BOE-0058"]),
        ({"boekstuk": "x" * 26}, ["BOE-0068"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"klant": UNKNOWN}, ["BOE-0060"]),
        ({"factuurdatum": None}, ["BOE-0070"]),
        ({"factuurdatum": "0001-01-01T00:00:00"}, ["BOE-0070"]),
        ({"factuurdatum": "2020-12-31"}, ["BOE-0033"]),
        ({"factuurbedrag": "121.01"}, ["BOE-0039"]),
        ({"factuurbedrag": None}, ["BOE-0039"]),
        ({"boekingsregels": [], "btw": [], "factuurbedrag": 0}, ["BOE-0023"]),
        ({"boekingsregels": None, "btw": None, "factuurbedrag": 0}, ["BOE-0023"]),
        ({"id": UNKNOWN["id"]}, ["ALG-0100"]),
        ({"doorlopendeIncassoMachtiging": UNKNOWN}, ["BOE-0066"]),
        ({"factuurnummer": "", "factuurbedrag": 5}, ["BOE-0058", "BOE-0039"]),
    ],
)
def test_a_sale_that_breaks_rules_is_refused_with_their_codes(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    reply = office.post("/verkoopboekingen", office.a_sale(**fields))
    assert reply.status == 400
    assert reply.codes == codes
    assert len(office.books.verkoopboekingen) == 0
    assert len(office.books.grootboekmutaties) == 0


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ({"bedrag": 0}, ["BOE-0028"]),
        ({"omschrijving": "x" * 251}, ["BOE-0071"]),
        ({"grootboek": UNKNOWN}, ["BOE-0037"]),
        ({"grootboek": None}, ["BOE-0037"]),
        ({"kostenplaats": UNKNOWN}, ["BOE-0019"]),
    ],
)
def test_a_line_that_breaks_a_rule_is_refused_with_its_code(
    office: Office, line: dict[str, Any], codes: list[str]
) -> None:
    lines = [office.a_line(), {**office.a_line(bedrag="10"), **line}]
    total = 131 * 100 + 2_10 if line.get("bedrag", 1) else 121_00
    btw = [{"btwSoort": "VerkopenHoog", "btwBedrag": "23.10" if line.get("bedrag", 1) else 21}]
    reply = office.post(
        "/verkoopboekingen", office.a_sale(boekingsregels=lines, btw=btw, factuurbedrag=f"{total / 100:.2f}")
    )
    found = [code for code in reply.codes if code != "BOE-0069"]
    assert found == codes


@pytest.mark.parametrize(
    ("nummer", "code"),
    [(1300, "BOE-0061"), (1671, "BOE-0061"), (1100, "BOE-0061"), (2000, "BOE-0075"), (2010, "BOE-0075")],
)
def test_a_line_may_not_stand_on_a_journal_or_a_vat_account(office: Office, nummer: int, code: str) -> None:
    body = office.a_sale(boekingsregels=[office.a_line(nummer, "100", "Geen")], btw=[], factuurbedrag=100)
    assert office.post("/verkoopboekingen", body).codes == [code]


def test_an_inactive_ledger_account_is_refused(office: Office) -> None:
    identifier = office.grootboek(8000)["id"]
    office.control("PATCH", f"/administrations/demo/records/grootboeken/{identifier}", {"nonactief": True})
    assert office.post("/verkoopboekingen", office.a_sale()).codes == ["BOE-0008"]


def test_a_customer_must_be_one_and_be_active(office: Office) -> None:
    supplier = office.relatie(relatiesoort=["Leverancier"])
    assert office.post("/verkoopboekingen", office.a_sale(supplier)).codes == ["BOE-0060"]
    gone = office.relatie()
    office.delete(f"/relaties/{gone['id']}")
    assert office.post("/verkoopboekingen", office.a_sale(gone)).codes == ["BOE-0054"]


def test_a_missing_customer_or_a_strange_term_is_refused_by_the_framework(office: Office) -> None:
    reply = office.post("/verkoopboekingen", office.a_sale(klant={"id": None}))
    assert reply.json["modelState"] == {"model.klant": ["The Klant field is required."]}
    reply = office.post("/verkoopboekingen", office.a_sale(betalingstermijn=1000))
    assert list(reply.json["modelState"]) == ["model.betalingstermijn"]


def test_a_missing_number_is_refused_by_the_framework_when_so_switched(office: Office) -> None:
    office.switch(missing_fields_as="model_state", key_casing_of_model_state="pascal")
    reply = office.post("/verkoopboekingen", office.a_sale(factuurnummer=""))
    assert reply.json["ModelState"] == {"model.factuurnummer": ["The Factuurnummer field is required."]}


def test_a_cost_centre_may_be_required_or_forbidden(office: Office) -> None:
    centre = {"id": office.kostenplaats()["id"]}
    with_centre = office.a_sale(boekingsregels=[office.a_line(kostenplaats=centre)])
    without = office.a_sale()
    office.control("PUT", "/administrations/demo/cost-centre-settings/8000", {"kostenplaats": "verplicht"})
    assert office.get(f"/grootboeken/{office.grootboek(8000)['id']}").json["kostenplaatsVerplicht"] is True
    assert office.post("/verkoopboekingen", without).codes == ["BOE-0022"]
    office.control("PUT", "/administrations/demo/cost-centre-settings/8000", {"kostenplaats": "nee"})
    assert office.get(f"/grootboeken/{office.grootboek(8000)['id']}").json["kostenplaatsVerplicht"] is False
    assert office.post("/verkoopboekingen", with_centre).codes == ["BOE-0093"]
    office.control("PUT", "/administrations/demo/cost-centre-settings/8000", {"kostenplaats": "optioneel"})
    assert office.post("/verkoopboekingen", with_centre).status == 201


def test_an_inactive_cost_centre_is_refused(office: Office) -> None:
    centre = office.kostenplaats()
    office.put(f"/kostenplaatsen/{centre['id']}", {**centre, "nonactief": True})
    line = office.a_line(kostenplaats={"id": centre["id"]})
    assert office.post("/verkoopboekingen", office.a_sale(boekingsregels=[line])).codes == ["BOE-0026"]


@pytest.mark.parametrize(("door", "code"), [("gebruiker", "BOE-0042"), ("accountant", "BOE-0051")])
def test_nothing_is_booked_changed_or_deleted_in_a_closed_period(
    office: Office, door: str, code: str
) -> None:
    klant = office.relatie()
    made = office.sale(klant)
    closing = {"van": "2026-03-01", "tot_en_met": "2026-03-01", "door": door}
    assert office.control("POST", "/administrations/demo/closed-periods", closing).status == 200
    assert office.post("/verkoopboekingen", office.a_sale(klant, factuurnummer="n")).codes == [code]
    assert office.put(f"/verkoopboekingen/{made['id']}", {**made, "factuurdatum": "2026-03-02"}).codes == [
        code
    ]
    assert office.delete(f"/verkoopboekingen/{made['id']}").codes == [code]
    for day in ("2026-02-28", "2026-03-02"):
        assert (
            office.post("/verkoopboekingen", office.a_sale(klant, factuurnummer=day, factuurdatum=day)).status
            == 201
        )
    office.control("DELETE", "/administrations/demo/closed-periods")
    assert office.delete(f"/verkoopboekingen/{made['id']}").status == 200


def test_a_payment_lowers_what_is_open_and_protects_the_booking(office: Office) -> None:
    made = office.sale()
    payment = {"factuurnummer": "2026-0042", "bedrag": "21.00"}
    assert office.control("POST", "/administrations/demo/payments", payment).json["openstaandSaldo"] == 100
    [factuur] = office.get("/verkoopfacturen").json
    assert factuur["openstaandSaldo"] == 100
    assert office.delete(f"/verkoopboekingen/{made['id']}").codes == ["BOE-0083"]
    assert office.put(f"/verkoopboekingen/{made['id']}", made).codes == ["BOE-0083"]
    office.switch(booking_with_payments_on_put="accepted")
    assert office.put(f"/verkoopboekingen/{made['id']}", made).status == 200
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 100
    rows = office.get("/grootboekmutaties").json
    assert len(rows) == 5
    assert sum(row["saldo"] for row in rows) == 0


def test_a_payment_touches_the_invoice_only_when_so_switched(office: Office) -> None:
    office.sale()
    before = office.get("/verkoopfacturen").json[0]["modifiedOn"]
    office.control("POST", "/clock", {"advance": 60})
    office.control("POST", "/administrations/demo/payments", {"factuurnummer": "2026-0042", "bedrag": "1"})
    assert office.get("/verkoopfacturen").json[0]["modifiedOn"] == before
    office.switch(payment_touches_modified_on=True)
    office.control("POST", "/administrations/demo/payments", {"factuurnummer": "2026-0042"})
    assert office.get("/verkoopfacturen").json[0]["modifiedOn"] > before
    assert office.get("/verkoopfacturen").json[0]["openstaandSaldo"] == 0


def test_a_booking_tied_to_something_else_cannot_be_touched(office: Office) -> None:
    made = office.sale()
    office.control("PUT", f"/administrations/demo/protections/{made['id']}", {"code": "BOE-0046"})
    assert office.put(f"/verkoopboekingen/{made['id']}", made).codes == ["BOE-0046"]
    assert office.delete(f"/verkoopboekingen/{made['id']}").codes == ["BOE-0046"]
    office.control("PUT", f"/administrations/demo/protections/{made['id']}", {"code": None})
    assert office.put(f"/verkoopboekingen/{made['id']}", made).status == 200


def test_the_identifier_of_a_booking_cannot_change(office: Office) -> None:
    made = office.sale()
    assert office.put(f"/verkoopboekingen/{made['id']}", {**made, "id": UNKNOWN["id"]}).codes == ["BOE-0078"]


def test_what_the_accountant_did_cannot_be_undone_by_a_client(office: Office) -> None:
    made = office.sale()
    office.control(
        "PATCH",
        f"/administrations/demo/records/verkoopboekingen/{made['id']}",
        {"gewijzigdDoorAccountant": True},
    )
    changed = office.put(f"/verkoopboekingen/{made['id']}", {**made, "gewijzigdDoorAccountant": False}).json
    assert changed["gewijzigdDoorAccountant"] is True


@pytest.mark.parametrize(
    ("klant", "mandate", "codes"),
    [
        ({}, {"omschrijving": "x", "datum": "2026-03-01"}, ["BOE-0052", "BOE-0055"]),
        ({"iban": "NL91ABNA0417164300"}, {"omschrijving": "x", "datum": "2026-03-01"}, ["BOE-0055"]),
        (
            {"iban": "NL91ABNA0417164300", "incassoSoort": "Core"},
            {"omschrijving": "x" * 51, "kenmerk": "x" * 51, "datum": "2026-03-01"},
            ["BOE-0056", "BOE-0057"],
        ),
    ],
)
def test_a_direct_debit_has_rules_of_its_own(
    office: Office, klant: dict[str, Any], mandate: dict[str, Any], codes: list[str]
) -> None:
    body = office.a_sale(office.relatie(**klant), eenmaligeIncassoMachtiging=mandate)
    assert office.post("/verkoopboekingen", body).codes == codes


def test_a_direct_debit_that_keeps_the_rules_is_booked(office: Office) -> None:
    klant = office.relatie(iban="NL91ABNA0417164300", incassoSoort="Core")
    mandate = {"omschrijving": "Eenmalig", "kenmerk": "M1", "datum": "2026-03-01T00:00:00"}
    made = office.sale(klant, eenmaligeIncassoMachtiging=mandate)
    assert made["eenmaligeIncassoMachtiging"] == mandate


def test_both_mandates_at_once_are_refused(office: Office) -> None:
    klant = office.relatie(iban="NL91ABNA0417164300", incassoSoort="Core")
    mandate = {"omschrijving": "Eenmalig", "datum": "2026-03-01"}
    body = office.a_sale(klant, eenmaligeIncassoMachtiging=mandate, doorlopendeIncassoMachtiging=UNKNOWN)
    assert office.post("/verkoopboekingen", body).codes == ["BOE-0064", "BOE-0066"]


def test_an_administration_without_the_needed_accounts_says_which(office: Office) -> None:
    for nummer in (1300, 1671):
        identifier = office.grootboek(nummer)["id"]
        office.control(
            "PATCH", f"/administrations/demo/records/grootboeken/{identifier}", {"nonactief": True}
        )
    reply = office.post("/verkoopboekingen", office.a_sale())
    assert reply.codes == ["BOE-0081"]
    assert reply.json[0]["details"] == ["BtwAfTeDragenHoog", "DagboekVerkoop"]


@pytest.mark.parametrize("wrong", ["factuurbedrag", "factuurdatum"])
def test_a_value_of_the_wrong_type_is_refused_by_the_framework(office: Office, wrong: str) -> None:
    reply = office.post("/verkoopboekingen", {**office.a_sale(), wrong: "gisteren"})
    assert list(reply.json["modelState"]) == [f"model.{wrong}"]


@pytest.mark.parametrize("amount", ["1e400", "NaN", "Infinity", "1e-400", "0.00000000001"])
def test_an_absurd_amount_is_refused_by_the_framework(office: Office, amount: str) -> None:
    reply = office.post("/verkoopboekingen", office.a_sale(factuurbedrag=amount))
    assert list(reply.json["modelState"]) == ["model.factuurbedrag"]
