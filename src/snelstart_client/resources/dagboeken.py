"""Reads the journals of an administration."""

from snelstart_client.ids import DagboekId
from snelstart_client.session import Session
from snelstart_client.wire import Model


class Dagboek(Model, frozen=True, kw_only=True):
    """A journal (SnelStart API, section 6.3)."""

    id: DagboekId = DagboekId("")
    nummer: int | None = None
    omschrijving: str = ""
    soort: str = ""
    """Kas, Bank, Verkoop, Inkoop, Memoriaal, Balans or Geen."""
    nonactief: bool | None = None


class Dagboeken:
    """The calls of `/dagboeken`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> tuple[Dagboek, ...]:
        """Read all journals (scope boekhouden:read)."""
        return tuple(self._session.plain_list("/dagboeken", Dagboek))
