"""`snelkoppeling rules`: the ledger rules of an administration: show, check, try on recent invoices, set."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, rules_file, words
from snelkoppeling.cli.administrations import AdministrationOption, one
from snelkoppeling.cli.approve import confirmed
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.connectors.snelstart.coupling import chart_of
from snelkoppeling.domain.ledger import (
    CASE_WORDS,
    STANDARD_GOODS,
    STANDARD_SERVICES,
    LedgerRules,
    rule_problems,
    rules_from_rgs,
    uncovered_cases,
)
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Who
from snelkoppeling.storage.couplings import Coupling
from snelkoppeling.sync.trial import Booked, Trial

SHOWN = 20


class Act(StrEnum):
    """What is to be done with the rules."""

    SHOW = "show"
    EXPORT = "export"
    CHECK = "check"
    TRY = "try"
    SET = "set"


PACKS: Mapping[str, LedgerRules] = {"diensten": STANDARD_SERVICES, "goederen": STANDARD_GOODS}
RGS = "rgs"

ActArgument = Annotated[
    Act,
    typer.Argument(
        metavar="show|export|check|try|set",
        help="Tonen, als CSV geven, nakijken, proberen, of instellen. (What to do.)",
    ),
]
SourceArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="bestand|diensten|goederen|rgs",
        help="CSV-bestand (of - voor standaardinvoer), of een pakket. (A CSV file, or a pack.)",
    ),
]


def rules(
    act: ActArgument = Act.SHOW,
    source: SourceArgument = None,
    *,
    administration: AdministrationOption = None,
    yes: Annotated[bool, typer.Option("--yes", help="Niet vragen. (Do not ask.)")] = False,
    data: DataOption = None,
) -> None:
    """De grootboekregels: welke rekening een factuurregel krijgt. Bekijk, controleer en probeer ze.

    The ledger rules: which account an invoice line gets. Look at them, check and try them.
    """
    with opened(data) as house:
        coupling = one(house, administration)
        settings = house.couplings.settings(coupling.id)
        match act:
            case Act.SHOW:
                _show(coupling.name, settings.ledger_rules)
            case Act.EXPORT:
                console.out(rules_file.written(settings.ledger_rules), end="", highlight=False)
            case Act.CHECK:
                wanted = _read(house, coupling, source=source) if source else settings.ledger_rules
                if _check(house, coupling, wanted=wanted):
                    raise typer.Exit(1)
            case Act.TRY:
                _try(house, coupling, wanted=_read(house, coupling, source=source))
            case Act.SET:
                _set(house, coupling, wanted=_read(house, coupling, source=source), yes=yes)


def _read(house: House, coupling: Coupling, *, source: str | None) -> LedgerRules:
    """Read rules from a file or take those of a pack.

    Raises:
        CommandError: None is named, or it cannot be used.
    """
    if source is None:
        raise problems.WrongUsageError(
            "rules-missing",
            nl="Noem een CSV-bestand of een pakket: diensten, goederen of rgs.",
            en="Name a CSV file or a pack: diensten (services), goederen (goods) or rgs.",
        )
    if source in PACKS:
        return PACKS[source]
    if source == RGS:
        with house.trial_client(house.couplings.connection_key(coupling.id)) as client:
            return rules_from_rgs(chart_of(client))
    text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    return rules_file.read(text)


def _show(name: str, wanted: LedgerRules) -> None:
    heading(name, "grootboekregels, ledger rules")
    for number, rule in enumerate(wanted.rules, 1):
        conditions = ", ".join(
            f"{column} {cell}"
            for column, cell in zip(rules_file.COLUMNS, rules_file.cells(rule), strict=True)
            if cell and column not in {"naam", "rekening"}
        )
        title = f"{rule.name}: " if rule.name else ""
        say(f"{number}. {title}{conditions or 'alles'} → {rule.account_number}", indent=2)
    for case, number in sorted(wanted.defaults.items()):
        nl, en = CASE_WORDS[case]
        say(f"Anders, {nl} → {number}", en, indent=2)
    for problem in uncovered_cases(wanted):
        say(problem.nl, problem.en, mark="·", indent=2)


def _check(house: House, coupling: Coupling, *, wanted: LedgerRules) -> int:
    """Hold rules against the accounts as they are now; give how many problems there are."""
    with house.trial_client(house.couplings.connection_key(coupling.id)) as client:
        found = rule_problems(wanted, chart_of(client))
    for problem in found:
        nl, en = PEOPLE[Who(problem.who)]
        say(problem.nl, problem.en, mark="!")
        say(f"Wie: {nl}.", f"by {en}", indent=2)
    if not found:
        say("Elke rekening in de regels bestaat, is actief en past bij haar geval.", "All fit.", mark="✓")
    return len(found)


def _try(house: House, coupling: Coupling, *, wanted: LedgerRules) -> Trial:
    """Show which bookings of recent invoices would differ."""
    settings = replace(house.couplings.settings(coupling.id), ledger_rules=wanted)
    trial = house.trial(coupling.id, settings)
    tried = words.counted(trial.tried, "factuur", "facturen")
    say(f"Geprobeerd op de laatste {tried}.", f"tried on the last {trial.tried} invoices", mark="·")
    for difference in trial.differences[:SHOWN]:
        booked = " (al geboekt; die verandert niet vanzelf)" if difference.is_booked else ""
        say(f"factuur {difference.label}{booked}", mark="!", indent=2)
        _say_booked("nu", difference.before)
        _say_booked("dan", difference.after)
    if len(trial.differences) > SHOWN:
        say(f"… en nog {len(trial.differences) - SHOWN}.", indent=2)
    if not trial.differences:
        say("Geen enkele boeking zou anders zijn.", "No booking would differ.", mark="✓")
    return trial


def _say_booked(when: str, booked: Booked) -> None:
    for problem in booked.problems:
        say(f"{when}: op de lijst. {problem.nl}", indent=4)
    lines = booked.image.get("lines")
    for line in lines if isinstance(lines, list) else ():
        say(f"{when}: {line}", indent=4)


def _set(house: House, coupling: Coupling, *, wanted: LedgerRules, yes: bool) -> None:
    """Store rules, after they were checked and tried in view."""
    problems_found = _check(house, coupling, wanted=wanted)
    _try(house, coupling, wanted=wanted)
    asks = not yes and sys.stdin.isatty()
    if problems_found and not yes:
        say("Verbeter dit eerst, of geef --yes. Er is niets veranderd.", "Nothing was changed.", mark="✗")
        raise typer.Exit(1)
    if asks and not confirmed("Instellen?", "Set them?"):
        say("Er is niets veranderd.", "Nothing was changed.")
        return
    house.couplings.save_settings(
        coupling.id, replace(house.couplings.settings(coupling.id), ledger_rules=wanted)
    )
    again = house.reconsider(coupling.id, utc_now())
    what = words.counted(again, "record wordt", "records worden")
    say(f"Ingesteld. {what} opnieuw bekeken.", f"set; {again} are looked at again", mark="✓")
