"""`snelkoppeling rules`: the ledger rules of an administration: show, check, try on recent invoices, set."""

import sys
from dataclasses import replace
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer
from rich.table import Table

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import images, problems, rules_file, words
from snelkoppeling.cli.administrations import AdministrationOption, one
from snelkoppeling.cli.approve import confirmed
from snelkoppeling.cli.house import opened, patiently
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.rule_packs import Pack, rules_of
from snelkoppeling.cli.screen import command, console, heading, say
from snelkoppeling.connectors.snelstart.coupling import chart_of
from snelkoppeling.domain.ledger import CASE_WORDS, Chart, LedgerRule, LedgerRules, VatCase, rule_problems
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Who
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.storage.couplings import Coupling
from snelkoppeling.sync.trial import Difference

SHOWN = 10
NO_CHART = Chart({})
ROOM_FOR_ENGLISH = 100


class Act(StrEnum):
    """What is to be done with the rules."""

    SHOW = "show"
    EXPORT = "export"
    CHECK = "check"
    TRY = "try"
    SET = "set"


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

    In een spreadsheet: ./start rules export > regels.csv, wijzigen, ./start rules try regels.csv,
    ./start rules set regels.csv. (In a spreadsheet: export, edit, try, set.)
    """
    with opened(data) as house:
        coupling = one(house, administration)
        known = house.couplings.settings(coupling.id).ledger_rules
        match act:
            case Act.SHOW:
                _show(coupling.name, known, _chart_if_any(house, coupling))
            case Act.EXPORT:
                _export(known)
            case Act.CHECK:
                chart = _chart(house, coupling)
                if check(_read(source, chart) if source else known, chart):
                    raise typer.Exit(1)
            case Act.TRY:
                _try(house, coupling, wanted=_read(source, _chart(house, coupling)))
            case Act.SET:
                _set(house, coupling, source=source, yes=yes)


def _chart(house: House, coupling: Coupling) -> Chart:
    """Read the accounts as they are now.

    Raises:
        SnelkoppelingError: SnelStart cannot be asked.
    """
    with house.trial_client(house.couplings.connection_key(coupling.id)) as client:
        return chart_of(client)


def _chart_if_any(house: House, coupling: Coupling) -> Chart:
    """Read the accounts; without SnelStart, the rules are shown without the names of accounts."""
    try:
        return _chart(house, coupling)
    except SnelkoppelingError:
        return NO_CHART


def _read(source: str | None, chart: Chart) -> LedgerRules:
    """Read rules from a file or take those of a pack.

    Raises:
        CommandError: None is named, or it cannot be used.
    """
    if source is None:
        raise problems.rules_missing()
    if source in set(Pack):
        return rules_of(Pack(source), chart)
    return rules_file.read_from(source)


def _export(known: LedgerRules) -> None:
    """Write the table; with the mark by which a spreadsheet sees that it is UTF-8."""
    mark = "" if sys.stdout.isatty() else "\ufeff"
    sys.stdout.write(mark + rules_file.written(known))


def _show(name: str, known: LedgerRules, chart: Chart) -> None:
    heading(name, "grootboekregels, ledger rules")
    has_room = console.width >= ROOM_FOR_ENGLISH
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("   " if known.rules else " ", justify="right")
    table.add_column("factuurregel", overflow="fold")
    table.add_column("rekening", overflow="fold")
    if has_room:
        table.add_column("invoice line", style="dim")
    for number, rule in enumerate(known.rules, 1):
        table.add_row(str(number), _conditions(rule), _account(rule.account_number, chart))
    for case, account in sorted(known.defaults.items(), key=lambda pair: list(VatCase).index(pair[0])):
        nl, en = CASE_WORDS[case]
        shown = f"{'anders: ' if known.rules else ''}{nl}"
        table.add_row("", shown, _account(account, chart), *([en] if has_room else []))
    console.print(table)
    say_gaps(known)
    console.print()
    command("Wijzigen in een spreadsheet", "./start rules export > regels.csv", en="edit them")


def _account(number: int, chart: Chart) -> str:
    found = chart.get(number)
    return f"{number} {found.description}" if found else str(number)


def _conditions(rule: LedgerRule) -> str:
    """Write what a rule asks of a line, as it stands in the table for a spreadsheet."""
    shown = [
        cell if column in {"richting", "geval"} else f"{column} {cell}"
        for column, cell in zip(rules_file.COLUMNS, rules_file.cells(rule), strict=True)
        if cell and column not in {"naam", "rekening", "geval", "nakijken"}
    ]
    if rule.case is not None:
        shown.insert(0, CASE_WORDS[rule.case][0])
    name = f"{rule.name}: " if rule.name else ""
    return name + (", ".join(shown) or "alles") + (" (nakijken)" if rule.needs_review else "")


def say_gaps(known: LedgerRules) -> None:
    """Remark on cases without an account; many companies never have them."""
    gaps = words.gaps(known)
    if gaps is not None:
        console.print()
        say(*gaps, mark="·")


def check(wanted: LedgerRules, chart: Chart) -> int:
    """Hold rules against the accounts as they are now; give how many problems there are."""
    found = rule_problems(wanted, chart)
    for problem in found:
        nl, en = PEOPLE[Who(problem.who)]
        say(problem.nl, problem.en, mark="!")
        say(f"Wie: {nl}.", f"by {en}", indent=2)
    if not found:
        say("Elke rekening in de regels bestaat, is actief en past bij haar geval.", "All fit.", mark="✓")
    return len(found)


def _try(house: House, coupling: Coupling, *, wanted: LedgerRules) -> int:
    """Show which bookings of recent invoices would differ; give how many would be set aside for it."""
    settings = replace(house.couplings.settings(coupling.id), ledger_rules=wanted)
    trial = patiently(partial(house.trial, coupling.id, settings))
    tried = words.counted(trial.tried, "factuur", "facturen")
    nl = f"Geprobeerd op {'de laatste ' if trial.tried > 1 else ''}{tried}."
    if trial.skipped:
        nl += f" Nog {words.counted(trial.skipped, 'factuur wacht', 'facturen wachten')} op een relatie."
    say(nl, f"tried on {trial.tried} recent invoices", mark="·")
    for difference in trial.differences[:SHOWN]:
        show_difference(difference)
    if len(trial.differences) > SHOWN:
        say(f"… en nog {words.number(len(trial.differences) - SHOWN)}.", indent=2)
    worse = sum(bool(one.after.problems) and not one.before.problems for one in trial.differences)
    if not trial.differences:
        say("Geen enkele boeking zou anders zijn.", "No booking would differ.", mark="✓")
    else:
        console.print()
        differ = words.counted(len(trial.differences), "factuur zou", "facturen zouden")
        say(f"{differ} anders worden geboekt.", f"{len(trial.differences)} would differ", mark="·")
    if worse:
        come = words.counted(worse, "factuur die nu kan, zou", "facturen die nu kunnen, zouden")
        say(f"{come} op de lijst komen.", f"{worse} that can be booked now would be set aside", mark="!")
    return worse


def show_difference(difference: Difference) -> None:
    """Show what an invoice comes to now, and what it would come to then."""
    console.print()
    booked = " (al geboekt; die verandert niet vanzelf)" if difference.is_booked else ""
    say(f"factuur {difference.label}{booked}", mark="!", indent=2)
    sides = (("nu", "now", difference.before), ("dan", "then", difference.after))
    for name in ("lines", "vat"):
        rows = [row for nl, _, booking in sides for row in _rows(nl, booking.image.get(name))]
        if rows and (name == "lines" or _differs(difference, name)):
            console.print(images.lines(name, rows, indent=2))
    for nl, en, booking in sides:
        if booking.problems:
            say(f"{nl}: op de lijst", f"{en}: on the list", indent=4)
        for problem in booking.problems:
            say(problem.nl, problem.en, indent=6)


def _rows(when: str, listed: object) -> list[tuple[str, str]]:
    held = listed if isinstance(listed, list) else []
    return [(when if not number else "", str(line)) for number, line in enumerate(held)]


def _differs(difference: Difference, name: str) -> bool:
    before, after = difference.before, difference.after
    return not (before.problems or after.problems) and before.image.get(name) != after.image.get(name)


def _set(house: House, coupling: Coupling, *, source: str | None, yes: bool) -> None:
    """Store rules, after they were checked and tried in view."""
    chart = _chart(house, coupling)
    wanted = _read(source, chart)
    found = check(wanted, chart)
    if found and not yes:
        say("Verbeter dit eerst, of geef --yes. Er is niets veranderd.", "Nothing was changed.", mark="✗")
        raise typer.Exit(1)
    worse = _try(house, coupling, wanted=wanted)
    asks = sys.stdin.isatty() or worse
    if not yes and asks and not confirmed("Instellen?", "Set them?"):
        say("Er is niets veranderd.", "Nothing was changed.")
        raise typer.Exit(1)
    house.couplings.save_settings(
        coupling.id, replace(house.couplings.settings(coupling.id), ledger_rules=wanted)
    )
    again = house.reconsider(coupling.id, utc_now())
    what = words.counted(again, "record wordt", "records worden")
    say(f"Ingesteld. {what} opnieuw bekeken.", f"set; {again} are looked at again", mark="✓")
    say_gaps(wanted)
