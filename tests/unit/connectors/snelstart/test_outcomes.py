"""Every error of the client becomes one thing that the engine must do."""

import inspect
from datetime import timedelta

import pytest

from snelkoppeling.connectors.snelstart.outcomes import outcome_of, translated
from snelkoppeling.errors import (
    ConnectionBrokenError,
    OutcomeUnknownError,
    RecordRejectedError,
    RetryLaterError,
)
from snelstart_client import errors as client
from snelstart_client.token import TOKEN_CALL

WHERE = ("POST", "/verkoopboekingen")
MINUTE = timedelta(minutes=1)
ERRORS: tuple[client.SnelStartError, ...] = (
    client.RejectedError(*WHERE, status=400, problems=()),
    client.NotFoundError(*WHERE),
    client.ForbiddenError(*WHERE),
    client.RateLimitedError(*WHERE, retry_after=MINUTE),
    client.QuotaError(*WHERE, retry_after=MINUTE),
    client.ConnectionKeyError(*WHERE),
    client.SubscriptionKeyError(*WHERE),
    client.UnavailableError(*WHERE, reason="ConnectError"),
    client.OutcomeUnknownError(*WHERE, reason="RemoteProtocolError"),
    client.UnexpectedAnswerError(*WHERE, status=302, reason="a status the API does not use"),
)


def rejected(*problems: client.Problem) -> RecordRejectedError:
    """Say what becomes of a refusal for these reasons."""
    found = outcome_of(client.RejectedError(*WHERE, status=400, problems=problems), "F1")
    assert isinstance(found, RecordRejectedError)
    return found


def retry_later(error: client.SnelStartError) -> RetryLaterError:
    """Say what becomes of an error after which everything waits."""
    found = outcome_of(error, "F1")
    assert isinstance(found, RetryLaterError)
    return found


def unknown(reason: str) -> OutcomeUnknownError:
    """Say what becomes of a write without an answer."""
    found = outcome_of(client.OutcomeUnknownError(*WHERE, reason=reason), "F1")
    assert isinstance(found, OutcomeUnknownError)
    return found


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for _, kind in inspect.getmembers(client, inspect.isclass)
        if issubclass(kind, client.SnelStartError) and kind is not client.SnelStartError
    ],
)
def test_no_error_of_the_client_is_forgotten(kind: type[client.SnelStartError]) -> None:
    (error,) = [error for error in ERRORS if type(error) is kind]
    assert isinstance(
        outcome_of(error, "F1"),
        RecordRejectedError | RetryLaterError | ConnectionBrokenError | OutcomeUnknownError,
    )


def test_an_error_that_nobody_foresaw_fails_loudly() -> None:
    class NewError(client.SnelStartError):
        """A failure of a later version of the client."""

    with pytest.raises(NewError):
        outcome_of(NewError(*WHERE, what="something new"), "F1")


def test_a_refusal_is_explained_under_snelstarts_code_with_its_own_words_beside_it() -> None:
    (problem,) = rejected(client.Problem("Ongeldig btw-nummer.", "REL-0088", ("NL1",))).problems
    assert (problem.code, problem.field, problem.who) == ("REL-0088", "vat_number", "crm")
    assert problem.nl.startswith("Het btw-nummer bestaat niet volgens SnelStart")
    assert problem.nl.endswith("SnelStart zegt: “Ongeldig btw-nummer: NL1”.")
    assert problem.en.endswith("SnelStart says: “Ongeldig btw-nummer: NL1”.")


def test_a_refusal_of_the_whole_record_names_the_field_that_snelstart_names() -> None:
    (problem,) = rejected(client.Problem("Onbekende fout", "ALG-0102", field="naam")).problems
    assert problem.field == "naam"


def test_a_refusal_that_is_on_no_list_is_told_in_snelstarts_own_words() -> None:
    (problem,) = rejected(client.Problem("Iets nieuws.", "BOE-9999", ("8100",), field="btwNummer")).problems
    assert (problem.code, problem.field, problem.value) == ("rejected-by-books", "btwNummer", "BOE-9999")
    assert "Iets nieuws: 8100 (BOE-9999)" in problem.nl
    assert problem.cause == "rejected-by-books:Iets nieuws: 8100"


def test_every_reason_of_a_refusal_is_told() -> None:
    found = rejected(client.Problem("Een", "BOE-0001"), client.Problem("Twee", None, field="naam"))
    assert [(one.code, one.field) for one in found.problems] == [
        ("BOE-0001", ""),
        ("rejected-by-books", "naam"),
    ]


