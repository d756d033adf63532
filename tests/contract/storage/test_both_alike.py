"""Any sequence of events leads storage in memory and PostgreSQL to the same state and the same answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.storage.database import Database
from snelkoppeling.sync.choice import Choice, Conflict, Decision
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import (
    Event,
    Incoming,
    Intent,
    ItemState,
    Lane,
    Outcome,
    SyncItem,
    WriteAction,
)
from tests.conftest import empty_tables
from tests.contract.storage.storages import House, SqlStorage, in_memory
from tests.factories import a_key, a_project, a_relation, after, an_arrival, an_attachment, an_invoice

PROBLEM = Problem("code", "nl", "en", "field", "value")
CAUSES = ["code", "code:1"]
CONFLICTS = [
    None,
    Conflict(choices=(Choice.KEEP_BOOKS, Choice.USE_CRM), in_books={"turn": 1}),
    Conflict(choices=(Choice.LEAVE_OUT, Choice.RECREATE), allowed=("doubt",)),
]
KEYS = [
    *(a_key(f"R{number}") for number in range(3)),
    a_key("P1", EntityType.PROJECT),
    *(a_key(f"F{number}", EntityType.INVOICE) for number in range(3)),
    an_arrival("", an_attachment("F1")).key,
]


def _arrival(number: int, content: int, modified: int | None, lane: Lane) -> Incoming:
    key = KEYS[number]
    moment = None if modified is None else after(seconds=modified)
    match key.entity_type:
        case EntityType.RELATION:
            record: Any = a_relation(name=f"content {content}")
        case EntityType.PROJECT:
            record = a_project(description=f"content {content}")
        case EntityType.INVOICE:
            record = an_invoice(relation=f"R{number % 3}", description=f"content {content}")
        case EntityType.ATTACHMENT:
            record = an_attachment("F1", file_name=f"{content}.pdf")
    return Incoming(key=key, record=record, modified_at=moment, lane=lane, content=b"x")


arrivals = st.builds(
    _arrival,
    st.integers(0, len(KEYS) - 1),
    st.integers(0, 2),
    st.none() | st.integers(0, 3),
    st.sampled_from(Lane),
)
keys = st.sampled_from(KEYS)
steps = st.one_of(
    st.tuples(st.just("accept"), st.lists(arrivals, min_size=1, max_size=6)),
    st.tuples(st.just("take"), st.integers(1, 5)),
    st.tuples(st.just("intend"), st.integers(0, 4)),
    st.tuples(
        st.just("conclude"),
        st.lists(
            st.fixed_dictionaries(
                {
                    "state": st.sampled_from([one for one in ItemState if one is not ItemState.HELD]),
                    "twin": st.sampled_from([None, "A", "B"]),
                    "is_adopted": st.booleans(),
                    "keeps_intent": st.booleans(),
                    "due_in": st.none() | st.integers(0, 20),
                    "depends_on": st.lists(keys, max_size=2, unique=True),
                    "cause": st.sampled_from(CAUSES),
                    "conflict": st.sampled_from(CONFLICTS),
                }
            ),
            max_size=5,
        ),
    ),
    st.tuples(st.just("hold"), st.none()),
    st.tuples(st.just("retry"), st.lists(keys, max_size=3)),
    st.tuples(st.just("retry cause"), st.sampled_from(CAUSES)),
    st.tuples(st.just("need"), st.lists(keys, max_size=3)),
    st.tuples(st.just("decide"), st.tuples(keys, st.sampled_from(Choice))),
)


class Run:
    """One storage, driven through a sequence of steps."""

    def __init__(self, house: House, store: SyncStore) -> None:
        self._house = house
        self._store = store
        self._taken: Sequence[SyncItem] = ()

    def step(self, name: str, argument: Any, turn: int) -> object:
        """Do one step, and give what it answered."""
        now = after(seconds=turn)
        match name:
            case "accept":
                return list(self._house.inbox.accept(argument, now))
            case "take":
                self._taken = self._store.due(now, argument)
            case "intend":
                intent = Intent(action=WriteAction.CREATE, image={"turn": turn}, at=now, version=turn)
                self._store.commit_intents([(item, intent) for item in self._taken[:argument]])
            case "conclude":
                pairs = zip(self._taken, argument, strict=False)
                outcomes = [_outcome(item, turn, **choice) for item, choice in pairs]
                self._store.commit_outcomes(outcomes, now)
            case "hold":
                self._store.hold(EntityType.RELATION, PROBLEM, now)
            case "retry":
                return self._house.records.retry(argument, now)
            case "retry cause":
                return self._house.records.retry_cause(self._house.administration, argument, now)
            case "need":
                self._store.need(argument, now)
            case "decide":
                key, choice = argument
                return self._house.records.decide(key, Decision(choice=choice, at=now), now)
        return list(self._taken)

    def everything(self) -> object:
        """Give all there is to see."""
        return (
            [self._house.records.state_of(key) for key in KEYS],
            self._store.links(KEYS),
            self._house.records.counts(),
            [self._store.planned_updates(one) for one in EntityType],
            [self._store.without_twin(one) for one in EntityType],
            [self._store.latest(one, 10) for one in EntityType],
            list(self._store.pending(3)),
            self._house.records.tasks(),
            list(self._store.due(after(seconds=30), 100)),
            self._house.administrations.has_due_items(self._house.administration, after(seconds=5)),
        )


def _outcome(
    item: SyncItem,
    turn: int,
    *,
    state: ItemState,
    twin: str | None,
    is_adopted: bool,
    keeps_intent: bool,
    due_in: int | None,
    depends_on: list[RecordKey],
    cause: str,
    conflict: Conflict | None,
) -> Outcome:
    is_aside = state is ItemState.SET_ASIDE
    return Outcome(
        item=item,
        state=state,
        books_id=BooksId(f"{twin} of {item.id}") if twin else None,
        books_label=f"label {turn}" if twin else "",
        is_adopted=is_adopted,
        last_agreed={"turn": turn} if twin == "A" else None,
        keeps_intent=keeps_intent,
        problems=(replace(PROBLEM, cause=cause),) if is_aside else (),
        conflict=conflict if is_aside else None,
        depends_on=tuple(depends_on),
        due_at=None if due_in is None else after(seconds=due_in),
        events=(Event(name=str(state), detail=str(turn)),),
    )


@given(st.lists(steps, min_size=3, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_both_storages_say_and_hold_the_same(
    database: Database, database_url: str, sequence: list[tuple[str, Any]]
) -> None:
    empty_tables(database_url)
    houses = [House(in_memory()), House(SqlStorage(database))]
    with houses[0].writing() as in_memory_store, houses[1].writing() as sql_store:
        assert in_memory_store is not None
        assert sql_store is not None
        fake, real = Run(houses[0], in_memory_store), Run(houses[1], sql_store)

        for turn, (name, argument) in enumerate(sequence):
            assert fake.step(name, argument, turn) == real.step(name, argument, turn)

        assert fake.everything() == real.everything()
