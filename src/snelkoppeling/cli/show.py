"""`snelkoppeling show`: one record, with its state, its history, and what SnelStart holds for it."""

import textwrap
from typing import Annotated

import typer
from rich.text import Text

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import images, problems, words
from snelkoppeling.cli.conflicts import party_of, show_conflict
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import console, fact, heading, say
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.invoice import Direction, Invoice
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Who
from snelkoppeling.errors import SnelkoppelingError
from snelkoppeling.sync.records import Event, Image, RecordState

LABEL_WIDTH = images.LABEL_WIDTH
MOST_SHOWN = 5
LONGEST_DETAIL = 150
KEPT, WRITTEN = "kept", frozenset({"created", "updated", "found", "adopted"})
"""Events after which both sides are not the same, and are."""
PARTIES = {Direction.SALES: "customer", Direction.PURCHASE: "supplier"}


def show(
    text: Annotated[
        str,
        typer.Argument(
            metavar="nummer", help="Factuurnummer, naam, of id uit het CRM. (Invoice number, name or id.)"
        ),
    ],
    *,
    offline: Annotated[
        bool, typer.Option("--offline", help="Vraag SnelStart niets. (Do not ask SnelStart.)")
    ] = False,
    data: DataOption = None,
) -> None:
    """Toon één factuur, relatie of project: de stand, de geschiedenis, en wat SnelStart ervan heeft.

    Show one invoice, relation or project: its state, its history, and what SnelStart holds of it.
    """
    with opened(data) as house:
        found = house.records.find(text)
        if not found:
            raise problems.record_not_found(text)
        # Attachments carry the number of their invoice too.
        plain = [one for one in found if one.key.entity_type is not EntityType.ATTACHMENT] or found
        exact = [one for one in plain if text in {one.key.external_id, words.name_of(one)}] or plain
        for record in exact[:MOST_SHOWN]:
            _show(house, house.records.state_of(record.key) or record, offline=offline)
        for record in exact[MOST_SHOWN:]:
            say(words.title(record), record.key.external_id, indent=2)


def _show(house: House, record: RecordState, *, offline: bool) -> None:
    _show_title(record)
    party = party_of(house, record)
    if isinstance(record.record, Invoice):
        fact(words.label(PARTIES[record.record.direction]), party, width=LABEL_WIDTH)
    fact("Administratie", record.administration, width=LABEL_WIDTH)
    fact("Id in het CRM", record.key.external_id, width=LABEL_WIDTH)
    fact("Ontvangen", f"{words.moment(record.received_at)}, versie {record.version}", width=LABEL_WIDTH)
    if record.due_at:
        fact("Nieuwe poging", words.moment(record.due_at), width=LABEL_WIDTH)
    _show_problems(record)
    if record.open_conflict is not None:
        show_conflict(record, record.open_conflict, party=party)
        say(f"Kiezen: ./start decide {words.quoted(words.name_of(record))}", "choose", mark="·", indent=2)
    _show_history(record)
    _show_books(house, record, offline=offline, party=party)


def _show_title(record: RecordState) -> None:
    nl, en = words.STATES[record.state]
    beside = words.in_books(record) if record.books_id else en
    console.print()
    console.print(
        Text.assemble(
            (words.title(record), "bold"),
            "  ",
            (nl, words.STYLES[record.state]),
            (f" · {beside}" if beside else "", "dim"),
        ),
        soft_wrap=True,
    )


def _show_problems(record: RecordState) -> None:
    for nl, en in dict.fromkeys((problem.nl, problem.en) for problem in record.problems):
        say(nl, en, mark="!", indent=2)
    for who in dict.fromkeys(problem.who for problem in record.problems if problem.who):
        nl, en = PEOPLE[Who(who)]
        say(f"Wie: {nl}.", f"by {en}", indent=4)


def _show_history(record: RecordState) -> None:
    heading("Geschiedenis", "history")
    for entry in record.history:
        shown = textwrap.shorten(words.told(entry.event), LONGEST_DETAIL, placeholder=" …")
        fact(words.moment(entry.at), shown, width=LABEL_WIDTH + 3)
        for line in _changes(entry.event, record.key.entity_type):
            fact("", line, width=LABEL_WIDTH + 5, style="dim")


def _changes(event: Event, entity_type: EntityType) -> list[str]:
    """Write what an update changed; what a creation wrote is shown as SnelStart holds it."""
    if event.before is None or event.name == KEPT:
        return []
    shown = {name: words.label(name, entity_type) for name in images.ordered({**event.before})}
    if event.after is None:
        return [f"{label} was {words.value(name, event.before[name])}" for name, label in shown.items()]
    return [
        f"{words.label(name, entity_type)}: {words.value(name, event.before.get(name))} → "
        f"{words.value(name, now)}"
        for name, now in event.after.items()
        if event.before.get(name) != now and name not in PARTIES.values()
    ]


def _show_books(house: House, record: RecordState, *, offline: bool, party: str) -> None:
    image: Image | None = record.last_agreed
    nl, en = "Zoals het laatst naar SnelStart ging", "as last sent to SnelStart"
    if _was_kept(record):
        nl, en = (
            "Zoals het CRM het heeft; SnelStart is anders gelaten",
            "as the CRM has it, SnelStart was kept",
        )
    if record.books_id and not offline:
        try:
            image = house.in_books(record)
            nl, en = "Nu in SnelStart", "in SnelStart now"
            if image is None:
                say("\nSnelStart kent dit niet meer.", "SnelStart no longer has this.", mark="✗")
                return
        except SnelkoppelingError as error:
            console.print()
            say(*problems.in_both_languages(error), mark="!")
    if image is None:
        return
    heading(nl, en)
    agreed = record.last_agreed or {}
    images.show(_named(image, agreed=agreed, party=party), record.key.entity_type)
    unread = {name: sent for name, sent in agreed.items() if name not in image}
    if unread.get("lines"):
        # Reading a booking back tells whether it is the same one; its lines are those that were sent.
        heading("Zo geboekt", "as booked")
        images.show(unread, record.key.entity_type)


def _was_kept(record: RecordState) -> bool:
    """Tell whether a person chose last that SnelStart may differ."""
    settled = [entry.event.name for entry in record.history if entry.event.name in {KEPT, *WRITTEN}]
    return settled[-1:] == [KEPT]


def _named(image: Image, *, agreed: Image, party: str) -> images.Values:
    """Write the name of the party instead of its id; one that the books hold instead is told apart."""
    named: dict[str, object] = dict(image)
    for name in PARTIES.values():
        if name in image:
            is_ours = agreed.get(name) in {None, image[name]}
            named[name] = party if is_ours else "een andere relatie"
    return named
