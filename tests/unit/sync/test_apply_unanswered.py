from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.apply import MOST_UNANSWERED
from snelkoppeling.sync.records import ItemState
from tests.factories import an_arrival, an_unnumbered_relation
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation

RELATION = EntityType.RELATION
MANY = 40


def push_many(installation: Installation) -> None:
    installation.push(
        *(an_arrival(f"R{number}", an_unnumbered_relation(f"N{number}")) for number in range(MANY))
    )


def sent(installation: Installation) -> int:
    return sum(step == "create relation" for step in installation.faults.steps)


def test_writes_that_all_get_no_answer_end_the_run_before_they_are_many(installation: Installation) -> None:
    push_many(installation)
    installation.faults.plan("create relation", *[Fault.NEVER_ARRIVED] * MANY)

    installation.run()

    assert sent(installation) == MOST_UNANSWERED
    assert not installation.traffic().line_down
    assert installation.traffic().failures == 1
    items = installation.memory.items.values()
    assert {item.state for item in items} == {ItemState.DUE}
    assert sum(item.intent is not None for item in items) == MOST_UNANSWERED


def test_a_few_writes_without_an_answer_hold_up_no_others(installation: Installation) -> None:
    push_many(installation)
    few = [Fault.LOST_ANSWER] * (MOST_UNANSWERED - 1)
    installation.faults.plan("create relation", *few)

    installation.run()

    assert sent(installation) == MANY
    assert len(installation.ledger.all(RELATION)) == MANY
    assert installation.traffic().failures == 0


def test_only_writes_without_an_answer_in_a_row_end_the_run(installation: Installation) -> None:
    push_many(installation)
    # One that is carried out, as SLOW is, stands between two short rows.
    row = [Fault.LOST_ANSWER] * (MOST_UNANSWERED - 1)
    installation.faults.plan("create relation", *row, Fault.SLOW, *row)

    installation.run()

    assert len(installation.ledger.all(RELATION)) >= 2 * len(row) + 1
    assert installation.traffic().failures == 0
