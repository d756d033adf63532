"""The rules that bookings of money must keep."""

from typing import Any

import pytest

from tests.unit.snelstart_simulator.money import (
    DEMO,
    UNKNOWN,
    a_line,
    a_receipt,
    an_expense,
    booked,
    dagboek,
    settling,
)
from tests.unit.snelstart_simulator.office import Office


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
