"""Says what each setting of an administration decides, and what each of its values means."""

import enum
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args, get_type_hints

from snelkoppeling.cli import words
from snelkoppeling.domain.cost_centre import ProjectNumbering, ProjectPolicy
from snelkoppeling.domain.invoice import Supply
from snelkoppeling.domain.policy import AcquisitionForm, Doubt, LongNumbers, PostingPolicy, ReverseChargeForm
from snelkoppeling.sync.policy import ChangedInvoices, NewRelations, SyncPolicy

NOTHING = "geen"
HOLD = ("een mens beslist", "a person decides")


class Explained(NamedTuple):
    """Where a setting is stored, and what it decides."""

    section: str
    nl: str
    en: str


class Option(NamedTuple):
    """A value that can be typed, and what it means."""

    typed: str
    nl: str = ""
    en: str = ""


SECTIONS: Mapping[str, tuple[type, str, str]] = {
    "sync": (SyncPolicy, "Wat er meegaat", "what goes along"),
    "projects": (ProjectPolicy, "Projecten", "projects"),
    "posting": (PostingPolicy, "Hoe er wordt geboekt", "how invoices are booked"),
}
SETTINGS: Mapping[str, Explained] = {
    "start_date": Explained(
        "sync", "Facturen van voor deze dag gaan niet mee", "invoices of before this day are left out"
    ),
    "new_relations": Explained(
        "sync", "Relaties die SnelStart niet kent maken", "make relations that SnelStart does not know"
    ),
    "changed_invoices": Explained(
        "sync", "Een geboekte factuur die in het CRM wijzigt", "a booked invoice that changes in the CRM"
    ),
    "numbering": Explained(
        "projects", "Kostenplaats van een project met letters", "cost centre of a project with letters"
    ),
    "first_cost_centre": Explained("projects", "Eerste volgnummer", "first number of the sequence"),
    "eu_supply": Explained(
        "posting",
        "Verkoop binnen de EU, als de factuur niet zegt wat",
        "sales within the EU that do not say what",
    ),
    "out_of_scope": Explained(
        "posting", "Verkoop buiten de btw (categorie O)", "sales outside the scope of VAT (category O)"
    ),
    "small_business": Explained(
        "posting", "Verkoop onder de kleineondernemersregeling", "sales under the small business scheme"
    ),
    "oss": Explained(
        "posting",
        "Verkoop met btw van een ander EU-land (OSS)",
        "sales with the VAT of another EU country (OSS)",
    ),
    "purchase_reverse_charge": Explained(
        "posting", "Inkoop met verlegde btw", "purchases with reverse charge"
    ),
    "eu_purchase": Explained("posting", "Inkoop uit de EU", "purchases from the EU"),
    "import_purchase": Explained("posting", "Inkoop van buiten de EU", "purchases from outside the EU"),
    "untaxed_purchase_on_rate_account": Explained(
        "posting",
        "Inkoop zonder btw op een kostenrekening voor één tarief",
        "purchases without VAT on a cost account for one rate",
    ),
    "prepaid": Explained(
        "posting", "Factuur die al deels is betaald", "invoices that were paid in part before"
    ),
    "rounding_account": Explained(
        "posting", "Rekening voor afronding van het te betalen bedrag", "account for a rounded payable amount"
    ),
    "year_prefix_sales": Explained(
        "posting", "Zet het jaar voor het verkoopfactuurnummer", "put the year before numbers of sales"
    ),
    "year_prefix_purchases": Explained(
        "posting", "Zet het jaar voor het inkoopfactuurnummer", "put the year before numbers of purchases"
    ),
    "supplier_in_number": Explained(
        "posting",
        "Zet het leveranciersnummer voor het inkoopfactuurnummer",
        "put the supplier's number before numbers of purchases",
    ),
    "long_numbers": Explained(
        "posting", "Factuurnummer langer dan 25 tekens", "an invoice number of more than 25 characters"
    ),
}
MEANINGS: Mapping[type[enum.StrEnum], Mapping[Any, tuple[str, str]]] = {
    NewRelations: {
        NewRelations.ALWAYS: ("altijd", "always"),
        NewRelations.WHEN_NEEDED: ("pas als een factuur ze nodig heeft", "only when an invoice needs them"),
    },
    ChangedInvoices: {
        ChangedInvoices.UPDATE: (
            "de boeking volgt, als niemand haar wijzigde",
            "the booking follows, if nobody changed it",
        ),
        ChangedInvoices.HOLD: HOLD,
    },
    ProjectNumbering: {
        ProjectNumbering.DIGITS: ("de cijfers eruit: P-2026-017 wordt 2026017", "its digits"),
        ProjectNumbering.NUMERIC_ONLY: (
            "alleen nummers zonder letters; andere liggen op de lijst",
            "only numbers without letters; others are set aside",
        ),
        ProjectNumbering.SEQUENCE: ("het volgende vrije volgnummer", "the next free number of a sequence"),
    },
    Supply: {Supply.GOODS: ("goederen", "goods"), Supply.SERVICES: ("diensten", "services")},
    Doubt: {Doubt.HOLD: HOLD, Doubt.BOOK: ("boeken", "book it")},
    ReverseChargeForm: {
        ReverseChargeForm.HOLD: HOLD,
        ReverseChargeForm.NONE_ZERO: (
            "regels zonder btw, en een verleggingsregel van nul",
            "lines without VAT, and a reverse-charge entry of zero",
        ),
        ReverseChargeForm.RATE_ZERO: (
            "regels met het tarief, en een verleggingsregel van nul",
            "lines with the rate, and a reverse-charge entry of zero",
        ),
        ReverseChargeForm.NONE_SHIFTED: (
            "regels zonder btw, en een verleggingsregel van de verschuldigde btw",
            "lines without VAT, and a reverse-charge entry of the VAT that is owed",
        ),
        ReverseChargeForm.RATE_SHIFTED: (
            "regels met het tarief, en een verleggingsregel van de verschuldigde btw",
            "lines with the rate, and a reverse-charge entry of the VAT that is owed",
        ),
    },
    AcquisitionForm: {
        AcquisitionForm.HOLD: HOLD,
        AcquisitionForm.NONE: ("regels zonder btw", "lines without VAT"),
        AcquisitionForm.NONE_ZERO: (
            "regels zonder btw, en een btw-regel van nul voor het tarief van de rekening",
            "lines without VAT, and a VAT entry of zero for the rate of the account",
        ),
        AcquisitionForm.BY_ACCOUNT: (
            "regels met het tarief van de rekening",
            "lines with the account's rate",
        ),
        AcquisitionForm.BY_ACCOUNT_ZERO: (
            "regels met het tarief van de rekening, en een btw-regel van nul",
            "lines with the account's rate, and a VAT entry of zero",
        ),
    },
    LongNumbers: {
        LongNumbers.HOLD: HOLD,
        LongNumbers.SHORTEN: (
            "zichtbaar inkorten; het hele nummer staat in de omschrijving",
            "shorten it visibly; the whole number stands in the description",
        ),
    },
}
OTHER_KINDS: Mapping[Any, Sequence[Option]] = {
    bool: (Option(words.YES), Option(words.NO)),
    date: (Option("2026-01-31", "een datum: jaar-maand-dag", "a date: year-month-day"),),
    int: (Option("900000", "een heel getal", "a whole number"),),
}
EXAMPLES = frozenset(option.typed for kind in (date, int) for option in OTHER_KINDS[kind])
"""Values that stand for many others."""


def kind_of(name: str) -> Any:
    """Give the type of a setting, as its section declares it."""
    return get_type_hints(SECTIONS[SETTINGS[name].section][0])[name]


def options(name: str) -> Sequence[Option]:
    """List what can be typed for a setting."""
    kind = kind_of(name)
    kinds = get_args(kind) or (kind,)
    listed: list[Option] = []
    for one in kinds:
        if one in MEANINGS:
            listed += [Option(value.value, *meaning) for value, meaning in MEANINGS[one].items()]
        else:
            listed += OTHER_KINDS.get(one, ())
    return [*listed, Option(NOTHING, "niet ingesteld", "not set")] if type(None) in kinds else listed


def written(value: object) -> str:
    """Write the value of a setting as it is typed."""
    match value:
        case None:
            return NOTHING
        case bool():
            return words.YES if value else words.NO
    return str(value)


def meaning(name: str, value: object) -> tuple[str, str]:
    """Say what the value of a setting means, where its word does not say it."""
    typed = written(value)
    if value is None or kind_of(name) in OTHER_KINDS:
        return "", ""
    found = next((one for one in options(name) if one.typed == typed), Option(typed))
    return found.nl, found.en
