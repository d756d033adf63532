"""The e-invoices that are sent to the door as files, each with what must become of it in either direction."""

from dataclasses import dataclass
from typing import Final

from snelkoppeling.domain.invoice import Direction
from tests.unit.einvoice.documents import (
    CREDIT_NOTE,
    CREDIT_OF_PROJECT,
    INVOICE,
    OF_PROJECT,
    WITHOUT_SELLER_NUMBERS,
    edited,
    in_section,
)
from tests.unit.web.ubl import ubl_invoice

Change = tuple[str, str]
Expected = str | tuple[str, ...]
"""The total that is booked, or the codes of what keeps it out."""
SELLER, BUYER, END = "<cac:AccountingSupplierParty>", "<cac:AccountingCustomerParty>", "</cac:Party>"
NUMBER, CREDIT_NUMBER = "<cbc:ID>2026-0117<", "<cbc:ID>C2026-0004<"
HIGH, LOW = (
    "<cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent>",
    "<cbc:ID>S</cbc:ID><cbc:Percent>9</cbc:Percent>",
)
LOW_VAT = (
    ("1397.75", "1379.75"),
    ('TaxAmount currencyID="EUR">222.75<', 'TaxAmount currencyID="EUR">204.75<'),
    ('TaxAmount currencyID="EUR">18.00<', 'TaxAmount currencyID="EUR">0.00<'),
)
"""The changes that leave the coffee without VAT."""
PAYABLE = '<cbc:PayableAmount currencyID="EUR">1397.75<'
IN_GERMANY = ">NL</cbc:IdentificationCode>", ">DE</cbc:IdentificationCode>"
WITHOUT_VAT_NUMBERS = (
    ("<cbc:CompanyID>NL8123.45.678.B.01</cbc:CompanyID>", ""),
    ("<cbc:CompanyID>NL004495445B01</cbc:CompanyID>", ""),
)
OF_COMPANIES = (
    ('<cbc:CompanyID schemeID="0106">87654321</cbc:CompanyID>', ""),
    ("<cbc:CompanyID>12345678</cbc:CompanyID>", ""),
    ('<cbc:EndpointID schemeID="0106">87654321</cbc:EndpointID>', ""),
)
"""The changes that leave out the numbers that only Dutch companies have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UblFile:
    """A file and what must become of it."""

    name: str
    content: bytes
    sale: Expected
    purchase: Expected
    at_door: bool = False
    """Whether it is refused at once, because no invoice can be read."""

    def expected(self, direction: Direction) -> Expected:
        """Give what must become of it."""
        return self.sale if direction is Direction.SALES else self.purchase


def _invoice(
    name: str, *changes: Change, sale: Expected, purchase: Expected, at_door: bool = False
) -> UblFile:
    """Change the invoice, which gets a number of its own."""
    content = edited(INVOICE, (NUMBER, f"<cbc:ID>{name}<"), *changes)
    return UblFile(name=name, content=content, sale=sale, purchase=purchase, at_door=at_door)


def _untaxed(name: str, category: str, *, sale: Expected, purchase: Expected, code: str = "") -> UblFile:
    """Give the coffee a category without VAT."""
    reason = f"<cbc:TaxExemptionReasonCode>{code}</cbc:TaxExemptionReasonCode>" if code else ""
    new = f"<cbc:ID>{category}</cbc:ID><cbc:Percent>0</cbc:Percent>{reason}"
    return _invoice(name, (LOW, new), *LOW_VAT, sale=sale, purchase=purchase)


def _abroad(name: str, section: str, *, sale: Expected, purchase: Expected) -> UblFile:
    """Let one side of the invoice be in Germany, without any number."""
    document = edited(INVOICE, (NUMBER, f"<cbc:ID>{name}<"), *WITHOUT_VAT_NUMBERS, *OF_COMPANIES).decode()
    content = in_section(document, section, END, change=IN_GERMANY).encode()
    return UblFile(name=name, content=content, sale=sale, purchase=purchase)


def _credit(name: str, *changes: Change, sale: Expected, purchase: Expected) -> UblFile:
    content = edited(CREDIT_NOTE, (CREDIT_NUMBER, f"<cbc:ID>{name}<"), *changes)
    return UblFile(name=name, content=content, sale=sale, purchase=purchase)


def _booked(name: str, *changes: Change) -> UblFile:
    """Change what does not matter to the total."""
    return _invoice(name, *changes, sale="1397.75", purchase="1397.75")


def _same(name: str, *changes: Change, codes: tuple[str, ...], at_door: bool = False) -> UblFile:
    return _invoice(name, *changes, sale=codes, purchase=codes, at_door=at_door)


FILES: Final[tuple[UblFile, ...]] = (
    _booked("U-plain"),
    _credit("U-credit", sale="-1397.75", purchase="-1397.75"),
    UblFile(name="U-small", content=ubl_invoice("U-small"), sale="121.00", purchase="121.00"),
    _booked("U-of-project", OF_PROJECT),
    _credit("U-credit-of-project", CREDIT_OF_PROJECT, sale="-1397.75", purchase="-1397.75"),
    _booked("U-without-seller-numbers", *WITHOUT_SELLER_NUMBERS),
    _invoice("U-381", ("TypeCode>380<", "TypeCode>381<"), sale="-1397.75", purchase="-1397.75"),
    _untaxed("U-exempt", "E", sale="1379.75", purchase="1379.75"),
    _untaxed("U-zero", "Z", sale="1379.75", purchase="1379.75"),
    _untaxed("U-margin", "E", code="VATEX-EU-F", sale=("margin-scheme",), purchase=("margin-scheme",)),
    _untaxed("U-outside", "O", sale=("out-of-scope-held",), purchase="1379.75"),
    _untaxed(
        "U-shifted",
        "AE",
        sale=("reverse-charge-mixed",),
        purchase=("reverse-charge-form-missing",),
    ),
    _untaxed("U-within-eu", "K", sale=("supply-not-within-eu",), purchase=("supply-not-within-eu",)),
    _untaxed("U-export", "G", sale=("export-within-eu",), purchase=("export-within-eu",)),
    _abroad("U-german-buyer", BUYER, sale="1397.75", purchase="1397.75"),
    _abroad("U-german-seller", SELLER, sale="1397.75", purchase=("foreign-vat-charged",)),
    _same(
        "U-rate",
        (">9</cbc:Percent>", ">8</cbc:Percent>"),
        codes=("vat-amount-implausible", "vat-rate-unknown"),
    ),
    _same("U-dollars", ('"EUR"', '"USD"'), (">EUR<", ">USD<"), codes=("currency-not-euro",)),
    _same("U-NUMBER-LONGER-THAN-SNELSTART-HOLDS", codes=("invoice-number-too-long",)),
    _same(
        "U-line-differs",
        ('LineExtensionAmount currencyID="EUR">1000.00<', 'LineExtensionAmount currencyID="EUR">1000.01<'),
        codes=("lines-differ-from-total", "vat-base-differs"),
    ),
    _same(
        "U-rounded",
        (PAYABLE, f'<cbc:PayableRoundingAmount currencyID="EUR">0.25</cbc:PayableRoundingAmount>{PAYABLE}'),
        ("1397.75</cbc:PayableAmount>", "1398.00</cbc:PayableAmount>"),
        codes=("rounding-without-account",),
    ),
    _booked(
        "U-prepaid",
        (PAYABLE, f'<cbc:PrepaidAmount currencyID="EUR">397.75</cbc:PrepaidAmount>{PAYABLE}'),
        ("1397.75</cbc:PayableAmount>", "1000.00</cbc:PayableAmount>"),
    ),
    _same(
        "U-payable",
        ("1397.75</cbc:PayableAmount>", "1397.70</cbc:PayableAmount>"),
        codes=("ubl-payable-differs",),
        at_door=True,
    ),
    _same(
        "U-undated",
        ("  <cbc:IssueDate>2026-03-02</cbc:IssueDate>\n", ""),
        codes=("ubl-element-missing",),
        at_door=True,
    ),
    _same(
        "U-category",
        ("<cbc:ID>S</cbc:ID>", "<cbc:ID>X</cbc:ID>"),
        codes=("ubl-vat-category-unknown",),
        at_door=True,
    ),
    _same("Concept 12", codes=("invoice-number-draft",), at_door=True),
    UblFile(
        name="an order",
        content=edited(INVOICE, ("<Invoice ", "<Order "), ("</Invoice>", "</Order>")),
        sale=("ubl-other-document",),
        purchase=("ubl-other-document",),
        at_door=True,
    ),
    UblFile(
        name="no XML at all",
        content=b"%PDF-1.7",
        sale=("ubl-not-xml",),
        purchase=("ubl-not-xml",),
        at_door=True,
    ),
)
"""Numbers are in the names; posted with default policies, where foreign VAT is not invoiced."""
