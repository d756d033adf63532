"""Sales to private persons elsewhere in the EU."""

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office, Reply


@pytest.fixture
def shop(office: Office) -> Office:
    """An administration that charges foreign VAT."""
    assert office.put("/companyInfo", {"factureerBuitenlandsBtw": True}).status == 200
    return office


def sold(office: Office, lines: list[Any], total: str, *, landcode: str = "BE", **fields: Any) -> Reply:
    klant = office.relatie(vestigingsAdres={"land": office.land(landcode)})
    body = {"btw": [], "boekingsregels": lines, "factuurbedrag": total, **fields}
    return office.post("/verkoopboekingen", office.a_sale(klant, **body))


def lines(office: Office, vat: str, *, account: int = 8330) -> list[Any]:
    return [office.a_line(account, "100", "Geen"), office.a_line(1680, vat, "Geen")]


def test_foreign_vat_is_booked_as_an_ordinary_line(shop: Office) -> None:
    made = sold(shop, lines(shop, "21"), "121")
    assert made.status == 201
    assert made.json["btw"] == []
    rows = {row["grootboek"]["id"]: row["saldo"] for row in shop.get("/grootboekmutaties").json}
    assert rows[shop.grootboek(1680)["id"]] == -21
    assert sum(rows.values()) == 0


@pytest.mark.parametrize(
    ("account", "landcode", "vat"),
    [(8330, "DE", "19"), (8331, "DE", "7"), (8331, "BE", "12"), (8332, "BE", "6"), (8334, "FR", "2.10")],
)
def test_each_account_has_a_rate_of_the_customers_country(
    shop: Office, account: int, landcode: str, vat: str
) -> None:
    total = str(100 + Decimal(vat))
    assert sold(shop, lines(shop, vat, account=account), total, landcode=landcode).status == 201


def test_a_rate_that_the_country_does_not_have_is_refused(shop: Office) -> None:
    refused = sold(shop, lines(shop, "1", account=8334), "101", landcode="DE")
    assert refused.codes == ["BOE-0069"]


@pytest.mark.parametrize(("vat", "status"), [("20.98", 400), ("20.99", 201), ("21.01", 201), ("21.02", 400)])
def test_the_vat_may_be_a_cent_off_for_each_line(shop: Office, vat: str, status: int) -> None:
    assert sold(shop, lines(shop, vat), f"1{vat}").status == status
    shop.switch(check_vat_amount=False)
    assert sold(shop, lines(shop, vat), f"1{vat}", factuurnummer="2").status == 201


def test_dutch_vat_and_dutch_revenue_are_refused(shop: Office) -> None:
    dutch = {"btwSoort": "VerkopenHoog", "btwBedrag": 21}
    refused = sold(shop, [shop.a_line()], "121", btw=[dutch])
    assert {"BOE-0061", "BOE-0069"} <= set(refused.codes)
    assert sold(shop, [shop.a_line(8240, "100", "Geen")], "100").codes == ["BOE-0061"]


def test_an_account_must_tell_its_rate(shop: Office) -> None:
    identifier = shop.grootboek(8330)["id"]
    path = f"/administrations/demo/records/grootboeken/{identifier}"
    shop.control("PATCH", path, {"vatRateCode": None})
    assert sold(shop, lines(shop, "21"), "121").codes == ["BOE-0069"]


@pytest.mark.parametrize("landcode", ["NL", "US"])
def test_foreign_revenue_is_for_customers_who_are_charged_foreign_vat(shop: Office, landcode: str) -> None:
    assert sold(shop, lines(shop, "21"), "121", landcode=landcode).codes == ["BOE-0061"]
    shop.switch(foreign_revenue_elsewhere="accepted")
    assert sold(shop, lines(shop, "21"), "121", landcode=landcode).status == 201


def test_a_business_abroad_is_not_charged_foreign_vat(shop: Office) -> None:
    klant = shop.relatie(btwNummer="BE0411905847", vestigingsAdres={"land": shop.land("BE")})
    goods = [shop.a_line(8300, "100", "Geen")]
    body = shop.a_sale(klant, boekingsregels=goods, btw=[], factuurbedrag=100)
    assert shop.post("/verkoopboekingen", body).status == 201


def test_an_administration_that_does_not_charge_foreign_vat_books_dutch_vat(office: Office) -> None:
    klant = office.relatie(vestigingsAdres={"land": office.land("BE")})
    assert office.sale(klant)["factuurbedrag"] == 121
    refused = sold(office, lines(office, "21"), "121", factuurnummer="2")
    assert refused.codes == ["BOE-0061"]
