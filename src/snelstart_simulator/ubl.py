"""Reads an invoice or credit note in UBL 2, as far as a purchase booking needs it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree
from lxml.etree import _Element as Element

from snelstart_simulator.models.record import ZERO

_PREFIX = "urn:oasis:names:specification:ubl:schema:xsd:"
_NAMES = {"b": f"{_PREFIX}CommonBasicComponents-2", "a": f"{_PREFIX}CommonAggregateComponents-2"}
_ROOTS = {f"{{{_PREFIX}Invoice-2}}Invoice": False, f"{{{_PREFIX}CreditNote-2}}CreditNote": True}
_CREDIT_TYPES = frozenset({"381", "396"})
_KNOWN_CUSTOMISATIONS = ("urn:cen.eu:en16931:2017", "urn:www.simplerinvoicing.org:si", "urn:www.cenbii.eu")
_REQUIRED = (
    "b:ID",
    "b:IssueDate",
    "a:AccountingSupplierParty/a:Party",
    "a:AccountingCustomerParty",
    "a:LegalMonetaryTotal",
    "a:InvoiceLine|a:CreditNoteLine",
)


class UblProblem(Exception):  # noqa: N818 - an answer like any other, not an error of ours.
    """The file cannot be booked; `code` says why in SnelStart's terms."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who sent the invoice, by all that may find it in the books."""

    names: tuple[str, ...]
    kvk_numbers: tuple[str, ...]
    vat_numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UblLine:
    """An amount without VAT, and how it is taxed: a category of UNCL 5305 and its percentage."""

    text: str | None
    amount: Decimal
    category: str
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class UblTax:
    """The VAT of one category and percentage."""

    category: str
    percentage: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class UblInvoice:
    """What a purchase booking needs; the amounts of a credit note are negative."""

    number: str
    issued: date
    supplier: Supplier
    lines: tuple[UblLine, ...]
    taxes: tuple[UblTax, ...]
    rounding: Decimal
    total: Decimal
    pdf: str | None
    """The first embedded PDF, in base64."""


def read_ubl(content: bytes, *, strict: bool) -> UblInvoice:
    """Read a file; strict, it must also keep the rules that are not needed to book it.

    Raises:
        UblProblem: It is no UBL 2, it lacks something, or it is not in euros.
    """
    root = _parsed(content)
    if root.tag not in _ROOTS:
        raise UblProblem("BOE-0043" if root.tag.endswith(("}Invoice", "}CreditNote")) else "BOE-0029")
    version = _text(root, "b:UBLVersionID") or "2.1"
    if not version.startswith("2."):
        raise UblProblem("BOE-0043")
    if strict:
        _require_schema(root)
    if (_text(root, "b:DocumentCurrencyCode") or "EUR") != "EUR":
        raise UblProblem("BOE-0036")
    is_credit = _ROOTS[root.tag] or _text(root, "b:InvoiceTypeCode") in _CREDIT_TYPES
    return _Reader(root, sign=-1 if is_credit else 1).read()


def _parsed(content: bytes) -> Element:
    if not content.strip():
        raise UblProblem("BOE-0031")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UblProblem("BOE-0029") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UblProblem("BOE-0029")
    return root


def _require_schema(root: Element) -> None:
    if not all(_all(root, path) for path in _REQUIRED):
        raise UblProblem("BOE-0032")
    customisation = _text(root, "b:CustomizationID") or ""
    if not customisation.startswith(_KNOWN_CUSTOMISATIONS):
        raise UblProblem("BOE-0092")


