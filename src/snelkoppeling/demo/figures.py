"""Adds up both sides: how many there are, and how much per kind of VAT, per direction and per cost centre."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from snelkoppeling.demo.books import BookedInvoice, BookedLine, Books
from snelkoppeling.demo.crm import KeptProject, KeptRelation
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.vat_words import KIND_WORDS
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatKind

SALES, PURCHASES = "Verkoopfacturen", "Inkoopfacturen"
SOLD, BOUGHT = "Verkoop met btw", "Inkoop met btw"
COST_CENTRE = "Kostenplaats"
REVENUE_WORDS = {Direction.SALES: "Omzet", Direction.PURCHASE: "Inkoop"}
VAT_WORDS = {Direction.SALES: "Btw verkoop", Direction.PURCHASE: "Btw inkoop"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in the CRM and in the books, as it is shown."""

    label: str
    in_crm: str
    in_books: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """The bookings as the CRM expects them, and as they are."""

    expected: Sequence[BookedInvoice]
    booked: Sequence[BookedInvoice]

    def count(self, label: str, direction: Direction) -> Figure:
        one, other = (
            str(sum(booking.direction is direction for booking in side))
            for side in (self.expected, self.booked)
        )
        return Figure(label, one, other)

    def total(
        self, label: str, direction: Direction, amount_of: Callable[[BookedInvoice], Money]
    ) -> tuple[Figure, ...]:
        """Add something up on both sides; what is nothing on both is left out."""
        one, other = (
            Money.total(amount_of(booking) for booking in side if booking.direction is direction)
            for side in (self.expected, self.booked)
        )
        return (Figure(label, in_dutch(one), in_dutch(other)),) if one or other else ()


def figures_of(
    relations: Sequence[KeptRelation],
    projects: Sequence[KeptProject],
    *,
    expected: Sequence[BookedInvoice],
    books: Books,
) -> tuple[Figure, ...]:
    """Lay the figures of both sides beside each other."""
    pair = _Pair(expected, books.invoices)
    files = [str(sum(len(one.digests) for one in side)) for side in (expected, books.invoices)]
    return (
        Figure("Relaties", str(len(relations)), str(len(books.relations))),
        Figure("Projecten", str(len(projects)), str(len(books.cost_centres))),
        pair.count(SALES, Direction.SALES),
        pair.count(PURCHASES, Direction.PURCHASE),
        Figure("Bijlagen", *files),
        *_by_kind(pair, Direction.SALES),
        *pair.total(SOLD, Direction.SALES, lambda one: one.total),
        *_by_kind(pair, Direction.PURCHASE),
        *pair.total(BOUGHT, Direction.PURCHASE, lambda one: one.total),
        *_by_cost_centre(pair),
    )


def _by_kind(pair: _Pair, direction: Direction) -> Sequence[Figure]:
    figures: list[Figure] = []
    for kind, words in KIND_WORDS.items():
        label = f"{REVENUE_WORDS[direction]} btw {words}"
        figures += pair.total(label, direction, _amount_where(partial(_is_of, kind)))
    for kind, words in KIND_WORDS.items():
        if kind is not VatKind.NONE:
            figures += pair.total(f"{VAT_WORDS[direction]} {words}", direction, _vat_of(kind))
    return figures


def _by_cost_centre(pair: _Pair) -> Sequence[Figure]:
    lines = [line for side in (pair.expected, pair.booked) for booking in side for line in booking.lines]
    centres = sorted({line.cost_centre for line in lines if line.cost_centre is not None})
    figures: list[Figure] = []
    for centre in centres:
        is_on_it = _amount_where(partial(_is_on, centre))
        for direction, words in REVENUE_WORDS.items():
            figures += pair.total(f"{COST_CENTRE} {centre} {words.lower()}", direction, is_on_it)
    return figures


def _is_of(kind: VatKind, line: BookedLine) -> bool:
    return line.kind is kind


def _is_on(cost_centre: int, line: BookedLine) -> bool:
    return line.cost_centre == cost_centre


def _amount_where(is_wanted: Callable[[BookedLine], bool]) -> Callable[[BookedInvoice], Money]:
    return lambda booking: Money.total(line.amount for line in booking.lines if is_wanted(line))


def _vat_of(kind: VatKind) -> Callable[[BookedInvoice], Money]:
    return lambda booking: Money.total(amount for row_kind, amount in booking.vat if row_kind is kind)
