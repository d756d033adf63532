"""Money, VAT returns, mandates and custom fields, driven over real HTTP as a test of the service does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from snelstart_simulator import process
from snelstart_simulator.process import RunningSimulator


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with process.start(limits="off", seed=1) as running:
        running.control.set_clock(datetime(2026, 3, 2, 12, tzinfo=UTC))
        running.control.set_company_info(huidigBoekjaar=2026)
        yield running


@pytest.fixture(scope="module")
def http(simulator: RunningSimulator) -> Iterator[httpx.Client]:
    headers = {"Ocp-Apim-Subscription-Key": simulator.subscription_key}
    with httpx.Client(base_url=simulator.api, headers=headers, timeout=10, trust_env=False) as client:
        grant = {"grant_type": "clientkey", "clientkey": simulator.koppelsleutel}
        token = client.post(f"{simulator.auth}/b2b/token", data=grant).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def a_sale(http: httpx.Client, factuurnummer: str) -> Any:
    klant = http.post("/relaties", json={"naam": "Bakkerij De Halm", "relatiesoort": ["Klant"]}).json()
    account = http.get("/grootboeken", params={"$filter": "Nummer eq 8000"}).json()[0]
    body = {
        "factuurnummer": factuurnummer,
        "klant": klant,
        "factuurdatum": "2026-03-01",
        "factuurbedrag": 121,
        "boekingsregels": [{"grootboek": account, "bedrag": 100, "btwSoort": "Hoog"}],
        "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": 21}],
    }
    return http.post("/verkoopboekingen", json=body).json()


def test_a_receipt_settles_an_invoice_of_a_filed_return(
    http: httpx.Client, simulator: RunningSimulator
) -> None:
    sale = a_sale(http, "2026-1")
    aangifte = simulator.control.add_vat_return(date(2026, 1, 1), periode="Kwartaal")
    path = f"/btwaangiftes/{aangifte['id']}/externAangeven"
    assert http.put(path, json={"isExternAangegeven": True}).status_code == 204
    journal = next(row for row in http.get("/dagboeken").json() if row["soort"] == "Bank")
    receipt = {
        "datum": "2026-03-01",
        "dagboek": journal,
        "bedragOntvangen": 121,
        "bedragUitgegeven": 0,
        "verkoopboekingBoekingsRegels": [{"boekingId": {"id": sale["id"]}, "credit": 121}],
    }
    assert http.post("/bankboekingen", json=receipt).status_code == 201
    [factuur] = http.get("/verkoopfacturen", params={"$filter": "Factuurnummer eq '2026-1'"}).json()
    assert factuur["openstaandSaldo"] == 0
    refused = http.delete(f"/verkoopboekingen/{sale['id']}").json()
    assert [problem["errorCode"] for problem in refused] == ["BOE-0046", "BOE-0083"]
    assert simulator.control.set_vat_return(aangifte["id"], "Fout")["btwAangifteStatus"] == "Fout"
    assert simulator.control.books()["aangifte_of"] == {}
    simulator.control.remove_vat_return(aangifte["id"])
    assert simulator.control.books()["btwaangiftes"] == []


def test_a_customer_gets_a_mandate_and_a_custom_field(
    http: httpx.Client, simulator: RunningSimulator
) -> None:
    klant = http.post("/relaties", json={"naam": "Bakkerij De Halm", "relatiesoort": ["Klant"]}).json()
    mandate = simulator.control.add_mandate(klant["id"], "M-1", omschrijving="Contributie")
    simulator.control.withdraw_mandate(mandate["id"], date(2026, 3, 1))
    [shown] = http.get(f"/relaties/{klant['id']}/doorlopendeincassomachtigingen").json()
    assert (shown["kenmerk"], shown["intrekkingsDatum"]) == ("M-1", "2026-03-01T00:00:00")
    simulator.control.set_custom_fields(klant=[{"name": "lidnummer", "type": "Integer"}])
    change = {"klantCustomFields": [{"name": "lidnummer", "value": 7}]}
    assert http.put(f"/relaties/{klant['id']}/customFields", json=change).json()["klantCustomFields"] == [
        {"value": 7, "definition": {"name": "lidnummer", "type": "Integer", "properties": []}}
    ]


def test_the_company_info_is_set_by_name(http: httpx.Client, simulator: RunningSimulator) -> None:
    info = simulator.control.set_company_info(
        buitenlandseBtwGrootboek=1680, factureerBuitenlandsBtw=True, kleineOndernemersregeling=True
    )
    assert http.get("/companyInfo").json()["buitenlandseBtwGrootboek"] == info["buitenlandseBtwGrootboek"]
    assert info["kleineOndernemersregeling"]["isKleineOndernemersRegelingActief"] is True
    assert http.put("/companyInfo", json={"factureerBuitenlandsBtw": False}).status_code == 200
    assert simulator.control.administration()["company_info"]["factureerBuitenlandsBtw"] is False
