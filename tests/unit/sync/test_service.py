from dataclasses import replace
from datetime import timedelta

import pytest

from snelkoppeling.domain.identity import AdministrationId, EntityType
from snelkoppeling.domain.problem import problem
from snelkoppeling.sync.apply import Pace
from snelkoppeling.sync.plan import PlanLimits
from snelkoppeling.sync.records import Incoming, ItemState
from snelkoppeling.sync.service import PATIENCE
from tests.factories import NOON, a_key, a_relation, after, an_arrival, an_invoice
from tests.fakes.faults import BugError, Fault
from tests.unit.sync.conftest import Logged
from tests.unit.sync.installation import Installation


def relations(count: int, name: str = "Bedrijf") -> list[Incoming]:
    return [
        an_arrival(f"R{number}", a_relation(f"{name} {number}", kvk_number=f"{number:08}"))
        for number in range(count)
    ]


def states(installation: Installation) -> set[ItemState]:
    return {item.state for item in installation.memory.items.values()}


def test_a_run_carries_everything_that_is_due() -> None:
    installation = Installation(pace=Pace(threads=1, chunk=4))
    installation.push(*relations(10), an_arrival("F1", an_invoice(relation="R3")))

    installation.run()

    assert states(installation) == {ItemState.IN_SYNC}
    assert len(installation.ledger.all(EntityType.RELATION)) == 10
    assert len(installation.ledger.all(EntityType.INVOICE)) == 1


def test_several_threads_write_everything_once() -> None:
    installation = Installation(pace=Pace(threads=8))
    installation.push(*relations(40))

    installation.run()

    assert states(installation) == {ItemState.IN_SYNC}
    assert len(installation.ledger.all(EntityType.RELATION)) == 40


def test_a_second_run_changes_nothing_and_calls_nobody() -> None:
    installation = Installation()
    installation.push(*relations(3))
    installation.run()
    after_first = installation.ledger.all(EntityType.RELATION)
    installation.faults.steps.clear()

    installation.run()

    assert installation.faults.steps == ["verify", "due"]
    assert installation.ledger.all(EntityType.RELATION) == after_first


def test_the_books_are_closed_after_a_run_even_when_it_fails() -> None:
    installation = Installation()
    installation.faults.plan("due", lambda: installation.faults.before(Fault.BUG_BEFORE, "due"))

    with pytest.raises(BugError):
        installation.run()

    assert [books.is_closed for books in installation.opened] == [True]


def test_a_second_worker_leaves_an_administration_to_the_first() -> None:
    installation = Installation()
    installation.push(*relations(1))

    with installation.administrations.exclusive(installation.administration):
        installation.run()

    assert states(installation) == {ItemState.DUE}


def test_a_run_ends_after_its_slice_and_asks_to_be_woken_for_the_rest() -> None:
    installation = Installation(pace=Pace(threads=1, chunk=1, slice=timedelta(seconds=30)))
    installation.push(*relations(5))
    installation.queue.awake.clear()
    installation.faults.plan("create relation", Fault.SLOW, Fault.SLOW)

    installation.run()

    assert len(installation.ledger.all(EntityType.RELATION)) == 2
    assert installation.queue.awake == {installation.administration}


def test_a_run_that_did_everything_wakes_nobody() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.queue.awake.clear()

    installation.run()

    assert not installation.queue.awake


def test_a_process_that_ends_sends_nothing_more_and_leaves_no_intent() -> None:
    installation = Installation()
    installation.push(*relations(2))

    def end() -> None:
        installation.is_stopping = True

    installation.faults.plan("create relation", end)
    installation.run()

    assert len(installation.ledger.all(EntityType.RELATION)) == 1
    assert [item.intent for item in installation.memory.items.values()] == [None, None]
    assert sorted(item.state for item in installation.memory.items.values()) == [
        ItemState.DUE,
        ItemState.IN_SYNC,
    ]


