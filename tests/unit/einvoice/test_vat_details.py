"""What a document tells of its VAT, its totals and its lines beside the bare figures."""

from decimal import Decimal

import pytest

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction, InvoiceType, totals_problems
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import Address, RelationRole
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.einvoice import read_ubl
from tests.unit.einvoice.documents import CREDIT_NOTE, INVOICE, edited

LOW = "<cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent>"
KEPT_BY_LAW = "<cbc:TaxExemptionReasonCode>{code}</cbc:TaxExemptionReasonCode>"
CLASS = (
    "<cac:CommodityClassification>"
    '<cbc:ItemClassificationCode listID="STI">{code}</cbc:ItemClassificationCode>'
    "</cac:CommodityClassification>"
)
ITEM = "<cbc:Name>Koffiebonen</cbc:Name>"


def sale(*changes: tuple[str, str], document: str = INVOICE) -> ReceivedDocument:
    return read_ubl(edited(document, *changes), direction=Direction.SALES)


def exempt(category: str, *, code: str = "", reason: str = "") -> ReceivedDocument:
    """Read the invoice with this category, and why there is no VAT, in place of the low rate."""
    why = KEPT_BY_LAW.format(code=code) if code else ""
    why += f"<cbc:TaxExemptionReason>{reason}</cbc:TaxExemptionReason>" if reason else ""
    return sale((LOW, f"<cbc:ID>{category}</cbc:ID><cbc:Percent>0</cbc:Percent>{why}"))


@pytest.mark.parametrize(
    ("category", "code", "reason"),
    [
        ("AE", "VATEX-EU-AE", "Btw verlegd"),
        ("K", "vatex-eu-ic", ""),
        ("E", "", "Vrijgesteld op grond van artikel 11"),
        ("E", "VATEX-EU-F", ""),
        ("O", "", ""),
    ],
)
def test_why_there_is_no_vat_is_kept_by_code_and_in_words(category: str, code: str, reason: str) -> None:
    row = exempt(category, code=code, reason=reason).invoice.vat_breakdown[1]

    assert (row.vat_category, row.exemption_code, row.exemption_reason) == (
        VatCategory(category),
        code.upper(),
        reason,
    )


def test_a_taxed_row_gives_no_reason() -> None:
    row = sale().invoice.vat_breakdown[0]

    assert (row.exemption_code, row.exemption_reason) == ("", "")


def test_a_line_keeps_the_first_class_of_its_item() -> None:
    lines = sale((ITEM, CLASS.format(code="50201706") + CLASS.format(code="2") + ITEM)).invoice.lines

    assert [line.item_class for line in lines] == [None, "50201706", None, None]


def test_what_was_prepaid_and_rounded_is_kept_beside_the_total() -> None:
    paid = (
        "<cbc:ChargeTotalAmount",
        (
            '<cbc:PrepaidAmount currencyID="EUR">400.00</cbc:PrepaidAmount>'
            '<cbc:PayableRoundingAmount currencyID="EUR">0.25</cbc:PayableRoundingAmount>'
            "<cbc:ChargeTotalAmount"
        ),
    )
    due = ('<cbc:PayableAmount currencyID="EUR">1397.75', '<cbc:PayableAmount currencyID="EUR">998.00')

    invoice = sale(paid, due).invoice

    assert invoice.prepaid_amount == Money.of("400.00")
    assert invoice.rounding_amount == Money.of("0.25")
    assert invoice.total_with_vat == Money.of("1397.75")


def test_a_document_in_another_currency_keeps_it_and_tells_the_vat_in_euros() -> None:
    in_dollars = INVOICE.replace('currencyID="EUR"', 'currencyID="USD"').replace(">EUR<", ">USD<")
    in_euros = '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">205.13</cbc:TaxAmount></cac:TaxTotal>'

    document = sale(("  <cac:TaxTotal>", f"  {in_euros}<cac:TaxTotal>"), document=in_dollars)

    invoice = document.invoice
    assert (invoice.currency, invoice.original_currency, invoice.original_total) == ("USD", "", None)
    assert invoice.total_vat == Money.of("222.75")
    assert [(one.code, one.value) for one in document.remarks] == [("ubl-vat-in-euro", "205.13")]
    assert "USD" in document.remarks[0].nl


