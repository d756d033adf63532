"""Books what came and went in cash, and reads, changes and deletes what was booked."""

from collections.abc import Iterator, Mapping
from typing import Any

from snelstart_client.filters import Filter
from snelstart_client.ids import KasboekingId
from snelstart_client.resources.geldboekingen import Geldboeking
from snelstart_client.session import Session
from snelstart_client.wire import Body


class Kasboeking(Geldboeking, frozen=True, kw_only=True):
    """A booking of a cash box."""

    id: KasboekingId = KasboekingId("")


class Kasboekingen:
    """The calls of `/kasboekingen`; reading needs the scope kas:read, writing kas:write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Kasboeking]:  # noqa: A002 - the name of the option on the wire
        """Yield the bookings that meet a condition."""
        return self._session.pages("/kasboekingen", Kasboeking, filter=filter)

    def get(self, kasboeking_id: KasboekingId) -> Kasboeking:
        """Read one booking."""
        return self._session.one("/kasboekingen/{}", Kasboeking, kasboeking_id)

    def create(self, kasboeking: Body) -> Kasboeking:
        """Make a booking; it has no number to find it by, should its outcome be unknown."""
        return self._session.create("/kasboekingen", kasboeking, kind=Kasboeking)

    def update(self, kasboeking_id: KasboekingId, body: Mapping[str, Any]) -> Kasboeking:
        """Replace a booking whole, its lines included; lay the changes over `bron` to keep the rest."""
        return self._session.replace("/kasboekingen/{}", body, kasboeking_id, kind=Kasboeking)

    def delete(self, kasboeking_id: KasboekingId) -> None:
        """Delete a booking; the invoices it settled are open again."""
        self._session.delete("/kasboekingen/{}", kasboeking_id)

    def list(self, filter: Filter | None = None) -> tuple[Kasboeking, ...]:  # noqa: A002 - as above
        """Read the bookings that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
