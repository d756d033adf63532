"""The calls for sales and for purchases, in one form: the two differ in their words only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from snelkoppeling.connectors.snelstart.mapping.invoice import to_inkoopboeking, to_verkoopboeking
from snelkoppeling.domain.booking import Booking
from snelkoppeling.domain.invoice import Direction
from snelstart_client import Filter, SnelStart, where
from snelstart_client.ids import InkoopboekingId, RelatieId, VerkoopboekingId
from snelstart_client.resources.boekingen import Boeking
from snelstart_client.resources.inkoopboekingen import Inkoopboeking
from snelstart_client.resources.verkoopboekingen import Verkoopboeking


@dataclass(frozen=True, slots=True)
class ListedInvoice:
    """A booking as the lists show it: without lines and VAT (SnelStart API, section 6.9)."""

    booking: str
    number: str
    party: str | None
    day: date | None
    total: Decimal | None


class BookingSide(Protocol):
    """Bookings of one direction."""

    direction: Direction

    def create(self, booking: Booking) -> Boeking:
        """Book an invoice."""

    def get(self, booking: str) -> Boeking:
        """Read a booking; raises NotFoundError when there is none of this direction."""

    def update(self, booking: str, body: Mapping[str, Any]) -> Boeking:
        """Replace a booking whole."""

    def listed(self, number: str | None = None) -> Iterable[ListedInvoice]:
        """Read the invoices, or those with a number; where SnelStart compares it more loosely, others too."""

    def of_relation(self, relation: str) -> Iterable[Boeking]:
        """Read all bookings of one relation."""

    def id_of(self, boeking: Boeking) -> str:
        """Give the id of a booking that was read."""


class Sales:
    """Verkoopboekingen, and Verkoopfacturen as their list."""

    direction = Direction.SALES

    def __init__(self, client: SnelStart) -> None:
        self._client = client

    def create(self, booking: Booking) -> Boeking:
        return self._client.verkoopboekingen.create(to_verkoopboeking(booking))

    def get(self, booking: str) -> Boeking:
        return self._client.verkoopboekingen.get(VerkoopboekingId(booking))

    def update(self, booking: str, body: Mapping[str, Any]) -> Boeking:
        return self._client.verkoopboekingen.update(VerkoopboekingId(booking), body)

    def listed(self, number: str | None = None) -> Iterable[ListedInvoice]:
        for row in self._client.verkoopfacturen.iter(_numbered(number)):
            if row.verkoop_boeking is not None:
                party = row.relatie.id if row.relatie else None
                yield ListedInvoice(
                    row.verkoop_boeking.id, row.factuurnummer, party, row.factuur_datum, row.factuur_bedrag
                )

    def of_relation(self, relation: str) -> Iterable[Boeking]:
        return self._client.verkoopboekingen.list_of_relatie(RelatieId(relation))

    def id_of(self, boeking: Boeking) -> str:
        return boeking.id if isinstance(boeking, Verkoopboeking) else ""


class Purchases:
    """Inkoopboekingen, and Inkoopfacturen as their list."""

    direction = Direction.PURCHASE

    def __init__(self, client: SnelStart) -> None:
        self._client = client

    def create(self, booking: Booking) -> Boeking:
        return self._client.inkoopboekingen.create(to_inkoopboeking(booking))

    def get(self, booking: str) -> Boeking:
        return self._client.inkoopboekingen.get(InkoopboekingId(booking))

    def update(self, booking: str, body: Mapping[str, Any]) -> Boeking:
        return self._client.inkoopboekingen.update(InkoopboekingId(booking), body)

    def listed(self, number: str | None = None) -> Iterable[ListedInvoice]:
        for row in self._client.inkoopfacturen.iter(_numbered(number)):
            if row.inkoop_boeking is not None:
                party = row.relatie.id if row.relatie else None
                yield ListedInvoice(
                    row.inkoop_boeking.id, row.factuurnummer, party, row.factuur_datum, row.factuur_bedrag
                )

    def of_relation(self, relation: str) -> Iterable[Boeking]:
        return self._client.inkoopboekingen.list_of_relatie(RelatieId(relation))

    def id_of(self, boeking: Boeking) -> str:
        return boeking.id if isinstance(boeking, Inkoopboeking) else ""


def _numbered(number: str | None) -> Filter | None:
    return None if number is None else where("Factuurnummer").eq(number)


def bare_number(number: str) -> str:
    """Give an invoice number without what SnelStart may overlook when it compares two: case and spaces."""
    return "".join(number.casefold().split())
