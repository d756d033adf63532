"""Makes up invoices as a Dutch trading and installation firm writes and gets them, exact to the cent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from snelkoppeling.demo import vocabulary
from snelkoppeling.demo.company import SELLER, Firm
from snelkoppeling.demo.kinds import KINDS, Basket, InvoiceKind, kinds_for
from snelkoppeling.demo.projects import DemoProject
from snelkoppeling.demo.vocabulary import Ware
from snelkoppeling.domain.invoice import Direction, Supply
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.relation import RelationRole
from snelkoppeling.domain.vat import VatCategory

MOST_LINES = 4
DAYS_BACK = 12
COSTLY_CENTS = 50_000
"""From this price on, few are sold at a time."""
SUPPLIERS_FIRST_NUMBER, SUPPLIERS_LAST_NUMBER = 10_000, 99_999


class Rounding(StrEnum):
    """Where the VAT of an invoice is rounded to cents; both are allowed, and they can differ by cents."""

    PER_LINE = "per_line"
    PER_RATE = "per_rate"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLine:
    """One line of an invoice."""

    description: str
    unit: str
    quantity: int
    unit_price: Money
    vat_category: VatCategory
    vat_rate: Decimal
    supply: Supply | None = None
    project: DemoProject | None = None

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
    kind: InvoiceKind
    is_credit: bool = False
    """Its amounts are positive all the same, as on paper."""
    number: str
    voucher: str = ""
    """The company's own number for a purchase."""
    issue_date: date
    due_date: date
    firm: Firm
    """The customer, or the supplier of a purchase."""
    subject: str
    lines: tuple[DemoLine, ...]
    vat_rows: tuple[VatRow, ...]
    total_without_vat: Money
    total_vat: Money
    total_with_vat: Money
    prepaid: Money = ZERO

    @property
    def direction(self) -> Direction:
        return Direction.PURCHASE if self.firm.role is RelationRole.SUPPLIER else Direction.SALES

    @property
    def is_purchase(self) -> bool:
        return self.direction is Direction.PURCHASE

    @property
    def seller(self) -> Firm:
        return self.firm if self.is_purchase else SELLER

    @property
    def buyer(self) -> Firm:
        return SELLER if self.is_purchase else self.firm

    @property
    def noun(self) -> str:
        """What people call such a document, in Dutch."""
        side = "inkoop" if self.is_purchase else ""
        return f"{side}{'creditfactuur' if self.is_credit else 'factuur'}"

    @property
    def title(self) -> str:
        """What people call it: `factuur 2026-0001`."""
        return f"{self.noun} {self.number}"

    @property
    def booked_total(self) -> Money:
        """Its total with VAT as it counts in the books: a credit note takes off."""
        return -self.total_with_vat if self.is_credit else self.total_with_vat


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


def with_lines(
    invoice: DemoInvoice, lines: Sequence[DemoLine], rounding: Rounding = Rounding.PER_RATE
) -> DemoInvoice:
    """Give an invoice other lines, and the totals that follow from them."""
    rows, without_vat, vat = total_up(lines, rounding)
    return replace(
        invoice,
        lines=tuple(lines),
        vat_rows=rows,
        total_without_vat=without_vat,
        total_vat=vat,
        total_with_vat=without_vat + vat,
    )


def on_project(invoice: DemoInvoice, project: DemoProject) -> DemoInvoice:
    """Put all lines of an invoice on a project; none of its figures change."""
    return replace(invoice, lines=tuple(replace(line, project=project) for line in invoice.lines))


def _vat_of(amounts: Sequence[Money], rate: Decimal, rounding: Rounding) -> Money:
    if rounding is Rounding.PER_LINE:
        return Money.total(Money.rounded(amount.amount * rate / 100) for amount in amounts)
    return Money.rounded(Money.total(amounts).amount * rate / 100)


