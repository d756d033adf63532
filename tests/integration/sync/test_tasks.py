"""Many records with one cause are one task, and whoever takes the cause away solves them all."""

from dataclasses import replace

from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRules, VatCase
from snelkoppeling.storage.administration_settings import AdministrationSettings
from tests.integration.sync.company import Company, a_line, figures, invoice_row, relation_body
from tests.integration.sync.conftest import Founding

INVOICES = 40
LOW = {"lines": [a_line(rate="9")], **figures("100.00", "9.00", "109.00", rate="9")}
ALL_BUT_LOW = LedgerRules(
    defaults={case: one for case, one in STANDARD_SERVICES.defaults.items() if case is not VatCase.LOW}
)


def tasks(company: Company) -> list[dict[str, object]]:
    answer = company.api.get("/api/v1/tasks")
    found: list[dict[str, object]] = answer.json()["tasks"]
    return found


def test_forty_invoices_that_lack_one_account_are_one_task_that_one_rule_solves(founding: Founding) -> None:
    company = founding(settings=AdministrationSettings(quota="off", ledger_rules=ALL_BUT_LOW))
    company.put("relations", "R1", relation_body())
    company.batch([invoice_row(f"F{one}", number=f"2026-{one}", **LOW) for one in range(INVOICES)])
    company.wait_until_quiet()
    (task,) = tasks(company)
    assert task["count"] == INVOICES
    assert "POST /verkoopboekingen" not in company.call_counts()
    company.set(ledger_rules=replace(ALL_BUT_LOW, defaults={**ALL_BUT_LOW.defaults, VatCase.LOW: 8210}))
    company.wait_until_all("in_sync")
    assert tasks(company) == []
    bookings = company.books("verkoopboekingen")
    assert len(bookings) == INVOICES
    assert company.lines(bookings[0]) == [(8210, None, "100.00", "Laag")]


def test_a_whole_task_is_tried_again_by_its_cause(company: Company) -> None:
    company.control.set_cost_centre(8200, "verplicht", naam=company.name)
    company.put("relations", "R1", relation_body())
    company.batch([invoice_row(f"F{one}", number=f"2026-{one}") for one in range(INVOICES)])
    company.wait_until_quiet()
    (task,) = tasks(company)
    company.control.set_cost_centre(8200, "optioneel", naam=company.name)
    company.service.worker.kill()  # Accounts are read once in five minutes.
    company.service.worker.start()
    answer = company.api.post("/api/v1/tasks/retry", json={"cause": task["cause"]})
    assert answer.json()["retried"] == INVOICES
    company.wait_until_all("in_sync")
    assert len(company.books("verkoopboekingen")) == INVOICES
