import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import (
    Event,
    Intent,
    ItemState,
    Lane,
    Outcome,
    RecordState,
    SyncItem,
    WriteAction,
)
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, a_relation, after, an_arrival, an_attachment, an_invoice

PROBLEM = Problem("name-too-long", "De naam is te lang.", "The name is too long.", "name", "x…")


def shown(house: House, external_id: str, entity_type: EntityType = EntityType.RELATION) -> RecordState:
    state = house.records.state_of(a_key(external_id, entity_type))
    assert state is not None
    return state


def due_item(house: House, store: SyncStore, external_id: str = "R1") -> SyncItem:
    house.inbox.accept([an_arrival(external_id)], NOON)
    return next(item for item in store.due(NOON, 1000) if item.key == a_key(external_id))


def an_intent(item: SyncItem) -> Intent:
    return Intent(
        action=WriteAction.CREATE,
        image={"name": "De Halm", "roles": ["customer"], "number": 7, "is_active": True, "email": None},
        at=after(microseconds=1),
        version=item.version,
    )


def linked(item: SyncItem, books_id: str, state: ItemState = ItemState.IN_SYNC) -> Outcome:
    return Outcome(item=item, state=state, books_id=BooksId(books_id), last_agreed={"name": "De Halm"})


def test_an_item_carries_the_record_as_it_was_accepted(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("F1", an_invoice())], NOON)

    [item] = store.due(NOON, 10)

    assert item.record == an_invoice()
    assert item.key == a_key("F1", EntityType.INVOICE)
    assert (item.administration, item.version, item.attempts) == (house.administration, 1, 0)
    assert (item.books_id, item.last_agreed, item.intent) == (None, None, None)


def test_due_items_come_live_first_then_by_rank_then_oldest_first(house: House, store: SyncStore) -> None:
    attachment = an_arrival("", an_attachment("F1"), content=b"%PDF-")
    house.inbox.accept([an_arrival("R8", lane=Lane.BACKFILL), an_arrival("R9", lane=Lane.BACKFILL)], NOON)
    house.inbox.accept([attachment], NOON)
    house.inbox.accept([an_arrival("F1", an_invoice())], NOON)
    house.inbox.accept([an_arrival("R2")], NOON)
    house.inbox.accept([an_arrival("R1")], NOON)

    order = [item.key.external_id for item in store.due(NOON, 10)]

    assert order == ["R2", "R1", "F1", attachment.key.external_id, "R8", "R9"]


def test_records_of_one_batch_go_in_the_order_in_which_they_were_sent(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in (3, 10, 1, 2)], NOON)

    assert [item.key.external_id for item in store.due(NOON, 10)] == ["R3", "R10", "R1", "R2"]


def test_no_more_items_are_due_than_asked_for(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival(f"R{number}") for number in range(5)], NOON)

    assert [item.key.external_id for item in store.due(NOON, 3)] == ["R0", "R1", "R2"]


def test_an_item_that_rests_is_due_at_its_moment(house: House, store: SyncStore) -> None:
    item = due_item(house, store)

    store.commit_outcomes([Outcome(item=item, state=ItemState.DUE, due_at=after(minutes=5))], NOON)

    assert list(store.due(after(minutes=4, seconds=59), 10)) == []
    assert [one.key for one in store.due(after(minutes=5), 10)] == [item.key]


def test_only_items_of_the_own_administration_are_due(house: House, store: SyncStore) -> None:
    other, _ = house.storage.connections.create("Odoo", house.storage.add_administration("De Brug B.V."))
    house.inbox.accept([an_arrival("R1", connection=other.id)], NOON)

    assert list(store.due(NOON, 10)) == []
    assert store.links([a_key("R1", connection=other.id)]) == {}
    assert store.without_twin(EntityType.RELATION) == 0


