"""One call on its way through the simulator, and its answer."""

from dataclasses import dataclass, field
from typing import Any

from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.models.record import Guid, WallTime, to_json
from snelstart_simulator.reading import guid_of
from snelstart_simulator.refusals import refuse
from snelstart_simulator.switches import Switches
from snelstart_simulator.world import World

Headers = tuple[tuple[bytes, bytes], ...]
JSON = (b"content-type", b"application/json; charset=utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the wire."""

    status: int
    body: bytes = b""
    headers: Headers = ()


@dataclass(slots=True)
class Call:
    """A call that was let in: what is asked, and of which administration."""

    world: World
    administration: Administration
    body: bytes = b""
    query: bytes = b""
    parameters: tuple[str, ...] = ()
    repeats_row: bool = False
    """Whether a page is to begin with the last row of the page before it, as when a row came in between."""

    moves_row: bool = False
    """Whether the first row of this page is to move to the end of the list afterwards."""

    now: WallTime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.world.wall_time()

    @property
    def books(self) -> Books:
        return self.administration.books

    @property
    def switches(self) -> Switches:
        return self.world.switches

    @property
    def id(self) -> Guid:
        """The identifier in the path; one that is not a GUID is refused."""
        found = guid_of(self.parameters[-1])
        if found is None:
            raise refuse("ALG-0103")
        return found


def json_answer(value: Any, status: int = 200) -> Answer:
    """Answer with a record, or with a bare array of them."""
    return Answer(status, to_json(value), (JSON,))
