"""Reads the countries of an administration; their ids differ from one administration to the next."""

import msgspec

from snelstart_client.ids import LandId
from snelstart_client.session import Session
from snelstart_client.wire import Model


class Land(Model, frozen=True, kw_only=True):
    """A country (SnelStart API, section 6.2)."""

    id: LandId = LandId("")
    naam: str = ""
    landcode: str | None = None
    """Two letters."""
    landcode_iso: str | None = msgspec.field(default=None, name="landcodeISO")
    """Three letters."""


class Landen:
    """The calls of `/landen`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> tuple[Land, ...]:
        """Read all countries (scope settings:read)."""
        return tuple(self._session.plain_list("/landen", Land))
