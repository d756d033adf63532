"""The database of the demonstration CRM: what it holds now, and what it has offered to the service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from snelkoppeling.demo.api import Push, SentFile
from snelkoppeling.demo.company import Customer
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoices import DemoInvoice
from snelkoppeling.domain.money import Money


class Expectation(StrEnum):
    """What the CRM expects to come of what it does."""

    CARRIED = "carried"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"
    LISTED = "listed"
    WAITING = "waiting"


@dataclass(slots=True, kw_only=True)
class KeptRecord:
    """A customer or an invoice in the CRM, and what the service last said of it."""

    name: str
    """What people call it: `factuur 2026-0001`."""
    state_url: str = ""
    """Where the service tells how it stands; empty until it took the record."""
    is_refused: bool = False
    """The door refused its present state, so that the books cannot hold it."""
    pushes: list[Push] = field(default_factory=list)
    """Every state that was offered, oldest first."""


@dataclass(slots=True, kw_only=True)
class KeptCustomer(KeptRecord):
    """A customer in the CRM."""

    customer: Customer
    came_with: "KeptInvoice | None" = None
    """The e-invoice that described it to the service; None when the CRM sent it as a relation."""


@dataclass(slots=True, kw_only=True)
class KeptInvoice(KeptRecord):
    """An approved invoice in the CRM, with the files that went along."""

    invoice: DemoInvoice
    files: tuple[SentFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that somebody does in the CRM, and the push that follows from it."""

    subject: Subject
    sentence: str
    """What happened, in Dutch."""
    push: Push
    arrives_as: str = "staat in SnelStart"
    """What to say when it has arrived, in Dutch; `{label}` is what people call it there."""
    record: KeptRecord | None = None
    """The record that it is about; None when the books have no place for it."""
    expects: Expectation = Expectation.CARRIED
    amount: Money | None = None
    brings_customer: str = ""
    """Name of the customer that the books learn of by this e-invoice."""


class Crm:
    """All records of the CRM."""

    def __init__(self) -> None:
        self.customers: list[KeptCustomer] = []
        self.invoices: list[KeptInvoice] = []

    def known_customers(self) -> Sequence[KeptCustomer]:
        """List the customers that the service knows as relations, and can be invoiced."""
        return [one for one in self.customers if one.state_url and not one.is_refused]