def test_nothing_is_sent_while_the_administration_is_paused() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.administrations.pause(installation.administration, problem("key-refused"))

    installation.run()

    assert not installation.opened
    assert states(installation) == {ItemState.DUE}


def test_nothing_is_sent_while_the_administration_rests() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", Fault.ASKED_TO_SLOW_DOWN)
    installation.run()

    installation.run_later(seconds=29)

    assert len(installation.opened) == 1
    assert installation.traffic().back_off_until == after(seconds=30)


def test_after_its_rest_the_administration_is_probed_and_recovers() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", Fault.ASKED_TO_SLOW_DOWN)
    installation.run()

    installation.run_later(seconds=30)

    assert "probe" in installation.faults.steps
    assert installation.traffic().failures == 0
    assert installation.traffic().back_off_until is None
    assert states(installation) == {ItemState.IN_SYNC}


def test_each_failure_in_a_row_lengthens_the_rest_and_only_the_first_is_logged(logged: Logged) -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", Fault.LINE_DOWN)
    installation.faults.plan("probe", Fault.LINE_DOWN, Fault.LINE_DOWN, Fault.LINE_DOWN)
    installation.run()

    installation.run_later(seconds=1)

    traffic = installation.traffic()
    assert (traffic.failures, traffic.line_down) == (2, True)
    assert traffic.back_off_until == after(seconds=1 + 2)
    assert [entry["event"] for entry in logged].count("administration backs off") == 1


def test_a_call_that_fails_while_others_get_an_answer_is_no_matter_of_the_line(
    installation: Installation,
) -> None:
    installation.push(*relations(1))
    installation.faults.plan("create relation", Fault.LINE_DOWN)

    installation.run()

    assert not installation.traffic().line_down
    assert installation.traffic().back_off_until == after(seconds=1)


def test_a_failure_after_a_write_that_succeeded_is_the_first_in_a_row() -> None:
    installation = Installation()
    installation.push(*relations(2))
    installation.memory.update(installation.administration, lambda one: replace(one, failures=5))
    installation.faults.plan("create relation", Fault.SLOW, Fault.ASKED_TO_SLOW_DOWN)

    installation.run()

    assert installation.traffic().failures == 1


def test_a_refused_key_pauses_the_administration_and_a_new_one_resumes_it() -> None:
    installation = Installation()
    installation.push(*relations(2))
    installation.faults.plan("create relation", Fault.KEY_REFUSED)
    installation.run()
    pause = installation.traffic().pause
    assert pause is not None
    assert pause.code == "key-refused"

    installation.resume()
    installation.run()

    assert len(installation.ledger.all(EntityType.RELATION)) == 2


def test_a_token_refused_now_and_then_makes_the_administration_rest_and_nothing_more() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", *[Fault.TOKEN_REFUSED] * (PATIENCE - 1))
    for _ in range(PATIENCE - 1):
        installation.run_later(minutes=20)
    assert installation.traffic().failures == PATIENCE - 1

    installation.run_later(minutes=20)

    assert installation.traffic().pause is None
    assert len(installation.ledger.all(EntityType.RELATION)) == 1


def test_a_token_refused_again_and_again_is_a_key_that_somebody_must_see_to() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", *[Fault.TOKEN_REFUSED] * PATIENCE)
    for _ in range(PATIENCE):
        installation.run_later(minutes=20)

    pause = installation.traffic().pause
    assert pause is not None
    assert pause.code == "key-refused"


def test_an_answer_that_nobody_expected_to_a_question_about_all_makes_the_administration_rest() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.faults.plan("verify", Fault.REJECTED)

    installation.run()

    assert installation.traffic().back_off_until == after(seconds=1)
    assert states(installation) == {ItemState.DUE}


def test_the_sweep_wakes_who_has_something_to_do_and_nobody_else() -> None:
    installation = Installation()
    installation.storage.add_administration("idle")
    installation.push(*relations(1))
    installation.queue.awake.clear()

    installation.service.sweep()

    assert installation.queue.awake == {installation.administration}


