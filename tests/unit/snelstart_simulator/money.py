"""Bodies of bookings of money, and what tests ask of the books about them."""

from typing import Any

from tests.unit.snelstart_simulator.office import Office

DEMO = "/administrations/demo"
UNKNOWN = {"id": "00000000-0000-4000-8000-0000000000ff"}


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
