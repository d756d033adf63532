"""What a plan shows, and that looking at it writes nothing."""

from dataclasses import replace
from datetime import date

import pytest

from snelkoppeling.domain.identity import EntityType, ExternalId, RecordKey
from snelkoppeling.domain.project import Project
from snelkoppeling.sync.choice import Choice, Decision
from snelkoppeling.sync.planned import PlannedAction, PlannedRow, Preview
from snelkoppeling.sync.plans import PlanOutdatedError, Plans, PlanUnknownError, duration
from snelkoppeling.sync.policy import NewRelations, SyncPolicy
from snelkoppeling.sync.records import ItemState
from tests.factories import NOON, a_key, a_line, a_relation, an_arrival, an_attachment, an_invoice
from tests.unit.sync.installation import Installation

RELATION, PROJECT, INVOICE, ATTACHMENT = EntityType
R1, R2, R3 = a_key("R1"), a_key("R2"), a_key("R3")
F1 = a_key("F1", INVOICE)


def plans_of(installation: Installation) -> Plans:
    return Plans(
        installation.administrations,
        installation.open_books,
        queue=installation.queue,
        clock=installation.clock,
    )


def planned(installation: Installation) -> Preview:
    return plans_of(installation).make(installation.administration).preview


def row_of(preview: Preview, key: RecordKey) -> PlannedRow:
    (row,) = [row for row in preview.rows if row.key == key]
    return row


@pytest.fixture
def installation() -> Installation:
    """A company that awaits its first plan."""
    company = Installation()
    company.memory.update(company.administration, lambda one: replace(one, awaits_plan=True))
    return company


def set_policy(installation: Installation, policy: SyncPolicy) -> None:
    installation.memory.update(installation.administration, lambda one: replace(one, policy=policy))


def test_nothing_is_written_before_a_plan_is_approved(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))

    installation.service.sweep()
    installation.run()
    planned(installation)

    assert not installation.ledger.all(RELATION)
    assert not installation.ledger.all(INVOICE)
    assert installation.queue.awake <= {installation.administration}


def test_a_plan_shows_what_would_be_made_and_what_is_known_already(installation: Installation) -> None:
    known = installation.ledger.add(RELATION, {"name": "Halm", "kvk_number": "12345678"})
    installation.push(
        an_arrival("R1"),
        an_arrival("R2", a_relation("Nieuw", kvk_number="87654321")),
        an_arrival("F1", an_invoice(relation="R2")),
        an_arrival("x", an_attachment("F1")),
    )

    preview = planned(installation)

    assert {row.key: row.action for row in preview.rows} == {
        R1: PlannedAction.LINK,
        R2: PlannedAction.CREATE,
        F1: PlannedAction.CREATE,
        a_key("F1#factuur.pdf", ATTACHMENT): PlannedAction.CREATE,
    }
    assert row_of(preview, R1).books_label == known.image["name"]
    assert preview.calls == 3


def test_a_plan_names_each_field_that_would_change(installation: Installation) -> None:
    installation.memory.update(installation.administration, lambda one: replace(one, awaits_plan=False))
    installation.carry(a_relation("Oud"))
    installation.push(an_arrival("R1", a_relation("Nieuw")))

    (row,) = planned(installation).rows

    assert row.action is PlannedAction.UPDATE
    assert [(change.field, change.before, change.after) for change in row.changes] == [
        ("name", "Oud", "Nieuw")
    ]


def test_what_stands_in_the_way_is_on_the_list_before_the_plan_is_approved(
    installation: Installation,
) -> None:
    installation.push(
        an_arrival("R1", a_relation("")),
        an_arrival("F1", an_invoice()),
    )

    preview = planned(installation)

    assert row_of(preview, R1).action is PlannedAction.SET_ASIDE
    assert row_of(preview, F1).action is PlannedAction.WAIT
    assert installation.problem_codes(R1) == ["name-missing"]


def test_two_records_of_the_crm_are_not_planned_to_be_one_in_the_books(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation("Een")), an_arrival("R2", a_relation("Twee")))

    preview = planned(installation)

    assert row_of(preview, R1).action is PlannedAction.CREATE
    assert [problem.code for problem in row_of(preview, R2).problems] == ["twin-taken"]


