"""`snelkoppeling tasks`: what needs somebody, grouped by cause."""

from collections.abc import Sequence

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import words
from snelkoppeling.cli.administrations import AdministrationArgument, chosen
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import command, console, heading, say
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Who
from snelkoppeling.sync.records import RecordState, TaskGroup


def tasks(administration: AdministrationArgument = None, *, data: DataOption = None) -> None:
    """Toon wat iemand nodig heeft, gegroepeerd naar oorzaak: is die weg, dan gaat alles eronder mee.

    Show what needs somebody, grouped by cause: when that is gone, all below it goes along.
    """
    with opened(data) as house:
        for coupling in chosen(house, administration):
            heading(coupling.name)
            show(house, house.records.tasks(coupling.id), indent=2)


def show(house: House, groups: Sequence[TaskGroup], *, indent: int, most: int | None = None) -> None:
    """Show tasks, the largest first."""
    if not groups:
        say("Niemand hoeft iets te doen.", "Nothing to do.", mark="✓", indent=indent)
        return
    for number, group in enumerate(groups[:most]):
        if number:
            console.print()
        found = [house.records.state_of(key) for key in group.examples]
        show_group(group, [one for one in found if one is not None], indent=indent)
    if most is not None and len(groups) > most:
        rest = words.counted(len(groups) - most, "oorzaak", "oorzaken")
        say(f"… en nog {rest}: ./start tasks", "more: ./start tasks", indent=indent)


def show_group(group: TaskGroup, examples: Sequence[RecordState], *, indent: int) -> None:
    """Show one task: which records, what is wrong, who solves it, and what to do then."""
    one, more = words.TYPES[group.examples[0].entity_type]
    names = [words.name_of(example) for example in examples]
    shown = ", ".join(names or [str(key.external_id) for key in group.examples])
    rest = " …" if group.count > len(group.examples) else ""
    say(f"{words.counted(group.count, one, more)}: {shown}{rest}", mark="!", indent=indent)
    say(group.problem.nl, group.problem.en, indent=indent + 2)
    nl, en = PEOPLE[Who(group.problem.who)]
    say(f"Wie: {nl}.", f"by {en}", indent=indent + 2)
    if names and any(example.conflict is not None for example in examples):
        command("Kiezen", f"./start decide {words.quoted(names[0])}", en="choose", indent=indent + 2)
        if group.count > 1:
            every = f"./start decide --oorzaak {words.quoted(group.cause)} --kies …"
            command("Alle tegelijk", every, en="all at once", indent=indent + 2)
    else:
        retry = f"./start retry --oorzaak {words.quoted(group.cause)}"
        command("Opgelost?", retry, en="solved?", indent=indent + 2)
