"""Makes up invoices as a Dutch trading and installation firm writes them, exact to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from snelkoppeling.demo import vocabulary
from snelkoppeling.demo.company import Customer
from snelkoppeling.demo.vocabulary import Ware
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.vat import VatCategory

HIGH_RATE = Decimal(21)
LOW_RATE = Decimal(9)
NO_RATE = Decimal(0)
MOST_LINES = 6
DAYS_BACK = 12
COSTLY_CENTS = 50_000
"""From this price on, few are sold at a time."""


class Rounding(StrEnum):
    """Where the VAT of an invoice is rounded to cents; both are allowed, and they can differ by cents."""

    PER_LINE = "per_line"
    PER_RATE = "per_rate"


class InvoiceKind(StrEnum):
    """What the VAT of an invoice looks like."""

    HIGH = "high"
    HIGH_AND_LOW = "high_and_low"
    WITH_EXEMPT = "with_exempt"
    REVERSE_CHARGE = "reverse_charge"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLine:
    """One line of an invoice."""

    description: str
    unit: str
    quantity: int
    unit_price: Money
    vat_category: VatCategory
    vat_rate: Decimal

    @property
    def net_amount(self) -> Money:
        return Money(self.unit_price.amount * self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class VatRow:
    """The VAT of one category and rate."""

    vat_category: VatCategory
    vat_rate: Decimal
    taxable_amount: Money
    vat_amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoInvoice:
    """An invoice as the demonstration CRM keeps it; its totals are kept, as they were printed."""

    external_id: str
    number: str
    issue_date: date
    due_date: date
    customer: Customer
    subject: str
    lines: tuple[DemoLine, ...]
    vat_rows: tuple[VatRow, ...]
    total_without_vat: Money
    total_vat: Money
    total_with_vat: Money


def total_up(lines: Sequence[DemoLine], rounding: Rounding) -> tuple[tuple[VatRow, ...], Money, Money]:
    """Give the VAT rows of lines, the total without VAT, and the total of the VAT."""
    groups: dict[tuple[VatCategory, Decimal], list[Money]] = {}
    for line in lines:
        groups.setdefault((line.vat_category, line.vat_rate), []).append(line.net_amount)
    rows = tuple(
        VatRow(
            vat_category=category,
            vat_rate=rate,
            taxable_amount=Money.total(amounts),
            vat_amount=_vat_of(amounts, rate, rounding),
        )
        for (category, rate), amounts in groups.items()
    )
    return rows, Money.total(row.taxable_amount for row in rows), Money.total(row.vat_amount for row in rows)


def _vat_of(amounts: Sequence[Money], rate: Decimal, rounding: Rounding) -> Money:
    if rounding is Rounding.PER_LINE:
        return Money.total(Money.rounded(amount.amount * rate / 100) for amount in amounts)
    return Money.rounded(Money.total(amounts).amount * rate / 100)


class InvoiceMaker:
    """Makes up approved invoices with numbers that follow on one another, as the law wants them."""

    def __init__(self, random: Random, *, run: str, today: date, first_number: int) -> None:
        self._random = random
        self._run = run
        self._today = today
        self._next_number = first_number

    def invoice(
        self, customer: Customer, kind: InvoiceKind | None = None, *, rounding: Rounding | None = None
    ) -> DemoInvoice:
        """Make up the next invoice to a customer, of this kind if one is named."""
        made = self.sample(customer, kind, rounding=rounding)
        self._next_number += 1
        return made

    def sample(
        self, customer: Customer, kind: InvoiceKind | None = None, *, rounding: Rounding | None = None
    ) -> DemoInvoice:
        """Make up an invoice as the next one would be, without using up its number."""
        random = self._random
        kind = kind or self._fitting_kind(customer)
        number = f"{self._today.year}-{self._next_number:04d}"
        issue_date = max(
            self._today - timedelta(days=random.randrange(DAYS_BACK)), date(self._today.year, 1, 1)
        )
        lines = self._lines(kind)
        rows, without_vat, vat = total_up(lines, rounding or random.choice(list(Rounding)))
        return DemoInvoice(
            external_id=f"factuur-{number}-{self._run}",
            number=number,
            issue_date=issue_date,
            due_date=issue_date + timedelta(days=customer.payment_term_days),
            customer=customer,
            subject=f"{random.choice(vocabulary.ASSIGNMENTS)} {customer.address.street}",
            lines=lines,
            vat_rows=rows,
            total_without_vat=without_vat,
            total_vat=vat,
            total_with_vat=without_vat + vat,
        )

    def _fitting_kind(self, customer: Customer) -> InvoiceKind:
        """Choose a kind: VAT is only shifted to a customer that has a VAT number."""
        weights = [5, 3, 2, 2 if customer.vat_number else 0]
        return self._random.choices(list(InvoiceKind), weights=weights)[0]

    def _lines(self, kind: InvoiceKind) -> tuple[DemoLine, ...]:
        count = self._random.randint(1, MOST_LINES)
        if kind is InvoiceKind.REVERSE_CHARGE:
            return self._of(vocabulary.SHIFTED_WARES, min(count, 2), category=VatCategory.REVERSE_CHARGE)
        high = self._of(vocabulary.HIGH_WARES, count, rate=HIGH_RATE)
        if kind is InvoiceKind.HIGH_AND_LOW:
            return (*high[: MOST_LINES - 1], *self._of(vocabulary.LOW_WARES, 1, rate=LOW_RATE))
        if kind is InvoiceKind.WITH_EXEMPT:
            return (
                *high[: MOST_LINES - 1],
                *self._of(vocabulary.UNTAXED_WARES, 1, category=VatCategory.EXEMPT),
            )
        return high

    def _of(
        self,
        wares: Sequence[Ware],
        count: int,
        *,
        category: VatCategory = VatCategory.STANDARD,
        rate: Decimal = NO_RATE,
    ) -> tuple[DemoLine, ...]:
        random = self._random
        return tuple(
            DemoLine(
                description=ware.name,
                unit=ware.unit,
                quantity=random.randint(1, 2 if ware.least_cents > COSTLY_CENTS else 12),
                unit_price=Money(Decimal(random.randint(ware.least_cents, ware.most_cents)) / 100),
                vat_category=category,
                vat_rate=rate,
            )
            for ware in random.sample(wares, min(count, len(wares)))
        )


def in_dutch(amount: Money) -> str:
    """Write an amount as Dutch readers do: `€ 1.234,50`, with a no-break space."""
    swapped = f"{amount.amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€\N{NO-BREAK SPACE}{swapped}"
