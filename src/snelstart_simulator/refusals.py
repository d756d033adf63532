"""Why SnelStart does not do as asked: each shape of refusal is an exception (SnelStart API, section 4)."""

import json
from importlib import resources as package_files

from snelstart_simulator.models.record import Record

_TEXTS: dict[str, str] = json.loads(
    package_files.files("snelstart_simulator").joinpath("error_codes.json").read_text(encoding="utf-8")
)


class Problem(Record, frozen=True):
    """One entry of the business layer's list of errors."""

    error_code: str
    message: str
    details: tuple[str, ...] | None = None


class Refusal(Exception):  # noqa: N818 - an answer like any other, not an error of ours.
    """The call is answered by something else than its result."""


class BusinessRefusal(Refusal):
    """A rule of bookkeeping is broken; there may be several problems at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(problem.error_code for problem in problems))
        self.problems = problems


class ModelRefusal(Refusal):
    """The framework could not make sense of the body, or misses a field."""

    def __init__(self, model_state: dict[str, list[str]]) -> None:
        super().__init__(", ".join(model_state))
        self.model_state = model_state


class QueryRefusal(Refusal):
    """The query options are not understood."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(Refusal):
    """The record is not there, or no longer active."""


class NotSimulated(Refusal):
    """SnelStart can do this and the simulator cannot."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def message_of(code: str) -> str:
    """Give the Dutch text of an error code."""
    return _TEXTS[code]


def refuse(code: str, *details: str) -> BusinessRefusal:
    """Make a refusal for a single problem."""
    return BusinessRefusal([problem(code, *details)])


def problem(code: str, *details: str) -> Problem:
    """Word a problem; without details the wire has null there."""
    return Problem(error_code=code, message=_TEXTS[code], details=details or None)


class Problems:
    """Collects what is wrong with one record, so that all of it is answered at once."""

    def __init__(self, *, as_model_state: bool = False) -> None:
        self._found: list[Problem] = []
        self._model_state: dict[str, list[str]] = {}
        self._as_model_state = as_model_state

    def add(self, code: str, *details: str) -> None:
        """Note a broken rule; the same one is told once."""
        found = problem(code, *details)
        if found not in self._found:
            self._found.append(found)

    def check(self, holds: object, code: str) -> None:
        """Note a broken rule unless it holds."""
        if not holds:
            self.add(code)

    def attribute(self, code: str | None, field: str, text: str) -> None:
        """Note what an attribute of the model forbids; the framework tells it when no code exists."""
        if code is None or self._as_model_state:
            self._model_state.setdefault(f"model.{field}", []).append(text)
        else:
            self.add(code)

    def length(self, code: str | None, field: str, *, text: str | None, at_most: int) -> None:
        """Note a text that is too long."""
        if text is not None and len(text) > at_most:
            name = field[0].upper() + field[1:]
            words = f"The field {name} must be a string with a maximum length of {at_most}."
            self.attribute(code, field, words)

    def __bool__(self) -> bool:
        return bool(self._found or self._model_state)

    def raise_if_any(self) -> None:
        """Refuse the record when anything was noted; the framework looks before the bookkeeping does."""
        if self._model_state:
            raise ModelRefusal(self._model_state)
        if self._found:
            raise BusinessRefusal(self._found)
