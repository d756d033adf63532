"""Makes what a CRM sends, from a seed: relations with valid numbers, invoices that add up."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from stdnum import iban
from stdnum.nl import bsn

Body = dict[str, object]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CITIES = ("Utrecht", "Zwolle", "Breda", "Leiden", "Assen", "Gouda")
RATES = (("S", "21"), ("S", "9"), ("E", "0"))
ON_A_PROJECT = 0.6
CENT = Decimal("0.01")


def a_vat_number(random: Random) -> str:
    """Make a Dutch VAT number whose check digit is right."""
    while True:
        digits = f"{random.randrange(10_000_000, 99_999_999)}"
        for check in range(10):
            if bsn.is_valid(f"{digits}{check}"):
                return f"NL{digits}{check}B{random.randrange(1, 99):02}"


def an_iban(random: Random) -> str:
    """Make a Dutch IBAN whose check digits are right."""
    account = f"ABNA{random.randrange(10**9, 10**10)}"
    return f"NL{iban.calc_check_digits(f'NL00{account}')}{account}"


def a_relation_body(random: Random, number: int) -> Body:
    """Make a relation; one in three has no number by which it could be recognised."""
    body: Body = {
        "name": f"{random.choice(['Bakkerij', 'Garage', 'Studio', 'Kwekerij'])} {random.choice(CITIES)}",
        "visiting_address": {
            "street": f"Dorpsstraat {random.randrange(1, 200)}",
            "postal_code": f"{random.randrange(1000, 9999)} AB",
            "city": random.choice(CITIES),
            "country_code": "NL",
        },
        "phone": f"030 2{random.randrange(100000, 999999)}",
        "email": f"info@klant{number}.example",
        "contacts": [{"name": "J. de Wit"}, {"name": "A. Visser", "is_primary": True}],
    }
    if number % 3:
        body["kvk_number"] = f"{10_000_000 + number}"
    if number % 4 == 1:
        body["vat_number"] = a_vat_number(random)
    if number % 5 == 1:
        body["iban"] = an_iban(random)
    return body


def an_invoice_body(
    random: Random,
    number: str,
    relation: str,
    *,
    direction: str = "sales",
    projects: Sequence[str] = (),
) -> Body:
    """Make an approved invoice of one to four lines whose figures agree; some are booked on projects."""
    lines: list[Body] = []
    for position in range(random.randrange(1, 5)):
        category, rate = random.choice(RATES)
        line: Body = {
            "description": f"Werk {position + 1}",
            "net_amount": str(Decimal(random.randrange(100, 500_000)) / 100),
            "vat_category": category,
            "vat_rate": rate,
        }
        if projects and random.random() < ON_A_PROJECT:
            line["project"] = random.choice(projects)
        lines.append(line)
    body: Body = {
        "direction": direction,
        "invoice_type": "380",
        "number": number,
        "issue_date": f"2026-{random.randrange(1, 11):02}-{random.randrange(1, 28):02}",
        "currency": "EUR",
        "relation": relation,
        "lines": lines,
    }
    return {**body, **figures_of(lines)}


def figures_of(lines: Sequence[Body]) -> Body:
    """Add up lines to the VAT breakdown and the totals of their invoice."""
    bases: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        kind = str(line["vat_category"]), str(line["vat_rate"])
        bases[kind] = bases.get(kind, Decimal(0)) + Decimal(str(line["net_amount"]))
    vat = {
        kind: (base * Decimal(kind[1]) / 100).quantize(CENT, ROUND_HALF_UP) for kind, base in bases.items()
    }
    net_total, vat_total = sum(bases.values(), Decimal(0)), sum(vat.values(), Decimal(0))
    return {
        "vat_breakdown": [
            {
                "vat_category": category,
                "vat_rate": rate,
                "taxable_amount": str(base),
                "vat_amount": str(vat[category, rate]),
            }
            for (category, rate), base in bases.items()
        ],
        "total_without_vat": str(net_total),
        "total_vat": str(vat_total),
        "total_with_vat": str(net_total + vat_total),
    }


def a_pdf(number: str) -> bytes:
    """Make a small PDF that differs from every other."""
    return PDF + f"% {number}\n".encode()


def total_of(bodies: Sequence[Mapping[str, object]]) -> Decimal:
    """Add up what invoices say they come to."""
    return sum((Decimal(str(body["total_with_vat"])) for body in bodies), Decimal(0))
