"""A final invoice as a CRM sends it."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field

from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Invoice, InvoiceLine, InvoiceType, VatSubtotal
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.documents import DocumentBody
from snelkoppeling.web.api.fields import (
    Amount,
    Cleared,
    Currency,
    Day,
    ExternalIdText,
    Line25,
    Line100,
    Moment,
)
from snelkoppeling.web.api.finality import read_status
from snelkoppeling.web.api.invoice_examples import EU_SUPPLY, PURCHASE, SALE
from snelkoppeling.web.api.invoice_fields import (
    Category,
    DirectionName,
    ExemptionCode,
    InvoiceNumber,
    OriginalCurrency,
    OriginalTotal,
    SupplyName,
    Text,
    TypeCode,
    VatRate,
)

MOST_LINES = 5000
MOST_DOCUMENTS = 20
HIGHEST_ACCOUNT = 999_999_999


class LineBody(Body):
    """One line, or an allowance (negative) or charge on the whole invoice."""

    description: Text = Field("", examples=["Advies maart"])
    net_amount: Amount = Field(description="Without VAT, allowances and charges of the line included.")
    vat_category: Category = Field(
        description=(
            "Why it is taxed as it is (EN 16931): S with a rate, Z zero, E exempt, AE reverse charge, "
            "K to another EU country, G export, O outside the scope of VAT."
        ),
        examples=["S"],
    )
    vat_rate: VatRate
    account_number: Annotated[int, Field(ge=1, le=HIGHEST_ACCOUNT)] | None = Field(
        None,
        description="The ledger account asked for; absent leaves it to the ledger rules.",
        examples=[8200],
    )
    revenue_group: Annotated[Line100 | None, Cleared] = Field(
        None, description="A name of the CRM that ledger rules can match.", examples=["advies"]
    )
    item_class: Annotated[Line100 | None, Cleared] = Field(
        None,
        description="Class of the article or service in the CRM, which ledger rules can match.",
        examples=["hardware"],
    )
    project: Annotated[ExternalIdText | None, Cleared] = Field(
        None,
        description="External id of the project whose cost centre the line gets; the invoice waits for it.",
        examples=["PRJ-17"],
    )
    supply: SupplyName | None = Field(
        None,
        description="goods or services; needed for K, as the VAT return tells the two apart.",
        examples=["services"],
    )


class VatSubtotalBody(Body):
    """One row of the VAT breakdown as the invoice prints it."""

    vat_category: Category
    vat_rate: VatRate
    taxable_amount: Amount
    vat_amount: Amount
    exemption_code: Annotated[ExemptionCode | None, Cleared] = Field(
        None,
        description="BT-121: why there is no VAT, by its code of the VATEX list.",
        examples=["VATEX-EU-AE"],
    )
    exemption_reason: Annotated[Text | None, Cleared] = Field(
        None, description="BT-120: the same in words.", examples=["Btw verlegd"]
    )


class InvoiceBody(Body):
    """A final invoice with its totals as printed.

    The amounts of a credit note (381) are positive, as on paper; an invoice (380) may be negative.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [SALE, EU_SUPPLY, PURCHASE]})

    direction: DirectionName = Field(description="sales: we sell; purchase: we buy.", examples=["sales"])
    invoice_type: TypeCode = Field(
        InvoiceType.INVOICE, description="380 invoice, 381 credit note (UNCL 1001)."
    )
    number: InvoiceNumber = Field(
        description=(
            "As printed; of a purchase, the supplier's. SnelStart holds 25 characters: what happens to a "
            "longer one is a setting of the administration."
        ),
        examples=["2026-0001"],
    )
    status: Annotated[str, AfterValidator(read_status)] | None = Field(
        None, description="Only checked: a draft is refused with the reason.", examples=["sent"]
    )
    issue_date: Day = Field(description="Also the booking date.", examples=["2026-03-02"])
    due_date: Day | None = Field(None, examples=["2026-04-01"])
    currency: Currency = Field("EUR", description="ISO 4217: the currency of all figures here.")
    relation: ExternalIdText = Field(
        description="External id of the customer, or of the supplier of a purchase.", examples=["K-1044"]
    )
    voucher: Annotated[Line25 | None, Cleared] = Field(
        None,
        description="Our own number for the document (boekstuk), such as a purchase got when it was filed.",
        examples=["INK-0042"],
    )
    lines: Annotated[list[LineBody], Field(min_length=1, max_length=MOST_LINES)]
    vat_breakdown: Annotated[list[VatSubtotalBody], Field(max_length=MOST_LINES)]
    total_without_vat: Amount
    total_vat: Amount
    total_with_vat: Amount = Field(description="Positive for a credit note, as on paper.")
    prepaid_amount: Amount | None = Field(None, description="What was paid before: part of the total.")
    rounding_amount: Amount | None = Field(
        None, description="By which the amount to pay was rounded; it stands beside the total."
    )
    original_currency: Annotated[OriginalCurrency | None, Cleared] = Field(
        None,
        description=(
            "The currency on the document, when its figures were converted: all figures here are then in "
            "euros, and currency is EUR. Comes with original_total."
        ),
        examples=["USD"],
    )
    original_total: OriginalTotal
    description: Text | None = Field(
        None, description="What the booking is called; absent: its number.", examples=["Onderhoud maart"]
    )
    documents: Annotated[list[DocumentBody], Field(max_length=MOST_DOCUMENTS)] | None = Field(
        None, description="The PDF, the UBL; they become attachments of the booking."
    )
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
        voucher=body.voucher or "",
        original_currency=body.original_currency or "",
        original_total=body.original_total,
    )


def _line(body: LineBody) -> InvoiceLine:
    return InvoiceLine(
        description=body.description,
        net_amount=body.net_amount,
        vat_category=body.vat_category,
        vat_rate=body.vat_rate,
        account_number=body.account_number,
        revenue_group=body.revenue_group,
        item_class=body.item_class,
        project=ExternalId(body.project) if body.project else None,
        supply=body.supply,
    )


def _subtotal(body: VatSubtotalBody) -> VatSubtotal:
    return VatSubtotal(
        vat_category=body.vat_category,
        vat_rate=body.vat_rate,
        taxable_amount=body.taxable_amount,
        vat_amount=body.vat_amount,
        exemption_code=body.exemption_code or "",
        exemption_reason=body.exemption_reason or "",
    )


def _or_zero(amount: Money | None) -> Money:
    return ZERO if amount is None else amount
