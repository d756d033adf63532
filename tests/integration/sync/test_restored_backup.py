"""A backup is restored behind the key: everything stops and asks, and goes on with the right books."""

import time

import pytest

from tests.integration.sync.company import (
    Body,
    Company,
    invoice_body,
    project_body,
    relation_body,
    until,
    with_pdf,
)

NEW: dict[str, tuple[str, Body]] = {
    "R9": ("relations", relation_body("Nieuwe klant", email="nieuw@klant.example")),
    "P9": ("projects", project_body("900")),
    "F9": ("invoices", with_pdf(invoice_body("2026-0009"))),
}
CHANGED: dict[str, tuple[str, Body]] = {
    "R1": ("relations", relation_body(phone="030 2345678")),
    "P1": ("projects", project_body(description="Anders")),
    "F1": ("invoices", invoice_body(description="Anders")),
}
FRESH_SECONDS = 10.5
"""For so long an answer to whose books these are counts before something is made."""


@pytest.fixture
def at_work(company: Company) -> Company:
    """A company whose key was looked at a moment ago."""
    company.put("relations", "R1", relation_body())
    company.put("projects", "P1", project_body())
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    return company


@pytest.mark.parametrize(
    ("external_id", "kind", "body"), [(one, *what) for one, what in {**NEW, **CHANGED}.items()]
)
def test_whatever_comes_first_nothing_goes_into_other_books_and_all_goes_on_with_the_own(
    at_work: Company, external_id: str, kind: str, body: Body
) -> None:
    company = at_work
    company.control.restore(naam=company.name)
    held = company.control.books(company.name)
    time.sleep(FRESH_SECONDS)
    company.put(kind, external_id, body)
    until(lambda: company.pause_code() == "other-administration", seconds=10, what=company.service.logs)
    company.put("relations", "R8", relation_body("Nog een klant", email="nog@een.example"))
    company.service.house.couplings.resume(company.administration)
    company.wake()
    until(lambda: company.pause_code() == "other-administration", seconds=10, what=company.service.logs)
    assert company.control.books(company.name) == held
    assert set(company.counts()) <= {"due", "in_sync", "waiting"}
    company.control.bring_back(company.name)
    company.service.house.couplings.resume(company.administration)
    company.wake()
    company.wait_until_all("in_sync")
    assert company.pause_code() is None
