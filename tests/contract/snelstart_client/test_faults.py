"""The client against everything that can go wrong on the way, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from snelstart_client import Limiter, Profile, RetryPolicy, SnelStart
from snelstart_client.errors import (
    ConnectionKeyError,
    ForbiddenError,
    OutcomeUnknownError,
    QuotaError,
    RateLimitedError,
    RejectedError,
    SubscriptionKeyError,
    UnavailableError,
)
from snelstart_simulator.faults import FaultKind
from snelstart_simulator.process import RunningSimulator
from tests.contract.snelstart_client.books import a_booking, a_customer, numbers_booked, open_client


@pytest.mark.parametrize(
    ("kind", "is_booked"),
    [("answer_lost", True), ("error_after", True), ("error_before", False), ("connection_dropped", False)],
)
def test_a_booking_without_an_answer_is_unknown_and_never_sent_twice(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind, *, is_booked: bool
) -> None:
    booking = a_booking(snelstart, a_customer(snelstart))
    simulator.control.add_fault(kind, method="POST", path="/verkoopboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.verkoopboekingen.create(booking)

    assert numbers_booked(simulator) == (["2026-0042"] if is_booked else [])


@pytest.mark.parametrize(
    ("kind", "is_done"),
    [("answer_lost", True), ("error_after", True), ("error_before", False), ("connection_dropped", False)],
)
def test_a_change_or_deletion_without_an_answer_is_unknown_until_the_booking_is_looked_for(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind, *, is_done: bool
) -> None:
    geboekt = snelstart.verkoopboekingen.create(a_booking(snelstart, a_customer(snelstart)))
    simulator.control.add_fault(kind, method="PUT", path="/verkoopboekingen")
    simulator.control.add_fault(kind, method="DELETE", path="/verkoopboekingen")

    with pytest.raises(OutcomeUnknownError):
        snelstart.verkoopboekingen.update(geboekt.id, geboekt.bron | {"factuurnummer": "2026-0043"})
    assert numbers_booked(simulator) == (["2026-0043"] if is_done else ["2026-0042"])

    with pytest.raises(OutcomeUnknownError):
        snelstart.verkoopboekingen.delete(geboekt.id)
    assert len(numbers_booked(simulator)) == (not is_done)


@pytest.mark.parametrize("kind", ["slow_before", "slow_after"])
def test_a_booking_that_takes_too_long_is_unknown(simulator: RunningSimulator, kind: FaultKind) -> None:
    with open_client(simulator, read_timeout=0.3) as snelstart:
        booking = a_booking(snelstart, a_customer(snelstart))
        simulator.control.add_fault(kind, method="POST", path="/verkoopboekingen", seconds=1.5)

        with pytest.raises(OutcomeUnknownError, match="ReadTimeout"):
            snelstart.verkoopboekingen.create(booking)


@pytest.mark.parametrize("kind", ["answer_lost", "error_before", "connection_dropped", "token_dropped"])
def test_a_read_gets_through_in_the_end(
    snelstart: SnelStart, simulator: RunningSimulator, kind: FaultKind
) -> None:
    klant = a_customer(snelstart)
    simulator.control.add_fault(kind, method="GET", path="/relaties")

    assert snelstart.relaties.get(klant.id) == klant


def test_a_read_that_is_slow_is_asked_for_again(simulator: RunningSimulator) -> None:
    with open_client(simulator, read_timeout=0.3) as snelstart:
        simulator.control.add_fault("slow_before", method="GET", path="/landen", seconds=1.5)

        assert len(snelstart.landen.list()) > 200


@pytest.mark.parametrize("header", ["seconds", "http_date", "absent"])
def test_a_booking_turned_away_by_a_429_is_booked_once_when_there_is_room(
    simulator: RunningSimulator, header: str
) -> None:
    simulator.control.set_switches(retry_after=header)
    with open_client(simulator) as snelstart:
        booking = a_booking(snelstart, a_customer(snelstart))
        simulator.control.add_fault("too_many_calls", method="POST", path="/verkoopboekingen", retry_after=1)

        snelstart.verkoopboekingen.create(booking)

    assert numbers_booked(simulator) == ["2026-0042"]


def test_a_token_dropped_early_is_renewed_once_for_all_threads(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    a_customer(snelstart, "Klant")
    simulator.control.drop_tokens()

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda n: a_customer(snelstart, f"Klant {n}").id, range(24)))

    assert len(made) == 24
    assert (
        sum(relatie["naam"].startswith("Klant ") for relatie in simulator.control.books()["relaties"]) == 25
    )


def test_a_withdrawn_key_is_the_customers(snelstart: SnelStart, simulator: RunningSimulator) -> None:
    snelstart.landen.list()
    simulator.control.withdraw_keys()

    with pytest.raises(ConnectionKeyError):
        a_customer(snelstart)


def test_a_key_withdrawn_at_the_token_endpoint_is_the_customers(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    simulator.control.add_fault("key_withdrawn")

    with pytest.raises(ConnectionKeyError):
        snelstart.landen.list()


def test_an_expired_subscription_key_is_ours(snelstart: SnelStart, simulator: RunningSimulator) -> None:
    snelstart.landen.list()
    simulator.control.set_subscription_key(
        simulator.subscription_key, valid_until=datetime.now(UTC) - timedelta(days=1)
    )

    with pytest.raises(SubscriptionKeyError):
        snelstart.landen.list()


def test_a_missing_scope_is_told_apart_and_can_be_seen_beforehand(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    simulator.control.change_administration(scopes=["relaties:read"])

    assert snelstart.scopes() == {"relaties:read"}
    snelstart.relaties.list()
    with pytest.raises(ForbiddenError):
        a_customer(snelstart)


def test_a_snelstart_that_is_down_leaves_nothing_unknown(simulator: RunningSimulator) -> None:
    with open_client(simulator, retries=RetryPolicy(attempts=2, base=0.01)) as snelstart:
        booking = a_booking(snelstart, a_customer(snelstart))
        simulator.control.set_down("refuse")
        with open_client(simulator) as fresh, pytest.raises(UnavailableError):
            fresh.landen.list()
        simulator.control.set_down("up")

        snelstart.verkoopboekingen.create(booking)

    assert numbers_booked(simulator) == ["2026-0042"]


def test_a_503_leaves_a_read_failed_and_a_write_unknown(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    snelstart.landen.list()
    simulator.control.set_down("503")

    with pytest.raises(UnavailableError):
        snelstart.landen.list()
    with pytest.raises(OutcomeUnknownError):
        a_customer(snelstart)


@pytest.mark.parametrize("kind", ["repeated_row", "moved_row"])
def test_pages_that_overlap_give_no_relation_twice(simulator: RunningSimulator, kind: FaultKind) -> None:
    with open_client(simulator, page_size=5) as snelstart:
        for number in range(14):
            a_customer(snelstart, f"Klant {number}")
        simulator.control.add_fault(kind, method="GET", path="/relaties", skip=1)

        read = [relatie.id for relatie in snelstart.relaties.list()]

    assert len(read) == len(set(read))


def test_a_page_that_keeps_failing_fails_the_whole_list(simulator: RunningSimulator) -> None:
    with open_client(simulator, page_size=5) as snelstart:
        for number in range(14):
            a_customer(snelstart, f"Klant {number}")
        simulator.control.add_fault("error_before", method="GET", path="/relaties", skip=1, count=50)

        with pytest.raises(UnavailableError):
            snelstart.relaties.list()


def test_a_period_closed_under_way_is_a_refusal(snelstart: SnelStart, simulator: RunningSimulator) -> None:
    booking = a_booking(snelstart, a_customer(snelstart))
    simulator.control.add_fault("period_closed", method="POST", path="/verkoopboekingen")

    with pytest.raises(RejectedError) as refused:
        snelstart.verkoopboekingen.create(booking)

    assert refused.value.codes & {"BOE-0042", "BOE-0051"}
    assert numbers_booked(simulator) == []


def test_an_administration_put_in_place_of_another_is_noticed(
    snelstart: SnelStart, simulator: RunningSimulator
) -> None:
    before = snelstart.company_info.get().administratie_identifier
    simulator.control.swap_administration()

    assert snelstart.company_info.get().administratie_identifier != before


def test_an_hourly_quota_is_no_matter_of_rights(simulator: RunningSimulator) -> None:
    simulator.control.set_switches(hourly_limit_as="403")
    simulator.control.change_administration(limits={"per_minute": None, "per_hour": 5, "concurrent": None})
    with open_client(simulator, limiter=Limiter(Profile(), max_wait=0)) as snelstart:
        for _ in range(5):
            snelstart.echo.get("x")

        with pytest.raises(QuotaError) as refused:
            a_customer(snelstart)
        with pytest.raises(RateLimitedError):
            snelstart.echo.get("x")

    assert timedelta(minutes=1) < refused.value.retry_after <= timedelta(hours=1)
