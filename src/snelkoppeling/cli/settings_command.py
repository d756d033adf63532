"""`snelkoppeling settings`: the choices of one administration, each with what it means."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import msgspec
import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.administrations import AdministrationOption, one
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import fact, heading, say
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.couplings import Coupling

NAME_WIDTH = 36
NOTHING = frozenset({"", "geen", "none"})


class Explained(NamedTuple):
    """Where a setting is stored, and what it decides."""

    section: str
    nl: str
    en: str


SETTINGS: Mapping[str, Explained] = {
    "start_date": Explained(
        "sync", "Facturen vanaf deze dag worden geboekt.", "Book invoices from this day."
    ),
    "new_relations": Explained(
        "sync",
        "Relaties die SnelStart niet kent: altijd maken, of pas als een factuur ze nodig heeft.",
        "Make relations that SnelStart does not know always, or only when an invoice needs them.",
    ),
    "changed_invoices": Explained(
        "sync",
        "Een geboekte factuur die in het CRM wijzigt: de boeking volgt waar dat mag, of een mens kiest.",
        "A booked invoice that changes in the CRM: the booking follows where it may, or a person chooses.",
    ),
    "numbering": Explained(
        "projects",
        "Kostenplaats van een project met letters: de cijfers eruit, alleen cijfers, of een volgnummer.",
        "Cost-centre number of a project with letters: its digits, only digits allowed, or a sequence.",
    ),
    "first_cost_centre": Explained("projects", "Eerste volgnummer.", "First number of the sequence."),
    "eu_supply": Explained(
        "posting",
        "Verkoop binnen de EU: goederen of diensten, als de factuur het niet zegt.",
        "Sales within the EU are goods or services, when the invoice does not say.",
    ),
    "out_of_scope": Explained(
        "posting", "Verkoop buiten de btw (categorie O).", "Sales outside the scope of VAT (category O)."
    ),
    "small_business": Explained(
        "posting",
        "Verkoop zonder btw onder de kleineondernemersregeling.",
        "Sales without VAT under the small business scheme.",
    ),
    "oss": Explained(
        "posting",
        "Verkoop met btw van een ander EU-land (OSS).",
        "Sales with the VAT of another EU country (OSS).",
    ),
    "purchase_reverse_charge": Explained(
        "posting", "Inkoop met verlegde btw: zo boeken.", "How a purchase with reverse charge is booked."
    ),
    "eu_purchase": Explained(
        "posting", "Inkoop uit de EU: zo boeken.", "How a purchase from the EU is booked."
    ),
    "import_purchase": Explained(
        "posting", "Inkoop van buiten de EU: zo boeken.", "How a purchase from outside the EU is booked."
    ),
    "untaxed_purchase_on_rate_account": Explained(
        "posting",
        "Inkoop zonder btw op een kostenrekening voor één tarief.",
        "Purchases without VAT on a cost account that is meant for one rate.",
    ),
    "prepaid": Explained(
        "posting",
        "Factuur die al deels is betaald: voor het geheel boeken.",
        "An invoice that was paid in part before: book the whole of it.",
    ),
    "rounding_account": Explained(
        "posting",
        "Grootboekrekening voor afronding van het te betalen bedrag.",
        "Ledger account for the rounding of the payable amount.",
    ),
    "year_prefix_sales": Explained(
        "posting", "Zet het jaar voor het verkoopfactuurnummer.", "Put the year before numbers of sales."
    ),
    "year_prefix_purchases": Explained(
        "posting", "Zet het jaar voor het inkoopfactuurnummer.", "Put the year before numbers of purchases."
    ),
    "supplier_in_number": Explained(
        "posting",
        "Zet het leveranciersnummer voor het inkoopfactuurnummer.",
        "Put the supplier's number before numbers of purchases.",
    ),
    "long_numbers": Explained(
        "posting",
        "Factuurnummer langer dan 25 tekens: op de lijst, of zichtbaar inkorten.",
        "An invoice number of more than 25 characters: on the list, or visibly shortened.",
    ),
}

ChangesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="naam=waarde…", help="Wat anders moet; zonder toont dit alles. (What to change.)"),
]


def settings(
    changes: ChangesArgument = None, *, administration: AdministrationOption = None, data: DataOption = None
) -> None:
    """Toon of wijzig de keuzes van een administratie.

    Show or change the choices of an administration.
    """
    with opened(data) as house:
        coupling = one(house, administration)
        known = house.couplings.settings(coupling.id)
        if not changes:
            _show(coupling, known)
            return
        _set(house, coupling, changed(known, changes))


def changed(known: AdministrationSettings, changes: Sequence[str]) -> AdministrationSettings:
    """Change settings as they were typed.

    Raises:
        CommandError: There is no such setting, or it cannot have that value; nothing is changed.
    """
    for change in changes:
        name, _, text = change.partition("=")
        name = name.strip().lower()
        if name not in SETTINGS:
            raise problems.setting_unknown(name, list(SETTINGS))
        section = SETTINGS[name].section
        holder = getattr(known, section)
        kind = get_type_hints(type(holder))[name]
        try:
            value = _read(text.strip(), kind)
        except (msgspec.ValidationError, ValueError) as error:
            raise problems.setting_unusable(name, text.strip(), allowed=_allowed(kind)) from error
        known = replace(known, **{section: replace(holder, **{name: value})})
    return known


def _read(text: str, kind: Any) -> object:
    is_optional = type(None) in get_args(kind)
    if is_optional and text.lower() in NOTHING:
        return None
    plain = {"ja": "true", "nee": "false"}.get(text.lower(), text)
    return msgspec.convert(plain, kind, strict=False)


def _allowed(kind: Any) -> str:
    options = [one for one in (get_args(kind) or (kind,)) if one is not type(None)]
    listed: list[str] = []
    for option in options:
        if isinstance(option, type) and issubclass(option, enum.Enum):
            listed += [str(one.value) for one in option]
        elif option is bool:
            listed += [words.YES, words.NO]
        elif option is date:
            listed.append("een datum als 2026-01-31")
        else:
            listed.append("een geheel getal")
    if type(None) in get_args(kind):
        listed.append("geen")
    return ", ".join(listed)


def _show(coupling: Coupling, known: AdministrationSettings) -> None:
    heading(coupling.name, "keuzes, choices")
    for name, (section, nl, en) in SETTINGS.items():
        holder = getattr(known, section)
        value = getattr(holder, name)
        fact(name, _shown(value), width=NAME_WIDTH)
        say(nl, en, indent=4)
        say(f"mogelijk: {_allowed(get_type_hints(type(holder))[name])}", indent=4)
    say("Wijzigen: ./start settings naam=waarde", "change one: ./start settings name=value", mark="·")


def _shown(value: object) -> str:
    match value:
        case None:
            return "geen"
        case bool():
            return words.YES if value else words.NO
    return str(value)


def _set(house: House, coupling: Coupling, wanted: AdministrationSettings) -> None:
    if house.couplings.settings(coupling.id) == wanted:
        say("Zo stond het al.", "It was set so already.", mark="✓")
        return
    house.couplings.save_settings(coupling.id, wanted)
    again = house.reconsider(coupling.id, utc_now())
    what = words.counted(again, "record wordt", "records worden")
    say(f"Ingesteld. {what} opnieuw bekeken.", f"set; {again} are looked at again", mark="✓")
