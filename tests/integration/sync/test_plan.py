"""A plan before the first write, and before an unusual share of the books would change."""

from collections import Counter
from collections.abc import Mapping

import pytest

from snelkoppeling.bootstrap import utc_now
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.errors import RetryLaterError
from snelkoppeling.sync.planned import PlannedAction, StoredPlan
from snelkoppeling.sync.plans import PlanOutdatedError, PlanUnknownError
from tests.integration.sync.company import (
    Company,
    invoice_row,
    project_body,
    relation_body,
    relation_row,
    until,
)
from tests.integration.sync.conftest import Founding

MANY = 600
CERTAIN, LIKELY, AMBIGUOUS, NEW = 220, 50, 30, 40
WRITES = {"POST", "PUT", "DELETE"}


def known_to_snelstart(company: Company) -> None:
    """Let SnelStart know relations already: by number, by e-mail, and some twice."""
    (key,) = company.control.administration(company.name)["koppelsleutels"]
    rows: list[Mapping[str, object]] = []
    rows += [{"naam": f"Zeker {one}", "kvkNummer": f"{20_000_000 + one}"} for one in range(CERTAIN)]
    rows += [{"naam": f"Misschien {one} BV", "email": f"m{one}@x.example"} for one in range(LIKELY)]
    rows += [
        {"naam": f"Dubbel {one} {side}", "email": f"d{one}@x.example"}
        for one in range(AMBIGUOUS)
        for side in "ab"
    ]
    with company.service.house.trial_client(key) as bookkeeper:
        for row in rows:
            bookkeeper.relaties.create({**row, "relatiesoort": ["Klant"]})


def what_the_crm_has(company: Company) -> None:
    rows = [
        relation_row(
            f"Z{one}", name=f"Zeker {one}", email=f"z{one}@x.example", kvk_number=f"{20_000_000 + one}"
        )
        for one in range(CERTAIN)
    ]
    rows += [relation_row(f"M{one}", name=f"Klant {one}", email=f"m{one}@x.example") for one in range(LIKELY)]
    rows += [
        relation_row(f"D{one}", name=f"Klant d{one}", email=f"d{one}@x.example") for one in range(AMBIGUOUS)
    ]
    rows += [relation_row(f"N{one}", name=f"Nieuw {one}", email=f"n{one}@x.example") for one in range(NEW)]
    rows += [
        invoice_row(f"F{one}", number=f"2026-{one}", relation=f"{kind}0") for one, kind in enumerate("ZMDN")
    ]
    company.batch(rows)
    company.put("projects", "P1", project_body())


def a_plan(company: Company) -> StoredPlan:
    """Make a plan as soon as no worker is at it."""
    made: list[StoredPlan] = []

    def make() -> bool:
        try:
            made.append(company.service.house.plans.make(company.administration))
        except RetryLaterError:
            return False
        return True

    until(make, seconds=10, what=lambda: str(company.traffic()))
    return made[0]


@pytest.fixture
def waiting(founding: Founding) -> Company:
    """A company that awaits its first plan, and whose books are not empty."""
    company = founding(awaits_plan=True)
    known_to_snelstart(company)
    what_the_crm_has(company)
    company.control.clear_calls()
    return company


def test_a_first_plan_tells_what_is_known_what_is_new_and_what_people_must_choose(waiting: Company) -> None:
    preview = a_plan(waiting).preview
    counts = preview.counts()
    relation, invoice = EntityType.RELATION, EntityType.INVOICE
    assert counts[relation, PlannedAction.LINK] == CERTAIN
    assert counts[relation, PlannedAction.ASK] == LIKELY + AMBIGUOUS
    assert counts[relation, PlannedAction.CREATE] == NEW
    assert counts[EntityType.PROJECT, PlannedAction.CREATE] == 1
    assert (counts[invoice, PlannedAction.CREATE], counts[invoice, PlannedAction.WAIT]) == (2, 2)
    methods = Counter(call.method for call in waiting.calls())
    assert not WRITES & set(methods)
    assert methods["GET"] <= 15


def test_nothing_is_written_before_the_plan_is_approved_and_then_all_of_it_is(waiting: Company) -> None:
    house = waiting.service.house
    plan = a_plan(waiting)
    with pytest.raises(PlanUnknownError):
        house.plans.approve(waiting.administration, "0" * len(plan.checksum))
    waiting.wake()
    assert not WRITES & {call.method for call in waiting.calls()}
    for one in range(LIKELY):
        (candidate,) = waiting.shown("relations", f"M{one}")["conflict"]["candidates"]
        assert "e-mail" in candidate["reason"]
        waiting.decide("relations", f"M{one}", "link", books_id=candidate["books_id"])
    for one in range(AMBIGUOUS):
        assert len(waiting.shown("relations", f"D{one}")["conflict"]["candidates"]) == 2
        waiting.decide("relations", f"D{one}", "create_new")
    house.plans.approve(waiting.administration, plan.checksum)
    waiting.wait_until_all("in_sync", seconds=60)
    counts = waiting.call_counts()
    assert counts["POST /relaties"] == AMBIGUOUS + NEW
    # Those that were linked lacked the CRM's e-mail or name.
    assert counts["PUT /relaties/{id}"] == CERTAIN + LIKELY
    assert len(waiting.books("relaties")) == CERTAIN + LIKELY + 3 * AMBIGUOUS + NEW
    assert sorted(row["factuurnummer"] for row in waiting.books("verkoopboekingen")) == [
        f"2026-{one}" for one in range(4)
    ]


def test_a_plan_to_which_much_was_added_cannot_be_approved(waiting: Company) -> None:
    plan = a_plan(waiting)
    waiting.batch(
        [relation_row(f"L{one}", name=f"Later {one}", email=f"l{one}@x.example") for one in range(60)]
    )
    with pytest.raises(PlanOutdatedError):
        waiting.service.house.plans.approve(waiting.administration, plan.checksum)
    assert waiting.traffic().awaits_plan


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