@pytest.mark.parametrize("code", ["BOE-0042", "BOE-0051"])
def test_a_closed_period_is_a_task_of_the_bookkeeper_who_can_open_it(code: str) -> None:
    (problem,) = rejected(client.Problem("Periode geblokkeerd", code)).problems
    assert (problem.code, problem.who, problem.field) == (code, "bookkeeper", "issue_date")
    assert problem.cause == code


def test_refusals_about_one_account_are_one_task_and_about_another_account_another() -> None:
    accounts = ("8100", "8100", "8200")
    causes = [
        rejected(client.Problem("Er is een grootboekrekening non-actief", "BOE-0008", (account,)))
        .problems[0]
        .cause
        for account in accounts
    ]
    assert causes[0] == causes[1] != causes[2]


def test_a_code_without_a_word_is_explained_all_the_same() -> None:
    (problem,) = rejected(client.Problem("", "BOE-0042")).problems
    assert problem.nl.endswith("SnelStart zegt: “–”.")


def test_an_account_at_the_end_of_a_long_answer_is_still_told() -> None:
    message = "Een btw-soort ontbreekt, of komt niet overeen met de btwsoort van de grootboekrekening."
    detail = "Voor de volgende grootboeken ontbreekt de btwboeking: 8100"
    (problem,) = rejected(client.Problem(message, "BOE-0082", (detail,))).problems
    assert "8100”." in problem.nl
    assert problem.cause.endswith("8100")


def test_a_refusal_without_a_reason_is_told_with_its_status() -> None:
    (problem,) = rejected().problems
    assert problem.en.startswith("SnelStart refuses this: – (HTTP 400).")
    assert (problem.code, problem.value) == ("rejected-by-books", "HTTP 400")


def test_a_record_that_is_gone_is_set_aside() -> None:
    found = outcome_of(client.NotFoundError(*WHERE), "F1")
    assert isinstance(found, RecordRejectedError)
    assert [one.code for one in found.problems] == ["removed-from-books"]


def test_an_answer_that_is_in_no_description_sets_the_record_aside() -> None:
    error = client.UnexpectedAnswerError(*WHERE, status=302, reason="moved")
    found = outcome_of(error, "F1")
    assert isinstance(found, RecordRejectedError)
    assert [(one.code, one.value) for one in found.problems] == [("unexpected-answer", "302")]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (client.ConnectionKeyError(TOKEN_CALL.method, TOKEN_CALL.path), "key-refused"),
        (client.SubscriptionKeyError(*WHERE), "subscription-refused"),
        (client.ForbiddenError(*WHERE), "scope-missing"),
    ],
)
def test_the_three_ways_in_which_a_key_fails_are_told_apart(error: client.SnelStartError, code: str) -> None:
    found = outcome_of(error, "F1")
    assert isinstance(found, ConnectionBrokenError)
    assert found.problem.code == code


def test_a_fresh_token_that_is_refused_is_believed_to_be_a_bad_key_only_when_it_stays_so() -> None:
    found = retry_later(client.ConnectionKeyError(*WHERE))
    assert found.suspect is not None
    assert found.suspect.code == "key-refused"


@pytest.mark.parametrize("kind", [client.RateLimitedError, client.QuotaError])
def test_too_many_calls_make_the_administration_wait_as_long_as_asked(
    kind: type[client.RateLimitedError],
) -> None:
    found = retry_later(kind(*WHERE, retry_after=MINUTE))
    assert (found.delay, found.line_down) == (MINUTE, False)


def test_a_snelstart_that_cannot_be_reached_is_so_for_every_administration() -> None:
    found = retry_later(client.UnavailableError(*WHERE, reason="ConnectError", retry_after=MINUTE))
    assert (found.delay, found.line_down) == (MINUTE, True)


@pytest.mark.parametrize("reason", ["ReadTimeout", "WriteTimeout"])
def test_a_write_after_which_the_next_would_fare_no_better_says_so(reason: str) -> None:
    assert unknown(reason).timed_out


@pytest.mark.parametrize("reason", ["RemoteProtocolError", "status 503", "the answer is not JSON"])
def test_a_write_that_failed_by_itself_holds_up_no_others(reason: str) -> None:
    assert not unknown(reason).timed_out


def test_the_error_of_the_client_stays_the_cause() -> None:
    cause = client.NotFoundError(*WHERE)
    with pytest.raises(RecordRejectedError) as raised, translated("F1"):
        raise cause
    assert raised.value.__cause__ is cause
    assert raised.value.key == "F1"
