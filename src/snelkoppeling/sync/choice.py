"""What a person is asked to decide about a record, and what the person decided."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.errors import Problem, RecordRejectedError

CHECKSUM_DIGITS = 16
Value = str | int | bool | list[str] | None
Values = Mapping[str, Value]
"""A record as the books could hold it; `records` calls it an image."""


class Choice(StrEnum):
    """The ways out of a doubt; none is ever taken without a person."""

    KEEP_BOOKS = "keep_books"
    """What stands in SnelStart is right; this state of the record is done with."""
    USE_CRM = "use_crm"
    """What the CRM says is right; it replaces what was shown of SnelStart, and nothing newer."""
    RECREATE = "recreate"
    """It was removed from SnelStart and is to be made there again."""
    LEAVE_OUT = "leave_out"
    """It does not belong in the books; it is kept here until the CRM changes it."""
    ALLOW = "allow"
    """The doubts that were named are accepted; what is booked gets SnelStart's mark for attention."""
    LINK = "link"
    """It is the record in SnelStart that is named."""
    CREATE_NEW = "create_new"
    """It is none of those that resemble it; a new one is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record in the books that may be the same one."""

    books_id: BooksId
    label: str
    reason: str = ""
    """What they have in common, in Dutch: `zelfde e-mailadres`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What a person must look at to decide, and between what."""

    choices: tuple[Choice, ...]
    wanted: Values | None = None
    in_books: Values | None = None
    """What SnelStart held when it was shown; None when it held nothing or was not read."""
    agreed: Values | None = None
    """What both sides last agreed on."""
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[str, ...] = ()
    """Codes of the problems that may be allowed."""
    allowed: tuple[str, ...] = ()
    """Codes that were allowed in an answer before this question; they stay so."""
    standing: "Decision | None" = None
    """What was decided before a doubt came up: to allow that leaves it as it is."""

    @property
    def checksum(self) -> str:
        """Name just this conflict, so that no answer is taken for one that came in its place."""
        content = json.dumps(asdict(self), sort_keys=True, default=str)
        return hashlib.sha256(content.encode()).hexdigest()[:CHECKSUM_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about the conflict that was shown; it holds for that one only."""

    choice: Choice
    at: datetime
    by: str = ""
    """Who decided, as far as known."""
    books_id: BooksId | None = None
    """The record that was chosen, for LINK."""
    doubts: tuple[str, ...] = ()
    """Codes of the problems that are allowed, for ALLOW."""
    conflict: str = ""
    """Checksum of the conflict that was shown; empty when whoever asks does not know it."""

    def answers(self, conflict: Conflict) -> bool:
        """Tell whether it is one of the choices of just this conflict."""
        return self.choice in conflict.choices and self.conflict in {"", conflict.checksum}


class ChoiceNeededError(RecordRejectedError):
    """A record waits for a person to choose; it is set aside with what there is to choose from."""

    code = "choice-needed"

    def __init__(self, key: str, problems: Sequence[Problem], conflict: Conflict) -> None:
        super().__init__(key, problems)
        self.conflict = conflict
