"""Shows a doubt about a record, with both sides in view, and understands which way out is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import images, problems, words
from snelkoppeling.cli.screen import console, say
from snelkoppeling.domain.identity import EntityType, RecordKey
from snelkoppeling.domain.invoice import Invoice
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.choice import Candidate, Choice, Conflict
from snelkoppeling.sync.records import RecordState


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a doubt, as it is offered."""

    choice: Choice
    candidate: Candidate | None = None


def show_conflict(record: RecordState, conflict: Conflict, *, party: str = "") -> None:
    """Show what there is to choose between: both sides, whom it could be, and the ways out."""
    if conflict.in_books is not None:
        images.show_sides(
            conflict.wanted or {},
            conflict.in_books,
            agreed=conflict.agreed,
            entity_type=record.key.entity_type,
            party=party,
        )
        console.print()
    for number, way in enumerate(ways(conflict), 1):
        nl, en = words.CHOICES[way.choice]
        if way.candidate is not None:
            reason = f" ({way.candidate.reason})" if way.candidate.reason else ""
            nl, en = f"koppelen aan {way.candidate.label}{reason}", "link"
        say(f"{nl}  [{way.choice}]", en, mark=str(number), indent=2)


def ways(conflict: Conflict) -> Sequence[Way]:
    """List the ways out; each record in the books that it could be is one."""
    listed: list[Way] = []
    for choice in conflict.choices:
        if choice is Choice.LINK:
            listed += [Way(choice, candidate) for candidate in conflict.candidates]
        else:
            listed.append(Way(choice))
    return listed


def typed_way(conflict: Conflict, answer: str) -> Way | None:
    """Understand an answer: the number of a way out, or its word when that leaves no doubt."""
    offered = ways(conflict)
    typed = answer.strip().lower()
    if typed.isdecimal():
        return offered[int(typed) - 1] if 0 < int(typed) <= len(offered) else None
    fitting = [way for way in offered if typed and way.choice.value.startswith(typed)]
    return fitting[0] if len(fitting) == 1 else None


def named_way(conflict: Conflict, choice: Choice, link: str | None) -> Way:
    """Find the way out that was named in the command.

    Raises:
        CommandError: It is not offered, or it is not clear which record in SnelStart is meant.
    """
    if choice not in conflict.choices:
        raise problems.choice_not_offered(choice, list(conflict.choices))
    if choice is not Choice.LINK:
        return Way(choice)
    fitting = [
        one
        for one in conflict.candidates
        if link is None or link in {one.label, one.label.split(" ")[0], one.books_id}
    ]
    if len(fitting) != 1:
        raise problems.candidate_unclear(link or "", [one.label for one in conflict.candidates])
    return Way(choice, fitting[0])


def party_of(house: House, record: RecordState) -> str:
    """Name the customer or supplier of an invoice; empty for anything else."""
    match record.record:
        case Invoice(relation=relation):
            known = house.records.state_of(RecordKey(record.key.connection, EntityType.RELATION, relation))
            return known.record.name if known and isinstance(known.record, Relation) else str(relation)
    return ""
