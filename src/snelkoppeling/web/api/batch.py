"""Takes in many records at once: a line each, a verdict for each, stored in groups."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.problem import Problem, problem, shortened
from snelkoppeling.sync.records import Accepted, Connection, Incoming, Lane
from snelkoppeling.web.api.answers import AcceptedAnswer, ProblemRow, accepted_answer, problem_rows
from snelkoppeling.web.api.arrivals import Delivery, arrivals_of
from snelkoppeling.web.api.not_carried import not_carried
from snelkoppeling.web.api.reading import RecordUnreadableError
from snelkoppeling.web.api.strict_json import JsonError, read_object, shown
from snelkoppeling.web.limits import BATCH_GROUP, LARGEST_JSON, MEGABYTE, MOST_BATCH_LINES

REFUSED = "refused"
CARRIED = {
    "relation": EntityType.RELATION,
    "project": EntityType.PROJECT,
    "invoice": EntityType.INVOICE,
}


class LineVerdict(BaseModel):
    """What became of one line."""

    line: int
    result: str
    type: str = ""
    external_id: str = ""
    state_url: str | None = None
    errors: list[ProblemRow] = []


class BatchAnswer(BaseModel):
    """What became of a batch: figures, and a verdict for each line that was not blank."""

    totals: dict[str, int]
    lines: list[LineVerdict]


class LineSource(Protocol):
    """Where lines come from, such as the body of a request."""

    def readline(self, size: int, /) -> bytes:
        """Read up to and including the next line end, at most so many bytes; nothing at the end."""


Accept = Callable[[Connection, Sequence[Incoming]], Sequence[Accepted]]


@dataclass
class Batch:
    """One batch on its way in."""

    connection: Connection
    lane: Lane
    accept: Accept
    now: datetime
    most_lines: int = MOST_BATCH_LINES
    verdicts: list[LineVerdict] = field(default_factory=list)

    def take(self, lines: Iterator[tuple[int, bytes | None]]) -> BatchAnswer:
        """Read, store and judge all lines; a line that is refused does not keep its neighbours out."""
        waiting: list[tuple[int, list[Incoming]]] = []
        for count, (number, line) in enumerate(lines, start=1):
            if count > self.most_lines:
                self.verdicts.append(_too_many(number, self.most_lines))
                break
            try:
                waiting.append((number, self._arrivals(line)))
            except _LineRefusedError as error:
                self.verdicts.append(error.verdict(number))
            if len(waiting) >= BATCH_GROUP:
                self._store(waiting)
                waiting = []
        self._store(waiting)
        deque(lines, maxlen=0)  # What is left is read all the same, as it belongs to the digest of the whole.
        self.verdicts.sort(key=lambda verdict: verdict.line)
        return BatchAnswer(totals=self._totals(), lines=self.verdicts)

    def _arrivals(self, line: bytes | None) -> list[Incoming]:
        if line is None:
            limit = f"{LARGEST_JSON // MEGABYTE} MB"
            raise _LineRefusedError([problem("batch-line-too-long", limit=limit)])
        try:
            fields = read_object(line)
        except JsonError as error:
            raise _LineRefusedError(error.problems) from error
        external_id = fields.pop("external_id", None)
        type_name = fields.pop("type", None)
        try:
            entity_type = _entity_type(type_name)
            return arrivals_of(
                Delivery(
                    connection=self.connection.id,
                    entity_type=entity_type,
                    external_id=external_id,
                    fields=fields,
                    now=self.now,
                    lane=self.lane,
                )
            )
        except RecordUnreadableError as error:
            raise _LineRefusedError(error.problems, type_name, external_id) from error

    def _store(self, waiting: Sequence[tuple[int, list[Incoming]]]) -> None:
        """Store a group at once, and hand each line its own results."""
        if not waiting:
            return
        results = self.accept(self.connection, [one for _, arrivals in waiting for one in arrivals])
        start = 0
        for number, arrivals in waiting:
            end = start + len(arrivals)
            self.verdicts.append(_verdict(number, accepted_answer(arrivals, results[start:end])))
            start = end

    def _totals(self) -> dict[str, int]:
        totals = dict.fromkeys([*(one.value for one in Accepted), REFUSED], 0)
        for verdict in self.verdicts:
            totals[verdict.result] += 1
        return {"lines": len(self.verdicts), **totals}


def numbered_lines(source: LineSource, seen: Callable[[bytes], None]) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines that are not blank, with their numbers; None stands for one that is too long.

    `seen` is shown every byte, so that the whole can be compared with a later repetition.
    """
    number = 0
    while line := source.readline(LARGEST_JSON + 1):
        seen(line)
        number += 1
        too_long = len(line) > LARGEST_JSON
        while too_long and not line.endswith(b"\n"):
            line = source.readline(LARGEST_JSON + 1)
            seen(line)
            if not line:
                break
        if too_long:
            yield number, None
        elif line.strip() not in {b"", b"\xef\xbb\xbf"}:
            yield number, line


class _LineRefusedError(Exception):
    """A line cannot be accepted."""

    def __init__(self, problems: Sequence[Problem], type_name: Any = None, external_id: Any = None) -> None:
        super().__init__("; ".join(one.en for one in problems))
        self._problems = problems
        self._type = type_name
        self._external_id = external_id

    def verdict(self, number: int) -> LineVerdict:
        return LineVerdict(
            line=number,
            result=REFUSED,
            type=shortened(self._type) if isinstance(self._type, str) else "",
            external_id=shortened(self._external_id) if isinstance(self._external_id, str) else "",
            errors=problem_rows(self._problems),
        )


def _too_many(number: int, most_lines: int) -> LineVerdict:
    return _LineRefusedError([problem("batch-too-many-lines", value=most_lines)]).verdict(number)


def _entity_type(name: Any) -> EntityType:
    if isinstance(name, str) and name in CARRIED:
        return CARRIED[name]
    if isinstance(name, str) and (refusal := not_carried(name)):
        raise RecordUnreadableError([refusal])
    if name is None:
        raise RecordUnreadableError([problem("field-missing", "type")])
    raise RecordUnreadableError([problem("type-unknown", "type", shown(name))])


def _verdict(number: int, answer: AcceptedAnswer) -> LineVerdict:
    return LineVerdict(
        line=number,
        result=answer.result,
        type=answer.type,
        external_id=answer.external_id,
        state_url=answer.state_url,
    )