def test_a_committed_intent_comes_back_with_its_item(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    intent = an_intent(item)

    store.commit_intents([(item, intent)])

    [again] = store.due(NOON, 10)
    assert again.intent == intent
    assert shown(house, "R1").has_open_intent


def test_an_outcome_closes_the_intent_unless_it_keeps_it(house: House, store: SyncStore) -> None:
    first, second = due_item(house, store, "R1"), due_item(house, store, "R2")
    store.commit_intents([(first, an_intent(first)), (second, an_intent(second))])

    store.commit_outcomes(
        [
            linked(first, "B1"),
            Outcome(item=second, state=ItemState.DUE, keeps_intent=True, due_at=after(seconds=2)),
        ],
        NOON,
    )

    assert not shown(house, "R1").has_open_intent
    assert [item.intent for item in store.due(after(seconds=2), 10)] == [an_intent(second)]


def test_an_intent_outlives_a_change_of_the_record(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    store.commit_intents([(item, an_intent(item))])

    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(minutes=1))

    [again] = store.due(after(minutes=1), 10)
    assert again.intent == an_intent(item)
    assert again.version == 2


def test_an_item_in_sync_has_its_twin_and_what_was_agreed(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    agreed = {"name": "De Halm", "roles": ["customer", "supplier"], "number": None, "is_active": False}

    store.commit_outcomes(
        [
            Outcome(
                item=item,
                state=ItemState.IN_SYNC,
                books_id=BooksId("B1"),
                books_label="10001",
                last_agreed=agreed,
                events=(Event(name="created", before={"name": ""}, after=agreed, detail="10001"),),
            )
        ],
        after(seconds=3),
    )

    state = shown(house, "R1")
    assert (state.state, state.books_id, state.books_label) == (ItemState.IN_SYNC, "B1", "10001")
    assert state.last_agreed == agreed
    assert state.history[-1].at == after(seconds=3)
    assert state.history[-1].event == Event(name="created", before={"name": ""}, after=agreed, detail="10001")
    assert list(store.due(after(days=1), 10)) == []


def test_events_of_one_outcome_keep_their_order(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    events = (Event(name="repeated"), Event(name="created"), Event(name="overwritten"))

    store.commit_outcomes([Outcome(item=item, state=ItemState.IN_SYNC, events=events)], NOON)

    names = [entry.event.name for entry in shown(house, "R1").history]
    assert names == ["accepted", "repeated", "created", "overwritten"]


def test_an_outcome_that_tells_nothing_of_the_twin_leaves_it_as_it_was(
    house: House, store: SyncStore
) -> None:
    item = due_item(house, store)
    known = Outcome(
        item=item, state=ItemState.DUE, books_id=BooksId("B1"), books_label="10001", last_agreed={"name": "x"}
    )
    store.commit_outcomes([known], NOON)

    store.commit_outcomes([Outcome(item=item, state=ItemState.SET_ASIDE, problems=(PROBLEM,))], NOON)

    state = shown(house, "R1")
    assert (state.books_id, state.books_label, state.last_agreed) == ("B1", "10001", {"name": "x"})


def test_a_set_aside_item_shows_its_problems_and_what_it_depends_on(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    others = (a_key("R/7"), a_key("F2", EntityType.INVOICE))

    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.SET_ASIDE, problems=(PROBLEM,), depends_on=others)], NOON
    )

    state = shown(house, "R1")
    assert (state.problems, state.depends_on) == ((PROBLEM,), others)


def test_an_item_whose_record_changed_meanwhile_stays_due_but_keeps_its_twin(
    house: House, store: SyncStore
) -> None:
    item = due_item(house, store)
    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(seconds=1))

    store.commit_outcomes([linked(item, "B1")], after(seconds=2))

    [again] = store.due(after(seconds=2), 10)
    assert (again.version, again.books_id, again.last_agreed) == (2, "B1", {"name": "De Halm"})


def test_problems_with_a_version_that_is_gone_are_not_shown(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], after(seconds=1))

    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.SET_ASIDE, problems=(PROBLEM,), depends_on=(a_key("R2"),))], NOON
    )

    state = shown(house, "R1")
    assert (state.state, state.problems, state.depends_on, state.attempts) == (ItemState.DUE, (), (), 0)


@pytest.mark.parametrize(
    ("state", "attempts"),
    [(ItemState.DUE, 2), (ItemState.SET_ASIDE, 2), (ItemState.WAITING, 1), (ItemState.IN_SYNC, 0)],
)
def test_attempts_count_the_tries_without_success(
    house: House, store: SyncStore, state: ItemState, attempts: int
) -> None:
    item = due_item(house, store)
    store.commit_outcomes([Outcome(item=item, state=ItemState.DUE)], NOON)

    store.commit_outcomes([Outcome(item=item, state=state)], NOON)

    assert shown(house, "R1").attempts == attempts


def test_what_waits_for_a_record_is_due_once_that_is_in_sync(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice())], NOON)
    relation, invoice = store.due(NOON, 10)
    waits = Outcome(item=invoice, state=ItemState.WAITING, problems=(PROBLEM,), depends_on=(relation.key,))
    store.commit_outcomes([waits], NOON)

    store.commit_outcomes([linked(relation, "B1")], after(seconds=1))

    assert [item.key for item in store.due(after(seconds=1), 10)] == [invoice.key]
    assert shown(house, "F1", EntityType.INVOICE).problems == ()


def test_what_waits_is_due_also_when_both_outcomes_come_together(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice())], NOON)
    relation, invoice = store.due(NOON, 10)

    store.commit_outcomes(
        [
            Outcome(item=invoice, state=ItemState.WAITING, depends_on=(relation.key,)),
            linked(relation, "B1"),
        ],
        NOON,
    )

    assert [item.key for item in store.due(NOON, 10)] == [invoice.key]


def test_a_new_twin_wakes_what_waits_even_when_its_record_changed_meanwhile(
    house: House, store: SyncStore
) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice())], NOON)
    relation, invoice = store.due(NOON, 10)
    house.inbox.accept([an_arrival("R1", a_relation(name="another"))], NOON)
    store.commit_outcomes([Outcome(item=invoice, state=ItemState.WAITING, depends_on=(relation.key,))], NOON)

    store.commit_outcomes([linked(relation, "B1")], NOON)

    assert [item.key for item in store.due(NOON, 10)] == [relation.key, invoice.key]


