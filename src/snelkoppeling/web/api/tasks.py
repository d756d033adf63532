"""Lists what is set aside as tasks for people, one for each cause, and tries a whole task again."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from snelkoppeling.sync.records import Connection, TaskGroup
from snelkoppeling.web.api.answers import ProblemRow, problem_rows
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.json_requests import read_request
from snelkoppeling.web.api.requests import connection_of, require_parameters
from snelkoppeling.web.api.states import RecordName, record_name
from snelkoppeling.web.problem_document import refuse
from snelkoppeling.web.services import installed

LONGEST_CAUSE = 1000


class TaskRow(BaseModel):
    """Records that are set aside for one cause; whoever takes it away solves them all."""

    cause: str
    """Names the cause; give it to /tasks/retry."""
    count: int
    since: datetime
    problem: ProblemRow
    """The problem as the oldest record has it."""
    examples: list[RecordName]
    """A few of the records of this connection, the oldest first."""


class TasksAnswer(BaseModel):
    """The tasks of the administration, the largest first."""

    administration: str
    set_aside: int
    """How many records they are together."""
    tasks: list[TaskRow]


class RetryBody(Body):
    """Which task to try again."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"cause": "account-not-found:8200"}]})

    cause: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CAUSE)] = Field(
        description="The cause of a task, as GET /tasks gives it."
    )


class RetryAnswer(BaseModel):
    """The records of a task are due again."""

    cause: str
    retried: int


def tasks_of(request: HttpRequest) -> TasksAnswer:
    """Look up the tasks of a connection's administration."""
    require_parameters(request, ())
    connection = connection_of(request)
    services = installed().services
    groups = services.records.tasks(connection.administration)
    return TasksAnswer(
        administration=services.administrations.get(connection.administration).name,
        set_aside=sum(group.count for group in groups),
        tasks=[_task_row(group, connection) for group in groups],
    )


def retry_task(request: HttpRequest) -> RetryAnswer:
    """Mark all records of a task as due again, and wake the worker."""
    require_parameters(request, ())
    connection = connection_of(request)
    cause = read_request(request, RetryBody).cause
    services = installed().services
    retried = services.records.retry_cause(connection.administration, cause, services.clock())
    if not retried:
        raise refuse(404, "no-such-task", field="cause", value=cause)
    services.wake([connection.administration])
    return RetryAnswer(cause=cause, retried=retried)


def _task_row(group: TaskGroup, connection: Connection) -> TaskRow:
    return TaskRow(
        cause=group.cause,
        count=group.count,
        since=group.since,
        problem=problem_rows([group.problem])[0],
        examples=[record_name(key) for key in group.examples if key.connection == connection.id],
    )
