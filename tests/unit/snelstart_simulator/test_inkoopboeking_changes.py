"""Purchase bookings that are changed, paid, tied or removed."""

import pytest

from tests.unit.snelstart_simulator.office import Office
from tests.unit.snelstart_simulator.test_documenten import a_document
from tests.unit.snelstart_simulator.test_inkoopboekingen import DEMO, UNKNOWN, by_account, paid


@pytest.mark.parametrize(("door", "code"), [("gebruiker", "BOE-0042"), ("accountant", "BOE-0051")])
def test_nothing_is_booked_changed_or_deleted_in_a_closed_period(
    office: Office, door: str, code: str
) -> None:
    made = office.purchase()
    closing = {"van": "2026-03-01", "tot_en_met": "2026-03-01", "door": door}
    office.control("POST", f"{DEMO}/closed-periods", closing)
    assert office.post("/inkoopboekingen", office.a_purchase(factuurnummer="n")).codes == [code]
    assert office.put(made["uri"], {**made, "factuurdatum": "2026-03-02"}).codes == [code]
    assert office.delete(made["uri"]).codes == [code]
    office.control("DELETE", f"{DEMO}/closed-periods")
    assert office.delete(made["uri"]).status == 200


def test_a_period_may_close_between_reading_and_writing(office: Office) -> None:
    made = office.purchase()
    office.fault(kind="period_closed", method="PUT", path="/inkoopboekingen")
    read = office.get(made["uri"]).json
    assert office.put(made["uri"], read).codes == ["BOE-0042"]


def test_a_booking_may_change_between_reading_and_writing(office: Office) -> None:
    made = office.purchase()
    office.fault(
        kind="concurrent_edit", method="GET", path="/inkoopboekingen", changes={"omschrijving": "Anders"}
    )
    assert office.get(made["uri"]).json["omschrijving"] is None
    assert office.get(made["uri"]).json["omschrijving"] == "Anders"


def test_a_payment_lowers_what_is_open_and_protects_the_booking(office: Office) -> None:
    made = office.purchase()
    assert paid(office, "21.00").json["openstaandSaldo"] == 100
    assert office.get("/inkoopfacturen").json[0]["openstaandSaldo"] == 100
    assert office.delete(made["uri"]).codes == ["BOE-0083"]
    assert office.put(made["uri"], made).codes == ["BOE-0083"]
    office.switch(booking_with_payments_on_put="accepted")
    assert office.put(made["uri"], made).status == 200
    assert office.get("/inkoopfacturen").json[0]["openstaandSaldo"] == 100
    assert by_account(office) == {1600: -100, 4798: 100, 1651: 21, 1100: -21}


def test_a_payment_names_the_supplier_where_the_number_is_not_enough(office: Office) -> None:
    office.switch(purchase_numbers_unique_in="supplier")
    one, other = office.purchase(), office.purchase()
    assert "more than one" in paid(office).json["error"]
    paid(office, relatie=other["leverancier"]["id"])
    saldi = {row["inkoopBoeking"]["id"]: row["openstaandSaldo"] for row in office.get("/inkoopfacturen").json}
    assert saldi == {one["id"]: 121, other["id"]: 0}


def test_a_booking_tied_to_something_else_cannot_be_touched(office: Office) -> None:
    made = office.purchase()
    office.control("PUT", f"{DEMO}/protections/{made['id']}", {"code": "BOE-0048"})
    assert office.put(made["uri"], made).codes == ["BOE-0048"]
    assert office.delete(made["uri"]).codes == ["BOE-0048"]


@pytest.mark.parametrize(("setting", "codes"), [("accepted", []), ("refused", ["BOE-0051"])])
def test_whether_what_an_accountant_changed_may_be_changed_is_a_switch(
    office: Office, setting: str, codes: list[str]
) -> None:
    office.switch(booking_of_accountant_on_put=setting)
    for made in (office.purchase(), office.sale()):
        path = f"{DEMO}/bookings/{made['id']}"
        office.control("PATCH", path, {"gewijzigd_door_accountant": True})
        for reply in (office.put(made["uri"], made), office.delete(made["uri"])):
            assert reply.status == (400 if codes else 200)
            assert not codes or reply.codes == codes


def test_the_due_date_stays_when_the_supplier_gets_another_term(office: Office) -> None:
    leverancier = office.leverancier(krediettermijn=14)
    made = office.purchase(leverancier)
    office.put(f"/relaties/{leverancier['id']}", {**leverancier, "krediettermijn": 30})
    paid(office, "1")
    assert office.get("/inkoopfacturen").json[0]["vervalDatum"] == "2026-03-15T00:00:00"
    office.control("PATCH", f"{DEMO}/bookings/{made['id']}", {"factuurdatum": "2026-03-02"})
    assert office.get("/inkoopfacturen").json[0]["vervalDatum"] == "2026-04-01T00:00:00"


def test_the_identifier_of_a_booking_cannot_change(office: Office) -> None:
    made = office.purchase()
    assert office.put(made["uri"], {**made, "id": UNKNOWN["id"]}).codes == ["BOE-0078"]


def test_a_change_replaces_the_whole_booking_or_merges(office: Office) -> None:
    made = office.purchase(omschrijving="Oud", boekstuk="B1")
    without_lines = {name: made[name] for name in ("factuurnummer", "leverancier", "factuurdatum")}
    assert "BOE-0023" in office.put(made["uri"], without_lines).codes
    office.switch(booking_on_put="merged")
    merged = office.put(made["uri"], {"omschrijving": "Nieuw", "boekingsregels": None}).json
    assert merged == {**made, "omschrijving": "Nieuw", "modifiedOn": merged["modifiedOn"]}
    office.switch(booking_on_put="replaced")
    whole = office.put(made["uri"], office.a_purchase({"id": made["leverancier"]["id"]}))
    assert (whole.json["omschrijving"], whole.json["boekstuk"]) == (None, "")
    assert by_account(office) == {1600: -121, 4798: 100, 1651: 21}


@pytest.mark.parametrize(("setting", "left"), [("kept", 1), ("removed", 0)])
def test_attachments_survive_a_change_or_not(office: Office, setting: str, left: int) -> None:
    office.switch(attachments_on_put=setting)
    made = office.purchase()
    posted = office.post("/documenten/Inkoopboekingen", a_document(made["id"]))
    assert posted.status == 201
    assert len(office.get(made["uri"]).json["documents"]) == 1
    assert len(office.put(made["uri"], made).json["documents"]) == left
    assert len(office.get(f"/documenten/Inkoopboekingen/{made['id']}").json) == left
    assert office.get(posted.json["uri"]).status == (200 if left else 404)
    assert all(len(row["documents"]) == left for row in office.get("/grootboekmutaties").json)


def test_a_supplier_with_open_purchases_cannot_be_removed_or_become_a_customer(office: Office) -> None:
    leverancier = office.leverancier()
    office.purchase(leverancier)
    assert office.delete(f"/relaties/{leverancier['id']}").codes == ["REL-0053"]
    changed = office.put(f"/relaties/{leverancier['id']}", {**leverancier, "relatiesoort": ["Klant"]})
    assert changed.codes == ["REL-0064"]
    paid(office)
    assert office.delete(f"/relaties/{leverancier['id']}").status == 200