def test_what_was_set_aside_by_a_record_wakes_nothing(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("F1", an_invoice())], NOON)
    relation, invoice = store.due(NOON, 10)
    waits = Outcome(item=invoice, state=ItemState.WAITING, depends_on=(relation.key,))

    store.commit_outcomes([waits, Outcome(item=relation, state=ItemState.SET_ASIDE)], NOON)

    assert shown(house, "F1", EntityType.INVOICE).state is ItemState.WAITING


def test_links_tell_the_state_and_twin_of_what_arrived(house: House, store: SyncStore) -> None:
    first, second = due_item(house, store, "R1"), due_item(house, store, "R2")
    adopted = Outcome(item=first, state=ItemState.IN_SYNC, books_id=BooksId("B1"), is_adopted=True)
    store.commit_outcomes([adopted], NOON)

    links = store.links([first.key, second.key, first.key, a_key("R3")])

    assert set(links) == {first.key, second.key}
    assert (links[first.key].state, links[first.key].books_id) == (ItemState.IN_SYNC, "B1")
    assert (links[second.key].state, links[second.key].books_id) == (ItemState.DUE, None)
    assert (links[first.key].is_adopted, links[second.key].is_adopted) == (True, False)


def test_an_adopted_twin_stays_adopted(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.IN_SYNC, books_id=BooksId("B1"), is_adopted=True)], NOON
    )

    store.commit_outcomes([linked(item, "B1")], NOON)

    assert store.links([item.key])[item.key].is_adopted


def test_what_is_in_sync_is_given_whole_and_nothing_else(house: House, store: SyncStore) -> None:
    first, second, due = (due_item(house, store, one) for one in ("R1", "R2", "R3"))
    aside = Outcome(item=second, state=ItemState.SET_ASIDE, books_id=BooksId("B2"))
    store.commit_outcomes([linked(first, "B1"), aside], NOON)

    [item] = store.in_sync([first.key, second.key, due.key, a_key("R4")])

    assert (item.key, item.books_id, item.last_agreed) == (first.key, "B1", {"name": "De Halm"})
    assert (item.id, item.version, item.record) == (first.id, first.version, first.record)
    assert list(store.in_sync([])) == []


def test_owners_tell_whose_twin_a_record_in_the_books_is(house: House, store: SyncStore) -> None:
    item = due_item(house, store)
    store.commit_outcomes([linked(item, "B1")], NOON)

    assert store.owners(EntityType.RELATION, [BooksId("B1"), BooksId("B2")]) == {"B1": item.key}
    assert store.owners(EntityType.INVOICE, [BooksId("B1")]) == {}
    assert store.owners(EntityType.RELATION, []) == {}


def test_counts_tell_what_is_due_with_and_without_a_twin(house: House, store: SyncStore) -> None:
    first, second, _third = (due_item(house, store, one) for one in ("R1", "R2", "R3"))
    store.commit_outcomes([linked(first, "B1"), linked(second, "B2", ItemState.DUE)], NOON)

    assert store.without_twin(EntityType.RELATION) == 1
    assert store.planned_updates(EntityType.RELATION) == (1, 2)
    assert store.planned_updates(EntityType.INVOICE) == (0, 0)


def test_held_updates_are_no_longer_due_and_say_why(house: House, store: SyncStore) -> None:
    first, _second = due_item(house, store, "R1"), due_item(house, store, "R2")
    store.commit_outcomes([linked(first, "B1", ItemState.DUE)], NOON)

    store.hold(EntityType.RELATION, PROBLEM, after(seconds=1))

    assert [item.key for item in store.due(NOON, 10)] == [a_key("R2")]
    assert (shown(house, "R1").state, shown(house, "R1").problems) == (ItemState.HELD, (PROBLEM,))
    assert store.planned_updates(EntityType.RELATION) == (1, 1), "what is held is still planned"


def test_committing_nothing_changes_nothing(house: House, store: SyncStore) -> None:
    item = due_item(house, store)

    store.commit_intents([])
    store.commit_outcomes([], NOON)

    assert list(store.due(NOON, 10)) == [item]


def test_any_text_survives_the_store(house: House, store: SyncStore) -> None:
    strange = "R/1 'quoted' \"double\" back\\slash %b %s {brace} €\u2028\U0001f600"
    house.inbox.accept([an_arrival(strange, a_relation(name=strange))], NOON)
    [item] = store.due(NOON, 10)

    store.commit_outcomes(
        [
            Outcome(
                item=item,
                state=ItemState.SET_ASIDE,
                books_label=strange,
                depends_on=(a_key(strange),),
                events=(Event(name="set_aside", after={strange: strange}, detail=strange),),
            )
        ],
        NOON,
    )

    state = shown(house, strange)
    assert item.record == a_relation(name=strange)
    assert (state.books_label, state.depends_on) == (strange, (a_key(strange),))
    assert state.history[-1].event.after == {strange: strange}
