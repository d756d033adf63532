"""Calls that go wrong: what is repeated, and what an error means."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import httpx
import pytest

from snelstart_client import RetryPolicy, SnelStart
from snelstart_client.errors import (
    ConnectionKeyError,
    ForbiddenError,
    NotFoundError,
    OutcomeUnknownError,
    RejectedError,
    SnelStartError,
    SubscriptionKeyError,
    UnavailableError,
    UnexpectedAnswerError,
)
from snelstart_client.ids import KostenplaatsId
from tests.unit.snelstart_client.fake_snelstart import (
    FakeSnelStart,
    FakeTime,
    Fault,
    Process,
    a_client,
    answering,
    failing,
    processed_then,
)

PROJECT = {"nummer": 7, "omschrijving": "Dak"}
TOO_MANY = {"statusCode": 429, "message": "Rate limit is exceeded."}
QUOTA = {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 00:29:00."}


def create(client: SnelStart) -> object:
    return client.kostenplaatsen.create(PROJECT)


def update(client: SnelStart) -> object:
    return client.kostenplaatsen.update(KostenplaatsId("k1"), PROJECT)


def delete(client: SnelStart) -> object:
    client.kostenplaatsen.delete(KostenplaatsId("k1"))
    return None


WRITES = pytest.mark.parametrize("write", [create, update, delete])
Write = Callable[[SnelStart], object]


def drop_all_tokens(fake: FakeSnelStart) -> Fault:
    def fault(request: httpx.Request, process: Process) -> httpx.Response:
        fake.valid_tokens.clear()
        return process(request)

    return fault


@pytest.mark.parametrize(
    "fault",
    [
        failing(httpx.ConnectError),
        failing(httpx.ReadTimeout),
        failing(httpx.RemoteProtocolError),
        failing(httpx.PoolTimeout),
        answering(500),
        answering(503, b"<html>"),
        answering(408),
        answering(429, TOO_MANY, {"Retry-After": "3"}),
    ],
)
def test_a_read_survives_a_passing_failure(client: SnelStart, fake: FakeSnelStart, fault: Fault) -> None:
    fake.put("kostenplaatsen", {"id": "k1", "nummer": 7})
    fake.faults.extend([fault, fault])

    assert client.kostenplaatsen.get(KostenplaatsId("k1")).nummer == 7


def test_a_read_that_keeps_failing_gives_up_after_the_last_attempt(
    fake: FakeSnelStart, time: FakeTime
) -> None:
    fake.faults.extend([answering(500)] * 9)
    client = a_client(fake, time, retries=RetryPolicy(attempts=3, base=1, cap=60))

    with pytest.raises(UnavailableError) as raised:
        client.kostenplaatsen.list()

    assert raised.value.reason == "status 500"
    assert time.slept == [1, 2]
    assert len(fake.faults) == 6


def test_one_attempt_means_no_repeat(fake: FakeSnelStart, time: FakeTime) -> None:
    fake.faults.append(failing(httpx.ReadTimeout))

    with pytest.raises(UnavailableError, match="ReadTimeout"):
        a_client(fake, time, retries=RetryPolicy(attempts=1)).kostenplaatsen.list()

    assert time.slept == []


def test_no_repeat_starts_after_the_total_time(fake: FakeSnelStart, time: FakeTime) -> None:
    fake.faults.extend([answering(500)] * 9)
    policy = RetryPolicy(attempts=9, base=10, cap=10, total=25)

    with pytest.raises(UnavailableError):
        a_client(fake, time, retries=policy).kostenplaatsen.list()

    assert time.slept == [10, 10]


def test_a_server_that_says_when_it_is_back_is_not_asked_before(
    fake: FakeSnelStart, time: FakeTime, client: SnelStart
) -> None:
    fake.faults.append(answering(503, None, {"Retry-After": "40"}))
    client.kostenplaatsen.list()

    assert time.slept == [40]


def test_a_server_that_is_back_too_late_is_not_waited_for(
    fake: FakeSnelStart, time: FakeTime, client: SnelStart
) -> None:
    fake.faults.append(answering(503, None, {"Retry-After": "400"}))

    with pytest.raises(UnavailableError) as raised:
        client.kostenplaatsen.list()

    assert raised.value.retry_after == timedelta(seconds=400)
    assert time.slept == []


def test_pauses_double_up_to_a_cap_and_half_of_each_is_chance() -> None:
    policy = RetryPolicy(base=1, cap=5)

    assert [policy.pause(attempt, 1.0) for attempt in (1, 2, 3, 4, 9)] == [1, 2, 4, 5, 5]
    assert policy.pause(3, 0.0) == 2


@pytest.mark.parametrize("content", [b"", b"<html>", b"{}", b'[{"nummer":1}]', b"null"])
def test_an_unreadable_answer_to_a_read_is_an_error_of_its_own(
    client: SnelStart, fake: FakeSnelStart, content: bytes
) -> None:
    fake.faults.append(answering(200, content))

    with pytest.raises(UnexpectedAnswerError):
        client.kostenplaatsen.list()


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (400, [{"errorCode": "ALG-0103", "message": "Ongeldig ID"}], RejectedError),
        (403, {"Message": "Authorization has been denied for this request."}, ForbiddenError),
        (404, None, NotFoundError),
        (501, None, UnexpectedAnswerError),
        (302, None, UnexpectedAnswerError),
    ],
)
def test_a_definite_answer_is_not_asked_for_again(
    client: SnelStart, fake: FakeSnelStart, status: int, content: object, expected: type[SnelStartError]
) -> None:
    fake.faults.extend([answering(status, content), answering(500)])

    with pytest.raises(expected):
        client.kostenplaatsen.get(KostenplaatsId("k1"))

    assert len(fake.faults) == 1


@WRITES
@pytest.mark.parametrize(
    "fault",
    [
        failing(httpx.ReadTimeout, processed=True),
        failing(httpx.ReadError, processed=True),
        failing(httpx.RemoteProtocolError, processed=True),
        failing(httpx.WriteError),
        failing(httpx.WriteTimeout),
        processed_then(500),
        processed_then(503, b"<html>"),
        answering(500),
        answering(302),
    ],
)
def test_a_write_without_an_answer_is_sent_once_and_its_outcome_unknown(
    client: SnelStart, fake: FakeSnelStart, write: Write, fault: Fault
) -> None:
    fake.put("kostenplaatsen", {"id": "k1", "nummer": 1})
    fake.faults.append(fault)

    with pytest.raises(OutcomeUnknownError) as raised:
        write(client)

    assert raised.value.may_be_processed
    assert len(fake.processed) <= 1


@pytest.mark.parametrize("write", [create, update])
@pytest.mark.parametrize("content", [b"", b"<html>", b"{}", b"null", b"[]", b'{"id": null}'])
def test_a_write_with_an_unreadable_answer_has_an_unknown_outcome(
    client: SnelStart, fake: FakeSnelStart, write: Write, content: bytes
) -> None:
    fake.put("kostenplaatsen", {"id": "k1", "nummer": 1})
    fake.faults.append(processed_then(201, content))

    with pytest.raises(OutcomeUnknownError):
        write(client)

    assert len(fake.processed) == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"<html>"])
def test_a_deletion_needs_no_readable_answer(client: SnelStart, fake: FakeSnelStart, content: bytes) -> None:
    fake.put("kostenplaatsen", {"id": "k1"})
    fake.faults.append(processed_then(200, content))

    client.kostenplaatsen.delete(KostenplaatsId("k1"))

    assert fake.of("kostenplaatsen") == []


@WRITES
@pytest.mark.parametrize(
    "fault",
    [
        failing(httpx.ConnectError),
        failing(httpx.ConnectTimeout),
        failing(httpx.PoolTimeout),
        answering(429, TOO_MANY, {"Retry-After": "3"}),
        answering(403, QUOTA, {"Retry-After": "3"}),
        answering(408),
    ],
)
def test_a_write_that_was_certainly_not_processed_is_sent_again(
    client: SnelStart, fake: FakeSnelStart, write: Write, fault: Fault
) -> None:
    fake.put("kostenplaatsen", {"id": "k1", "nummer": 1})
    fake.faults.extend([fault, fault])

    write(client)

    assert len(fake.processed) == 1


@WRITES
def test_a_write_that_could_never_be_sent_leaves_nothing_unknown(
    client: SnelStart, fake: FakeSnelStart, write: Write
) -> None:
    fake.faults.extend([failing(httpx.ConnectError)] * 4)

    with pytest.raises(UnavailableError) as raised:
        write(client)

    assert not raised.value.may_be_processed
    assert fake.processed == []


@WRITES
def test_a_refused_write_is_not_sent_again(client: SnelStart, fake: FakeSnelStart, write: Write) -> None:
    refusal = [{"errorCode": "KPL-0008", "message": "Het nummer bestaat al", "details": None}]
    fake.faults.append(answering(400, refusal))

    with pytest.raises(RejectedError) as raised:
        write(client)

    assert raised.value.codes == {"KPL-0008"}
    assert fake.processed == []


@WRITES
def test_a_token_dropped_early_costs_one_new_token_and_no_double_write(
    client: SnelStart, fake: FakeSnelStart, write: Write
) -> None:
    fake.put("kostenplaatsen", {"id": "k1", "nummer": 1})
    client.kostenplaatsen.list()
    fake.valid_tokens.clear()

    write(client)

    assert fake.minted == 2
    assert len(fake.processed) == 2


def test_a_second_401_means_that_the_key_is_withdrawn(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.faults.extend([drop_all_tokens(fake)] * 3)

    with pytest.raises(ConnectionKeyError):
        create(client)

    assert fake.of("kostenplaatsen") == []
    assert len(fake.faults) == 1


def test_after_a_401_a_withdrawn_key_is_found_out_at_the_token_endpoint(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    client.kostenplaatsen.list()
    fake.valid_tokens.clear()
    fake.key_is_valid = False

    with pytest.raises(ConnectionKeyError):
        client.kostenplaatsen.list()


def test_an_expired_subscription_key_is_ours_and_no_reason_for_a_new_token(
    fake: FakeSnelStart, time: FakeTime
) -> None:
    client = a_client(fake, time, subscription_key="expired")

    with pytest.raises(SubscriptionKeyError):
        client.kostenplaatsen.list()

    assert fake.minted == 1


def test_threads_whose_token_is_dropped_together_all_succeed(fake: FakeSnelStart, time: FakeTime) -> None:
    client = a_client(fake, time)
    client.kostenplaatsen.list()
    fake.valid_tokens.clear()
    begin = threading.Barrier(8, timeout=10)

    def work(_: int) -> object:
        begin.wait()
        return create(client)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    assert len(fake.of("kostenplaatsen")) == 8
