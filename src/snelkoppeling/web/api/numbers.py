"""Checks and normalises the numbers by which a relation is known: VAT, KvK, IBAN, BIC, phone, e-mail."""

import re
from typing import Annotated

import email_validator
import phonenumbers
import stdnum.bic
import stdnum.eu.vat
import stdnum.exceptions
import stdnum.iban
import stdnum.nl.btw
from pydantic import AfterValidator, StringConstraints
from pydantic_core.core_schema import ValidationInfo
from stdnum.util import get_cc_module

from snelkoppeling.web.api.address_body import to_address
from snelkoppeling.web.api.fields import SingleLine, refused

COUNTRY_OF_PREFIX = {"EL": "GR", "XI": "GB"}
"""Where the prefix of a VAT number is not the country's code."""
PREFIX_OF_COUNTRY = {"GR": "EL", "MC": "FR", "IM": "GB"}
"""Where numbers carry another prefix; Monaco and Man belong to the VAT area of a neighbour."""
LONGEST_PHONE = 25
VAT_FORM = re.compile("[A-Z]{2}(?=.*[0-9])[0-9A-Z]{2,48}")


def read_kvk_number(value: str) -> str:
    """Check a number of the chamber of commerce; it has eight digits and no check digit."""
    number = re.sub(r"[ .]", "", value)
    if not re.fullmatch("[0-9]{8}", number) or number == "00000000":
        raise refused("kvk-invalid")
    return number


def read_vat_number(value: str, info: ValidationInfo) -> str:
    """Check a VAT number, and that it belongs to the country of the visiting address if one is stated.

    SnelStart refuses another country's number (SnelStart API, section 6.1, REL-0087 and REL-0088).
    """
    number = re.sub(r"[\s.\-/]", "", value).upper()
    country = _visiting_country(info)
    if not number[:2].isalpha():
        number = PREFIX_OF_COUNTRY.get(country or "NL", country or "NL") + number
    if not VAT_FORM.fullmatch(number):
        raise refused("vat-number-invalid")
    number = _checked(number)
    prefix = number[:2]
    belongs_to = COUNTRY_OF_PREFIX.get(prefix, prefix)
    if country and prefix != PREFIX_OF_COUNTRY.get(country, country) and belongs_to != country:
        raise refused("vat-number-other-country", number_country=belongs_to, country=country)
    return number


def read_iban(value: str) -> str:
    """Check an IBAN, and write it without spaces."""
    try:
        return str(stdnum.iban.validate(value))
    except stdnum.exceptions.ValidationError as error:
        raise refused("iban-invalid") from error


def read_bic(value: str) -> str:
    """Check a BIC."""
    try:
        return str(stdnum.bic.validate(value))
    except stdnum.exceptions.ValidationError as error:
        raise refused("bic-invalid") from error


def read_phone(value: str, info: ValidationInfo) -> str:
    """Check a phone number, and write it internationally; without a prefix it is the visiting address's."""
    try:
        number = phonenumbers.parse(value, _visiting_country(info) or "NL")
    except phonenumbers.NumberParseException as error:
        raise refused("phone-invalid") from error
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    if not phonenumbers.is_possible_number(number) or len(written) > LONGEST_PHONE:
        raise refused("phone-invalid")
    return written


def read_emails(value: str) -> str:
    """Check one or more addresses, separated by semicolons, by their form only."""
    addresses = [part.strip() for part in value.split(";") if part.strip()]
    if not addresses:
        raise refused("email-invalid")
    try:
        return ";".join(
            email_validator.validate_email(
                address, check_deliverability=False, test_environment=True
            ).normalized
            for address in addresses
        )
    except (email_validator.EmailNotValidError, UnicodeError) as error:
        raise refused("email-invalid") from error


def _checked(number: str) -> str:
    """Check the digits by the rules of the number's country, as far as they are known."""
    try:
        if number[:2].lower() in {*stdnum.eu.vat.MEMBER_STATES, "el"}:
            return str(stdnum.eu.vat.validate(number))
        rules = get_cc_module(number[:2].lower(), "vat")
        if rules is not None and not (rules.is_valid(number) or rules.is_valid(number[2:])):
            raise refused("vat-number-invalid")
    except stdnum.exceptions.ValidationError as error:
        raise refused("vat-number-invalid") from error
    return number


def _visiting_country(info: ValidationInfo) -> str | None:
    address = to_address(info.data.get("visiting_address"))
    return address.country_code if address else None


KvkNumber = Annotated[str, AfterValidator(read_kvk_number), SingleLine]
VatNumber = Annotated[str, AfterValidator(read_vat_number), SingleLine]
Iban = Annotated[str, AfterValidator(read_iban), SingleLine]
Bic = Annotated[str, AfterValidator(read_bic), SingleLine]
Phone = Annotated[str, StringConstraints(max_length=LONGEST_PHONE), AfterValidator(read_phone), SingleLine]
Emails = Annotated[str, StringConstraints(max_length=250), AfterValidator(read_emails), SingleLine]
