"""Reads and writes the cost centres of an administration."""

from snelstart_client.ids import KostenplaatsId
from snelstart_client.session import Session
from snelstart_client.wire import Body, Record


class Kostenplaats(Record, frozen=True, kw_only=True):
    """A cost centre (SnelStart API, section 6.4); it has no moment of change."""

    id: KostenplaatsId = KostenplaatsId("")
    nummer: int | None = None
    """1 to 999999999, unique."""
    omschrijving: str = ""
    """At most 50 characters."""
    nonactief: bool | None = None


class Kostenplaatsen:
    """The calls of `/kostenplaatsen`; reading needs the scope settings:read, writing settings:write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, kostenplaats_id: KostenplaatsId) -> Kostenplaats:
        """Read one cost centre."""
        return self._session.one("/kostenplaatsen/{}", Kostenplaats, kostenplaats_id)

    def create(self, kostenplaats: Body) -> Kostenplaats:
        """Make a cost centre, which must be active."""
        return self._session.create("/kostenplaatsen", kostenplaats, kind=Kostenplaats)

    def update(self, kostenplaats_id: KostenplaatsId, kostenplaats: Body) -> Kostenplaats:
        """Replace a cost centre whole."""
        return self._session.replace("/kostenplaatsen/{}", kostenplaats, kostenplaats_id, kind=Kostenplaats)

    def delete(self, kostenplaats_id: KostenplaatsId) -> None:
        """Delete a cost centre; one with bookings is probably made inactive instead."""
        self._session.delete("/kostenplaatsen/{}", kostenplaats_id)

    def list(self) -> tuple[Kostenplaats, ...]:
        """Read all cost centres; SnelStart has no filter for them."""
        return tuple(self._session.plain_list("/kostenplaatsen", Kostenplaats))