def test_a_document_in_euros_passes_over_the_vat_in_the_currency_of_the_sellers_taxman() -> None:
    in_kronor = '<cac:TaxTotal><cbc:TaxAmount currencyID="SEK">2412.00</cbc:TaxAmount></cac:TaxTotal>'

    document = sale(("  <cac:TaxTotal>", f"  {in_kronor}<cac:TaxTotal>"))

    assert (document.invoice.currency, document.remarks) == ("EUR", ())


def test_a_negative_invoice_keeps_its_signs() -> None:
    negative = INVOICE
    for amount in (
        "1000.00",
        "200.00",
        "50.00",
        "25.00",
        "975.00",
        "204.75",
        "18.00",
        "222.75",
        "1200.00",
        "1175.00",
        "1397.75",
    ):
        negative = negative.replace(f">{amount}<", f">-{amount}<")

    invoice = sale(document=negative).invoice

    assert invoice.invoice_type is InvoiceType.INVOICE
    assert invoice.total_with_vat == Money.of("-1397.75")
    assert [line.net_amount for line in invoice.lines] == [
        Money.of(amount) for amount in ("-1000", "-200", "50", "-25")
    ]
    assert totals_problems(invoice) == []


def test_a_credit_note_by_its_type_code_alone_is_one() -> None:
    document = sale(("InvoiceTypeCode>380<", "InvoiceTypeCode>381<"))

    assert document.invoice.invoice_type is InvoiceType.CREDIT_NOTE
    assert document.invoice.total_with_vat == Money.of("1397.75")


def test_a_purchase_comes_with_its_supplier_its_files_and_no_voucher() -> None:
    document = read_ubl(CREDIT_NOTE.encode(), direction=Direction.PURCHASE)

    assert document.invoice.direction is Direction.PURCHASE
    assert document.invoice.voucher == ""
    assert document.relation is not None
    assert document.relation.roles == {RelationRole.SUPPLIER}
    assert document.relation.name == "De Branderij B.V."
    assert [file.name for file in document.files] == ["C2026-0004.xml"]
    assert document.files[0].content == CREDIT_NOTE.encode()


def test_allowances_and_charges_keep_their_own_category() -> None:
    free = INVOICE.replace(
        '<cbc:Amount currencyID="EUR">25.00</cbc:Amount>\n    <cac:TaxCategory>\n'
        "      <cbc:ID>S</cbc:ID><cbc:Percent>21.0</cbc:Percent>",
        '<cbc:Amount currencyID="EUR">25.00</cbc:Amount>\n    <cac:TaxCategory>\n      <cbc:ID>E</cbc:ID>',
    )

    allowance, charge = sale(document=free).invoice.lines[2:]

    assert (allowance.vat_category, allowance.vat_rate) == (VatCategory.STANDARD, Decimal(21))
    assert (charge.vat_category, charge.vat_rate) == (VatCategory.EXEMPT, Decimal(0))


def test_an_address_abroad_of_only_a_country_is_kept_as_it_decides_the_vat() -> None:
    bare = INVOICE
    for told in (
        "<cbc:StreetName>Oudegracht</cbc:StreetName>",
        "<cbc:AdditionalStreetName>12a</cbc:AdditionalStreetName>",
        "<cbc:CityName>Utrecht</cbc:CityName>",
        "<cbc:PostalZone>3511 AB</cbc:PostalZone>",
    ):
        bare = bare.replace(told, "")
    before, customer, after = bare.partition("<cac:AccountingCustomerParty>")
    abroad = before + customer + after.replace(">NL<", ">BE<").replace("NL004495445B01", "BE0403170701")

    relation = sale(document=abroad).relation

    assert relation is not None
    assert relation.visiting_address == Address(country_code="BE")
    assert relation.vat_number == "BE0403170701"
