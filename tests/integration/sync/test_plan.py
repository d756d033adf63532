"""Updates that would touch an unusual share of the books wait for somebody who approves them."""

from snelkoppeling.bootstrap import utc_now
from tests.integration.sync.company import Company, relation_body, relation_row

MANY = 600


def test_six_hundred_updates_at_once_are_held_until_they_are_approved(company: Company) -> None:
    company.batch([relation_row(f"R{number}", name=f"Klant {number}") for number in range(MANY)])
    company.wait_until_all("in_sync", seconds=40)
    company.control.clear_calls()
    company.batch(
        [relation_row(f"R{number}", name=f"Klant {number}", email="x@x.example") for number in range(MANY)]
    )
    company.put("relations", "new", relation_body("Een nieuwe klant"))
    company.wait_for("relations", "new", "in_sync")
    company.wait_until_quiet()
    held = company.counts()["held"]
    assert held == MANY
    assert "PUT /relaties/{id}" not in company.call_counts()
    (problem,) = company.state("relations", "R0").problems
    assert problem.code == "plan-too-drastic"
    assert str(MANY) in problem.nl
    released = company.service.house.couplings.approve(company.administration, held, utc_now())
    assert released == MANY
    company.wake()
    company.wait_until_all("in_sync", seconds=40)
    assert {row["email"] for row in company.books("relaties") if row["naam"].startswith("Klant")} == {
        "x@x.example"
    }
    assert company.traffic().approved_updates is None
