"""What is told of the demonstration: something happened in the CRM, and this came of it in the books."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from snelkoppeling.domain.money import Money


class Outcome(StrEnum):
    """What came of something that happened in the CRM."""

    ARRIVED = "arrived"
    """SnelStart holds it."""
    NOTHING_NEW = "nothing_new"
    """The service had it already, or something newer."""
    REFUSED = "refused"
    """The door said no, and why."""
    LISTED = "listed"
    """It stands on the bookkeeper's list."""
    WAITING = "waiting"
    """It waits for another record."""
    UNDER_WAY = "under_way"
    """It was taken, and has not arrived yet."""
    DOOR_CLOSED = "door_closed"
    """The service does not answer; the CRM offers it again."""
    BY_HAND = "by_hand"
    """The bookkeeper did it: in SnelStart itself, or by choosing."""


class Subject(StrEnum):
    """What an event is about."""

    RELATION = "relation"
    PROJECT = "project"
    SALE = "sale"
    PURCHASE = "purchase"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Sides:
    """One field of which the CRM and SnelStart hold different values, as people read them."""

    field: str
    in_crm: str
    in_books: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvent:
    """Something happened in the CRM, and this is what became of it."""

    at: datetime
    subject: Subject
    in_crm: str
    """A Dutch sentence."""
    in_books: str
    """What arrived in SnelStart, or why not, in Dutch."""
    outcome: Outcome
    milliseconds: int | None = None
    """From the moment of sending to the moment it was seen to stand in SnelStart."""
    record: str = ""
    """Name of the record that it is about; empty when the books have no place for it."""
    brings_customer: str = ""
    """Name of the customer that the books learn of by an e-invoice."""
    amount: Money | None = None
    """The total of an invoice that arrived; a credit note takes off."""
    is_later_news: bool = False
    """Whether it is about something that was told before."""
    sides: tuple[Sides, ...] = ()
    """What there is to choose between, when somebody must."""
    parts: tuple["DemoEvent", ...] = ()
    """What happened all at once, to be counted and not told one by one."""
