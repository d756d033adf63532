from collections.abc import Callable

import pytest

from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.sync.choice import Choice
from tests.fakes.faults import Fault
from tests.unit.sync.installation import Installation
from tests.unit.sync.scenes import (
    F1,
    R1,
    RELATION,
    a_likely_match,
    a_removed_booking,
    an_edited_booking,
)

Scene = Callable[[Installation], None]
CHOSEN = [
    (an_edited_booking, F1, Choice.USE_CRM),
    (an_edited_booking, F1, Choice.KEEP_BOOKS),
    (a_removed_booking, F1, Choice.RECREATE),
    (a_removed_booking, F1, Choice.LEAVE_OUT),
    (a_likely_match, R1, Choice.LINK),
    (a_likely_match, R1, Choice.CREATE_NEW),
]
CRASHES = [
    ("verify", Fault.CRASH_BEFORE),
    ("get", Fault.CRASH_BEFORE),
    ("commit_intents", Fault.CRASH_BEFORE),
    ("commit_intents", Fault.CRASH_AFTER),
    ("create", Fault.CRASH_BEFORE),
    ("create", Fault.CRASH_AFTER),
    ("create", Fault.CRASH_LATE),
    ("update", Fault.CRASH_BEFORE),
    ("update", Fault.CRASH_AFTER),
    ("update", Fault.CRASH_LATE),
    ("update", Fault.LOST_ANSWER),
    ("update", Fault.LATE),
    ("commit_outcomes", Fault.CRASH_BEFORE),
    ("commit_outcomes", Fault.CRASH_AFTER),
]


@pytest.mark.parametrize(("step", "fault"), CRASHES)
@pytest.mark.parametrize(("scene", "key", "choice"), CHOSEN)
def test_a_decision_is_carried_out_whatever_befalls_the_service_meanwhile(
    scene: Scene, key: RecordKey, choice: Choice, step: str, fault: Fault
) -> None:
    calm, stormy = Installation(), Installation()
    for installation in (calm, stormy):
        scene(installation)
    books_id = calm.ledger.one(RELATION).id if choice is Choice.LINK else None
    stormy.faults.plan(step, fault)

    for installation in (calm, stormy):
        assert installation.decide(key, choice, books_id=books_id)
        installation.heal(with_people=False)

    left, right = calm.item(key), stormy.item(key)
    assert (left.state, left.conflict, left.intent) == (right.state, right.conflict, right.intent)
    for entity_type in EntityType:
        assert [row.image for row in calm.ledger.all(entity_type)] == [
            row.image for row in stormy.ledger.all(entity_type)
        ]
