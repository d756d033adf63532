"""Normalises and checks the numbers that identify companies and bank accounts."""

import re

import phonenumbers
import pycountry
from email_validator import EmailNotValidError, validate_email
from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.eu import vat as stdnum_vat
from stdnum.util import get_cc_module

VAT_NUMBER = re.compile(r"[A-Z]{2}(?=[A-Z]*[0-9])[0-9A-Z]{2,48}")
KVK_NUMBER = re.compile(r"[0-9]{8}")
EUROPEAN_PREFIXES = frozenset({"EL", *(country.upper() for country in stdnum_vat.MEMBER_STATES)})
"""Greece goes by another code in its VAT numbers."""
COUNTRY_OF_PREFIX = {"EL": "GR", "XI": "GB"}
PREFIX_OF_COUNTRY = {"GR": "EL", "MC": "FR", "IM": "GB"}
"""Monaco and Man have the VAT numbers of a neighbour."""
LONGEST_PHONE = 25
"""SnelStart API, section 6.1 (REL-0013)."""


def compact(text: str) -> str:
    """Write a number in capitals and digits only: `NL8200.98.395.B.01` becomes `NL820098395B01`."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def vat_number(text: str, *, country: str = "NL") -> str | None:
    """Normalise a VAT number; None when its form or check digits are wrong.

    A number that begins with a digit is one of the given country. A number of a country whose rules are not
    known is believed when it has the form of one.
    """
    number = compact(text)
    if number[:1].isdigit():
        number = PREFIX_OF_COUNTRY.get(country, country) + number
    if not VAT_NUMBER.fullmatch(number):
        return None
    if number[:2] in EUROPEAN_PREFIXES:
        try:
            return stdnum_vat.validate(number)
        except ValueError:
            return None
    if country_code(number[:2]) is None:
        return None
    rules = get_cc_module(number[:2], "vat")
    known_wrong = rules is not None and not (rules.is_valid(number) or rules.is_valid(number[2:]))
    return None if known_wrong else number


def country_of_vat_number(number: str) -> str:
    """Name the country of a VAT number by its ISO 3166-1 code."""
    return COUNTRY_OF_PREFIX.get(number[:2], number[:2])


def is_vat_number_of(number: str, country: str) -> bool:
    """Tell whether a company in a country can have this VAT number."""
    return country_of_vat_number(number) == country or number[:2] == PREFIX_OF_COUNTRY.get(country, country)


def kvk_number(text: str) -> str | None:
    """Normalise a number of the Dutch chamber of commerce: eight digits, without check digit."""
    number = compact(text)
    return number if KVK_NUMBER.fullmatch(number) and int(number) else None


def iban(text: str) -> str | None:
    """Normalise an IBAN; None when its form or check digits are wrong."""
    number = compact(text)
    return number if stdnum_iban.is_valid(number) else None


def bic(text: str) -> str | None:
    """Normalise a BIC; None when its form is wrong."""
    number = compact(text)
    return number if stdnum_bic.is_valid(number) else None


def email(text: str) -> str | None:
    """Normalise one or more e-mail addresses by their form, separated by `;`; None when one is wrong."""
    addresses = [address.strip() for address in text.split(";") if address.strip()]
    try:
        # Addresses in domains for tests are fit for testing with, and nothing is sent to them here.
        checked = [
            validate_email(address, check_deliverability=False, test_environment=True).normalized
            for address in addresses
        ]
    except (EmailNotValidError, UnicodeError):
        return None
    return ";".join(checked) or None


def phone(text: str, country: str) -> str | None:
    """Write a phone number internationally, as one of the country without a prefix; None if unreadable."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return written if phonenumbers.is_possible_number(number) and len(written) <= LONGEST_PHONE else None


def country_code(text: str) -> str | None:
    """Normalise a country code of ISO 3166-1, two letters; None when there is no such country."""
    code = text.upper()
    return code if pycountry.countries.get(alpha_2=code) else None