def test_a_twin_that_belongs_to_another_record_is_not_planned_for_a_second(
    installation: Installation,
) -> None:
    installation.memory.update(installation.administration, lambda one: replace(one, awaits_plan=False))
    installation.carry(a_relation("Een"))
    installation.push(an_arrival("R2", a_relation("Twee")))

    assert [problem.code for problem in row_of(planned(installation), R2).problems] == ["twin-taken"]


def test_an_invoice_of_before_the_start_date_is_left_out_with_its_document(
    installation: Installation,
) -> None:
    set_policy(installation, SyncPolicy(start_date=date(2026, 3, 3)))
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()), an_arrival("x", an_attachment("F1")))

    preview = planned(installation)

    left_out = {row.key.entity_type for row in preview.of(PlannedAction.LEAVE_OUT)}
    assert left_out == {INVOICE, ATTACHMENT}


def test_a_relation_is_planned_only_when_an_invoice_needs_it(installation: Installation) -> None:
    set_policy(installation, SyncPolicy(new_relations=NewRelations.WHEN_NEEDED))
    installation.push(
        an_arrival("R1"),
        an_arrival("R2", a_relation("Niemand", kvk_number="87654321")),
        an_arrival("F1", an_invoice()),
    )

    preview = planned(installation)

    assert row_of(preview, R1).action is PlannedAction.CREATE
    assert row_of(preview, R2).action is PlannedAction.LEAVE_OUT
    assert row_of(preview, F1).action is PlannedAction.CREATE


def test_an_invoice_waits_in_the_plan_for_what_the_crm_did_not_send(installation: Installation) -> None:
    line = replace(a_line(), project=ExternalId("P9"))
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice(lines=(line,))))

    row = row_of(planned(installation), F1)

    assert row.action is PlannedAction.WAIT
    assert [problem.code for problem in row.problems] == ["waits-for-unknown"]


def test_an_approved_plan_is_carried_out_as_it_was_shown(installation: Installation) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    plans = plans_of(installation)
    plan = plans.make(installation.administration)

    plans.approve(installation.administration, plan.checksum)
    installation.run()

    assert {item.state for item in installation.memory.items.values()} == {ItemState.IN_SYNC}
    assert installation.administration in installation.queue.awake


def test_a_large_approved_plan_is_not_held_for_its_size(installation: Installation) -> None:
    relations = [a_relation(f"Oud {n}", kvk_number=f"{n:08}") for n in range(1, 700)]
    installation.memory.update(installation.administration, lambda one: replace(one, awaits_plan=False))
    installation.carry(*relations)
    installation.memory.update(installation.administration, lambda one: replace(one, awaits_plan=True))
    installation.push_relations(*(replace(one, name=f"Nieuw {n}") for n, one in enumerate(relations)))
    plans = plans_of(installation)
    plan = plans.make(installation.administration)

    plans.approve(installation.administration, plan.checksum)
    installation.run()

    assert plan.preview.updates == len(relations)
    assert {item.state for item in installation.memory.items.values()} == {ItemState.IN_SYNC}


def test_another_checksum_approves_nothing(installation: Installation) -> None:
    installation.push(an_arrival("R1"))
    plans = plans_of(installation)
    first = plans.make(installation.administration)
    installation.push(an_arrival("R2", a_relation("Twee", kvk_number="87654321")))
    plans.make(installation.administration)

    with pytest.raises(PlanUnknownError):
        plans.approve(installation.administration, first.checksum)

    assert installation.traffic().awaits_plan


def test_the_same_situation_gives_the_same_checksum(installation: Installation) -> None:
    installation.push(an_arrival("R1"))
    plans = plans_of(installation)

    first = plans.make(installation.administration)
    installation.clock.advance(minutes=5)
    second = plans.make(installation.administration)

    assert first.checksum == second.checksum


