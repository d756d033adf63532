"""Plays the CRM: what it sends, and what became of it in SnelStart."""

from typing import Any

import httpx

from snelstart_simulator.process import RunningSimulator
from tests.e2e.cli.installation import wait_until


def an_invoice(number: str, customer: str) -> dict[str, object]:
    """Make a sale at both rates."""
    return {
        "direction": "sales",
        "number": number,
        "issue_date": "2026-03-02",
        "relation": customer,
        "lines": [
            {"description": "Advies", "net_amount": "1250.00", "vat_category": "S", "vat_rate": "21"},
            {"description": "Planten", "net_amount": "98.40", "vat_category": "S", "vat_rate": "9"},
        ],
        "vat_breakdown": [
            {"vat_category": "S", "vat_rate": "21", "taxable_amount": "1250.00", "vat_amount": "262.50"},
            {"vat_category": "S", "vat_rate": "9", "taxable_amount": "98.40", "vat_amount": "8.86"},
        ],
        "total_without_vat": "1348.40",
        "total_vat": "271.36",
        "total_with_vat": "1619.76",
    }


def push(crm: httpx.Client, kind: str, external_id: str, body: dict[str, object]) -> None:
    """Send a record, until the door answers."""
    answer: httpx.Response | None = None

    def is_taken() -> bool:
        nonlocal answer
        try:
            answer = crm.put(f"/api/v1/{kind}/{external_id}", json=body)
        except httpx.TransportError:
            return False
        return answer.status_code != 503

    wait_until(is_taken)
    assert answer is not None
    assert answer.is_success, answer.text


def booked(simulator: RunningSimulator) -> dict[str, Any]:
    """Give the sales bookings in SnelStart by their numbers."""
    books = simulator.control.books()
    return {booking["factuurnummer"]: booking for booking in books["verkoopboekingen"]}


def bought(simulator: RunningSimulator) -> dict[str, Any]:
    """Give the purchase bookings in SnelStart by their numbers."""
    return {booking["factuurnummer"]: booking for booking in simulator.control.books()["inkoopboekingen"]}
