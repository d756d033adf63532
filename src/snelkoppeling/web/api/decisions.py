"""Takes in what a person decided about a record that asks for it."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Sequence
from typing import Annotated

from django.http import HttpRequest
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.domain.problem import Problem, problem
from snelkoppeling.sync.choice import Choice, Conflict, Decision
from snelkoppeling.sync.records import ItemState, RecordState
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.fields import Cleared, Line100, choice_of
from snelkoppeling.web.api.json_requests import read_request
from snelkoppeling.web.api.requests import connection_of, require_parameters
from snelkoppeling.web.api.states import StateAnswer, state_answer, stored_state
from snelkoppeling.web.problem_document import RefusedError, refuse
from snelkoppeling.web.services import installed

LONGEST_CODE = 100
MOST_DOUBTS = 50
ChoiceName = Annotated[Choice, BeforeValidator(choice_of(Choice))]
Code = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)]


class DecisionBody(Body):
    """One of the choices that the state of the record shows; it holds for the conflict shown there only."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"choice": "link", "books_id": "5b0c3e0e-6f3a-4f43-9f0e-2f2f6b1f7a11", "by": "Sanne Vos"},
                {"choice": "allow", "doubts": ["vat-period-filed"], "by": "Sanne Vos"},
            ]
        }
    )

    choice: ChoiceName = Field(description="One of conflict.choices.")
    books_id: Annotated[Line100 | None, Cleared] = Field(
        None, description="With link: which of conflict.candidates it is."
    )
    doubts: Annotated[list[Code], Field(max_length=MOST_DOUBTS)] | None = Field(
        None, description="With allow: which of conflict.doubts are accepted."
    )
    checksum: Annotated[Line100 | None, Cleared] = Field(
        None,
        description=(
            "conflict.checksum as it was shown: the decision is refused when another conflict has taken its "
            "place meanwhile. Absent takes the decision for whatever is asked now."
        ),
    )
    by: Annotated[Line100 | None, Cleared] = Field(
        None, description="Who decided, for the history.", examples=["Sanne Vos"]
    )


def decide(request: HttpRequest, entity_type: EntityType, external_id: str) -> StateAnswer:
    """Store a decision and wake the worker; the same decision again gets the same answer."""
    require_parameters(request, ())
    connection = connection_of(request)
    body = read_request(request, DecisionBody)
    services = installed().services
    state = stored_state(connection, entity_type, external_id)
    if not _is_decided(state, body):
        conflict = _conflict_of(state, body)
        if problems := _problems(body, conflict):
            raise RefusedError(422, problems)
        now = services.clock()
        decision = Decision(
            choice=body.choice,
            at=now,
            by=body.by or "",
            books_id=_books_id(body),
            doubts=tuple(body.doubts or ()),
            conflict=body.checksum or "",
        )
        if not services.records.decide(state.key, decision, now):
            raise _nothing_to_decide(state)
        services.wake([connection.administration])
        state = stored_state(connection, entity_type, external_id)
    return state_answer(state)


def _is_decided(state: RecordState, body: DecisionBody) -> bool:
    """Tell whether this was decided already and waits to be carried out."""
    made = state.decision
    return (
        made is not None
        and state.state is not ItemState.SET_ASIDE
        and (made.choice, made.books_id, made.doubts)
        == (body.choice, _books_id(body), tuple(body.doubts or ()))
    )


def _conflict_of(state: RecordState, body: DecisionBody) -> Conflict:
    """Find the conflict that a choice is about; refuse a choice that is not asked, or of another conflict."""
    conflict = state.open_conflict
    if conflict is None:
        raise _nothing_to_decide(state)
    if body.checksum not in {None, conflict.checksum}:
        raise refuse(409, "conflict-changed", field="checksum", value=state.key)
    if body.choice not in conflict.choices:
        known = ", ".join(conflict.choices) or "–"
        raise refuse(
            409, "choice-not-asked", field="choice", value=body.choice, record=state.key, known=known
        )
    return conflict


def _nothing_to_decide(state: RecordState) -> RefusedError:
    return refuse(409, "nothing-to-decide", value=state.key, state=state.state)


def _problems(body: DecisionBody, conflict: Conflict) -> Sequence[Problem]:
    """List what is missing from a decision, or does not belong to it."""
    named = [body.books_id] if body.books_id else []
    candidates = [one.books_id for one in conflict.candidates]
    is_link, is_allowed = body.choice is Choice.LINK, body.choice is Choice.ALLOW
    return [
        *_list_problems("books_id", named, shown=candidates, is_asked=is_link),
        *_list_problems("doubts", body.doubts or [], shown=conflict.doubts, is_asked=is_allowed),
    ]


def _list_problems(
    field: str, given: Sequence[str], *, shown: Sequence[str], is_asked: bool
) -> Sequence[Problem]:
    """Compare what a decision names with what the conflict shows."""
    if not is_asked:
        return [problem("decision-field-unused", field, ", ".join(given))] if given else []
    known = ", ".join(shown) or "–"
    if not given:
        return [problem("decision-field-missing", field, known=known)]
    return [problem("decision-not-shown", field, one, known=known) for one in given if one not in shown]


def _books_id(body: DecisionBody) -> BooksId | None:
    return BooksId(body.books_id) if body.books_id else None