def test_a_few_records_that_came_later_follow_as_daily_work(installation: Installation) -> None:
    installation.push(an_arrival("R1"))
    plans = plans_of(installation)
    plan = plans.make(installation.administration)
    installation.push(an_arrival("R2", a_relation("Twee", kvk_number="87654321")))

    assert plans.approve(installation.administration, plan.checksum) == 1


def test_a_plan_of_which_much_has_changed_is_not_approved(installation: Installation) -> None:
    installation.push(an_arrival("R1"))
    plans = plans_of(installation)
    plan = plans.make(installation.administration)
    installation.push(*(an_arrival(f"R{n}", a_relation(f"R{n}", kvk_number=f"{n:08}")) for n in range(2, 60)))

    with pytest.raises(PlanOutdatedError, match="58 records"):
        plans.approve(installation.administration, plan.checksum)

    assert installation.traffic().awaits_plan


def test_what_a_person_chose_before_is_planned(installation: Installation) -> None:
    first = installation.ledger.add(RELATION, {"name": "Halm 1", "kvk_number": "12345678"})
    installation.ledger.add(RELATION, {"name": "Halm 2", "kvk_number": "12345678"})
    installation.push(an_arrival("R1"))
    item = installation.item(R1)
    item.decision = Decision(choice=Choice.LINK, at=NOON, books_id=first.id)

    assert row_of(planned(installation), R1).action is PlannedAction.LINK


@pytest.mark.parametrize(
    ("calls", "minutes"),
    [(0, 0.0), (500, 1.0), (4_999, 9.998), (5_000, 60.0), (12_500, 125.0)],
)
def test_the_quota_tells_how_long_a_plan_takes(calls: int, minutes: float) -> None:
    assert duration(calls, per_minute=500, per_hour=5_000).total_seconds() / 60 == pytest.approx(minutes)


def test_a_booking_that_a_plan_found_is_linked_without_asking_for_it_again(
    installation: Installation,
) -> None:
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice()))
    plans = plans_of(installation)
    plan = plans.make(installation.administration)
    (row,) = [row for row in plan.preview.rows if row.key == F1]
    booked = installation.ledger.add(INVOICE, {"invoice_number": "2026-0001", "description": "Met de hand"})
    linked = replace(row, action=PlannedAction.LINK, books_id=booked.id)
    rows = tuple(linked if one.key == F1 else one for one in plan.preview.rows)
    installation.administrations.plan_made(
        installation.administration, replace(plan, preview=Preview(rows=rows))
    )

    plans.approve(installation.administration, plan.checksum)
    installation.run()
    installation.run()

    assert installation.item(F1).books_id == booked.id
    assert installation.item(F1).state is ItemState.IN_SYNC
    assert installation.ledger.one(INVOICE).image["description"] == "Met de hand"
    assert installation.events(F1) == ["accepted", "adopted"]


def test_a_closed_project_is_made_only_when_an_invoice_needs_it(installation: Installation) -> None:
    closed = Project(number="17", description="Oud", is_active=False)
    line = replace(a_line(), project=ExternalId("P1"))
    installation.push(an_arrival("P1", closed), an_arrival("P2", replace(closed, number="18")))
    installation.push(an_arrival("R1"), an_arrival("F1", an_invoice(lines=(line,))))

    preview = planned(installation)

    assert row_of(preview, a_key("P1", PROJECT)).action is PlannedAction.CREATE
    assert row_of(preview, a_key("P2", PROJECT)).action is PlannedAction.LEAVE_OUT
    installation.memory.update(installation.administration, lambda one: replace(one, awaits_plan=False))
    installation.run()
    installation.run()
    assert [row.image["number"] for row in installation.ledger.all(PROJECT)] == ["17"]


def test_who_waits_is_told_the_name_of_what_is_missing(installation: Installation) -> None:
    installation.push(an_arrival("R1", a_relation("")), an_arrival("F1", an_invoice()))
    installation.push(an_arrival("x", an_attachment("F1")))

    preview = planned(installation)

    (waits,) = row_of(preview, a_key("F1#factuur.pdf", ATTACHMENT)).problems
    assert "2026-0001" in waits.nl
