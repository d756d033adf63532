"""A final invoice as a CRM sends it."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core.core_schema import ValidationInfo

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction, Invoice, InvoiceLine, InvoiceType, VatSubtotal
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.documents import DocumentBody
from snelkoppeling.web.api.fields import (
    RATE_SCHEMA,
    Amount,
    Cleared,
    Currency,
    Day,
    ExternalIdText,
    Line100,
    Moment,
    SingleLine,
    choice_of,
    read_rate,
    refused,
)
from snelkoppeling.web.api.finality import read_invoice_number, read_status

MOST_LINES = 5000
MOST_DOCUMENTS = 20
LONGEST_TEXT = 4000
HIGHEST_ACCOUNT = 999_999_999


def _code(value: Any) -> Any:
    """Read 380 as "380": both are how systems write a code of UNCL 1001."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _rate(value: Any, info: ValidationInfo) -> Decimal:
    """Read a rate; only category S must state one, as the others have none."""
    if value is not None:
        return read_rate(value)
    if info.data.get("vat_category") is VatCategory.STANDARD:
        raise refused("rate-missing")
    return Decimal(0)


Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), SingleLine]
Number = Annotated[str, StringConstraints(max_length=25), AfterValidator(read_invoice_number), SingleLine]
Category = Annotated[VatCategory, BeforeValidator(choice_of(VatCategory, shift=str.upper))]
VatRate = Annotated[
    Decimal, PlainValidator(_rate), WithJsonSchema(RATE_SCHEMA), Field(default=None, validate_default=True)
]


class LineBody(Body):
    """One line, or an allowance (negative) or charge on the whole invoice."""

    description: Text = ""
    net_amount: Amount = Field(description="Without VAT, allowances and charges of the line included.")
    vat_category: Category
    vat_rate: VatRate
    account_number: Annotated[int, Field(ge=1, le=HIGHEST_ACCOUNT)] | None = Field(
        None, description="The ledger account asked for; absent leaves it to the ledger rules."
    )
    revenue_group: Annotated[Line100 | None, Cleared] = Field(
        None, description="A name of the CRM that ledger rules can match."
    )


class VatSubtotalBody(Body):
    """One row of the VAT breakdown as the invoice prints it."""

    vat_category: Category
    vat_rate: VatRate
    taxable_amount: Amount
    vat_amount: Amount


class InvoiceBody(Body):
    """A final invoice with its totals as printed; amounts of a credit note are positive, as on paper."""

    direction: Annotated[Direction, BeforeValidator(choice_of(Direction))]
    invoice_type: Annotated[InvoiceType, BeforeValidator(choice_of(InvoiceType)), BeforeValidator(_code)] = (
        Field(InvoiceType.INVOICE, description="380 invoice, 381 credit note (UNCL 1001).")
    )
    number: Number
    status: Annotated[str, AfterValidator(read_status)] | None = Field(
        None, description="Only checked: a draft is refused with the reason."
    )
    issue_date: Day
    due_date: Day | None = None
    currency: Currency = "EUR"
    relation: ExternalIdText = Field(description="External id of the customer.")
    lines: Annotated[list[LineBody], Field(min_length=1, max_length=MOST_LINES)]
    vat_breakdown: Annotated[list[VatSubtotalBody], Field(max_length=MOST_LINES)]
    total_without_vat: Amount
    total_vat: Amount
    total_with_vat: Amount
    prepaid_amount: Amount | None = None
    rounding_amount: Amount | None = None
    description: Text | None = Field(None, description="What the booking is called; absent: its number.")
    documents: Annotated[list[DocumentBody], Field(max_length=MOST_DOCUMENTS)] | None = None
    modified_at: Moment | None = None


def to_invoice(body: InvoiceBody) -> Invoice:
    """Make the invoice; figures are carried as they stand and never corrected."""
    return Invoice(
        direction=body.direction,
        invoice_type=body.invoice_type,
        number=body.number,
        issue_date=body.issue_date,
        due_date=body.due_date,
        currency=body.currency,
        relation=ExternalId(body.relation),
        lines=tuple(_line(line) for line in body.lines),
        vat_breakdown=tuple(_subtotal(row) for row in body.vat_breakdown),
        total_without_vat=body.total_without_vat,
        total_vat=body.total_vat,
        total_with_vat=body.total_with_vat,
        prepaid_amount=_or_zero(body.prepaid_amount),
        rounding_amount=_or_zero(body.rounding_amount),
        description=body.description or "",
    )


def _line(body: LineBody) -> InvoiceLine:
    return InvoiceLine(
        description=body.description,
        net_amount=body.net_amount,
        vat_category=body.vat_category,
        vat_rate=body.vat_rate,
        account_number=body.account_number,
        revenue_group=body.revenue_group,
    )


def _subtotal(body: VatSubtotalBody) -> VatSubtotal:
    return VatSubtotal(
        vat_category=body.vat_category,
        vat_rate=body.vat_rate,
        taxable_amount=body.taxable_amount,
        vat_amount=body.vat_amount,
    )


def _or_zero(amount: Money | None) -> Money:
    return ZERO if amount is None else amount
