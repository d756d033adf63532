"""`snelkoppeling decide`: settles a doubt about one record, with both sides in view."""

from typing import Annotated

import typer

from snelkoppeling.bootstrap import House, utc_now
from snelkoppeling.cli import problems, words
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, heading, say
from snelkoppeling.sync.choice import Candidate, Choice, Conflict, Decision
from snelkoppeling.sync.records import RecordState

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
    typer.Option("--koppel", metavar="RELATIECODE", help="Koppel aan deze. (Link to this one.)"),
]


def decide(
    text: Annotated[
        str,
        typer.Argument(
            metavar="nummer", help="Factuurnummer, naam, of id uit het CRM. (Invoice number, name or id.)"
        ),
    ],
    *,
    choice: ChosenOption = None,
    link: LinkOption = None,
    data: DataOption = None,
) -> None:
    """Maak een keuze over één record waarover twijfel is.

    Settle a doubt about one record.
    """
    with opened(data) as house:
        record, conflict = _asked(house, text)
        show(record, conflict)
        picked = _candidate(conflict, link) if link is not None else None
        wanted = Choice.LINK if picked is not None else choice or _ask(conflict)
        if wanted is None:
            say("Er is niets gekozen.", "Nothing was chosen.")
            return
        if wanted not in conflict.choices:
            raise problems.choice_not_offered(wanted, list(conflict.choices))
        if wanted is Choice.LINK and picked is None:
            picked = _candidate(conflict, None)
        doubts = conflict.doubts if wanted is Choice.ALLOW else ()
        books_id = picked.books_id if picked else None
        now = utc_now()
        _store(
            house,
            record,
            decision=Decision(choice=wanted, at=now, by="./start decide", books_id=books_id, doubts=doubts),
        )


def show(record: RecordState, conflict: Conflict) -> None:
    """Show what there is to choose, field by field."""
    heading(words.title(record), record.administration)
    for problem in record.problems:
        say(problem.nl, problem.en, mark="!", indent=2)
    wanted, in_books = conflict.wanted or {}, conflict.in_books
    if in_books is not None:
        for name in dict.fromkeys((*wanted, *in_books)):
            ours, theirs = wanted.get(name), in_books.get(name)
            if name in wanted and (ours or None) != (theirs or None):
                say(f"{words.label(name)}:", indent=2)
                say(f"CRM        {words.value(name, ours)}", indent=4)
                say(f"SnelStart  {words.value(name, theirs)}", indent=4)
                if conflict.agreed is not None and name in conflict.agreed:
                    say(f"afgesproken {words.value(name, conflict.agreed[name])}", indent=4)
    for candidate in conflict.candidates:
        reason = f" ({candidate.reason})" if candidate.reason else ""
        say(f"In SnelStart: {candidate.label}{reason}", mark="·", indent=2)
    console.print()
    for offered in conflict.choices:
        nl, en = words.CHOICES[offered]
        say(f"{offered}: {nl}", en, mark="·", indent=2)


def _asked(house: House, text: str) -> tuple[RecordState, Conflict]:
    """Find the record that asks for a choice.

    Raises:
        CommandError: There is none of this name, or it asks for nothing.
    """
    found = [house.records.state_of(one.key) or one for one in house.records.find(text)]
    if not found:
        raise problems.record_not_found(text)
    asking = [(one, one.conflict) for one in found if one.conflict is not None]
    exact = [pair for pair in asking if text in {str(pair[0].key.external_id), words.name_of(pair[0])}]
    if not asking:
        raise problems.nothing_to_choose(words.title(found[0]))
    return (exact or asking)[0]


def _candidate(conflict: Conflict, label: str | None) -> Candidate:
    """Find the candidate that is meant: by the start of its label, or the only one there is.

    Raises:
        CommandError: None or several fit.
    """
    fitting = [
        one
        for one in conflict.candidates
        if label is None or one.label == label or one.label.split(" ")[0] == label or one.books_id == label
    ]
    if len(fitting) != 1:
        raise problems.candidate_unclear(label or "", [one.label for one in conflict.candidates])
    return fitting[0]


def _ask(conflict: Conflict) -> Choice | None:
    """Ask which way out is taken; an empty answer is none."""
    try:
        answer = console.input("Keuze (choice), leeg is niets doen: ", markup=False).strip().lower()
    except EOFError:
        return None
    return next((one for one in conflict.choices if answer and one.value.startswith(answer)), None)


def _store(house: House, record: RecordState, *, decision: Decision) -> None:
    if not house.records.decide(record.key, decision, decision.at):
        raise problems.nothing_to_choose(words.title(record))
    house.queue.wake([one.id for one in house.couplings.all() if one.name == record.administration])
    nl, en = words.CHOICES[decision.choice]
    say(f"Gekozen: {nl}.", f"chosen: {en}", mark="✓")
    if not house.living_workers():
        say("Zodra Snelkoppeling draait: ./start", "as soon as it runs", mark="!")
