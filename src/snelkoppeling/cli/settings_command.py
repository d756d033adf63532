"""`snelkoppeling settings`: the choices of one administration, each with what it means."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any, get_args

import msgspec
import typer
from rich.text import Text

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.administrations import AdministrationOption, one
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import command, console, heading, say
from snelkoppeling.cli.settings_words import (
    NOTHING,
    SECTIONS,
    SETTINGS,
    kind_of,
    meaning,
    options,
    written,
)
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.storage.couplings import Coupling

EMPTY = frozenset({"", NOTHING, "none"})
LARGEST_NUMBER = 999_999_999
"""What SnelStart takes for an account or cost centre (SnelStart API, section 6.4)."""

ChangesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="naam=waarde…",
        help="Wat anders moet; alleen een naam legt haar uit. (What to change; a name alone is explained.)",
    ),
]


def settings(
    changes: ChangesArgument = None, *, administration: AdministrationOption = None, data: DataOption = None
) -> None:
    """Toon, verklaar of wijzig de keuzes van een administratie.

    Show, explain or change the choices of an administration.
    """
    with opened(data) as house:
        coupling = one(house, administration)
        known = house.couplings.settings(coupling.id)
        asked = [change.strip().lower() for change in changes or () if "=" not in change]
        if asked:
            for name in asked:
                _explain(name, known)
        elif changes:
            _set(house, coupling, changed(known, changes))
        else:
            _show(coupling, known)


def changed(known: AdministrationSettings, changes: Sequence[str]) -> AdministrationSettings:
    """Change settings as they were typed.

    Raises:
        CommandError: There is no such setting, or it cannot have that value; nothing is changed.
    """
    for change in changes:
        name, _, text = (part.strip() for part in change.partition("="))
        section = SETTINGS[_known(name)].section
        try:
            value = _read(text, kind_of(_known(name)))
        except (msgspec.ValidationError, ValueError) as error:
            allowed = ", ".join(option.typed for option in options(_known(name)))
            raise problems.setting_unusable(_known(name), text, allowed=allowed) from error
        known = replace(known, **{section: replace(getattr(known, section), **{_known(name): value})})
    return known


def _known(name: str) -> str:
    """Give the name of a setting.

    Raises:
        CommandError: There is no such setting.
    """
    if name.lower() not in SETTINGS:
        raise problems.setting_unknown(name, list(SETTINGS))
    return name.lower()


def _read(text: str, kind: Any) -> object:
    if text.lower() in EMPTY and type(None) in get_args(kind):
        return None
    value: object = msgspec.convert(
        {words.YES: "true", words.NO: "false"}.get(text.lower(), text), kind, strict=False
    )
    if isinstance(value, int) and not isinstance(value, bool) and not 1 <= value <= LARGEST_NUMBER:
        raise ValueError(text)
    return value


def _show(coupling: Coupling, known: AdministrationSettings) -> None:
    console.print()
    say(coupling.name)
    for section, (_, nl, en) in SECTIONS.items():
        heading(nl, en)
        for name, explained in SETTINGS.items():
            if explained.section == section:
                _show_one(name, known)
    console.print()
    command("Uitleg bij een", f"./start settings {next(iter(SETTINGS))}", en="explains one")
    command("Wijzigen      ", "./start settings start_date=2026-01-01", en="changes it")


def _show_one(name: str, known: AdministrationSettings) -> None:
    explained, value = SETTINGS[name], _value(known, name)
    default = getattr(SECTIONS[explained.section][0](), name)
    meant, _ = meaning(name, value)
    line = Text.assemble("  ", (name, "cyan"), " = ", (written(value), "" if value == default else "bold"))
    console.print(line.append(f"  {meant}" if meant else ""), soft_wrap=True)
    say(explained.nl, explained.en, indent=6)


def _explain(name: str, known: AdministrationSettings) -> None:
    """Say what a setting decides, what it is now, and what it can be."""
    explained = SETTINGS[_known(name)]
    heading(name, f"nu, now: {written(_value(known, name))}")
    say(f"{explained.nl}.", explained.en, indent=2)
    for option in options(name):
        console.print(
            Text.assemble("  ", (f"./start settings {name}={option.typed}", "cyan")), soft_wrap=True
        )
        if option.nl:
            say(option.nl, option.en, indent=6)


def _value(known: AdministrationSettings, name: str) -> object:
    return getattr(getattr(known, SETTINGS[name].section), name)


def _set(house: House, coupling: Coupling, wanted: AdministrationSettings) -> None:
    if house.couplings.settings(coupling.id) == wanted:
        say("Zo stond het al.", "It was set so already.", mark="✓")
        return
    house.couplings.save_settings(coupling.id, wanted)
    again = house.reconsider(coupling.id, utc_now())
    what = words.counted(again, "record wordt", "records worden")
    say(f"Ingesteld. {what} opnieuw bekeken.", f"set; {again} are looked at again", mark="✓")
