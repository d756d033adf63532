"""Keys and tokens, which nothing but SnelStart may see."""

import copy
import gc
import logging
import traceback
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from snelstart_client import Grant, RetryPolicy, Secret, SnelStart, where
from snelstart_client.errors import SnelStartError
from snelstart_client.settings import Settings
from snelstart_client.token import HeldToken, TokenAnswer
from tests.unit.snelstart_client.fake_snelstart import (
    KOPPELSLEUTEL,
    SUBSCRIPTION_KEY,
    FakeSnelStart,
    FakeTime,
    Fault,
    Process,
    a_client,
    answering,
    failing,
    processed_then,
)

PERSONAL = "jan.jansen@example.nl"


def quoting(status: int) -> Fault:
    """Answer with everything that was sent, as a careless gateway might."""

    def fault(request: httpx.Request, _process: Process) -> httpx.Response:
        sent = dict(request.headers)
        body = {"message": f"{sent} {request.content!r}", "errorCode": str(sent), "details": [str(sent)]}
        return httpx.Response(status, json=[body], headers={"X-Echo": str(sent)})

    return fault


FAULTS = [
    failing(httpx.ConnectError),
    failing(httpx.ReadTimeout),
    failing(httpx.RemoteProtocolError),
    answering(200, b"<html>"),
    processed_then(201, b"nonsense"),
    *(quoting(status) for status in (302, 400, 401, 403, 404, 422, 429, 500, 503)),
]


def secrets_of(fake: FakeSnelStart) -> set[str]:
    return {KOPPELSLEUTEL, SUBSCRIPTION_KEY, "koppel:sleutel", *fake.valid_tokens}


def texts_of(error: BaseException | None) -> Iterator[str]:
    """Give everything a logger or error tracker could show of an error, its frames' variables included."""
    while error is not None:
        yield from (str(error), repr(error), repr(error.args), repr(vars(error)))
        yield "".join(traceback.format_exception(error))
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        for frame in frames.stack:
            if "snelstart_client/" in frame.filename and "tests" not in frame.filename:
                yield repr(frame.locals)
        assert not isinstance(error, httpx.HTTPError)
        error = error.__cause__ or error.__context__


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at_token", [True, False])
@pytest.mark.parametrize("grant", Grant)
def test_no_error_shows_a_secret_or_a_query(
    fake: FakeSnelStart,
    time: FakeTime,
    caplog: pytest.LogCaptureFixture,
    fault: Fault,
    *,
    at_token: bool,
    grant: Grant,
) -> None:
    client = a_client(fake, time, grant=grant, retries=RetryPolicy(attempts=2))
    (fake.token_faults if at_token else fake.faults).extend([fault] * 4)
    caplog.set_level(logging.DEBUG, "snelstart_client")
    shown: list[str] = []

    calls: list[Callable[[], object]] = [
        lambda: client.relaties.list(where("Email").eq(PERSONAL)),
        lambda: client.relaties.create({"naam": "x", "email": PERSONAL}),
    ]
    for call in calls:
        with pytest.raises(SnelStartError) as raised:
            call()
        shown.extend(texts_of(raised.value))

    shown.extend(
        record.getMessage() for record in caplog.records if record.name.startswith("snelstart_client")
    )
    assert shown
    for secret in secrets_of(fake):
        assert not any(secret in text for text in shown)


def test_no_error_names_a_person_from_a_condition(client: SnelStart, fake: FakeSnelStart) -> None:
    fake.faults.extend([failing(httpx.ReadTimeout)] * 9)

    with pytest.raises(SnelStartError) as raised:
        client.relaties.list(where("Email").eq(PERSONAL))

    assert PERSONAL not in "".join(traceback.format_exception(raised.value))


def test_nothing_of_the_client_shows_a_secret_when_printed(client: SnelStart, fake: FakeSnelStart) -> None:
    client.scopes()
    ours = [each for each in gc.get_objects() if str(type(each).__module__).startswith("snelstart_client")]

    assert ours
    shown = [repr(each) for each in ours]
    for secret in secrets_of(fake):
        assert not any(secret in text for text in shown)


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret(" abc+/= \n")

    assert (repr(secret), str(secret), f"{secret}") == ("Secret(***)",) * 3
    assert secret.reveal() == "abc+/="
    assert "abc" not in repr(HeldToken(secret, 0)) + repr(TokenAnswer(access_token="abc"))


def test_secrets_are_equal_when_their_texts_are() -> None:
    assert Secret("a") == Secret("a") == copy.deepcopy(Secret("a"))
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2


@pytest.mark.parametrize("text", ["", " ", "two words", "line\r\nX-Header: 1", "sleutel\u00e9", "\x00"])
def test_what_cannot_be_a_key_is_refused_without_quoting_it(text: str) -> None:
    with pytest.raises(ValueError, match="visible ASCII") as raised:
        Secret(text)

    assert len(text.strip()) < 2 or text not in str(raised.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://b2bapi.snelstart.nl/v2",
        "http://snelstart.nl",
        "http://example.nl",
        "ftp://example.nl",
        "example.nl",
        "",
        "https://user@example.nl",
        "https://example.nl/v2?x=1",
        "http://127.0.0.1.example.nl",
    ],
)
def test_keys_never_travel_readable(url: str) -> None:
    with pytest.raises(ValueError, match=r"address|https"):
        Settings(base_url=url)
    with pytest.raises(ValueError, match=r"address|https"):
        Settings(auth_url=url)


def test_a_simulator_may_be_reached_without_tls_when_that_is_said() -> None:
    here: list[dict[str, Any]] = [
        {"base_url": "http://127.0.0.1:8080/v2"},
        {"base_url": "http://localhost:8080/v2"},
        {"base_url": "http://[::1]/v2"},
        {"base_url": "http://simulator:8080/v2", "allow_plain_http": True},
    ]

    assert [Settings(**each).base_url for each in here] == [each["base_url"] for each in here]
    with pytest.raises(ValueError, match="https"):
        Settings(base_url="http://b2bapi.snelstart.nl", allow_plain_http=True)


def test_settings_that_cannot_work_are_refused() -> None:
    with pytest.raises(ValueError, match="at least once"):
        RetryPolicy(attempts=0)
    for size in (0, 501):
        with pytest.raises(ValueError, match="1 to 500"):
            Settings(page_size=size)
