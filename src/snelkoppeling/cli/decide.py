"""`snelkoppeling decide`: settles doubts, with both sides in view."""

import sys
from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.approve import confirmed
from snelkoppeling.cli.conflicts import Way, named_way, party_of, show_conflict, typed_way, ways
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.sync.choice import Choice, Conflict, Decision
from snelkoppeling.sync.records import ItemState, RecordState

ALL = 100_000
SHOWN = 10
WHO = "./start decide"

TextArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="nummer",
        help="Factuurnummer, naam, of id uit het CRM; zonder komt alles langs. "
        "(Invoice number, name or id; without it all doubts come by.)",
    ),
]
ChosenOption = Annotated[
    Choice | None,
    typer.Option(
        "--kies",
        metavar="KEUZE",
        help="keep_books, use_crm, recreate, leave_out, allow, link of create_new. (The choice.)",
    ),
]
LinkOption = Annotated[
    str | None,
    typer.Option("--koppel", metavar="NUMMER", help="Koppel aan deze in SnelStart. (Link to this one.)"),
]
CauseOption = Annotated[
    str | None,
    typer.Option(
        "--oorzaak",
        metavar="OORZAAK",
        help="Alles met deze oorzaak, met één --kies. (All of a cause, with one --kies.)",
    ),
]
YesOption = Annotated[bool, typer.Option("--yes", help="Niet vragen. (Do not ask.)")]


def decide(
    text: TextArgument = None,
    *,
    choice: ChosenOption = None,
    link: LinkOption = None,
    cause: CauseOption = None,
    yes: YesOption = False,
    data: DataOption = None,
) -> None:
    """Maak een keuze waar twijfel is: over één record, over alles een voor een, of over één oorzaak.

    Settle doubts: about one record, about all of them one by one, or about all of one cause.
    """
    with opened(data) as house:
        if cause is not None:
            _all_of(house, cause, choice=choice, yes=yes)
        elif text is not None:
            _one(house, text, choice=Choice.LINK if link is not None else choice, link=link)
        else:
            _one_by_one(house)


def _one(house: House, text: str, *, choice: Choice | None, link: str | None) -> None:
    """Settle the doubt about one record."""
    record, conflict = _asked(house, text)
    _show(house, record, conflict)
    way = _ask(conflict) if choice is None else named_way(conflict, choice, link)
    if way is None:
        say("Er is niets gekozen.", "Nothing was chosen.")
        return
    _store(house, record, conflict=conflict, way=way)
    _tell_when(house)


def _one_by_one(house: House) -> None:
    """Let every doubt come by; an empty answer goes on to the next."""
    asking = _asking(house)
    if not asking:
        say("Er is niets te kiezen.", "There is nothing to choose.", mark="✓")
        return
    settled = 0
    for number, (record, conflict) in enumerate(asking, 1):
        console.print()
        say(f"{number} van {len(asking)}", f"{number} of {len(asking)}", mark="·")
        _show(house, record, conflict)
        way = _ask(conflict)
        if way is not None:
            _store(house, record, conflict=conflict, way=way)
            settled += 1
    if settled:
        _tell_when(house)


def _all_of(house: House, cause: str, *, choice: Choice | None, yes: bool) -> None:
    """Settle all doubts of one cause the same way.

    Raises:
        CommandError: No choice is named, nothing has this cause, or the choice does not fit one of them.
    """
    if choice is None:
        raise problems.choice_missing()
    asking = [pair for pair in _asking(house) if pair[0].problems and _cause(pair[0]) == cause]
    if not asking:
        raise problems.cause_unknown(cause, sorted({_cause(one) for one, _ in _asking(house)}))
    clear = [pair for pair in asking if choice is not Choice.LINK or len(pair[1].candidates) == 1]
    chosen = [(record, conflict, named_way(conflict, choice, None)) for record, conflict in clear]
    if len(clear) < len(asking):
        say(
            f"{len(asking) - len(clear)} passen bij meer dan één: kies die apart met --koppel.",
            "several fit some of them: choose those one by one with --koppel",
            mark="!",
        )
    nl, en = words.CHOICES[choice]
    for record, _, way in chosen[:SHOWN]:
        beside = f" → {way.candidate.label}" if way.candidate else ""
        say(f"{words.title(record)}{beside}", indent=2)
    if len(chosen) > SHOWN:
        say(f"… en nog {len(chosen) - SHOWN}", indent=2)
    say(f"{words.counted(len(chosen), 'record', 'records')}: {nl}.", en, mark="!")
    if not yes and not confirmed("Zo kiezen?", "Choose so?"):
        say("Er is niets gekozen.", "Nothing was chosen.")
        raise typer.Exit(1)
    for record, conflict, way in chosen:
        _store(house, record, conflict=conflict, way=way, says=False)
    say(f"Gekozen voor {len(chosen)}.", f"chosen for {len(chosen)}", mark="✓")
    _tell_when(house)


