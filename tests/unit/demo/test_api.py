"""The demonstration's use of the REST API."""

import httpx
import pytest

from snelkoppeling.demo.api import (
    Answer,
    Candidate,
    DemoApi,
    DifferingField,
    Push,
    SentFile,
    StandingState,
    Verdict,
    decision_push,
    record_path,
)

PUSH = Push(method="PUT", path="/relations/1", body={"name": "Distelwaard"})


def _api(answer: httpx.Response | httpx.TransportError, seen: list[httpx.Request] | None = None) -> DemoApi:
    def handle(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        if isinstance(answer, httpx.TransportError):
            raise answer
        return answer

    return DemoApi("http://service.example/", "snk_key", transport=httpx.MockTransport(handle))


def _pushed(answer: httpx.Response | httpx.TransportError, push: Push = PUSH) -> Answer:
    return _api(answer).push(push)


@pytest.mark.parametrize("result", ["new", "changed", "unchanged", "stale"])
def test_what_was_taken_carries_its_verdict_and_where_to_ask(result: str) -> None:
    answer = _pushed(httpx.Response(202, json={"result": result, "state_url": "/api/v1/relations/1"}))

    assert (answer.verdict, answer.state_url) == (Verdict(result), "/api/v1/relations/1")


def test_an_answer_that_was_given_before_brings_nothing_new() -> None:
    replayed = httpx.Response(
        202, json={"result": "new", "state_url": "/x"}, headers={"Idempotency-Replayed": "true"}
    )

    assert _pushed(replayed).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_door_that_cannot_take_anything_now_is_closed(status: int) -> None:
    assert _pushed(httpx.Response(status)).verdict is Verdict.CLOSED


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("no"), httpx.ReadError("no")])
def test_a_door_that_cannot_be_reached_is_closed(error: httpx.TransportError) -> None:
    assert _pushed(error).verdict is Verdict.CLOSED


def test_a_refusal_gives_each_reason_once_in_dutch() -> None:
    errors = [
        {"nl": "IBAN klopt niet.", "en": "wrong"},
        {"nl": "IBAN klopt niet."},
        {"nl": "Naam ontbreekt."},
    ]

    answer = _pushed(httpx.Response(422, json={"detail": "samen", "errors": errors}))

    assert (answer.verdict, answer.reasons) == (Verdict.REFUSED, ("IBAN klopt niet.", "Naam ontbreekt."))


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(401, json={"detail": "De sleutel is onbekend."}), "De sleutel is onbekend."),
        (httpx.Response(404, json={"title": "Niet gevonden"}), "Niet gevonden"),
        (httpx.Response(400, text="<html>"), "antwoord 400"),
        (httpx.Response(400, json=["odd"]), "antwoord 400"),
    ],
)
def test_a_refusal_without_a_list_still_says_something(response: httpx.Response, reason: str) -> None:
    assert _pushed(response).reasons == (reason,)


def test_files_go_along_as_parts_and_the_key_as_a_header() -> None:
    seen: list[httpx.Request] = []
    push = Push(
        method="PUT",
        path=record_path("invoices", "2026/1 é"),
        body={"number": "2026-1"},
        files=(SentFile("factuur.pdf", "application/pdf", b"%PDF-1"),),
    )

    _api(httpx.Response(202, json={}), seen).push(push)

    request = seen[0]
    assert request.headers["Authorization"] == "Bearer snk_key"
    assert request.url.raw_path == b"/api/v1/invoices/2026%2F1%20%C3%A9"
    assert b'name="invoice"' in request.content
    assert b'name="document"; filename="factuur.pdf"' in request.content
    assert b"%PDF-1" in request.content


def test_xml_goes_as_it_is() -> None:
    seen: list[httpx.Request] = []

    _api(httpx.Response(202, json={}), seen).push(
        Push(
            method="POST",
            path="/invoices/ubl?direction=sales",
            body=b"<Invoice/>",
            headers={"Idempotency-Key": "k"},
        )
    )

    request = seen[0]
    assert (request.content, request.headers["Content-Type"]) == (b"<Invoice/>", "application/xml")
    assert request.headers["Idempotency-Key"] == "k"
    assert request.url.query == b"direction=sales"


def test_a_standing_tells_the_state_and_the_reasons() -> None:
    body = {
        "state": "set_aside",
        "books_label": "20001",
        "problems": [{"nl": "Klopt niet."}, {"nl": "Klopt niet."}],
    }

    standing = _api(httpx.Response(200, json=body)).standing("/api/v1/relations/1")

    assert standing is not None
    assert (standing.state, standing.label) == (StandingState.SET_ASIDE, "20001")
    assert standing.reasons == ("Klopt niet.",)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.ConnectError("no"),
        httpx.Response(503),
        httpx.Response(200, text="x"),
        httpx.Response(200, json=[]),
    ],
)
def test_without_an_answer_nothing_is_known(answer: httpx.Response | httpx.TransportError) -> None:
    assert _api(answer).standing("/api/v1/relations/1") is None


def test_a_state_that_is_not_known_yet_counts_as_under_way() -> None:
    standing = _api(httpx.Response(200, json={"state": "resting"})).standing("/x")

    assert standing is not None
    assert standing.state is StandingState.DUE


def test_a_doubt_tells_the_choices_the_fields_that_differ_and_the_candidates() -> None:
    conflict = {
        "choices": [{"choice": "link", "nl": "", "en": ""}],
        "fields": [
            {"field": "total", "crm": "1.00", "snelstart": "2.00", "agreed": "2.00", "differs": True},
            {"field": "vat", "crm": [], "snelstart": [], "agreed": [], "differs": False},
        ],
        "candidates": [{"books_id": "b1", "label": "3 Distelwaard", "reason": "zelfde IBAN"}],
    }

    standing = _api(httpx.Response(200, json={"state": "set_aside", "conflict": conflict})).standing("/x")

    assert standing is not None
    assert standing.choices == ("link",)
    assert standing.differing == (DifferingField("total", "1.00", "2.00"),)
    assert standing.candidates == (Candidate("b1", "3 Distelwaard", "zelfde IBAN"),)


def test_a_decision_goes_to_the_door_of_its_record() -> None:
    seen: list[httpx.Request] = []

    push = decision_push("/api/v1/invoices/2026%2F1", {"choice": "use_crm", "by": "Marijn"})
    _api(httpx.Response(200, json={"state": "due"}), seen).push(push)

    assert seen[0].method == "POST"
    assert seen[0].url.raw_path == b"/api/v1/invoices/2026%2F1/decision"
    assert push.is_decision
    assert not PUSH.is_decision
