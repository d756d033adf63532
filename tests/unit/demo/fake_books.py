"""Writes what the fake service carried as the control port of SnelStart shows it."""

import hashlib
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec

Json = dict[str, Any]
SORTS = {Decimal(21): "Hoog", Decimal(9): "Laag", Decimal(0): "Geen"}
RATES = {soort: rate for rate, soort in SORTS.items()}
LANDEN = [{"id": f"land-{code}", "landcode": code} for code in ("NL", "DE", "BE", "CH")]
GROOTBOEKEN = [{"id": f"grootboek-{number}", "nummer": number} for number in (7000, 8100, 8200)]
ROLES = {"customer": "Klant", "supplier": "Leverancier"}


def to_json(books: Json) -> bytes:
    """Write books as the simulator does: amounts as exact numbers."""
    return msgspec.json.Encoder(decimal_format="number").encode(books)


def empty_books() -> Json:
    """Give books in which nothing was booked."""
    tables = ("relaties", "kostenplaatsen", "verkoopboekingen", "inkoopboekingen", "documenten")
    return {"landen": LANDEN, "grootboeken": GROOTBOEKEN, **{name: [] for name in tables}}


def relatie_of(identifier: str, body: Json) -> Json:
    """Write a relation."""
    address = body["visiting_address"]
    invoice_email = body.get("invoice_email")
    phone = body.get("phone")
    return {
        "id": identifier,
        "relatiecode": sum(map(ord, identifier)),
        "relatiesoort": [ROLES[role] for role in body.get("roles", ["customer"])],
        "naam": body["name"],
        "vestigingsAdres": {
            "contactpersoon": body["contacts"][0]["name"],
            "straat": address["street"],
            "postcode": address["postal_code"],
            "plaats": address["city"],
            "land": {"id": f"land-{address['country_code']}"},
        },
        "telefoon": f"+31 {phone[1:]}" if phone and phone.startswith("0") else phone,
        "mobieleTelefoon": body.get("mobile"),
        "email": body["email"],
        "factuurEmailVersturen": {"shouldSend": bool(invoice_email), "email": invoice_email or ""},
        "kvkNummer": body.get("kvk_number"),
        "btwNummer": (body.get("vat_number") or "").removeprefix("NL") or None,
        "iban": body.get("iban"),
        "bic": body.get("bic"),
        "krediettermijn": body.get("payment_term_days"),
    }


def kostenplaats_of(identifier: str, body: Json) -> Json:
    """Write a cost centre: the digits of the project's number, which goes before its description."""
    digits = int("".join(char for char in body["number"] if char.isdigit()))
    number, text = body["number"], body["description"]
    described = text if number == str(digits) else f"{number} {text}"
    return {
        "id": identifier,
        "nummer": digits,
        "omschrijving": described,
        "nonactief": not body["is_active"],
    }


def boeking_of(identifier: str, body: Json, *, relation_id: str) -> tuple[str, Json]:
    """Write a booking, and name the table that it stands in."""
    is_purchase = body.get("direction") == "purchase"
    sign = -1 if body.get("invoice_type") == "381" else 1
    side = "Inkopen" if is_purchase else "Verkopen"
    term = date.fromisoformat(body["due_date"]) - date.fromisoformat(body["issue_date"])
    btw = [
        {
            "btwSoort": f"{side}{SORTS[Decimal(row['vat_rate'])]}",
            "btwBedrag": sign * Decimal(row["vat_amount"]),
        }
        for row in body["vat_breakdown"]
        if Decimal(row["vat_rate"])
    ]
    if any(row["vat_category"] == "AE" for row in body["vat_breakdown"]):
        btw.append({"btwSoort": f"{side}Verlegd", "btwBedrag": 0})
    booking = {
        "id": identifier,
        "factuurnummer": body["number"],
        "factuurdatum": f"{body['issue_date']}T00:00:00",
        "omschrijving": body.get("description") or body["number"],
        "factuurbedrag": sign * Decimal(body["total_with_vat"]),
        "boekingsregels": [
            {
                "btwSoort": SORTS[Decimal(line["vat_rate"])],
                "bedrag": sign * Decimal(line["net_amount"]),
                "grootboek": {"id": "grootboek-7000" if is_purchase else "grootboek-8200"},
                "kostenplaats": {"id": f"projects/{line['project']}"} if line.get("project") else None,
            }
            for line in body["lines"]
        ],
        "btw": btw,
    }
    if is_purchase:
        return "inkoopboekingen", {
            **booking,
            "leverancier": {"id": relation_id},
            "boekstuk": body["voucher"],
        }
    return "verkoopboekingen", {**booking, "klant": {"id": relation_id}, "betalingstermijn": term.days}


def edited(booking: Json, changes: Json) -> Json:
    """Change a booking as a bookkeeper does; VAT and total follow from the lines."""
    changed = {**booking, "boekingsregels": [dict(line) for line in booking["boekingsregels"]]}
    if "omschrijving" in changes:
        changed["omschrijving"] = changes["omschrijving"]
    for change in changes.get("regels", ()):
        line = changed["boekingsregels"][change["regel"]]
        if "grootboek" in change:
            line["grootboek"] = {"id": f"grootboek-{change['grootboek']}"}
        if "bedrag" in change:
            line["bedrag"] = Decimal(change["bedrag"])
            changed["btw"] = _vat_of(changed["boekingsregels"])
    vat = sum(row["btwBedrag"] for row in changed["btw"])
    changed["factuurbedrag"] = sum(line["bedrag"] for line in changed["boekingsregels"]) + vat
    return changed


def documenten_of(identifier: str, files: dict[str, bytes]) -> list[Json]:
    """Write the attachments of a booking."""
    return [
        {"parentIdentifier": identifier, "fileName": name, "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    ]


def _vat_of(lines: list[Json]) -> list[Json]:
    totals: dict[str, Decimal] = {}
    for line in lines:
        if line["btwSoort"] != "Geen":
            totals[line["btwSoort"]] = totals.get(line["btwSoort"], Decimal(0)) + line["bedrag"]
    return [
        {
            "btwSoort": f"Verkopen{soort}",
            "btwBedrag": (total * RATES[soort] / 100).quantize(Decimal("0.01"), ROUND_HALF_UP),
        }
        for soort, total in totals.items()
    ]
