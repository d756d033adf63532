from collections.abc import Sequence

from snelkoppeling.domain.identity import BooksId, EntityType, RecordKey
from snelkoppeling.domain.problem import Problem
from snelkoppeling.sync.ports import SyncStore
from snelkoppeling.sync.records import ItemState, Outcome, RecordState
from tests.contract.storage.storages import House
from tests.factories import NOON, a_key, a_relation, after, an_arrival, an_attachment, an_invoice

PROBLEM = Problem("name-too-long", "De naam is te lang.", "The name is too long.")


def ids(states: Sequence[RecordState]) -> list[str]:
    return [state.key.external_id for state in states]


def put(
    house: House, store: SyncStore, external_id: str, state: ItemState, *, seconds: float = 0
) -> RecordKey:
    house.inbox.accept([an_arrival(external_id)], NOON)
    item = next(item for item in store.due(NOON, 1000) if item.key == a_key(external_id))
    twin = BooksId(f"B-{external_id}") if state is ItemState.IN_SYNC else None
    outcome = Outcome(item=item, state=state, books_id=twin, problems=(PROBLEM,), depends_on=(a_key("R99"),))
    store.commit_outcomes([outcome], after(seconds=seconds))
    return item.key


def test_what_never_arrived_has_no_state(house: House) -> None:
    assert house.records.state_of(a_key("R1")) is None


def test_a_record_is_found_by_a_part_of_its_id_number_or_name_in_any_case(house: House) -> None:
    house.inbox.accept(
        [
            an_arrival("klant-17", a_relation(name="Bakkerij Één")),
            an_arrival("F1", an_invoice(number="VF2026-0042")),
            an_arrival("", an_attachment("F9", file_name="Offerte.PDF"), content=b"x"),
        ],
        NOON,
    )

    assert ids(house.records.find("KLANT-1")) == ["klant-17"]
    assert ids(house.records.find(" bakkerij éÉn ")) == ["klant-17"]
    assert ids(house.records.find("2026-0042")) == ["F1"]
    assert [state.key.entity_type for state in house.records.find("offerte")] == [EntityType.ATTACHMENT]
    assert ids(house.records.find("slagerij")) == []


def test_a_search_takes_every_character_as_it_is(house: House) -> None:
    house.inbox.accept([an_arrival("R1", a_relation(name="100% _wol_ \\ katoen"))], NOON)
    house.inbox.accept([an_arrival("R2", a_relation(name="100 wol katoen"))], NOON)

    assert ids(house.records.find("0% _w")) == ["R1"]
    assert ids(house.records.find("_ \\ k")) == ["R1"]


def test_the_latest_fifty_are_found_newest_first(house: House) -> None:
    for number in range(60):
        house.inbox.accept([an_arrival(f"R{number:02}")], after(seconds=number))

    found = ids(house.records.find("r"))

    assert found == [f"R{number:02}" for number in range(59, 9, -1)]


def test_lists_have_no_history(house: House) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)

    assert house.records.find("R1")[0].history == ()


def test_records_in_a_state_are_listed_the_longest_there_first(house: House, store: SyncStore) -> None:
    put(house, store, "R1", ItemState.SET_ASIDE, seconds=30)
    put(house, store, "R2", ItemState.SET_ASIDE, seconds=10)
    put(house, store, "R3", ItemState.SET_ASIDE, seconds=20)
    put(house, store, "R4", ItemState.WAITING)

    assert ids(house.records.in_state(ItemState.SET_ASIDE)) == ["R2", "R3", "R1"]
    assert ids(house.records.in_state(ItemState.SET_ASIDE, limit=2)) == ["R2", "R3"]


def test_an_item_set_aside_again_keeps_its_place_on_the_list(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1"), an_arrival("R2")], NOON)
    first, second = (Outcome(item=item, state=ItemState.SET_ASIDE) for item in store.due(NOON, 10))
    store.commit_outcomes([first], after(seconds=10))
    store.commit_outcomes([second], after(seconds=20))

    store.commit_outcomes([first], after(seconds=30))

    assert ids(house.records.in_state(ItemState.SET_ASIDE)) == ["R1", "R2"]


def test_the_list_can_be_of_one_administration(house: House, store: SyncStore) -> None:
    other = house.storage.add_administration("De Brug B.V.")
    connection, _ = house.storage.connections.create("Odoo", other)
    house.inbox.accept([an_arrival("R1"), an_arrival("R2", connection=connection.id)], NOON)

    assert ids(house.records.in_state(ItemState.DUE, administration=other)) == ["R2"]
    assert len(store.due(NOON, 10)) == 1


def test_counts_are_by_administration_type_and_state(house: House, store: SyncStore) -> None:
    put(house, store, "R1", ItemState.SET_ASIDE)
    house.inbox.accept([an_arrival("R2"), an_arrival("R3"), an_arrival("F1", an_invoice())], NOON)

    assert house.records.counts() == {
        (house.administration, EntityType.RELATION, ItemState.SET_ASIDE): 1,
        (house.administration, EntityType.RELATION, ItemState.DUE): 2,
        (house.administration, EntityType.INVOICE, ItemState.DUE): 1,
    }


def test_what_one_administration_has_is_counted_apart(house: House, store: SyncStore) -> None:
    for number, state in enumerate([one for one in ItemState if one is not ItemState.DUE]):
        put(house, store, f"R{number}", state)
    house.inbox.accept([an_arrival("R9")], NOON)
    other = house.storage.add_administration("Stichting De Dam")

    counted = house.records.counts(house.administration)

    assert counted == house.records.counts()
    assert {state for _, _, state in counted} == set(ItemState)
    assert house.records.counts(other) == {}


def test_retrying_makes_what_is_stuck_due_and_leaves_the_rest(house: House, store: SyncStore) -> None:
    aside = put(house, store, "R1", ItemState.SET_ASIDE)
    waiting = put(house, store, "R2", ItemState.WAITING)
    done = put(house, store, "R3", ItemState.IN_SYNC)

    retried = house.records.retry([aside, waiting, done, aside, a_key("R4")], after(minutes=1))

    assert retried == 2
    assert [item.key for item in store.due(after(minutes=1), 10)] == [aside, waiting]
    state = house.records.state_of(aside)
    assert state is not None
    assert (state.problems, state.depends_on) == ((), ())


def test_retrying_nothing_retries_nothing(house: House) -> None:
    assert house.records.retry([], NOON) == 0


def test_the_twin_is_shown(house: House, store: SyncStore) -> None:
    house.inbox.accept([an_arrival("R1")], NOON)
    [item] = store.due(NOON, 10)

    store.commit_outcomes(
        [Outcome(item=item, state=ItemState.IN_SYNC, books_id=BooksId("B1"), books_label="10001")], NOON
    )

    [state] = house.records.in_state(ItemState.IN_SYNC)
    assert (state.books_id, state.books_label) == ("B1", "10001")


def test_the_files_of_an_invoice_are_found_and_not_those_of_one_that_is_called_alike(house: House) -> None:
    house.inbox.accept(
        [
            an_arrival("F1", an_invoice()),
            an_arrival("", an_attachment("F1", file_name="a.pdf"), content=b"a"),
            an_arrival("", an_attachment("F1", file_name="b.pdf"), content=b"b"),
            an_arrival("", an_attachment("F1#x", file_name="c.pdf"), content=b"c"),
        ],
        NOON,
    )

    found = house.records.attachments_of(a_key("F1", EntityType.INVOICE))

    assert ids(found) == ["F1#a.pdf", "F1#b.pdf"]
