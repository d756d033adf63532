"""What SnelStart says when it refuses."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snelstart_client.answers import error_of, pause_asked, problems_in
from snelstart_client.calls import Call
from snelstart_client.errors import (
    ConnectionKeyError,
    ForbiddenError,
    NotFoundError,
    OutcomeUnknownError,
    Problem,
    QuotaError,
    RateLimitedError,
    RejectedError,
    SnelStartError,
    SubscriptionKeyError,
    UnavailableError,
    UnexpectedAnswerError,
)

READ = Call("GET", "/relaties/{}", ("r1",), query="$filter=Email eq 'jan@example.nl'")
WRITE = Call("POST", "/verkoopboekingen", body=b"{}")
QUOTA = "Out of call volume quota. Quota will be replenished in 00:29:00."


def error(call: Call, status: int, content: Any = b"", **headers: str) -> SnelStartError:
    named = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    body = {"content": content} if isinstance(content, bytes) else {"json": content}
    response = httpx.Response(status, headers=named, **body)
    return error_of(call, response, text=response.text, now=1_000_000)


@pytest.mark.parametrize("call", [READ, WRITE])
def test_the_two_401s_are_told_apart(call: Call) -> None:
    ours = {
        "statusCode": 401,
        "message": "Access denied due to invalid subscription key. Make sure to provide …",
    }
    theirs = {"Message": "Authorization has been denied for this request."}

    assert type(error(call, 401, ours)) is SubscriptionKeyError
    assert type(error(call, 401, theirs)) is ConnectionKeyError
    assert type(error(call, 401)) is ConnectionKeyError


@pytest.mark.parametrize("call", [READ, WRITE])
def test_a_403_is_a_missing_right_unless_it_speaks_of_quota(call: Call) -> None:
    used_up = error(call, 403, {"statusCode": 403, "message": QUOTA})

    assert type(error(call, 403, {"Message": "Authorization has been denied."})) is ForbiddenError
    assert type(error(call, 403)) is ForbiddenError
    assert isinstance(used_up, QuotaError)
    assert used_up.retry_after == timedelta(minutes=29)


@pytest.mark.parametrize(
    ("call", "status", "expected"),
    [
        (READ, 404, NotFoundError),
        (WRITE, 404, NotFoundError),
        (READ, 400, RejectedError),
        (WRITE, 400, RejectedError),
        (WRITE, 413, RejectedError),
        (WRITE, 422, RejectedError),
        (READ, 500, UnavailableError),
        (READ, 503, UnavailableError),
        (READ, 408, UnavailableError),
        (WRITE, 408, UnavailableError),
        (READ, 501, UnexpectedAnswerError),
        (READ, 302, UnexpectedAnswerError),
        (WRITE, 405, UnexpectedAnswerError),
        (WRITE, 500, OutcomeUnknownError),
        (WRITE, 501, OutcomeUnknownError),
        (WRITE, 503, OutcomeUnknownError),
        (WRITE, 302, OutcomeUnknownError),
    ],
)
def test_each_status_is_one_error(call: Call, status: int, expected: type[SnelStartError]) -> None:
    assert type(error(call, status, b"<html>no</html>")) is expected


def test_only_the_unknown_outcome_may_have_been_processed() -> None:
    assert error(WRITE, 500).may_be_processed
    assert not error(WRITE, 400).may_be_processed
    assert not error(READ, 500).may_be_processed


def test_an_error_names_method_and_path_but_never_the_query() -> None:
    for status in (302, 400, 401, 403, 404, 429, 500, 501):
        raised = error(READ, status)
        assert str(raised).startswith("GET /relaties/r1: ")
        assert "jan@example.nl" not in str(raised)
        assert (raised.method, raised.path) == ("GET", "/relaties/r1")


@pytest.mark.parametrize(
    ("headers", "message", "pause"),
    [
        ({"Retry_After": "17"}, "", 17),
        ({"Retry_After": "0"}, "", 1),
        ({"Retry_After": "9" * 400}, "", 86_400),
        ({"Retry_After": "²"}, "no word", 30),
        ({}, "Rate limit is exceeded. Try again in 17 seconds.", 17),
        ({}, "Rate limit is exceeded. Try again in 1 second.", 1),
        ({}, "no word", 30),
        ({"Retry_After": "soon"}, "no word", 30),
        ({"Retry_After": "Mon, 12 Jan 1970 13:47:20 GMT"}, "", 40),
        ({"Retry_After": "Mon, 12 Jan 1970 13:47:20 GMT", "Date": "Mon, 12 Jan 1970 13:47:15 GMT"}, "", 5),
        ({"Retry_After": "Sun, 06 Nov 1960 08:49:37 GMT"}, "", 1),
    ],
)
def test_the_pause_is_read_from_the_header_or_the_words(
    headers: dict[str, str], message: str, pause: int
) -> None:
    raised = error(WRITE, 429, {"statusCode": 429, "message": message}, **headers)

    assert isinstance(raised, RateLimitedError)
    assert raised.retry_after == timedelta(seconds=pause)


def test_a_pause_of_more_than_a_day_in_words_is_understood() -> None:
    response = httpx.Response(403)

    assert pause_asked(response, "replenished in 00:00:09", now=0) == timedelta(seconds=9)
    assert pause_asked(response, "replenished in 3.04:00:00", now=0) == timedelta(hours=24)


def test_an_unavailable_server_may_say_when_to_come_back() -> None:
    raised = error(READ, 503, Retry_After="7")

    assert isinstance(raised, UnavailableError)
    assert raised.retry_after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        (
            '[{"errorCode":"BOE-0021","message":"Het factuurnummer bestaat al","details":null}]',
            (Problem("Het factuurnummer bestaat al", "BOE-0021"),),
        ),
        (
            (
                '[{"ErrorCode":"BOE-0082","Message":"Een btw-soort ontbreekt","Details":["8100 Omzet"]},'
                '{"errorCode":"REL-0088","description":"ongeldig"}]'
            ),
            (
                Problem("Een btw-soort ontbreekt", "BOE-0082", ("8100 Omzet",)),
                Problem("ongeldig", "REL-0088"),
            ),
        ),
        (
            '{"message":"Invalid.","modelState":{"model.naam":["too long","and empty"],"x":"y"}}',
            (
                Problem("too long", None, (), "naam"),
                Problem("and empty", None, (), "naam"),
                Problem("y", None, (), "x"),
            ),
        ),
        (
            '[{"errorCode":"REL-0007","message":"naam","modelState":{"relatie.naam":["leeg"]}}]',
            (Problem("leeg", None, (), "naam"), Problem("naam", "REL-0007")),
        ),
        (
            '{"Message":"Could not find a property named \'naam\'"}',
            (Problem("Could not find a property named 'naam'"),),
        ),
        ('{"statusCode":400,"message":"Bad"}', (Problem("Bad"),)),
        ('{"error":"no"}', (Problem("no"),)),
        ('["ALG-0104 Ongeldig OData filter"]', (Problem("ALG-0104 Ongeldig OData filter", "ALG-0104"),)),
        (
            '{"errors":[{"code":"BOE-0039"},{"code":"XYZ-9999"}]}',
            (Problem("", "BOE-0039"), Problem("", "XYZ-9999")),
        ),
        ('{"message":"mislukt","inner":{"c":"BOE-0042"}}', (Problem("mislukt", "BOE-0042"),)),
        ('"BOE-0023: geen regels"', (Problem("BOE-0023: geen regels", "BOE-0023"),)),
        ("<html><b>Fout</b> KPL-0008</html>", (Problem("Fout KPL-0008", "KPL-0008"),)),
        ("<html><body>Bad  Request</body></html>", (Problem("Bad Request"),)),
        ("", ()),
        ("[]", ()),
        ("{}", ()),
        ("null", ()),
    ],
)
def test_the_problems_are_found_in_every_shape_of_body(body: str, problems: tuple[Problem, ...]) -> None:
    assert problems_in(body) == problems


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["message", "modelState", "details", "errorCode", "x"]), inner)
    ),
)


@given(json_values)
def test_no_body_is_so_odd_that_it_hides_a_refusal(body: object) -> None:
    raised = error(WRITE, 400, body)

    assert isinstance(raised, RejectedError)
    assert all(isinstance(problem.message, str) for problem in raised.problems)


def test_a_refusal_words_all_its_problems_and_gives_their_codes() -> None:
    body = [
        {"errorCode": "BOE-0021", "message": "bestaat al", "details": None},
        {"errorCode": "BOE-0082", "message": "ontbreekt", "details": ["8100"]},
    ]
    raised = error(WRITE, 400, body)

    assert isinstance(raised, RejectedError)
    assert raised.codes == {"BOE-0021", "BOE-0082"}
    assert str(raised) == (
        "POST /verkoopboekingen: refused with status 400: BOE-0021 bestaat al; BOE-0082 ontbreekt 8100"
    )


def test_a_refusal_without_a_word_still_says_something() -> None:
    assert str(error(WRITE, 400)).endswith("refused with status 400: no reason given")
