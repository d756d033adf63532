"""Projects become cost centres, and what is booked on them says so."""

from snelkoppeling.domain.cost_centre import ProjectNumbering, ProjectPolicy
from tests.integration.sync.company import (
    Body,
    Company,
    a_line,
    invoice_body,
    project_body,
    purchase_body,
    relation_body,
    supplier_body,
)

ON_PROJECT: Body = {"lines": [a_line(project="P1")]}


def centres(company: Company) -> list[tuple[int, str, bool]]:
    """Show the cost centres: number, description, whether they are active."""
    rows = company.books("kostenplaatsen")
    return sorted((row["nummer"], row["omschrijving"], not row["nonactief"]) for row in rows)


def a_booked_project(company: Company) -> Body:
    company.put("relations", "R1", relation_body())
    company.put("projects", "P1", project_body())
    company.put("invoices", "F1", invoice_body(**ON_PROJECT))
    company.wait_until_all("in_sync")
    return company.booking("2026-0001")


def test_an_invoice_waits_for_its_project_by_name_and_is_booked_on_its_cost_centre(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body(**ON_PROJECT))
    waiting = company.wait_for("invoices", "F1", "waiting")
    assert [key.external_id for key in waiting.depends_on] == ["P1"]
    company.put("projects", "P1", project_body())
    company.wait_until_all("in_sync")
    assert centres(company) == [(2026017, "P-2026-017 Verbouwing winkel", True)]
    assert company.lines(company.booking("2026-0001")) == [(8200, 2026017, "100.00", "Hoog")]
    assert company.shown("projects", "P1")["cost_centre"]["number"] == 2026017


def test_a_project_is_renamed_closed_and_opened_again(company: Company) -> None:
    booked = a_booked_project(company)
    for changes, wanted in (
        ({"description": "Verbouwing Zuilen"}, (2026017, "P-2026-017 Verbouwing Zuilen", True)),
        ({"is_active": False}, (2026017, "P-2026-017 Verbouwing winkel", False)),
        ({"is_active": True}, (2026017, "P-2026-017 Verbouwing winkel", True)),
    ):
        company.put("projects", "P1", project_body(**changes))
        company.wait_until_all("in_sync")
        assert centres(company) == [wanted]
    assert company.booking("2026-0001") == booked


def test_an_invoice_on_a_closed_project_is_explained_and_goes_when_it_is_opened(company: Company) -> None:
    a_booked_project(company)
    company.put("projects", "P1", project_body(is_active=False))
    company.wait_until_all("in_sync")
    company.put("invoices", "F2", invoice_body("2026-0002", **ON_PROJECT))
    refused = company.wait_for("invoices", "F2", "set_aside")
    assert company.problems("invoices", "F2") == ["project-closed"]
    assert "2026017" in refused.problems[0].nl
    company.put("projects", "P1", project_body())
    company.wait_until_all("in_sync")
    assert company.lines(company.booking("2026-0002")) == [(8200, 2026017, "100.00", "Hoog")]


def test_projects_that_come_to_one_number_are_asked_about(company: Company) -> None:
    company.put("projects", "P1", project_body())
    company.wait_until_all("in_sync")
    company.put("projects", "P2", project_body("2026-017", description="Heel iets anders"))
    company.wait_for("projects", "P2", "set_aside")
    assert company.problems("projects", "P2") == ["cost-centre-number-in-use"]
    company.put("projects", "P2", project_body("2026-018", description="Heel iets anders"))
    company.wait_until_all("in_sync")
    assert [number for number, _, _ in centres(company)] == [2026017, 2026018]


def test_a_project_without_a_number_gets_the_next_of_a_sequence_when_that_is_set(company: Company) -> None:
    company.put("projects", "P1", project_body("Zuilen"))
    company.wait_for("projects", "P1", "set_aside")
    assert company.problems("projects", "P1") == ["project-number-without-digits"]
    company.set(projects=ProjectPolicy(numbering=ProjectNumbering.SEQUENCE))
    company.wait_until_all("in_sync")
    company.put("projects", "P2", project_body("Lombok"))
    company.wait_until_all("in_sync")
    assert [number for number, _, _ in centres(company)] == [900_000, 900_001]


def test_a_ledger_account_that_takes_no_cost_centre_is_explained(company: Company) -> None:
    company.control.set_cost_centre(7002, "nee", naam=company.name)
    company.put("relations", "S1", supplier_body())
    company.put("projects", "P1", project_body())
    company.put("invoices", "I1", purchase_body(**ON_PROJECT))
    refused = company.wait_for("invoices", "I1", "set_aside")
    assert company.problems("invoices", "I1") == ["BOE-0093"]
    assert "kostenplaats" in refused.problems[0].nl
    company.control.set_cost_centre(7002, "optioneel", naam=company.name)
    company.retry("invoices", "I1")
    company.wait_until_all("in_sync")
    (booked,) = company.books("inkoopboekingen")
    assert company.lines(booked) == [(7002, 2026017, "100.00", "Hoog")]


def test_a_ledger_account_that_must_have_a_cost_centre_is_explained_before_anything_is_sent(
    company: Company,
) -> None:
    company.control.set_cost_centre(8200, "verplicht", naam=company.name)
    company.put("relations", "R1", relation_body())
    company.put("projects", "P1", project_body())
    company.put("invoices", "F1", invoice_body())
    refused = company.wait_for("invoices", "F1", "set_aside")
    assert "project" in refused.problems[0].nl
    assert "POST /verkoopboekingen" not in company.call_counts()
    company.put("invoices", "F1", invoice_body(**ON_PROJECT))
    company.wait_until_all("in_sync")
    assert company.lines(company.booking("2026-0001")) == [(8200, 2026017, "100.00", "Hoog")]


def test_a_cost_centre_that_was_removed_is_asked_about_when_something_is_booked_on_it(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.put("projects", "P1", project_body())
    company.wait_until_all("in_sync")
    (centre,) = company.books("kostenplaatsen")
    company.control.delete("kostenplaatsen", centre["id"], naam=company.name)
    company.put("invoices", "F1", invoice_body(**ON_PROJECT))
    company.wait_for("projects", "P1", "set_aside")
    assert company.problems("projects", "P1") == ["removed-from-books"]
    assert company.state("invoices", "F1").state.value == "waiting"
    company.decide("projects", "P1", "recreate")
    company.wait_until_all("in_sync")
    assert company.lines(company.booking("2026-0001")) == [(8200, 2026017, "100.00", "Hoog")]