class InvoiceMaker:
    """Makes up final invoices: sales with numbers that follow on one another, as the law wants them."""

    def __init__(
        self,
        random: Random,
        *,
        run: str,
        today: date,
        first_number: int,
        numbers_in_use: Collection[str] = (),
    ) -> None:
        """Begin at a number; purchases get none that the books hold already."""
        self._random = random
        self._run = run
        self._today = today
        self._next_number = first_number
        self._next_voucher = first_number
        self._numbers_of_suppliers = set(numbers_in_use)

    def invoice(
        self,
        firm: Firm,
        kind: InvoiceKind | None = None,
        *,
        rounding: Rounding | None = None,
        project: DemoProject | None = None,
    ) -> DemoInvoice:
        """Make up the next invoice to a customer or from a supplier, of this kind if one is named."""
        made = self.sample(firm, kind, rounding=rounding)
        if made.is_purchase:
            made = self._numbered_by_supplier(made)
        else:
            self._next_number += 1
        return on_project(made, project) if project else made

    def credit_note(self, invoice: DemoInvoice) -> DemoInvoice:
        """Credit the first line of an invoice."""
        credit = replace(
            with_lines(invoice, invoice.lines[:1]),
            is_credit=True,
            issue_date=self._today,
            due_date=self._today + (invoice.due_date - invoice.issue_date),
            subject=f"Credit op {invoice.number}",
            prepaid=ZERO,
        )
        if credit.is_purchase:
            return self._numbered_by_supplier(credit)
        number = self._number()
        self._next_number += 1
        return replace(credit, number=number, external_id=f"factuur-{number}-{self._run}")

    def sample(
        self, firm: Firm, kind: InvoiceKind | None = None, *, rounding: Rounding | None = None
    ) -> DemoInvoice:
        """Make up an invoice as the next one would be, without using up its number."""
        random = self._random
        kind = kind or self._fitting_kind(firm)
        number = self._number()
        issue_date = max(
            self._today - timedelta(days=random.randrange(DAYS_BACK)), date(self._today.year, 1, 1)
        )
        lines = self._lines(kind)
        rows, without_vat, vat = total_up(lines, rounding or random.choice(list(Rounding)))
        return DemoInvoice(
            external_id=f"factuur-{number}-{self._run}",
            kind=kind,
            number=number,
            issue_date=issue_date,
            due_date=issue_date + timedelta(days=firm.payment_term_days),
            firm=firm,
            subject=f"{random.choice(vocabulary.ASSIGNMENTS)} {firm.address.street}",
            lines=lines,
            vat_rows=rows,
            total_without_vat=without_vat,
            total_vat=vat,
            total_with_vat=without_vat + vat,
        )

    def _number(self) -> str:
        return f"{self._today.year}-{self._next_number:04d}"

    def _numbered_by_supplier(self, invoice: DemoInvoice) -> DemoInvoice:
        """Give a purchase its supplier's number, and the company's own one for the document."""
        initials = "".join(word[0] for word in invoice.firm.name.split()[:2]).upper()
        number = ""
        while not number or number in self._numbers_of_suppliers:
            number = f"{initials}{self._random.randint(SUPPLIERS_FIRST_NUMBER, SUPPLIERS_LAST_NUMBER)}"
        self._numbers_of_suppliers.add(number)
        voucher, self._next_voucher = f"INK-{self._next_voucher:04d}", self._next_voucher + 1
        return replace(
            invoice, number=number, voucher=voucher, external_id=f"inkoop-{number.lower()}-{self._run}"
        )

    def _fitting_kind(self, firm: Firm) -> InvoiceKind:
        chances: Mapping[InvoiceKind, int] = kinds_for(firm)
        return self._random.choices(list(chances), weights=list(chances.values()))[0]

    def _lines(self, kind: InvoiceKind) -> tuple[DemoLine, ...]:
        """Make up the lines: several of what the kind is mainly about, one of what comes beside it."""
        main, *beside = KINDS[kind]
        count = self._random.randint(1, MOST_LINES)
        lines = self._of(main, count)
        for basket in beside:
            lines += self._of(basket, 1)
        return lines

    def _of(self, basket: Basket, count: int) -> tuple[DemoLine, ...]:
        random = self._random
        return tuple(
            DemoLine(
                description=ware.name,
                unit=ware.unit,
                quantity=self._quantity(ware),
                unit_price=Money(Decimal(random.randint(ware.least_cents, ware.most_cents)) / 100),
                vat_category=basket.category,
                vat_rate=basket.rate,
                supply=basket.supply,
            )
            for ware in random.sample(basket.wares, min(count, len(basket.wares)))
        )

    def _quantity(self, ware: Ware) -> int:
        return self._random.randint(1, 2 if ware.least_cents > COSTLY_CENTS else 12)


def in_dutch(amount: Money) -> str:
    """Write an amount as Dutch readers do: `€ 1.234,50`, with a no-break space."""
    swapped = f"{amount.amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€\N{NO-BREAK SPACE}{swapped}"
