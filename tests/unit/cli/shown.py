"""What is shown of a record, for tests that look at the screen."""

from dataclasses import replace
from typing import Any

from snelkoppeling.domain.identity import RecordKey
from snelkoppeling.sync.records import ItemState, Record, RecordState
from tests.factories import NOON


def a_state(key: RecordKey, record: Record, **fields: Any) -> RecordState:
    """Make the state of a record that is set aside."""
    state = RecordState(
        key=key,
        version=1,
        record=record,
        modified_at=None,
        received_at=NOON,
        administration="Demo",
        state=ItemState.SET_ASIDE,
        books_id=None,
        books_label="",
        problems=(),
        depends_on=(),
        due_at=None,
        attempts=0,
        has_open_intent=False,
        last_agreed=None,
    )
    return replace(state, **fields)
