"""Answers with a problem document (RFC 9457): what is wrong, in Dutch and English, with the remedy."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import json
from collections.abc import Mapping, Sequence

from django.http import HttpResponse

from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.domain.problem_catalogue.row import PEOPLE

_PEOPLE: Mapping[str, tuple[str, str]] = {who.value: words for who, words in PEOPLE.items()}
MEDIA_TYPE = "application/problem+json"
ERRORS_PAGE = "/docs/errors"
TITLES: Mapping[int, tuple[str, str]] = {
    400: ("Het verzoek is niet te lezen", "The request cannot be read"),
    401: ("Toegang alleen met een geldige API-sleutel", "A valid API key is needed"),
    404: ("Niet gevonden", "Not found"),
    405: ("Deze methode kan hier niet", "This method does not work here"),
    409: ("Dit past niet bij hoe het er nu voor staat", "This does not fit how things stand now"),
    413: ("Het bericht is te groot", "The message is too large"),
    415: ("Dit soort bericht wordt hier niet gelezen", "This kind of message is not read here"),
    422: ("Dit kan niet worden aangenomen", "This cannot be accepted"),
    500: ("Er ging bij ons iets mis", "Something went wrong on our side"),
    503: ("Even geduld: er is niets aangenomen", "Please wait: nothing was accepted"),
}


class RefusedError(Exception):
    """A request that is not accepted; it becomes a problem document."""

    def __init__(
        self, status: int, problems: Sequence[Problem], *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status}: {'; '.join(one.en for one in problems)}")
        self.status = status
        self.problems = tuple(problems)
        self.headers = dict(headers or {})


def refuse(status: int, code: str, *, field: str = "", value: object = "", **details: object) -> RefusedError:
    """Make the refusal of a request with one problem."""
    return RefusedError(status, [problem(code, field, value, **details)])


def document_of(status: int, problems: Sequence[Problem]) -> dict[str, object]:
    """Write the problem document of a refusal; the first problem gives its type."""
    title, title_en = TITLES[status]
    more = len(problems) - 1
    first = problems[0]
    return {
        "type": f"{ERRORS_PAGE}#{first.code}",
        "title": title,
        "title_en": title_en,
        "status": status,
        "detail": first.nl + (f" (en nog {more}: zie errors)" if more else ""),
        "detail_en": first.en + (f" (and {more} more: see errors)" if more else ""),
        "errors": [problem_row(one) for one in problems],
    }


def problem_row(one: Problem) -> dict[str, str]:
    """Write one problem, with who can solve it."""
    who_nl, who_en = _PEOPLE.get(one.who, ("", ""))
    return {
        "code": one.code,
        "field": one.field,
        "value": one.value,
        "nl": one.nl,
        "en": one.en,
        "who": one.who,
        "who_nl": who_nl,
        "who_en": who_en,
    }


def problem_response(refusal: RefusedError) -> HttpResponse:
    """Answer a request with its refusal."""
    content = json.dumps(document_of(refusal.status, refusal.problems), ensure_ascii=False)
    return HttpResponse(
        content, status=refusal.status, content_type=MEDIA_TYPE, headers=dict(refusal.headers)
    )
