"""What control calls take: requests in, records out, and how a wrong one is told."""

from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from snelstart_simulator.activation import Courier
from snelstart_simulator.administration import Administration
from snelstart_simulator.reading import read_json
from snelstart_simulator.refusals import ModelRefusal
from snelstart_simulator.world import World

T = TypeVar("T")


class WrongRequest(Exception):  # noqa: N818 - told to the one who asked, not an error of ours.
    """The control request makes no sense; the text says why."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control call."""

    world: World
    parameters: tuple[str, ...]
    body: bytes
    query: dict[str, str]
    courier: Courier

    @property
    def administration(self) -> Administration:
        """The administration that the path names."""
        naam = self.parameters[0]
        found = self.world.administrations.get(naam)
        if found is None:
            known = ", ".join(self.world.administrations)
            raise WrongRequest(f"there is no administration '{naam}'; there are: {known}")
        return found

    def json(self) -> dict[str, Any]:
        """Read the body as an object; an empty one is an empty object."""
        try:
            values = read_json(self.body)
        except ModelRefusal as error:
            raise WrongRequest("the body is not JSON") from error
        if values is None:
            return {}
        if not isinstance(values, dict):
            raise WrongRequest("the body must be a JSON object")
        return values

    def read(self, kind: type[T]) -> T:
        """Read the body as a typed request."""
        return convert(self.json(), kind)


def convert(values: object, kind: type[T]) -> T:
    """Make a typed value of JSON, or say what is wrong with it."""
    try:
        return msgspec.convert(values, kind, strict=False)
    except msgspec.ValidationError as error:
        raise WrongRequest(str(error)) from error
