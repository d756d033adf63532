"""Which administration a command is about."""

from collections.abc import Sequence
from typing import Annotated

import typer

from snelkoppeling.bootstrap import House
from snelkoppeling.cli import problems
from snelkoppeling.storage.couplings import Coupling

AdministrationArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="administratie",
        help="Naam van de administratie; niet nodig als er maar één is. (Its name, if there are several.)",
    ),
]
AdministrationOption = Annotated[
    str | None,
    typer.Option(
        "--administratie",
        metavar="NAAM",
        help="Naam van de administratie; niet nodig als er maar één is. (Its name, if there are several.)",
    ),
]


def chosen(house: House, name: str | None) -> Sequence[Coupling]:
    """Give the administration of this name, or all when none is named.

    Raises:
        CommandError: There is none, or none of this name.
    """
    couplings = house.couplings.all()
    if not couplings:
        raise problems.nothing_coupled()
    if name is None:
        return couplings
    found = house.couplings.find(name)
    if found is None:
        raise problems.administration_unknown(name, [one.name for one in couplings])
    return [found]


def one(house: House, name: str | None) -> Coupling:
    """Give the administration that is meant.

    Raises:
        CommandError: There is none, none of this name, or several and none is named.
    """
    found = chosen(house, name)
    if len(found) > 1:
        raise problems.administration_unknown("", [each.name for each in found])
    return found[0]
