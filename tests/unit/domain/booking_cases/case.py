"""What a booking case is: an invoice as the CRM sends it, and the booking or the problems it must become.

All of it is plain JSON (`BookingCase.as_json`), so that the same cases can be sent through a running service.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Json = dict[str, Any]
CENT = Decimal("0.01")
SALES = "sales"
PURCHASE = "purchase"


@dataclass(frozen=True, kw_only=True)
class BookingCase:
    """One case; either `booking` or `problems` says what must come of it."""

    code: str
    """Unique, and part of the invoice number."""
    title: str
    source: str
    """Why it must be so: a section of the API sheet, a code of SnelStart, a law, a rule of EN 16931."""
    invoice: Json
    relation: Json
    booking: Json | None = None
    """number, total, marked, lines of [account, amount, kind, project], vat of [kind, amount]."""
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    policy: Json = field(default_factory=dict)
    rules: Json = field(default_factory=dict)
    company: Json = field(default_factory=dict)
    projects: Mapping[str, int] = field(default_factory=dict)
    """External id of a project → number of its cost centre."""
    doubts_allowed: Sequence[str] = ()
    tags: Sequence[str] = ()
    """What the case is one of, as test_booking_coverage names it."""

    def as_json(self) -> Json:
        """Give the case as plain data."""
        return asdict(self)


def line(net: str, category: str = "S", rate: str | None = None, **fields: Any) -> Json:
    """Make a line; of category S at 21% unless another rate is given."""
    body = {"description": "Werk", "net_amount": net, "vat_category": category, **fields}
    if category == "S":
        body["vat_rate"] = rate or "21"
    elif rate is not None:
        body["vat_rate"] = rate
    return body


def invoice_of(code: str, relation: Json, *lines: Json, direction: str = SALES, **fields: Any) -> Json:
    """Make an invoice that adds up, its VAT rounded per rate; `fields` overrule what was made."""
    exemption = fields.pop("exemption_code", None)
    bases: dict[tuple[str, str], Decimal] = {}
    for one in lines:
        key = (str(one["vat_category"]), str(one.get("vat_rate", "0")))
        bases[key] = bases.get(key, Decimal(0)) + Decimal(str(one["net_amount"]))
    breakdown = [
        {
            "vat_category": category,
            "vat_rate": rate,
            "taxable_amount": f"{base:.2f}",
            "vat_amount": str((base * Decimal(rate) / 100).quantize(CENT, ROUND_HALF_UP)),
            **({"exemption_code": exemption} if exemption and category != "S" else {}),
        }
        for (category, rate), base in bases.items()
    ]
    rows = fields.get("vat_breakdown", breakdown)
    net = sum(bases.values(), Decimal(0))
    vat = sum((Decimal(str(row["vat_amount"])) for row in rows), Decimal(0))
    return {
        "direction": direction,
        "invoice_type": "380",
        "number": f"2026-{code}",
        "issue_date": "2026-03-02",
        "currency": "EUR",
        "relation": str(relation["external_id"]),
        "lines": list(lines),
        "vat_breakdown": breakdown,
        "total_without_vat": f"{net:.2f}",
        "total_vat": f"{vat:.2f}",
        "total_with_vat": f"{net + vat:.2f}",
        **fields,
    }


def booked(
    total: str, lines: Sequence[Sequence[Any]], vat: Sequence[Sequence[str]] = (), **fields: Any
) -> Json:
    """Say what a booking holds; a line may leave out its project."""
    whole = [[*one, None] if len(one) == LINE_WITHOUT_PROJECT else list(one) for one in lines]
    return {"total": total, "lines": whole, "vat": [list(row) for row in vat], "marked": False, **fields}


LINE_WITHOUT_PROJECT = 3


def row(category: str, rate: str, base: str, vat: str) -> Json:
    """Make a row of the VAT breakdown."""
    return {"vat_category": category, "vat_rate": rate, "taxable_amount": base, "vat_amount": vat}


def as_credit_note(case: BookingCase) -> BookingCase:
    """Make the credit note of a case that is booked: the same paper, the opposite booking."""
    if case.booking is None:
        raise ValueError(f"{case.code} is not booked")
    code = f"{case.code}C"
    number = str(case.invoice["number"])
    booking = {
        **case.booking,
        "total": negated(case.booking["total"]),
        "lines": [
            [account, negated(amount), kind, project]
            for account, amount, kind, project in case.booking["lines"]
        ],
        "vat": [[kind, negated(amount)] for kind, amount in case.booking["vat"]],
    }
    if "number" in booking:
        booking["number"] = str(booking["number"]).replace(number, f"{number}C")
    return replace(
        case,
        code=code,
        title=f"credit note: {case.title}",
        source=f"{case.source}; SnelStart API 6.5: credit notes are negative bookings; EN 16931 381",
        invoice={**case.invoice, "invoice_type": "381", "number": f"{number}C"},
        booking=booking,
    )


def negated(amount: str) -> str:
    """Turn the sign of an amount; zero has none."""
    return f"{-Decimal(amount) + 0:.2f}"
