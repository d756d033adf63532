"""Books what came and went by bank, and reads, changes and deletes what was booked."""

from collections.abc import Iterator, Mapping
from typing import Any

from snelstart_client.filters import Filter
from snelstart_client.ids import BankboekingId
from snelstart_client.resources.geldboekingen import Geldboeking
from snelstart_client.session import Session
from snelstart_client.wire import Body


class Bankboeking(Geldboeking, frozen=True, kw_only=True):
    """A booking of a bank account."""

    id: BankboekingId = BankboekingId("")


class Bankboekingen:
    """The calls of `/bankboekingen`; reading needs the scope bankieren:read, writing bankieren:write."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Bankboeking]:  # noqa: A002 - the name of the option on the wire
        """Yield the bookings that meet a condition."""
        return self._session.pages("/bankboekingen", Bankboeking, filter=filter)

    def get(self, bankboeking_id: BankboekingId) -> Bankboeking:
        """Read one booking."""
        return self._session.one("/bankboekingen/{}", Bankboeking, bankboeking_id)

    def create(self, bankboeking: Body) -> Bankboeking:
        """Make a booking; it has no number to find it by, should its outcome be unknown."""
        return self._session.create("/bankboekingen", bankboeking, kind=Bankboeking)

    def update(self, bankboeking_id: BankboekingId, body: Mapping[str, Any]) -> Bankboeking:
        """Replace a booking whole, its lines included; lay the changes over `bron` to keep the rest."""
        return self._session.replace("/bankboekingen/{}", body, bankboeking_id, kind=Bankboeking)

    def delete(self, bankboeking_id: BankboekingId) -> None:
        """Delete a booking; the invoices it settled are open again."""
        self._session.delete("/bankboekingen/{}", bankboeking_id)

    def list(self, filter: Filter | None = None) -> tuple[Bankboeking, ...]:  # noqa: A002 - as above
        """Read the bookings that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
