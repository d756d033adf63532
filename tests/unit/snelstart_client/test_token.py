"""Tokens: asked for once, kept, renewed in time."""

import base64
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from snelstart_client import Grant, Secret, SnelStart
from snelstart_client.errors import (
    ConnectionKeyError,
    RateLimitedError,
    SnelStartError,
    UnavailableError,
    UnexpectedAnswerError,
)
from snelstart_client.settings import RetryPolicy
from snelstart_client.token import HeldToken, TokenSource, scopes_of
from tests.unit.snelstart_client.fake_snelstart import FakeSnelStart, FakeTime, a_client, answering, failing

ONCE = RetryPolicy(attempts=1)


def test_one_token_serves_many_calls_until_a_minute_before_its_end(
    client: SnelStart, fake: FakeSnelStart, time: FakeTime
) -> None:
    client.relaties.list()
    time.now += 3599 - 61
    client.relaties.list()
    assert fake.minted == 1

    time.now += 2
    client.relaties.list()
    assert fake.minted == 2


@pytest.mark.parametrize("expires_in", [30, 1])
def test_a_short_life_is_used_for_half_of_it(
    client: SnelStart, fake: FakeSnelStart, time: FakeTime, expires_in: int
) -> None:
    fake.expires_in = expires_in

    client.relaties.list()
    client.relaties.list()
    assert fake.minted == 1
    time.now += expires_in / 2
    client.relaties.list()
    assert fake.minted == 2


def test_a_token_that_does_not_tell_its_life_is_kept_for_the_usual_time(
    client: SnelStart, fake: FakeSnelStart, time: FakeTime
) -> None:
    fake.expires_in = None
    client.relaties.list()
    time.now += 3500
    client.relaties.list()

    assert fake.minted == 1


def test_threads_that_need_a_token_at_once_share_one() -> None:
    minted = 0
    may_finish = threading.Event()

    def mint() -> HeldToken:
        nonlocal minted
        minted += 1
        may_finish.wait(timeout=10)
        return HeldToken(Secret(f"token-{minted}"), 100)

    tokens = TokenSource(mint, clock=lambda: 0)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(tokens.get) for _ in range(8)]
        may_finish.set()
        given = {each.result(timeout=10).reveal() for each in asked}

    assert given == {"token-1"}


def test_threads_that_need_a_token_at_once_share_a_failure_and_none_waits_forever() -> None:
    minted = 0
    started = threading.Event()
    may_finish = threading.Event()

    def mint() -> SnelStartError:
        nonlocal minted
        minted += 1
        started.set()
        may_finish.wait(timeout=10)
        return ConnectionKeyError("POST", "/b2b/token")

    tokens = TokenSource(mint, clock=lambda: 0)
    errors: list[ConnectionKeyError] = []

    def ask() -> None:
        try:
            tokens.get()
        except ConnectionKeyError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    threads[0].start()
    assert started.wait(timeout=10)
    for thread in threads[1:]:
        thread.start()
    may_finish.set()
    for thread in threads:
        thread.join(timeout=10)

    assert len(errors) == 4
    assert minted <= 4
    assert len({id(error) for error in errors}) == 4
    assert {str(error) for error in errors} == {str(ConnectionKeyError("POST", "/b2b/token"))}


def test_a_bug_while_asking_reaches_the_caller_and_the_next_one_asks_again() -> None:
    answers: Iterator[HeldToken | Exception] = iter(
        [ZeroDivisionError("a bug"), HeldToken(Secret("good"), 100)]
    )

    def mint() -> HeldToken:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    tokens = TokenSource(mint, clock=lambda: 0)
    with pytest.raises(ZeroDivisionError):
        tokens.get()

    assert tokens.get().reveal() == "good"


def test_only_the_token_that_was_refused_is_forgotten() -> None:
    numbers = iter(range(10))
    tokens = TokenSource(lambda: HeldToken(Secret(f"token-{next(numbers)}"), 100), clock=lambda: 0)
    first = tokens.get()
    tokens.discard(first)
    second = tokens.get()
    tokens.discard(first)

    assert tokens.get() == second != first


@pytest.mark.parametrize("status", [400, 401])
def test_a_refused_key_is_the_customers_and_costs_one_request_and_no_call(
    client: SnelStart, fake: FakeSnelStart, status: int
) -> None:
    fake.token_faults.append(
        answering(status, {"error": "Parameter clientkey does not contain a valid value"})
    )

    with pytest.raises(ConnectionKeyError):
        client.relaties.list()

    assert [request.url.path for request in fake.seen] == ["/b2b/token"]


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        (403, {"message": "no"}, UnexpectedAnswerError),
        (302, None, UnexpectedAnswerError),
        (200, b"<html>", UnexpectedAnswerError),
        (200, {"token_type": "bearer"}, UnexpectedAnswerError),
        (200, {"access_token": "two words"}, UnexpectedAnswerError),
        (429, None, RateLimitedError),
        (503, None, UnavailableError),
        (500, b"<html>", UnavailableError),
        (408, None, UnavailableError),
    ],
)
def test_another_failure_of_the_token_endpoint_does_not_accuse_the_key(
    fake: FakeSnelStart, time: FakeTime, status: int, content: object, expected: type[SnelStartError]
) -> None:
    fake.token_faults.append(answering(status, content))

    with pytest.raises(expected) as raised:
        a_client(fake, time, retries=ONCE).relaties.list()

    assert not isinstance(raised.value, ConnectionKeyError)
    assert raised.value.path == "/b2b/token"


def test_a_token_endpoint_that_is_down_for_a_moment_is_asked_again_even_for_a_write(
    client: SnelStart, fake: FakeSnelStart
) -> None:
    fake.token_faults.extend([failing(httpx.ReadTimeout), answering(503)])

    client.kostenplaatsen.create({"nummer": 1, "omschrijving": "x"})

    assert len(fake.of("kostenplaatsen")) == 1


def test_the_same_key_works_with_the_password_grant(fake: FakeSnelStart, time: FakeTime) -> None:
    a_client(fake, time, grant=Grant.PASSWORD).relaties.list()

    form = fake.seen[0].content
    assert form == b"grant_type=password&username=koppel&password=sleutel"


@pytest.mark.parametrize("key", ["not base64!", base64.b64encode(b"no colon").decode(), "//79"])
def test_a_key_without_user_name_cannot_be_used_with_the_password_grant(
    fake: FakeSnelStart, time: FakeTime, key: str
) -> None:
    client = a_client(fake, time, grant=Grant.PASSWORD, koppelsleutel=key.replace(" ", "-"))

    with pytest.raises(ConnectionKeyError):
        client.relaties.list()

    assert fake.seen == []


def test_a_key_with_plus_and_slash_arrives_unharmed(fake: FakeSnelStart, time: FakeTime) -> None:
    with pytest.raises(ConnectionKeyError):
        a_client(fake, time, koppelsleutel="a+/b==").relaties.list()

    assert fake.seen[0].content == b"grant_type=clientkey&clientkey=a%2B%2Fb%3D%3D"


def test_the_scopes_of_a_key_can_be_read(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.scopes = "settings:read boekhouden:write"

    assert client.scopes() == {"settings:read", "boekhouden:write"}


@pytest.mark.parametrize("token", ["opaque", "a.b.c", "a.bm90anNvbg.c", "a.W10.c", "a.eyJzY29wZXMiOjF9.c"])
def test_a_token_that_cannot_be_read_has_no_scopes(token: str) -> None:
    assert scopes_of(Secret(token)) == frozenset()
