"""What people set about how records of an administration are carried."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NewRelations(StrEnum):
    """When a relation that the books do not know is made there."""

    ALWAYS = "always"
    WHEN_NEEDED = "when_needed"
    """Only when an invoice needs it; until then it is kept, and linked if the books turn out to know it."""


class ChangedInvoices(StrEnum):
    """What happens when the CRM changes an invoice that is booked."""

    UPDATE = "update"
    """The booking follows where SnelStart allows it and nobody changed it there."""
    HOLD = "hold"
    """A person decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncPolicy:
    """The choices of one administration."""

    new_relations: NewRelations = NewRelations.ALWAYS
    changed_invoices: ChangedInvoices = ChangedInvoices.UPDATE
    start_date: date | None = None
    """Invoices of before this day are kept and not booked; None books all that is sent."""
