"""Reads the figures of an invoice as they stand: lines, allowances and charges, VAT and totals."""

from dataclasses import dataclass
from decimal import Decimal

from snelkoppeling.domain.invoice import InvoiceLine, VatSubtotal
from snelkoppeling.domain.money import ZERO, Money
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.einvoice.nodes import Node

TAXED = frozenset({VatCategory.STANDARD, VatCategory.CANARY_ISLANDS, VatCategory.CEUTA_MELILLA})
"""The categories that have a rate; the others mean zero when they state none."""
ITEM_CLASS = "cac:Item/cac:CommodityClassification/cbc:ItemClassificationCode"
"""BT-158; of several only the first, as a line is of one class."""
EURO = "EUR"
YES_OR_NO = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """The totals of an invoice, as printed."""

    without_vat: Money
    with_vat: Money
    prepaid: Money
    rounding: Money


def read_lines(document: Node, line_path: str, currency: str) -> tuple[InvoiceLine, ...]:
    """Read the lines, then the allowances and charges on document level as lines of their own."""
    lines = [_line(node, currency) for node in document.all(line_path)]
    if not lines:
        document.add("ubl-element-missing", line_path)
    return (*lines, *(_allowance_or_charge(node, currency) for node in document.all("cac:AllowanceCharge")))


def read_vat(document: Node, currency: str) -> tuple[Money, tuple[VatSubtotal, ...]]:
    """Read the VAT total and its breakdown; one in another currency is for the taxman only (BT-111)."""
    if currency != EURO:
        _tell_vat_in_euros(document, currency)
    totals = [node for node in document.all("cac:TaxTotal") if _is_in(node, currency)]
    with_breakdown = [node for node in totals if node.first("cac:TaxSubtotal")]
    if not with_breakdown:
        document.add("ubl-element-missing", "cac:TaxTotal/cac:TaxSubtotal")
        return ZERO, ()
    if len(with_breakdown) > 1:
        document.add("ubl-element-repeated", "cac:TaxTotal", len(with_breakdown))
    chosen = with_breakdown[0]
    breakdown = tuple(_subtotal(node, currency) for node in chosen.all("cac:TaxSubtotal"))
    return chosen.required_amount("cbc:TaxAmount", currency), breakdown


def read_totals(document: Node, currency: str) -> Totals:
    """Read the totals, and compare them with what is to be paid (EN 16931, BR-CO-16)."""
    node = document.only("cac:LegalMonetaryTotal")
    if node is None:
        document.add("ubl-element-missing", "cac:LegalMonetaryTotal")
        return Totals(without_vat=ZERO, with_vat=ZERO, prepaid=ZERO, rounding=ZERO)
    totals = Totals(
        without_vat=node.required_amount("cbc:TaxExclusiveAmount", currency),
        with_vat=node.required_amount("cbc:TaxInclusiveAmount", currency),
        prepaid=node.amount("cbc:PrepaidAmount", currency) or ZERO,
        rounding=node.amount("cbc:PayableRoundingAmount", currency) or ZERO,
    )
    payable = node.required_amount("cbc:PayableAmount", currency)
    expected = totals.with_vat - totals.prepaid + totals.rounding
    if payable != expected and not document.findings.problems:
        # With an amount that cannot be read, this difference would be one of our own making.
        node.add("ubl-payable-differs", "cbc:PayableAmount", payable, expected=expected)
    return totals


def _line(node: Node, currency: str) -> InvoiceLine:
    category, rate = _vat_of(node, "cac:Item/cac:ClassifiedTaxCategory")
    names = ("cac:Item/cbc:Name", "cac:Item/cbc:Description", "cbc:Note")
    return InvoiceLine(
        description=next(
            (text for path in names if (text := node.text(path))), f"Regel {node.text('cbc:ID')}".strip()
        ),
        net_amount=node.required_amount("cbc:LineExtensionAmount", currency),
        vat_category=category,
        vat_rate=rate,
        revenue_group=node.text("cbc:AccountingCost") or None,
        item_class=node.text(ITEM_CLASS) or None,
    )


def _allowance_or_charge(node: Node, currency: str) -> InvoiceLine:
    is_charge = _is_charge(node)
    amount = node.required_amount("cbc:Amount", currency)
    category, rate = _vat_of(node, "cac:TaxCategory")
    return InvoiceLine(
        description=node.text("cbc:AllowanceChargeReason") or ("Toeslag" if is_charge else "Korting"),
        net_amount=amount if is_charge else -amount,
        vat_category=category,
        vat_rate=rate,
        revenue_group=node.text("cbc:AccountingCost") or None,
    )


def _is_charge(node: Node) -> bool:
    text = node.required_text("cbc:ChargeIndicator").lower()
    if text and text not in YES_OR_NO:
        node.add("ubl-not-yes-or-no", "cbc:ChargeIndicator", text)
    return YES_OR_NO.get(text, False)


def _subtotal(node: Node, currency: str) -> VatSubtotal:
    category, rate = _vat_of(node, "cac:TaxCategory")
    tax = node.first("cac:TaxCategory") or node
    return VatSubtotal(
        vat_category=category,
        vat_rate=rate,
        taxable_amount=node.required_amount("cbc:TaxableAmount", currency),
        vat_amount=node.required_amount("cbc:TaxAmount", currency),
        exemption_code=tax.text("cbc:TaxExemptionReasonCode").upper(),
        exemption_reason=tax.text("cbc:TaxExemptionReason"),
    )


def _vat_of(node: Node, path: str) -> tuple[VatCategory, Decimal]:
    """Read the one VAT category at a path, with its rate; other taxes do not count."""
    found = [tax for tax in node.all(path) if tax.text("cac:TaxScheme/cbc:ID").upper() in {"VAT", ""}]
    if len(found) != 1:
        code = "ubl-element-repeated" if found else "ubl-element-missing"
        node.add(code, path, len(found))
        return VatCategory.OUT_OF_SCOPE, Decimal(0)
    tax = found[0]
    text = tax.required_text("cbc:ID").upper()
    rate = tax.percentage("cbc:Percent")
    try:
        category = VatCategory(text)
    except ValueError:
        if text:
            tax.add("ubl-vat-category-unknown", "cbc:ID", text)
        return VatCategory.OUT_OF_SCOPE, Decimal(0)
    if rate is None and category in TAXED:
        tax.add("ubl-element-missing", "cbc:Percent")
    return category, rate or Decimal(0)


def _tell_vat_in_euros(document: Node, currency: str) -> None:
    """Keep the VAT in euros of a document in another currency: whoever converts it should come to that."""
    for node in document.all("cac:TaxTotal"):
        stated = node.first("cbc:TaxAmount")
        if stated and stated.element.get("currencyID", "").strip() == EURO:
            node.remark("ubl-vat-in-euro", "cbc:TaxAmount", stated.own_text, currency=currency)


def _is_in(tax_total: Node, currency: str) -> bool:
    amount = tax_total.first("cbc:TaxAmount")
    return amount is None or amount.element.get("currencyID", currency).strip() == currency
