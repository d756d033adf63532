from snelkoppeling.storage.acceptance import Known, answers, candidates, is_older, latest
from snelkoppeling.storage.codec import encode_record
from snelkoppeling.sync.records import Accepted, Lane
from tests.factories import NOON, a_key, a_relation, after, an_arrival

DIGEST = encode_record(a_relation()).content_hash


def test_candidates_stand_in_the_order_of_their_keys() -> None:
    chosen = candidates([an_arrival("R3"), an_arrival("R1"), an_arrival("R2")])

    assert [key.external_id for key in chosen] == ["R1", "R2", "R3"]


def test_the_best_lane_of_a_record_in_a_batch_holds_for_it() -> None:
    chosen = candidates([an_arrival("R1", lane=Lane.LIVE), an_arrival("R1", lane=Lane.BACKFILL)])

    assert chosen[a_key("R1")].lane is Lane.LIVE
    assert chosen[a_key("R1")].arrival.lane is Lane.BACKFILL


def test_an_equal_arrival_is_answered_as_its_winner_was_stored() -> None:
    arrivals = [an_arrival("R1", modified_at=after(minutes=1)), an_arrival("R1", modified_at=NOON)]
    chosen = candidates(arrivals)

    assert answers(arrivals, chosen, {a_key("R1"): Accepted.CHANGED}) == [
        Accepted.CHANGED,
        Accepted.UNCHANGED,
    ]
    assert answers(arrivals, chosen, {a_key("R1"): Accepted.STALE}) == [Accepted.STALE, Accepted.STALE]


def test_equals_of_a_loser_count_for_the_winner_only_when_they_say_the_same() -> None:
    arrivals = [
        an_arrival("R1", a_relation(name="old")),
        an_arrival("R1", a_relation(name="old")),
        an_arrival("R1", a_relation(name="new")),
    ]

    given = answers(arrivals, candidates(arrivals), {a_key("R1"): Accepted.NEW})

    assert given == [Accepted.STALE, Accepted.STALE, Accepted.NEW]


def test_an_unchanged_arrival_with_a_later_moment_is_something_to_learn() -> None:
    known = Known(content_hash=DIGEST, modified_at=NOON)
    [later] = candidates([an_arrival("R1", modified_at=after(minutes=1))]).values()
    [same] = candidates([an_arrival("R1", modified_at=NOON)]).values()
    [timeless] = candidates([an_arrival("R1")]).values()

    assert known.learns_from(later)
    assert not known.learns_from(same)
    assert not known.learns_from(timeless)


def test_a_stale_arrival_is_nothing_to_learn() -> None:
    known = Known(content_hash=b"another", modified_at=after(minutes=1))
    [stale] = candidates([an_arrival("R1", modified_at=NOON)]).values()

    assert known.verdict_on(stale) is Accepted.STALE
    assert not known.learns_from(stale)


def test_a_moment_is_older_only_than_a_known_later_one() -> None:
    assert is_older(NOON, after(seconds=1))
    assert not is_older(NOON, NOON)
    assert not is_older(NOON, None)
    assert not is_older(None, NOON)


def test_the_latest_of_two_moments_is_the_one_there_is() -> None:
    assert latest(None, None) is None
    assert latest(NOON, None) == latest(None, NOON) == NOON
    assert latest(NOON, after(seconds=1)) == latest(after(seconds=1), NOON) == after(seconds=1)