def _asking(house: House) -> list[tuple[RecordState, Conflict]]:
    aside = house.records.in_state(ItemState.SET_ASIDE, limit=ALL)
    return [(one, one.conflict) for one in aside if one.conflict is not None]


def _cause(record: RecordState) -> str:
    return record.problems[0].cause or record.problems[0].code


def _show(house: House, record: RecordState, conflict: Conflict) -> None:
    heading(words.title(record), record.administration)
    for problem in record.problems:
        say(problem.nl, problem.en, mark="!", indent=2)
    console.print()
    show_conflict(record, conflict, party=party_of(house, record))


def _asked(house: House, text: str) -> tuple[RecordState, Conflict]:
    """Find the record that asks for a choice.

    Raises:
        CommandError: There is none of this name, several are, or it asks for nothing.
    """
    found = house.records.find(text)
    if not found:
        raise problems.record_not_found(text)
    asking = [(one, asked) for one in found if (asked := one.open_conflict)]
    if not asking:
        raise problems.nothing_to_choose(words.title(found[0]))
    exact = [pair for pair in asking if text in {str(pair[0].key.external_id), words.name_of(pair[0])}]
    fitting = exact or asking
    if len(fitting) > 1:
        raise problems.several_ask(text, [str(one.key.external_id) for one, _ in fitting])
    return fitting[0]


def _ask(conflict: Conflict) -> Way | None:
    """Ask which way out is taken until the answer is understood; an empty answer is none."""
    highest = len(ways(conflict))
    while True:
        try:
            answer = console.input(f"Keuze (choice) [1-{highest}], leeg is niets doen: ", markup=False)
        except EOFError:
            answer = ""
        if not sys.stdin.isatty():
            console.print()
        if not answer.strip():
            return None
        way = typed_way(conflict, answer)
        if way is not None:
            return way
        say(f"“{answer.strip()}” past hier niet.", f"“{answer.strip()}” does not fit.", mark="✗")


def _store(house: House, record: RecordState, *, conflict: Conflict, way: Way, says: bool = True) -> None:
    now = utc_now()
    decision = Decision(
        choice=way.choice,
        at=now,
        by=WHO,
        books_id=BooksId(way.candidate.books_id) if way.candidate else None,
        doubts=conflict.doubts if way.choice is Choice.ALLOW else (),
        conflict=conflict.checksum,
    )
    if not house.records.decide(record.key, decision, now):
        raise problems.doubt_changed(words.title(record))
    house.queue.wake([one.id for one in house.couplings.all() if one.name == record.administration])
    if says:
        nl, en = words.CHOICES[way.choice]
        beside = f": {way.candidate.label}" if way.candidate else ""
        say(f"Gekozen: {nl}{beside}.", f"chosen: {en}", mark="✓")


def _tell_when(house: House) -> None:
    """Say what happens next."""
    waiting = [one for one in house.couplings.all() if house.administrations.get(one.id).awaits_plan]
    if waiting:
        say("Het komt in het plan: ./start plan", "it becomes part of the plan", mark="·")
    elif not house.living_workers():
        say("Zodra Snelkoppeling draait: ./start", "as soon as it runs", mark="!")
