"""Normalises and checks the numbers that identify companies and bank accounts."""

import re

import pycountry
from email_validator import EmailNotValidError, validate_email
from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.eu import vat as stdnum_vat

DUTCH_VAT_WITHOUT_COUNTRY = re.compile(r"[0-9]{9}B[0-9]{2}")
VAT_NUMBER = re.compile(r"[A-Z]{2}(?=[A-Z]*[0-9])[0-9A-Z]{2,48}")
KVK_NUMBER = re.compile(r"[0-9]{8}")
CHECKED_COUNTRIES = frozenset({"EL", *(country.upper() for country in stdnum_vat.MEMBER_STATES)})
"""The European Union; Greece goes by another code there."""


def compact(text: str) -> str:
    """Write a number in capitals and digits only: `NL8200.98.395.B.01` becomes `NL820098395B01`."""
    return "".join(char for char in text.upper() if char.isascii() and char.isalnum())


def vat_number(text: str) -> str | None:
    """Normalise a VAT number, with its country; None when its form or check digits are wrong.

    A number from outside the European Union is believed when it has the form of one.
    """
    number = compact(text)
    if DUTCH_VAT_WITHOUT_COUNTRY.fullmatch(number):
        number = f"NL{number}"
    if not VAT_NUMBER.fullmatch(number):
        return None
    if number[:2] in CHECKED_COUNTRIES:
        try:
            return stdnum_vat.validate(number)
        except ValueError:
            return None
    return number if country_code(number[:2]) else None


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
    """Check the form of one or more e-mail addresses, separated by `;`; None when one is wrong."""
    addresses = [address.strip() for address in text.split(";") if address.strip()]
    try:
        for address in addresses:
            validate_email(address, check_deliverability=False)
    except EmailNotValidError:
        return None
    return ";".join(addresses) or None


def country_code(text: str) -> str | None:
    """Normalise a country code of ISO 3166-1, two letters; None when there is no such country."""
    code = text.upper()
    return code if pycountry.countries.get(alpha_2=code) else None