class _Reader:
    """Reads the parts of one document, each amount with the document's sign."""

    def __init__(self, root: Element, *, sign: int) -> None:
        self._root = root
        self._sign = sign

    def read(self) -> UblInvoice:
        number, issued = _text(self._root, "b:ID"), _day(_text(self._root, "b:IssueDate"))
        totals = next(iter(_all(self._root, "a:LegalMonetaryTotal")), None)
        if not number or issued is None or totals is None:
            raise UblProblem("BOE-0044")
        rounding = self._amount(totals, "b:PayableRoundingAmount") or ZERO
        total = self._amount(totals, "b:TaxInclusiveAmount")
        if total is None:
            total = self._amount(totals, "b:PayableAmount")
        lines = tuple(self._lines())
        if total is None or not lines:
            raise UblProblem("BOE-0044")
        return UblInvoice(
            number=number,
            issued=issued,
            supplier=_supplier(self._root),
            lines=lines,
            taxes=tuple(self._taxes()),
            rounding=rounding,
            total=total + rounding,
            pdf=_embedded_pdf(self._root),
        )

    def _lines(self) -> Iterator[UblLine]:
        for line in _all(self._root, "a:InvoiceLine|a:CreditNoteLine"):
            amount = self._amount(line, "b:LineExtensionAmount")
            if amount is None:
                raise UblProblem("BOE-0044")
            text = _text(line, "a:Item/b:Name") or _text(line, "a:Item/b:Description")
            yield self._line(line, text, amount=amount, category="a:Item/a:ClassifiedTaxCategory")
        for charge in _all(self._root, "a:AllowanceCharge"):
            amount = self._amount(charge, "b:Amount") or ZERO
            if (_text(charge, "b:ChargeIndicator") or "").lower() != "true":
                amount = -amount
            text = _text(charge, "b:AllowanceChargeReason")
            yield self._line(charge, text, amount=amount, category="a:TaxCategory")

    def _line(self, element: Element, text: str | None, *, amount: Decimal, category: str) -> UblLine:
        percentage = _number(_text(element, f"{category}/b:Percent")) or ZERO
        return UblLine(text, amount, _text(element, f"{category}/b:ID") or "O", percentage)

    def _taxes(self) -> Iterator[UblTax]:
        for subtotal in _all(self._root, "a:TaxTotal/a:TaxSubtotal"):
            percentage = _number(_text(subtotal, "a:TaxCategory/b:Percent")) or ZERO
            category = _text(subtotal, "a:TaxCategory/b:ID") or "O"
            yield UblTax(category, percentage, self._amount(subtotal, "b:TaxAmount") or ZERO)

    def _amount(self, element: Element, path: str) -> Decimal | None:
        number = _number(_text(element, path))
        return None if number is None else self._sign * number


def _supplier(root: Element) -> Supplier:
    party = "a:AccountingSupplierParty/a:Party"
    legal, schemes = f"{party}/a:PartyLegalEntity", f"{party}/a:PartyTaxScheme"
    identifiers = (f"{legal}/b:CompanyID", f"{party}/a:PartyIdentification/b:ID", f"{party}/b:EndpointID")
    return Supplier(
        names=_texts(root, f"{legal}/b:RegistrationName", f"{party}/a:PartyName/b:Name"),
        kvk_numbers=_texts(root, *(f"{path}[not(@schemeID) or @schemeID='0106']" for path in identifiers)),
        vat_numbers=_texts(root, f"{schemes}/b:CompanyID"),
    )


def _embedded_pdf(root: Element) -> str | None:
    path = "a:AdditionalDocumentReference/a:Attachment/b:EmbeddedDocumentBinaryObject"
    found = _texts(root, f"{path}[@mimeCode='application/pdf']")
    return "".join(found[0].split()) if found else None


def _all(element: Element, path: str) -> list[Element]:
    found = element.xpath(path, namespaces=_NAMES)
    return [one for one in found if isinstance(one, Element)] if isinstance(found, list) else []


def _texts(element: Element, *paths: str) -> tuple[str, ...]:
    found = ((one.text or "").strip() for path in paths for one in _all(element, path))
    return tuple(dict.fromkeys(text for text in found if text))


def _text(element: Element, path: str) -> str | None:
    return next(iter(_texts(element, path)), None)


def _number(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
