"""Company info, echo, countries, journals, rates, ledger accounts and cost centres."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office

UNKNOWN_ID = "00000000-0000-4000-8000-0000000000ff"


def test_an_administration_says_who_it_is(office: Office) -> None:
    info = office.get("/companyInfo").json
    assert info["administratieIdentifier"] == office.administration.identifier
    assert info["administratieNaam"] == "demo"
    assert info["huidigBoekjaar"] == 2026
    assert {"kvKNummer", "mapUBLBestanden", "btwIdentificatieNummer"} <= set(info)
    assert office.get("/COMPANYINFO/").json == info


def test_only_foreign_vat_can_be_changed_of_an_administration(office: Office) -> None:
    before = office.get("/companyInfo").json
    changed = office.put("/companyInfo", {"bedrijfsnaam": "Anders", "FactureerBuitenlandsBtw": True}).json
    assert changed == {**before, "factureerBuitenlandsBtw": True}
    assert office.put("/companyInfo", {}).json == changed


def test_echo_says_back_what_it_is_told(office: Office) -> None:
    assert office.get("/echo/Hallo Daar").json == "Hallo Daar"
    assert office.get("/echo/").status == 204
    assert office.get("/echo").status == 204


def test_there_is_a_country_for_every_code(office: Office) -> None:
    landen = office.get("/landen").json
    by_code = {land["landcode"]: land for land in landen}
    assert 245 <= len(landen) <= 255
    assert len(by_code) == len(landen) == len({land["landcodeISO"] for land in landen})
    assert (by_code["NL"]["naam"], by_code["NL"]["landcodeISO"]) == ("Nederland", "NLD")
    assert (by_code["BE"]["naam"], by_code["BE"]["landcodeISO"]) == ("België", "BEL")
    assert by_code["GB"]["naam"] == "Verenigd Koninkrijk"
    assert office.get(by_code["NL"]["uri"]).json == by_code["NL"]
    assert office.get(f"/landen/{UNKNOWN_ID}").status == 404


def test_the_rates_are_those_of_the_law_and_leave_no_day_out(office: Office) -> None:
    rows = office.get("/btwtarieven").json
    assert len(rows) == 19

    def rate(soort: str, day: str) -> list[Decimal | int]:
        return [
            row["btwPercentage"]
            for row in rows
            if row["btwSoort"] == soort and row["datumVanaf"][:10] <= day <= row["datumTotEnMet"][:10]
        ]

    for soort, day, percentage in (
        ("Hoog", "2026-03-01", 21),
        ("Hoog", "2012-10-01", 21),
        ("Hoog", "2012-09-30", 19),
        ("Laag", "2019-01-01", 9),
        ("Laag", "2018-12-31", 6),
        ("Hoog", "1990-05-05", Decimal("18.5")),
        ("Geen", "2026-03-01", 0),
        ("Overig", "2026-03-01", 0),
    ):
        assert rate(soort, day) == [percentage]


def test_there_is_a_journal_of_each_kind(office: Office) -> None:
    dagboeken = office.get("/dagboeken").json
    assert sorted(row["soort"] for row in dagboeken) == [
        "Balans",
        "Bank",
        "Inkoop",
        "Kas",
        "Memoriaal",
        "Verkoop",
    ]
    assert {(row["nummer"], row["omschrijving"]) for row in dagboeken} >= {
        (1300, "Debiteuren"),
        (1100, "Rekening-courant bank"),
    }


def test_the_chart_of_accounts_holds_the_standard_numbers(office: Office) -> None:
    by_number = {row["nummer"]: row for row in office.get("/grootboeken?$top=500").json}
    assert len(by_number) >= 230
    for nummer, omschrijving, functie, kinds in (
        (8000, "Omzet hoog (goederen)", "VerkopenOmzetHoog", ["Hoog"]),
        (8010, "Omzet laag (goederen)", "VerkopenOmzetLaag", ["Laag"]),
        (8040, "Omzet nultarief/verlegd (goederen)", "VerkopenOmzetOnbelastVerlegd", ["Geen"]),
        (8250, "Omzet verlegd (diensten)", "VerkopenOmzetOnbelastVerlegd", ["Geen"]),
        (
            7000,
            "Inkopen alle btw-tarieven",
            "InkopenKostenAlleBtwTarieven",
            ["Geen", "Laag", "Hoog", "Overig"],
        ),
        (7002, "Inkopen hoog", "InkopenKostenHoog", ["Hoog"]),
        (1671, "Btw af te dragen hoog (verkopen)", "BtwAfTeDragenHoog", ["Geen"]),
        (4406, "Reis- en verblijfkosten", "InkopenKostenAlleBtwTarieven", ["Geen", "Laag", "Hoog", "Overig"]),
        (8300, "Leveringen goederen binnen EU", "VerkopenExportBinnenEU", ["Geen"]),
        (8310, "Diensten binnen EU", "DienstverleningBinnenEU", ["Geen"]),
        (8330, "Afstandsverkopen EU hoog (eenloketsysteem)", "InstallatieTeleverkoopBinnenEUgeen", ["Geen"]),
    ):
        row = by_number[nummer]
        assert (row["omschrijving"], row["grootboekfunctie"], row["btwSoort"]) == (
            omschrijving,
            functie,
            kinds,
        )
    assert by_number[1300]["rekeningCode"] == "Balans"
    assert by_number[8000]["rekeningCode"] == "WinstEnVerlies"
    assert office.get(by_number[8000]["uri"]).json == by_number[8000]
    assert office.get(f"/grootboeken/{UNKNOWN_ID}").status == 404


def test_a_ledger_account_can_be_added(office: Office) -> None:
    sent = {
        "omschrijving": "Omzet cursussen",
        "nummer": 8601,
        "grootboekfunctie": 12,
        "rekeningCode": "WinstEnVerlies",
    }
    made = office.post("/grootboeken", sent)
    assert made.status == 201
    assert made.json["grootboekfunctie"] == "VerkopenOmzetHoog"
    assert made.json["btwSoort"] == ["Hoog"]
    assert office.filter("grootboeken", "Nummer eq 8601").json == [made.json]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"omschrijving": ""}, ["BOE-0084"]),
        ({"omschrijving": "x" * 51}, ["BOE-0088"]),
        ({"nummer": 8000}, ["BOE-0086"]),
        ({"grootboekfunctie": "Verkopen"}, ["BOE-0085"]),
        ({"grootboekfunctie": 999}, ["BOE-0090"]),
        ({"grootboekfunctie": "BtwAfTeDragenHoog"}, ["BOE-0087"]),
        ({"id": UNKNOWN_ID}, ["ALG-0100"]),
    ],
)
def test_a_ledger_account_that_breaks_rules_is_refused(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    body = {"omschrijving": "Nieuw", "nummer": 8601, "grootboekfunctie": "Diversen", **fields}
    assert office.post("/grootboeken", body).codes == codes


def test_a_cost_centre_lives_from_creation_to_deletion(office: Office) -> None:
    made = office.kostenplaats(1003)
    assert made["nonactief"] is False
    assert office.get(made["uri"]).json == made
    changed = office.put(made["uri"], {**made, "omschrijving": "Winkel", "nummer": 1004}).json
    assert changed == {**made, "omschrijving": "Winkel", "nummer": 1004}
    assert office.get("/kostenplaatsen").json == [changed]
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).status == 404
    assert office.get("/kostenplaatsen").json == []
    assert office.kostenplaats(1004)["id"] != made["id"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"omschrijving": None}, ["KPL-0004"]),
        ({"omschrijving": "x" * 51}, ["KPL-0005"]),
        ({"nummer": None}, ["KPL-0006"]),
        ({"nummer": 0}, ["KPL-0007"]),
        ({"nummer": 1_000_000_000}, ["KPL-0007"]),
        ({"nummer": 1003}, ["KPL-0008"]),
        ({"nonactief": True}, ["KPL-0009"]),
        ({"id": UNKNOWN_ID}, ["ALG-0100"]),
        ({"omschrijving": "", "nummer": 1003}, ["KPL-0004", "KPL-0008"]),
    ],
)
def test_a_cost_centre_that_breaks_rules_is_refused(
    office: Office, fields: dict[str, Any], codes: list[str]
) -> None:
    office.kostenplaats(1003)
    assert office.post("/kostenplaatsen", {"omschrijving": "Oven", "nummer": 5, **fields}).codes == codes


def test_a_cost_centre_keeps_its_identifier(office: Office) -> None:
    made = office.kostenplaats()
    assert office.put(made["uri"], {**made, "id": UNKNOWN_ID}).codes == ["ALG-0101"]
    assert office.put(made["uri"], {**made, "nonactief": True}).json["nonactief"] is True


def test_a_used_cost_centre_becomes_inactive_instead_of_disappearing(office: Office) -> None:
    made = office.kostenplaats()
    office.sale(boekingsregels=[office.a_line(kostenplaats={"id": made["id"]})])
    assert office.delete(made["uri"]).status == 200
    assert office.get(made["uri"]).json == {**made, "nonactief": True}
    office.switch(inactive_cost_centres_in_list=False)
    assert office.get("/kostenplaatsen").json == []
    office.switch(used_cost_centre_on_delete="removed")
    office.delete(made["uri"])
    assert office.get(made["uri"]).status == 404


def test_moments_of_change_may_be_in_dutch_time(office: Office) -> None:
    assert office.relatie()["modifiedOn"].startswith("2026-03-02T12:00:00")
    office.switch(modified_on_zone="Europe/Amsterdam")
    assert office.relatie()["modifiedOn"].startswith("2026-03-02T13:00:00")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/artikelen"),
        ("POST", "/bankafschriftbestanden"),
        ("GET", f"/verkoopfacturen/{UNKNOWN_ID}/ubl"),
        ("PUT", f"/artikelen/{UNKNOWN_ID}/customFields"),
        ("GET", "/authorization/HasUserAccessToAdministration"),
    ],
)
def test_what_is_not_simulated_says_so(office: Office, method: str, path: str) -> None:
    reply = office.call(method, f"/v2{path}", body=b"{}")
    assert reply.status == 501
    assert "The simulator does not have" in reply.json["message"]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/onzin"), ("PATCH", "/relaties"), ("DELETE", "/landen")]
)
def test_what_snelstart_does_not_have_is_not_found(office: Office, method: str, path: str) -> None:
    assert office.call(method, f"/v2{path}").status == 404


@pytest.mark.parametrize(("switch", "body"), [("empty", b""), ("message", b'{"Message":"Not found."}')])
def test_a_missing_record_is_told_as_switched(office: Office, switch: str, body: bytes) -> None:
    office.switch(not_found_body=switch)
    reply = office.get(f"/relaties/{UNKNOWN_ID}")
    assert (reply.status, reply.body) == (404, body)


def test_a_missing_record_may_be_told_with_a_code(office: Office) -> None:
    office.switch(not_found_body="error_array")
    assert office.get(f"/verkoopboekingen/{UNKNOWN_ID}").codes == ["BOE-0001"]


@pytest.mark.parametrize(
    "resource", ["verkoopfacturen", "grootboekmutaties", "verkoopboekingen", "documenten"]
)
def test_an_identifier_that_nobody_has_is_not_found(office: Office, resource: str) -> None:
    assert office.get(f"/{resource}/{UNKNOWN_ID}").status == 404


def test_a_ledger_account_may_require_a_cost_centre_from_the_start(office: Office) -> None:
    sent = {"omschrijving": "Projectomzet", "nummer": 8602, "grootboekfunctie": "VerkopenOmzetHoog"}
    made = office.post("/grootboeken", {**sent, "kostenplaatsVerplicht": True}).json
    assert made["kostenplaatsVerplicht"] is True
    line = {**office.a_line(), "grootboek": {"id": made["id"]}}
    assert office.post("/verkoopboekingen", office.a_sale(boekingsregels=[line])).codes == ["BOE-0022"]


def test_a_ledger_account_without_a_function_is_for_anything(office: Office) -> None:
    made = office.post("/grootboeken", {"omschrijving": "Diversen", "nummer": 9900}).json
    assert (made["grootboekfunctie"], made["btwSoort"]) == ("Diversen", ["Geen"])


def test_the_current_book_year_is_that_of_the_clock(office: Office) -> None:
    office.control("POST", "/clock", {"now": "2031-05-05T00:00:00Z"})
    office.control("POST", "/administrations", {"naam": "later"})
    assert office.world.administrations["later"].company_info.huidig_boekjaar == 2031
    assert office.world.wall_time().date() == date(2031, 5, 5)


def test_a_bookkeeper_changes_what_the_administration_says_of_itself(office: Office) -> None:
    wishes = {
        "kleineOndernemersregeling": True,
        "buitenlandseBtwGrootboek": 1692,
        "factureerBuitenlandsBtw": True,
        "huidigBoekjaar": 2031,
    }
    before = office.get("/companyInfo").json
    reply = office.control("PATCH", "/administrations/demo", {"company_info": wishes})
    assert reply.status == 200
    info = office.get("/companyInfo").json
    assert info["kleineOndernemersregeling"] == {
        **before["kleineOndernemersregeling"],
        "isKleineOndernemersRegelingActief": True,
    }
    assert info["buitenlandseBtwGrootboek"]["id"] == office.grootboek(1692)["id"]
    assert (info["factureerBuitenlandsBtw"], info["huidigBoekjaar"]) == (True, 2031)
    assert info["bedrijfsnaam"] == before["bedrijfsnaam"]
    later = {"company_info": {"kleineOndernemersregeling": {"maximaalBedragVolledigeVerrekening": 20000}}}
    scheme = office.control("PATCH", "/administrations/demo", later).json["company_info"]
    assert scheme["kleineOndernemersregeling"]["isKleineOndernemersRegelingActief"] is True
    assert office.post("/verkoopboekingen", office.a_sale(factuurdatum="2025-12-31")).codes == ["BOE-0033"]


def test_the_account_of_foreign_vat_can_be_taken_away(office: Office) -> None:
    wish = {"company_info": {"buitenlandseBtwGrootboek": None}}
    office.control("PATCH", "/administrations/demo", wish)
    assert office.get("/companyInfo").json["buitenlandseBtwGrootboek"] is None


@pytest.mark.parametrize(
    "wish", [{"buitenlandseBtwGrootboek": 99999}, {"bedrijfsnam": "x"}, {"huidigBoekjaar": "straks"}]
)
def test_a_wrong_wish_for_the_company_info_is_told(office: Office, wish: dict[str, Any]) -> None:
    reply = office.control("PATCH", "/administrations/demo", {"company_info": wish})
    assert reply.status == 400
    assert reply.json["error"]


def test_the_switch_of_foreign_vat_must_be_readable(office: Office) -> None:
    reply = office.put("/companyInfo", {"factureerBuitenlandsBtw": "misschien"})
    assert list(reply.json["modelState"]) == ["model.factureerBuitenlandsBtw"]
    assert office.put("/companyInfo", b"").codes == ["ALG-0106"]
