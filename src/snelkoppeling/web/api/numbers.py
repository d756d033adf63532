"""Checks and normalises the numbers by which a relation is known: VAT, KvK, IBAN, BIC, phone, e-mail."""

from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core.core_schema import ValidationInfo

from snelkoppeling.domain import identifiers
from snelkoppeling.web.api.address_body import to_address
from snelkoppeling.web.api.fields import SingleLine, refused


def _read_with(normalise: Callable[[str], str | None], code: str) -> AfterValidator:
    """Make a check of a rule that gives nothing for what it does not know."""

    def read(value: str) -> str:
        number = normalise(value)
        if number is None:
            raise refused(code)
        return number

    return AfterValidator(read)


def read_vat_number(value: str, info: ValidationInfo) -> str:
    """Check a VAT number, and that it belongs to the country of the visiting address if one is stated.

    SnelStart refuses another country's number (SnelStart API, section 6.1, REL-0087 and REL-0088).
    """
    country = _visiting_country(info)
    number = identifiers.vat_number(value, country=country or "NL")
    if number is None:
        raise refused("vat-number-invalid")
    if country and not identifiers.is_vat_number_of(number, country):
        belongs_to = identifiers.country_of_vat_number(number)
        raise refused("vat-number-other-country", number_country=belongs_to, country=country)
    return number


def read_phone(value: str, info: ValidationInfo) -> str:
    """Check a phone number, and write it internationally; without a prefix it is the visiting address's."""
    number = identifiers.phone(value, _visiting_country(info) or "NL")
    if number is None:
        raise refused("phone-invalid")
    return number


def _visiting_country(info: ValidationInfo) -> str | None:
    address = to_address(info.data.get("visiting_address"))
    return address.country_code if address else None


KvkNumber = Annotated[str, _read_with(identifiers.kvk_number, "kvk-invalid"), SingleLine]
VatNumber = Annotated[str, AfterValidator(read_vat_number), SingleLine]
Iban = Annotated[str, _read_with(identifiers.iban, "iban-invalid"), SingleLine]
Bic = Annotated[str, _read_with(identifiers.bic, "bic-invalid"), SingleLine]
Phone = Annotated[
    str, StringConstraints(max_length=identifiers.LONGEST_PHONE), AfterValidator(read_phone), SingleLine
]
Emails = Annotated[
    str, StringConstraints(max_length=250), _read_with(identifiers.email, "email-invalid"), SingleLine
]
