"""What a bookkeeper or an accountant does with bookings in SnelStart itself."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office, Reply
from tests.unit.snelstart_simulator.test_documenten import a_document
from tests.unit.snelstart_simulator.test_inkoopboekingen import by_account

DEMO = "/administrations/demo"
NOBODY = "00000000-0000-4000-8000-0000000000ff"


def edited(office: Office, boeking: dict[str, Any], **changes: Any) -> Any:
    reply = office.control("PATCH", f"{DEMO}/bookings/{boeking['id']}", changes)
    assert reply.status == 200, reply.body
    assert office.get(boeking["uri"]).json == reply.json
    assert sum(row.saldo for row in office.books.grootboekmutaties) == 0
    return reply.json


@pytest.fixture(params=["verkoop", "inkoop"])
def boeking(request: pytest.FixtureRequest, office: Office) -> dict[str, Any]:
    """A booking of either kind."""
    return office.sale() if request.param == "verkoop" else office.purchase()


def test_a_bookkeeper_changes_texts_and_marks(office: Office, boeking: dict[str, Any]) -> None:
    office.control("POST", "/clock", {"advance": 60})
    after = edited(office, boeking, omschrijving="Anders", boekstuk="B2", factuurnummer="N1", markering=True)
    changed = {"omschrijving": "Anders", "boekstuk": "B2", "factuurnummer": "N1", "markering": True}
    assert after == {**boeking, **changed, "modifiedOn": after["modifiedOn"]}
    assert after["modifiedOn"] > boeking["modifiedOn"]
    assert edited(office, boeking, omschrijving=None)["omschrijving"] is None


def test_an_accountant_leaves_a_trace(office: Office, boeking: dict[str, Any]) -> None:
    assert edited(office, boeking, gewijzigd_door_accountant=True)["gewijzigdDoorAccountant"] is True
    back = office.put(boeking["uri"], boeking)
    assert back.json["gewijzigdDoorAccountant"] is True


def test_a_bookkeeper_moves_a_booking_in_time(office: Office, boeking: dict[str, Any]) -> None:
    after = edited(office, boeking, factuurdatum="2026-02-11")
    assert after["factuurdatum"] == "2026-02-11T00:00:00"
    assert after["btw"] == boeking["btw"]
    assert {row["datum"] for row in office.get("/grootboekmutaties").json} == {"2026-02-11T00:00:00"}


def test_a_bookkeeper_books_on_another_relation(office: Office) -> None:
    sale, purchase = office.sale(), office.purchase()
    klant, leverancier = office.relatie(), office.leverancier()
    assert edited(office, sale, relatie=klant["id"])["klant"]["id"] == klant["id"]
    assert edited(office, purchase, relatie=leverancier["id"])["leverancier"]["id"] == leverancier["id"]
    assert office.get(f"/relaties/{leverancier['id']}/inkoopboekingen").json[0]["id"] == purchase["id"]
    assert [row["relatie"]["id"] for row in office.get("/inkoopfacturen").json] == [leverancier["id"]]


def test_vat_and_total_follow_an_amount(office: Office) -> None:
    sale, purchase = office.sale(), office.purchase()
    for boeking, kind in ((sale, "VerkopenHoog"), (purchase, "InkopenHoog")):
        after = edited(office, boeking, regels=[{"regel": 0, "bedrag": "200.00", "omschrijving": "Meer"}])
        assert after["boekingsregels"][0]["omschrijving"] == "Meer"
        assert after["btw"] == [{"btwSoort": kind, "btwBedrag": 42}]
        assert after["factuurbedrag"] == 242
        assert office.put(boeking["uri"], after).status == 200


def test_vat_follows_the_account_of_a_line(office: Office) -> None:
    lines = [office.a_line(7002, "100"), office.a_line(7000, "50")]
    made = office.purchase(
        boekingsregels=lines, btw=[{"btwSoort": "InkopenHoog", "btwBedrag": "31.49"}], factuurbedrag="181.49"
    )
    moved = edited(office, made, regels=[{"grootboek": 7001}])
    assert moved["boekingsregels"][0]["btwSoort"] == "Laag"
    vat = {row["btwSoort"]: row["btwBedrag"] for row in moved["btw"]}
    assert vat == {"InkopenHoog": Decimal("10.50"), "InkopenLaag": 9}
    same_rate = edited(office, made, regels=[{"regel": 1, "grootboek": 4798}])
    assert same_rate["btw"] == moved["btw"]
    assert by_account(office)[4798] == 50
    taxless = edited(office, made, regels=[{"regel": 0, "grootboek": 4402}])
    assert [row["btwSoort"] for row in taxless["btw"]] == ["InkopenHoog"]


def test_vat_that_was_a_cent_off_stays_so_when_its_lines_stay(office: Office) -> None:
    made = office.sale(btw=[{"btwSoort": "VerkopenHoog", "btwBedrag": "21.01"}], factuurbedrag="121.01")
    assert edited(office, made, regels=[{"omschrijving": "Advies"}])["factuurbedrag"] == Decimal("121.01")


def test_shifted_vat_follows_its_lines(office: Office) -> None:
    office.switch(reverse_charge_row="shifted_vat")
    lines = [office.a_line(7000, "100", "Geen")]
    made = office.purchase(
        boekingsregels=lines, btw=[{"btwSoort": "InkopenVerlegd", "btwBedrag": 21}], factuurbedrag=100
    )
    after = edited(office, made, regels=[{"bedrag": 50}])
    assert (after["factuurbedrag"], after["btw"][0]["btwBedrag"]) == (50, Decimal("10.50"))


def test_a_cost_centre_is_given_and_taken(office: Office, boeking: dict[str, Any]) -> None:
    kostenplaats = office.kostenplaats(1003)
    given = edited(office, boeking, regels=[{"kostenplaats": 1003}])
    assert given["boekingsregels"][0]["kostenplaats"]["id"] == kostenplaats["id"]
    taken = edited(office, boeking, regels=[{"kostenplaats": None}])
    assert taken["boekingsregels"][0]["kostenplaats"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"relatie": NOBODY},
        {"regels": [{"regel": 1}]},
        {"regels": [{"regel": -1}]},
        {"regels": [{"grootboek": 99999}]},
        {"regels": [{"kostenplaats": 99999}]},
        {"regels": [{"onbekend": 1}]},
        {"factuurdatum": "gisteren"},
    ],
)
def test_a_wrong_edit_is_told_what_is_wrong(office: Office, changes: dict[str, Any]) -> None:
    made = office.purchase()
    assert office.control("PATCH", f"{DEMO}/bookings/{made['id']}", changes).json["error"]
    assert office.get(made["uri"]).json == made


def test_a_bookkeeper_removes_a_booking_that_a_client_may_not(
    office: Office, boeking: dict[str, Any]
) -> None:
    office.control("PUT", f"{DEMO}/protections/{boeking['id']}", {"code": "BOE-0046"})
    assert office.control("DELETE", f"{DEMO}/bookings/{boeking['id']}").status == 200
    assert office.get(boeking["uri"]).status == 404
    assert len(office.books.grootboekmutaties) == 0
    for method in ("PATCH", "DELETE"):
        assert office.control(method, f"{DEMO}/bookings/{boeking['id']}", {}).status == 400


# Periods that close and open


def a_change(office: Office, boeking: dict[str, Any], day: str) -> int:
    return office.put(boeking["uri"], {**boeking, "factuurdatum": day}).status


def test_some_days_of_a_closed_period_may_be_opened_again(office: Office) -> None:
    made = office.purchase(factuurdatum="2026-03-10")
    office.control("POST", f"{DEMO}/closed-periods", {"van": "2026-01-01", "tot_en_met": "2026-02-28"})
    office.control("DELETE", f"{DEMO}/closed-periods", {"van": "2026-01-10", "tot_en_met": "2026-01-20"})
    days = ("2025-12-31", "2026-01-09", "2026-01-10", "2026-01-20", "2026-01-21", "2026-02-28", "2026-03-01")
    assert [a_change(office, made, day) for day in days[:2]] == [200, 400]
    office.control("PATCH", f"{DEMO}/bookings/{made['id']}", {"factuurdatum": "2026-03-10"})
    assert [a_change(office, made, day) for day in days[2:]] == [200, 200, 400, 400, 200]


def test_periods_that_touch_no_opened_day_stay_closed(office: Office) -> None:
    for van, tot_en_met in (("2026-01-01", "2026-01-31"), ("2026-03-01", "2026-03-31")):
        office.control("POST", f"{DEMO}/closed-periods", {"van": van, "tot_en_met": tot_en_met})
    office.control("DELETE", f"{DEMO}/closed-periods", {"van": "2026-02-01", "tot_en_met": "2026-02-28"})
    assert len(office.books.closed_periods) == 2
    office.control("DELETE", f"{DEMO}/closed-periods", {"van": "2026-01-01", "tot_en_met": "2026-01-31"})
    assert [str(period.van) for period in office.books.closed_periods] == ["2026-03-01"]


# Backups


def restored(office: Office, backup: int | None = None) -> Reply:
    return office.control("POST", f"{DEMO}/restore", {"backup": backup})


def test_a_restored_backup_holds_the_same_under_other_identifiers(office: Office) -> None:
    made = office.purchase(boekingsregels=[office.a_line(4798, kostenplaats=office.kostenplaats())])
    office.post("/documenten/inkoopboekingen", a_document(made["id"]))
    before, info = office.get("/inkoopfacturen").json, office.get("/companyInfo").json
    identifier = restored(office).json["identifier"]
    after_info = office.get("/companyInfo").json
    assert after_info["administratieIdentifier"] == identifier != info["administratieIdentifier"]
    assert after_info["administratieNaam"] == info["administratieNaam"]
    assert office.get(made["uri"]).status == 404
    [factuur] = office.get("/inkoopfacturen").json
    for name in ("factuurnummer", "openstaandSaldo", "modifiedOn"):
        assert factuur[name] == before[0][name]
    again = office.get(factuur["inkoopBoeking"]["uri"]).json
    assert office.get(again["leverancier"]["uri"]).json["naam"] == "Molen De Hoop"
    assert office.get(again["boekingsregels"][0]["grootboek"]["uri"]).json["nummer"] == 4798
    assert office.get(again["boekingsregels"][0]["kostenplaats"]["uri"]).json["nummer"] == 1003
    assert office.get(again["documents"][0]["uri"]).json["parentIdentifier"] == again["id"]
    assert office.get(after_info["buitenlandseBtwGrootboek"]["uri"]).json["nummer"] == 1680
    old = {row["id"] for row in before} | {made["id"], made["leverancier"]["id"]}
    assert old.isdisjoint(office.control("GET", f"{DEMO}/books").body.decode().split('"'))
    assert office.delete(again["uri"]).status == 200


def test_a_backup_knows_nothing_of_what_came_after_it(office: Office) -> None:
    klant = office.relatie()
    office.sale(klant, factuurnummer="1")
    assert office.control("POST", f"{DEMO}/backups").json == {"backup": 0}
    office.sale(klant, factuurnummer="2")
    restored(office, 0)
    assert [row["factuurnummer"] for row in office.get("/verkoopfacturen").json] == ["1"]
    [relatie] = office.filter("relaties", "Naam eq 'Bakkerij De Halm'").json
    assert relatie["relatiecode"] == klant["relatiecode"]
    assert office.relatie()["relatiecode"] == klant["relatiecode"] + 1
    assert office.sale(relatie, factuurnummer="2")["factuurnummer"] == "2"


def test_books_that_a_backup_replaced_come_back_as_if_they_had_never_been_away(office: Office) -> None:
    office.sale(office.relatie(), factuurnummer="1")
    books, info = office.control("GET", f"{DEMO}/books").json, office.get("/companyInfo").json
    restored(office)
    assert office.control("GET", f"{DEMO}/books").json != books
    assert office.control("POST", f"{DEMO}/bring-back").status == 200
    assert office.control("GET", f"{DEMO}/books").json == books
    assert office.get("/companyInfo").json == info
    assert office.control("POST", f"{DEMO}/bring-back").status == 400


@pytest.mark.parametrize("backup", [0, -1])
def test_a_backup_that_was_not_made_cannot_be_restored(office: Office, backup: int) -> None:
    assert restored(office, backup).status == 400
