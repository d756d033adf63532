"""Makes identifiers and seeds, from a source of chance that a test can fix."""

import random
import uuid

from snelstart_simulator.models.record import Guid


class Identifiers:
    """Hands out identifiers that were not handed out before."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)  # noqa: S311 - identifiers of a simulator guard nothing.

    def new(self) -> Guid:
        """Make an identifier."""
        return Guid(str(uuid.UUID(int=self._random.getrandbits(128), version=4)))

    def text(self, length: int) -> str:
        """Make a text of letters and digits that cannot be guessed from the ones before."""
        return "".join(
            self._random.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", k=length)
        )
