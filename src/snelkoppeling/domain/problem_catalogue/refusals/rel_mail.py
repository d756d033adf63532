"""Refusals of a relation's e-mail addresses: its own, and one or more for each kind of mail that SnelStart sends.

The CRM states the general address and the one for invoices; the others are the bookkeeper's, in SnelStart.
"""

from collections.abc import Mapping
from typing import NamedTuple

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal
from snelkoppeling.domain.problem_catalogue.row import Who

_LIST_NL = "Scheid adressen met een puntkomma."
_LIST_EN = "Separate addresses by a semicolon."


class _Mail(NamedTuple):
    """A kind of mail, and the codes of what can be wrong with its addresses."""

    nl: str
    en: str
    missing: str
    invalid: str
    in_list: str
    long: str
    copy_invalid: str
    copy_in_list: str
    copy_long: str
    field: str = ""


_KINDS = (
    _Mail(
        "aanmaningen",
        "reminders",
        missing="REL-0029",
        invalid="REL-0030",
        in_list="REL-0068",
        long="REL-0069",
        copy_invalid="REL-0031",
        copy_in_list="REL-0070",
        copy_long="REL-0071",
    ),
    _Mail(
        "facturen",
        "invoices",
        missing="REL-0032",
        invalid="REL-0033",
        in_list="REL-0072",
        long="REL-0073",
        copy_invalid="REL-0034",
        copy_in_list="REL-0074",
        copy_long="REL-0075",
        field="invoice_email",
    ),
    _Mail(
        "bevestigingen",
        "confirmations",
        missing="REL-0038",
        invalid="REL-0039",
        in_list="REL-0076",
        long="REL-0077",
        copy_invalid="REL-0040",
        copy_in_list="REL-0078",
        copy_long="REL-0079",
    ),
    _Mail(
        "offertes",
        "quotations",
        missing="REL-0044",
        invalid="REL-0045",
        in_list="REL-0080",
        long="REL-0081",
        copy_invalid="REL-0046",
        copy_in_list="REL-0082",
        copy_long="REL-0083",
    ),
    _Mail(
        "offerteaanvragen",
        "requests for quotation",
        missing="REL-0089",
        invalid="REL-0090",
        in_list="REL-0091",
        long="REL-0092",
        copy_invalid="REL-0093",
        copy_in_list="REL-0094",
        copy_long="REL-0095",
    ),
    _Mail(
        "bestellingen",
        "purchase orders",
        missing="REL-0096",
        invalid="REL-0097",
        in_list="REL-0098",
        long="REL-0099",
        copy_invalid="REL-0100",
        copy_in_list="REL-0101",
        copy_long="REL-0102",
    ),
)


def _in_books(nl: str, en: str) -> Refusal:
    return Refusal(
        f"{nl} De boekhouder verbetert het bij deze relatie in SnelStart en probeert opnieuw.",
        f"{en} The bookkeeper corrects it for this relation in SnelStart and retries.",
        Who.BOOKKEEPER,
        "",
    )


def _in_crm(nl: str, en: str, field: str) -> Refusal:
    return Refusal(
        f"{nl} Verbeter het in het CRM, of maak het daar leeg.",
        f"{en} Correct it in the CRM, or clear it there.",
        Who.CRM,
        field,
    )


def _copies_of(mail: _Mail) -> dict[str, Refusal]:
    nl, en = f"Het cc-adres voor {mail.nl}", f"The CC address for {mail.en}"
    return {
        mail.copy_invalid: _in_books(
            f"{nl} is geen geldig e-mailadres.", f"{en} is no valid e-mail address."
        ),
        mail.copy_in_list: _in_books(
            f"{nl} bevat een ongeldig e-mailadres. {_LIST_NL}",
            f"{en} holds an invalid e-mail address. {_LIST_EN}",
        ),
        mail.copy_long: _in_books(f"{nl} is langer dan 250 tekens.", f"{en} is longer than 250 characters."),
    }


def _addresses_of(mail: _Mail) -> dict[str, Refusal]:
    nl, en = f"Het e-mailadres voor {mail.nl}", f"The e-mail address for {mail.en}"
    reasons = {
        mail.missing: (
            f"{nl} is leeg, terwijl SnelStart ze per e-mail verstuurt.",
            f"{en} is empty, although SnelStart sends them by e-mail.",
        ),
        mail.invalid: (f"{nl} is niet geldig.", f"{en} is not valid."),
        mail.in_list: (
            f"{nl} bevat een ongeldig e-mailadres. {_LIST_NL}",
            f"{en} holds an invalid e-mail address. {_LIST_EN}",
        ),
        mail.long: (f"{nl} is langer dan 250 tekens.", f"{en} is longer than 250 characters."),
    }
    return {
        code: _in_crm(told, said, mail.field)
        if mail.field and code != mail.missing
        else _in_books(told, said)
        for code, (told, said) in reasons.items()
    }


_OWN: Mapping[str, Refusal] = {
    "REL-0061": _in_crm(
        "Het e-mailadres van de relatie is niet geldig.",
        "The relation's e-mail address is not valid.",
        "email",
    ),
    "REL-0084": _in_crm(
        f"Het e-mailadres van de relatie bevat een ongeldig adres. {_LIST_NL}",
        f"The relation's e-mail address holds an invalid one. {_LIST_EN}",
        "email",
    ),
    "REL-0085": _in_crm(
        "Het e-mailadres van de relatie is langer dan 250 tekens.",
        "The relation's e-mail address is longer than 250 characters.",
        "email",
    ),
}

REL_MAIL: Mapping[str, Refusal] = {
    **_OWN,
    **{code: told for mail in _KINDS for code, told in (_addresses_of(mail) | _copies_of(mail)).items()},
}
