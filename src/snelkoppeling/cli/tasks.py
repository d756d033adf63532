"""`snelkoppeling tasks`: what needs somebody, grouped by cause."""

from collections.abc import Sequence

from snelkoppeling.cli import words
from snelkoppeling.cli.administrations import AdministrationArgument, chosen
from snelkoppeling.cli.house import opened
from snelkoppeling.cli.options import DataOption
from snelkoppeling.cli.screen import heading, say
from snelkoppeling.domain.problem_catalogue.row import PEOPLE, Who
from snelkoppeling.sync.records import TaskGroup


def tasks(administration: AdministrationArgument = None, *, data: DataOption = None) -> None:
    """Toon wat iemand nodig heeft, gegroepeerd naar oorzaak: is die weg, dan gaat alles eronder mee.

    Show what needs somebody, grouped by cause: when that is gone, all below it goes along.
    """
    with opened(data) as house:
        for coupling in chosen(house, administration):
            heading(coupling.name)
            show(house.records.tasks(coupling.id), indent=2)


def show(groups: Sequence[TaskGroup], *, indent: int, most: int | None = None) -> None:
    """Show tasks, the largest first."""
    if not groups:
        say("Niemand hoeft iets te doen.", "Nothing to do.", mark="✓", indent=indent)
        return
    for group in groups[:most]:
        one, more = words.TYPES[group.examples[0].entity_type]
        examples = ", ".join(str(key.external_id) for key in group.examples)
        rest = " …" if group.count > len(group.examples) else ""
        say(f"{words.counted(group.count, one, more)}: {examples}{rest}", mark="!", indent=indent)
        say(group.problem.nl, group.problem.en, indent=indent + 2)
        nl, en = PEOPLE[Who(group.problem.who)]
        say(f"Wie: {nl}. Opgelost? ./start retry --oorzaak '{group.cause}'", f"by {en}", indent=indent + 2)
    if most is not None and len(groups) > most:
        say(f"… en nog {len(groups) - most} oorzaken: ./start tasks", "more: ./start tasks", indent=indent)
