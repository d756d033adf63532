"""Tells a CRM how its administration stands: whether records flow, how many wait, which need somebody."""

from datetime import datetime

from pydantic import BaseModel

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import Administration, Connection, ItemState, RecordState
from snelkoppeling.web.api.answers import ProblemRow, problem_rows, state_url
from snelkoppeling.web.services import WebServices


class AdministrationStatus(BaseModel):
    """How the traffic of the administration stands."""

    name: str
    flowing: bool
    pause: ProblemRow | None
    back_off_until: datetime | None
    snelstart_unreachable: bool


class AttentionRow(BaseModel):
    """A record that needs somebody."""

    type: EntityType
    external_id: str
    state_url: str | None
    problems: list[ProblemRow]


class StatusAnswer(BaseModel):
    """How a connection stands."""

    connection: str
    administration: AdministrationStatus
    counts: dict[str, dict[str, int]]
    needs_attention: list[AttentionRow]


def status_of(connection: Connection, services: WebServices) -> StatusAnswer:
    """Look up how a connection stands."""
    administration = services.administrations.get(connection.administration)
    counts: dict[str, dict[str, int]] = {}
    for (_, entity_type, state), count in services.records.counts(connection.administration).items():
        counts.setdefault(entity_type, {})[state] = count
    set_aside = services.records.in_state(ItemState.SET_ASIDE, administration=connection.administration)
    return StatusAnswer(
        connection=connection.name,
        administration=_administration_status(administration),
        counts=counts,
        needs_attention=[
            _attention_row(state) for state in set_aside if state.key.connection == connection.id
        ],
    )


def _administration_status(administration: Administration) -> AdministrationStatus:
    pause = administration.pause
    return AdministrationStatus(
        name=administration.name,
        flowing=pause is None and administration.back_off_until is None,
        pause=problem_rows([pause])[0] if pause else None,
        back_off_until=administration.back_off_until,
        snelstart_unreachable=administration.line_down,
    )


def _attention_row(state: RecordState) -> AttentionRow:
    return AttentionRow(
        type=state.key.entity_type,
        external_id=state.key.external_id,
        state_url=state_url(state.key),
        problems=problem_rows(state.problems),
    )
