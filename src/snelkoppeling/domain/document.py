"""An invoice as it was received, with the customer it names and the files that came along."""

from dataclasses import dataclass, field

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.relation import Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """A file that came with an invoice."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedDocument:
    """One invoice with all that came along."""

    invoice_id: ExternalId
    invoice: Invoice
    relation: Relation | None = None
    """The customer, when the document itself describes it, as UBL does; its id is `invoice.relation`."""
    files: tuple[ReceivedFile, ...] = ()
    remarks: tuple[Problem, ...] = ()
    """What people should know of it, although it does not keep the invoice out of the books."""
