"""Shows what a person is asked to decide about a record: the choices, both sides, the candidates."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from pydantic import BaseModel

from snelkoppeling.sync.choice import Choice, Conflict, Decision

Value = str | int | bool | list[str] | None
CHOICE_WORDS: Mapping[Choice, tuple[str, str]] = MappingProxyType(
    {
        Choice.KEEP_BOOKS: (
            "Zo laten: wat in SnelStart staat, klopt.",
            "Keep it: what stands in SnelStart is right.",
        ),
        Choice.USE_CRM: (
            "Het CRM volgen: dat komt in de plaats van wat hier van SnelStart te zien is.",
            "Follow the CRM: it replaces what is shown here of SnelStart.",
        ),
        Choice.RECREATE: (
            "Opnieuw in SnelStart aanmaken: het is daar ten onrechte verwijderd.",
            "Make it in SnelStart again: it was removed there by mistake.",
        ),
        Choice.LEAVE_OUT: (
            "Niet boeken: het hoort niet in SnelStart, tot het CRM het wijzigt.",
            "Leave it out: it does not belong in SnelStart, until the CRM changes it.",
        ),
        Choice.ALLOW: (
            "Toch boeken: de genoemde twijfels (doubts) zijn bekeken; SnelStart markeert de boeking.",
            "Book it all the same: the doubts that are named were looked at; SnelStart marks the booking.",
        ),
        Choice.LINK: (
            "Koppelen: het is het record in SnelStart dat u met books_id noemt.",
            "Link: it is the record in SnelStart that you name by books_id.",
        ),
        Choice.CREATE_NEW: (
            "Nieuw aanmaken: het is geen van de records die erop lijken.",
            "Make a new one: it is none of the records that resemble it.",
        ),
    }
)


class ChoiceRow(BaseModel):
    """One way out, in words."""

    choice: Choice
    nl: str
    en: str


class CandidateRow(BaseModel):
    """A record in SnelStart that may be the same one."""

    books_id: str
    label: str
    reason: str
    """What they have in common, in Dutch."""


class FieldRow(BaseModel):
    """One field on both sides, and what they last agreed on."""

    field: str
    crm: Value
    snelstart: Value
    agreed: Value
    differs: bool
    """Whether the CRM and SnelStart hold different values."""


class ConflictRow(BaseModel):
    """What a person must look at to decide."""

    checksum: str
    """Names just this conflict: a decision that gives it back is taken for no other."""
    choices: list[ChoiceRow]
    fields: list[FieldRow]
    candidates: list[CandidateRow]
    doubts: list[str]
    """Codes of the problems that may be allowed."""


class DecisionRow(BaseModel):
    """What a person decided."""

    choice: Choice
    nl: str
    en: str
    at: datetime
    by: str
    books_id: str | None
    doubts: list[str]


def conflict_row(conflict: Conflict) -> ConflictRow:
    """Show a conflict."""
    return ConflictRow(
        checksum=conflict.checksum,
        choices=[_choice_row(choice) for choice in conflict.choices],
        fields=_fields(conflict),
        candidates=[
            CandidateRow(books_id=one.books_id, label=one.label, reason=one.reason)
            for one in conflict.candidates
        ],
        doubts=list(conflict.doubts),
    )


def decision_row(decision: Decision) -> DecisionRow:
    """Show a decision."""
    nl, en = CHOICE_WORDS[decision.choice]
    return DecisionRow(
        choice=decision.choice,
        nl=nl,
        en=en,
        at=decision.at,
        by=decision.by,
        books_id=decision.books_id,
        doubts=list(decision.doubts),
    )


def _choice_row(choice: Choice) -> ChoiceRow:
    nl, en = CHOICE_WORDS[choice]
    return ChoiceRow(choice=choice, nl=nl, en=en)


def _fields(conflict: Conflict) -> list[FieldRow]:
    """Lay the sides beside each other; what only one of them knows is shown too."""
    in_crm, in_books = conflict.wanted or {}, conflict.in_books or {}
    agreed = conflict.agreed or {}
    is_compared = conflict.wanted is not None and conflict.in_books is not None
    return [
        FieldRow(
            field=name,
            crm=in_crm.get(name),
            snelstart=in_books.get(name),
            agreed=agreed.get(name),
            differs=is_compared and in_crm.get(name) != in_books.get(name),
        )
        for name in dict.fromkeys([*in_crm, *in_books, *agreed])
    ]
