"""The kinds of field that only invoices have: numbers, categories, rates, exemptions, other currencies."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core.core_schema import ValidationInfo

from snelkoppeling.domain.invoice import Direction, InvoiceType, Supply
from snelkoppeling.domain.vat import VatCategory
from snelkoppeling.web.api.fields import (
    LARGEST_AMOUNT,
    RATE_SCHEMA,
    SingleLine,
    choice_of,
    plain_number,
    read_currency,
    read_rate,
    refused,
)
from snelkoppeling.web.api.finality import read_invoice_number

LONGEST_INVOICE_NUMBER = 100
"""More than SnelStart holds (25): the administration decides what happens to a longer one."""
LONGEST_TEXT = 4000
EURO = "EUR"
MOST_DECIMALS = 3
"""What the currency with the smallest fractions has."""
EXEMPTION_CODE = re.compile(r"VATEX-[A-Z]{2}-[A-Z0-9]{1,12}(?:-[A-Z0-9]{1,6}){0,3}")


def read_code(value: Any) -> Any:
    """Read 380 as "380": both are how systems write a code of UNCL 1001."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def read_line_rate(value: Any, info: ValidationInfo) -> Decimal:
    """Read a rate; only category S must state one, as the others have none."""
    if value is not None:
        return read_rate(value)
    if info.data.get("vat_category") is VatCategory.STANDARD:
        raise refused("rate-missing")
    return Decimal(0)


def read_exemption_code(value: str) -> str:
    """Check the form of a code for why there is no VAT; small letters are read as capitals."""
    code = value.upper()
    if not EXEMPTION_CODE.fullmatch(code):
        raise refused("exemption-code-unreadable")
    return code


def read_original_currency(value: str, info: ValidationInfo) -> str:
    """Check the document's own currency, which is not that of the figures: these are in euros then."""
    currency = read_currency(value)
    if currency == EURO:
        raise refused("original-currency-euro")
    if (of_figures := info.data.get("currency", EURO)) != EURO:
        raise refused("figures-not-in-euro", currency=of_figures)
    return currency


def read_original_total(value: Any, info: ValidationInfo) -> Decimal | None:
    """Read the document's own total; it and its currency come together."""
    if "original_currency" in info.data and (value is None) is not (info.data["original_currency"] is None):
        raise refused("original-total-incomplete")
    if value is None:
        return None
    number = plain_number(value)
    if number is None or number != number.quantize(Decimal(1).scaleb(-MOST_DECIMALS)):
        raise refused("amount-unreadable")
    if abs(number) > LARGEST_AMOUNT:
        raise refused("amount-out-of-range")
    return number


ORIGINAL_TOTAL_SCHEMA = {
    "anyOf": [
        {"type": "string", "pattern": r"^-?[0-9]{1,11}(\.[0-9]{1,3})?$"},
        {"type": "number"},
        {"type": "null"},
    ],
    "description": "The document's own total with VAT, in original_currency.",
    "examples": ["131.28"],
}
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), SingleLine]
InvoiceNumber = Annotated[
    str,
    StringConstraints(max_length=LONGEST_INVOICE_NUMBER),
    AfterValidator(read_invoice_number),
    SingleLine,
]
DirectionName = Annotated[Direction, BeforeValidator(choice_of(Direction))]
TypeCode = Annotated[InvoiceType, BeforeValidator(choice_of(InvoiceType)), BeforeValidator(read_code)]
Category = Annotated[VatCategory, BeforeValidator(choice_of(VatCategory, shift=str.upper))]
SupplyName = Annotated[Supply, BeforeValidator(choice_of(Supply))]
VatRate = Annotated[
    Decimal,
    PlainValidator(read_line_rate),
    WithJsonSchema(RATE_SCHEMA),
    Field(default=None, validate_default=True),
]
ExemptionCode = Annotated[str, AfterValidator(read_exemption_code), SingleLine]
OriginalCurrency = Annotated[str, AfterValidator(read_original_currency), SingleLine]
OriginalTotal = Annotated[
    Decimal | None,
    PlainValidator(read_original_total),
    WithJsonSchema(ORIGINAL_TOTAL_SCHEMA),
    Field(default=None, validate_default=True),
]
