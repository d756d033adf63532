"""A booking: what an invoice becomes in the books."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import LedgerAccount
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.problem import Problem
from snelkoppeling.domain.vat import VatEntryKind, VatKind

UNPAID = frozenset({VatEntryKind.PURCHASE_REVERSE_CHARGE})
"""VAT that is owed and deducted at once: nobody pays it, so it stays out of the total."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLine:
    """An amount without VAT on a ledger account; never zero."""

    description: str
    account: LedgerAccount
    net_amount: Money
    vat_kind: VatKind
    cost_centre: BooksId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VatEntry:
    """The amount of one kind of VAT in a booking."""

    kind: VatEntryKind
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An invoice in the books, ours or a supplier's; lines and VAT add up to the total, to the cent."""

    direction: Direction
    invoice_number: str
    """The number under which the books hold it; a policy may have made it differ from the document's."""
    invoice_date: date
    counterparty: BooksId
    """The customer of a sale, the supplier of a purchase."""
    total: Money
    """What is to be paid, VAT included; negative for a credit note."""
    description: str
    voucher: str = ""
    payment_term_days: int | None
    """None for a purchase, whose term is the supplier's (SnelStart API, section 6.6)."""
    lines: tuple[BookingLine, ...]
    vat_entries: tuple[VatEntry, ...]
    needs_review: bool = False
    """Whether a bookkeeper should look at it in the books."""
    notes: tuple[Problem, ...] = ()
    """What people should know of it, although it is booked."""

    def __post_init__(self) -> None:
        """Refuse a booking that does not balance: a bug in posting, never sent."""
        adds_up_to = Decimal(0)
        for line in self.lines:
            adds_up_to += line.net_amount.amount
        for entry in self.vat_entries:
            if entry.kind not in UNPAID:
                adds_up_to += entry.amount.amount
        if adds_up_to != self.total.amount:
            raise ValueError(
                f"booking {self.invoice_number} adds up to {Money(adds_up_to)}, not {self.total}"
            )
