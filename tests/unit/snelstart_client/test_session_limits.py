"""A session and its limiter, its observer and its connections."""

from datetime import timedelta

import httpx
import pytest

from snelstart_client import Limiter, Profile, RetryPolicy, SnelStart
from snelstart_client.errors import (
    OutcomeUnknownError,
    QuotaError,
    RateLimitedError,
    SnelStartError,
)
from snelstart_client.ids import KostenplaatsId
from tests.unit.snelstart_client.fake_snelstart import (
    FakeSnelStart,
    FakeTime,
    Process,
    a_client,
    answering,
    failing,
)

PROJECT = {"nummer": 7, "omschrijving": "Dak"}
TOO_MANY = {"statusCode": 429, "message": "Rate limit is exceeded."}
QUOTA = {"statusCode": 403, "message": "Out of call volume quota. Quota will be replenished in 00:29:00."}


def create(client: SnelStart) -> object:
    return client.kostenplaatsen.create(PROJECT)


def update(client: SnelStart) -> object:
    return client.kostenplaatsen.update(KostenplaatsId("k1"), PROJECT)


def test_a_429_closes_the_limiter_for_all_until_snelstart_opens_it(
    fake: FakeSnelStart, time: FakeTime
) -> None:
    limiter = Limiter(Profile(), max_wait=10, outside=time.outside())
    client = a_client(fake, time, limiter=limiter)
    fake.faults.append(answering(429, TOO_MANY, {"Retry-After": "50"}))

    for _ in range(2):
        with pytest.raises(RateLimitedError) as raised:
            client.kostenplaatsen.list()
        assert raised.value.retry_after == timedelta(seconds=50)

    assert time.slept == []
    time.now += 50
    assert client.kostenplaatsen.list() == ()


def test_a_used_up_quota_says_when_it_is_filled_again(fake: FakeSnelStart, time: FakeTime) -> None:
    fake.faults.append(answering(403, QUOTA))

    with pytest.raises(QuotaError) as raised:
        create(a_client(fake, time))

    assert raised.value.retry_after == timedelta(minutes=29)


def test_every_call_sent_is_counted_repeats_included(fake: FakeSnelStart, time: FakeTime) -> None:
    limiter = Limiter(Profile(per_minute=10), margin=0, outside=time.outside())
    client = a_client(fake, time, limiter=limiter, retries=RetryPolicy(base=0.1))
    fake.faults.extend([answering(500), failing(httpx.ReadTimeout)])

    client.kostenplaatsen.list()

    assert client.limiter.room().minute == 7


def test_a_failed_call_gives_its_place_back(fake: FakeSnelStart, time: FakeTime) -> None:
    limiter = Limiter(Profile(concurrent=1), margin=0, max_wait=0.1, outside=time.outside())
    client = a_client(fake, time, limiter=limiter, retries=RetryPolicy(attempts=1))
    for status in (400, 401, 401, 403, 404, 500):
        fake.faults.append(answering(status))

    for _ in range(5):
        with pytest.raises(SnelStartError):
            client.kostenplaatsen.list()

    assert limiter.room().concurrent == 1


def test_each_call_is_told_to_the_observer_by_its_template(fake: FakeSnelStart, time: FakeTime) -> None:
    told: list[tuple[str, str, int | None, float]] = []

    def observe(method: str, route: str, *, status: int | None, seconds: float) -> None:
        told.append((method, route, status, seconds))

    def slow(request: httpx.Request, process: Process) -> httpx.Response:
        time.now += 2
        return process(request)

    fake.put("kostenplaatsen", {"id": "k1"})
    fake.faults.extend([slow, failing(httpx.ReadTimeout)])
    client = a_client(fake, time, observer=observe)
    client.kostenplaatsen.get(KostenplaatsId("k1"))
    with pytest.raises(OutcomeUnknownError):
        update(client)

    assert told == [
        ("POST", "/b2b/token", 200, 0),
        ("GET", "/kostenplaatsen/{}", 200, 2),
        ("PUT", "/kostenplaatsen/{}", None, 0),
    ]


def test_connections_that_were_passed_in_stay_open(fake: FakeSnelStart, time: FakeTime) -> None:
    with a_client(fake, time) as first:
        first.kostenplaatsen.list()

    assert a_client(fake, time).kostenplaatsen.list() == ()