def line_is_down(installation: Installation) -> None:
    installation.administrations.back_off(
        installation.administration, until=NOON + timedelta(hours=1), failures=3, line_down=True
    )


@pytest.mark.parametrize("answer", [None, Fault.KEY_REFUSED, Fault.REJECTED, Fault.ASKED_TO_SLOW_DOWN])
def test_any_answer_to_the_probe_wakes_all_who_waited_for_the_line(answer: Fault | None) -> None:
    installation = Installation()
    line_is_down(installation)
    if answer:
        installation.faults.plan("probe", answer)

    installation.service.sweep()

    assert installation.queue.awake == {installation.administration}
    assert not installation.traffic().line_down
    assert [books.is_closed for books in installation.opened] == [True]


def test_while_the_line_is_down_nobody_who_waits_for_it_is_woken() -> None:
    installation = Installation()
    installation.push(*relations(1))
    installation.queue.awake.clear()
    line_is_down(installation)
    installation.faults.plan("probe", Fault.LINE_DOWN)

    installation.service.sweep()

    assert not installation.queue.awake
    assert installation.traffic().line_down
    assert [books.is_closed for books in installation.opened] == [True]


def test_a_probe_that_fails_by_a_bug_keeps_nobody_else_asleep() -> None:
    installation = Installation()
    other = installation.storage.add_administration("other")
    connection, _ = installation.storage.connections.create("CRM 2", other)
    installation.storage.inbox.accept([an_arrival("R1", connection=connection.id)], NOON)
    line_is_down(installation)
    installation.faults.plan("probe", Fault.BUG_BEFORE)

    with pytest.raises(BugError):
        installation.service.sweep()

    assert installation.queue.awake == {AdministrationId(other)}


def an_installation_with_ten_relations(limits: PlanLimits) -> Installation:
    installation = Installation(pace=Pace(threads=1, chunk=4), limits=limits)
    installation.push(*relations(10))
    installation.run()
    return installation


def test_an_unusual_number_of_updates_is_held_until_somebody_approves() -> None:
    installation = an_installation_with_ten_relations(PlanLimits(share=0.5, at_least=5))
    installation.push(*relations(8, "Anders"), an_arrival("N1", a_relation("Nieuw", kvk_number="9")))

    installation.run()

    held = [item for item in installation.memory.items.values() if item.state is ItemState.HELD]
    assert len(held) == 8
    assert {item.problems[0].code for item in held} == {"plan-too-drastic"}
    assert installation.item(a_key("N1")).state is ItemState.IN_SYNC


def test_an_approved_plan_is_carried_out_and_its_approval_is_used_up() -> None:
    installation = an_installation_with_ten_relations(PlanLimits(share=0.5, at_least=6))
    installation.push(*relations(10, "Anders"))
    installation.memory.update(installation.administration, lambda one: replace(one, approved_updates=10))

    installation.run()

    names = {row.image["name"] for row in installation.ledger.all(EntityType.RELATION)}
    assert names == {f"Anders {number}" for number in range(10)}
    assert installation.traffic().approved_updates is None


def test_a_usual_number_of_updates_is_carried_out_at_once() -> None:
    installation = an_installation_with_ten_relations(PlanLimits(share=0.5, at_least=5))
    installation.push(*relations(5, "Anders"))

    installation.run()

    assert states(installation) == {ItemState.IN_SYNC}


def test_an_item_with_a_twin_that_is_a_key_of_the_other_connection_stays_apart() -> None:
    installation = Installation()
    second, _ = installation.storage.connections.create("second CRM", installation.administration)
    installation.push(an_arrival("R1", a_relation("Een", kvk_number="1")))
    installation.push(an_arrival("R1", a_relation("Twee", kvk_number="2"), connection=second.id))

    installation.run()

    assert installation.item(a_key("R1")).books_id != installation.item(a_key("R1", connection=2)).books_id
