"""The database of the demonstration CRM: what it holds now, and what it has offered to the service."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from snelkoppeling.demo.api import Push, SentFile
from snelkoppeling.demo.books import BookedInvoice
from snelkoppeling.demo.company import Firm
from snelkoppeling.demo.happenings import Subject
from snelkoppeling.demo.invoices import DemoInvoice
from snelkoppeling.demo.projects import DemoProject
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import RelationRole


class Expectation(StrEnum):
    """What the CRM expects to come of what it does."""

    CARRIED = "carried"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"
    LISTED = "listed"
    WAITING = "waiting"


@dataclass(slots=True, kw_only=True)
class KeptRecord:
    """A record in the CRM, and what the service last said of it."""

    name: str
    """What people call it: `factuur 2026-0001`."""
    state_url: str = ""
    """Where the service tells how it stands; empty until it took the record."""
    is_refused: bool = False
    """The door refused its present state, so that the books cannot hold it."""
    has_arrived: bool = False
    """It was seen to stand in SnelStart."""
    pushes: list[Push] = field(default_factory=list)
    """Every state that was offered, oldest first."""


@dataclass(slots=True, kw_only=True)
class KeptRelation(KeptRecord):
    """A customer or supplier in the CRM."""

    firm: Firm
    known_as: str = ""
    """Under which name SnelStart knew it before it was linked; empty when it did not."""
    came_with: "KeptInvoice | None" = None
    """The e-invoice that described it to the service; None when the CRM sent it as a relation."""


@dataclass(slots=True, kw_only=True)
class KeptProject(KeptRecord):
    """A project in the CRM."""

    project: DemoProject


@dataclass(slots=True, kw_only=True)
class KeptInvoice(KeptRecord):
    """A final invoice in the CRM, with the files that went along."""

    invoice: DemoInvoice
    files: tuple[SentFile, ...]
    is_disputed: bool = False
    """The bookkeeper and the CRM both changed it."""
    left_as: BookedInvoice | None = None
    """How the bookkeeper left the booking, when it was chosen that SnelStart stays as it is."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class HandWork:
    """Something that the bookkeeper does in SnelStart itself."""

    sentence: str
    """What happened, in Dutch."""
    do: Callable[[], bool]
    """Does it; tells whether SnelStart let it be done."""
    done_as: str = "staat zo in SnelStart"


Deed = Act | HandWork


class Crm:
    """All records of the CRM."""

    def __init__(self) -> None:
        self.relations: list[KeptRelation] = []
        self.projects: list[KeptProject] = []
        self.invoices: list[KeptInvoice] = []

    @property
    def records(self) -> Sequence[KeptRecord]:
        """All that the CRM holds, what others need before them."""
        return [*self.relations, *self.projects, *self.invoices]

    def known_relations(self, role: RelationRole | None = None) -> Sequence[KeptRelation]:
        """List the relations that the service was sent, and can be invoiced."""
        return [
            one
            for one in self.relations
            if one.state_url and not one.is_refused and role in {None, one.firm.role}
        ]
