"""A booking: what an invoice becomes in the books."""

from dataclasses import dataclass
from datetime import date

from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.ledger import LedgerAccount
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatEntryKind, VatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLine:
    """An amount without VAT on a ledger account; never zero."""

    description: str
    account: LedgerAccount
    net_amount: Money
    vat_kind: VatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class VatEntry:
    """The amount of one kind of VAT in a booking."""

    kind: VatEntryKind
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SalesBooking:
    """A sales invoice in the books; lines and VAT add up to the total, to the cent."""

    invoice_number: str
    invoice_date: date
    customer: BooksId
    total: Money
    """VAT included."""
    description: str
    payment_term_days: int | None
    lines: tuple[BookingLine, ...]
    vat_entries: tuple[VatEntry, ...]

    def __post_init__(self) -> None:
        """Refuse a booking that does not balance: a bug in posting, never sent."""
        adds_up_to = Money.total(
            [*(line.net_amount for line in self.lines), *(entry.amount for entry in self.vat_entries)]
        )
        if adds_up_to != self.total:
            raise ValueError(f"booking {self.invoice_number} adds up to {adds_up_to}, not {self.total}")
