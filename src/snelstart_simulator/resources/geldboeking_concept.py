"""Reads what a client wants to book as money or in the memorial journal, before anything is checked."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.record import ZERO, Guid, WallTime
from snelstart_simulator.reading import Fields
from snelstart_simulator.resources.boeking_concept import REGEL_KINDS

InvoiceSign = Literal["settles", "debit"]
_TYPES = {"TeVorderenBtwType": 0, "AfTeDragenBtwType": 1}
_TARIEVEN = {"Hoog": 0, "Laag": 1, "Overig": 2}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line has on either side."""

    debet: Decimal
    credit: Decimal

    @property
    def saldo(self) -> Decimal:
        """The line as one amount; debit is positive."""
        return self.debet - self.credit


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line on a ledger account, as the client sent it."""

    omschrijving: str | None
    grootboek: Guid | None
    kostenplaats: Guid | None
    amounts: Amounts
    btw_soort: str | None


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A line that settles an invoice, as the client sent it."""

    boeking: Guid | None
    omschrijving: str | None
    amounts: Amounts


@dataclass(frozen=True, slots=True)
class VatLine:
    """A line of VAT, as the client sent it."""

    type: str | None
    tarief: str | None
    amounts: Amounts


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyConcept:
    """A booking as the client sent it; one of the memorial journal has no money and no VAT."""

    id: Guid | None
    datum: WallTime | None
    dagboek: Guid | None
    omschrijving: str | None
    boekstuk: str
    markering: bool
    regels: tuple[LedgerLine, ...]
    verkoop: tuple[InvoiceLine, ...]
    inkoop: tuple[InvoiceLine, ...]
    btw: tuple[VatLine, ...] = ()
    uitgegeven: Decimal = ZERO
    ontvangen: Decimal = ZERO

    @property
    def lines(self) -> tuple[LedgerLine | InvoiceLine | VatLine, ...]:
        """All lines, of every kind."""
        return (*self.regels, *self.verkoop, *self.inkoop, *self.btw)


def read_money(fields: Fields) -> MoneyConcept:
    """Read a booking of a bank or cash journal; refuses only what has the wrong type."""
    concept = MoneyConcept(
        id=fields.identifier(),
        datum=fields.moment("datum"),
        dagboek=fields.reference("dagboek"),
        omschrijving=fields.text("omschrijving"),
        boekstuk=fields.text("boekstuk") or "",
        markering=fields.flag("markering"),
        regels=tuple(_ledger_line(row) for row in fields.rows("grootboekBoekingsRegels")),
        verkoop=tuple(_invoice_line(row) for row in fields.rows("verkoopboekingBoekingsRegels")),
        inkoop=tuple(_invoice_line(row) for row in fields.rows("inkoopboekingBoekingsRegels")),
        btw=tuple(_vat_line(row) for row in fields.rows("btwBoekingsregels")),
        uitgegeven=fields.amount("bedragUitgegeven") or ZERO,
        ontvangen=fields.amount("bedragOntvangen") or ZERO,
    )
    fields.require_readable()
    return concept


def read_memorial(fields: Fields, sign: InvoiceSign) -> MoneyConcept:
    """Read a booking of a memorial journal, in which one amount says how an invoice is settled."""
    concept = MoneyConcept(
        id=fields.identifier(),
        datum=fields.moment("datum"),
        dagboek=fields.reference("dagboek"),
        omschrijving=fields.text("omschrijving"),
        boekstuk=fields.text("boekstuk") or "",
        markering=fields.flag("markering"),
        regels=tuple(_ledger_line(row) for row in fields.rows("memoriaalBoekingsRegels")),
        verkoop=tuple(
            _memorial_invoice_line(row, is_credit=sign == "settles")
            for row in fields.rows("verkoopboekingBoekingsRegels")
        ),
        inkoop=tuple(
            _memorial_invoice_line(row, is_credit=False) for row in fields.rows("inkoopboekingBoekingsRegels")
        ),
    )
    fields.require_readable()
    return concept


def _amounts(row: Fields) -> Amounts:
    return Amounts(row.amount("debet") or ZERO, row.amount("credit") or ZERO)


def _ledger_line(row: Fields) -> LedgerLine:
    return LedgerLine(
        omschrijving=row.text("omschrijving"),
        grootboek=row.reference("grootboek"),
        kostenplaats=row.reference("kostenplaats"),
        amounts=_amounts(row),
        btw_soort=row.one_of("btwSoort", REGEL_KINDS),
    )


def _invoice_line(row: Fields) -> InvoiceLine:
    return InvoiceLine(row.reference("boekingId"), row.text("omschrijving"), _amounts(row))


def _memorial_invoice_line(row: Fields, *, is_credit: bool) -> InvoiceLine:
    bedrag = row.amount("bedrag") or ZERO
    amounts = Amounts(ZERO, bedrag) if is_credit else Amounts(bedrag, ZERO)
    return InvoiceLine(row.reference("boekingId"), row.text("omschrijving"), amounts)


def _vat_line(row: Fields) -> VatLine:
    return VatLine(row.one_of("type", _TYPES), row.one_of("tarief", _TARIEVEN), _amounts(row))
