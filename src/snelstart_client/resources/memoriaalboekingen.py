"""Books what is neither sale, purchase, bank nor cash, and reads, changes and deletes what was booked."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Generic

from snelstart_client.ids import (
    DagboekId,
    GrootboekId,
    InkoopboekingId,
    KostenplaatsId,
    MemoriaalboekingId,
    VerkoopboekingId,
)
from snelstart_client.session import Session
from snelstart_client.wire import Body, Dag, Id, Model, Moment, Record, Verwijzing


class MemoriaalBoekingsregel(Model, frozen=True, kw_only=True):
    """A line on a ledger account; a negative credit is as good as a debit."""

    omschrijving: str | None = None
    grootboek: Verwijzing[GrootboekId] | None = None
    kostenplaats: Verwijzing[KostenplaatsId] | None = None
    debet: Decimal | None = None
    credit: Decimal | None = None


class MemoriaalVerantwoordingsregel(Model, Generic[Id], frozen=True, kw_only=True):
    """A line that settles an invoice, wholly or in part; it names the booking and not the open item."""

    boeking_id: Verwijzing[Id] | None = None
    omschrijving: str | None = None
    bedrag: Decimal | None = None


class Memoriaalboeking(Record, frozen=True, kw_only=True):
    """A booking in a memorial journal, of at least two lines (SnelStart API, section 6.11; BOE-0094)."""

    id: MemoriaalboekingId = MemoriaalboekingId("")
    datum: Dag | None = None
    dagboek: Verwijzing[DagboekId] | None = None
    """Cannot be changed once it is booked (BOE-0077)."""
    omschrijving: str | None = None
    boekstuk: str | None = None
    markering: bool | None = None
    memoriaal_boekings_regels: tuple[MemoriaalBoekingsregel, ...] = ()
    verkoopboeking_boekings_regels: tuple[MemoriaalVerantwoordingsregel[VerkoopboekingId], ...] = ()
    inkoopboeking_boekings_regels: tuple[MemoriaalVerantwoordingsregel[InkoopboekingId], ...] = ()
    gewijzigd_door_accountant: bool | None = None
    modified_on: Moment | None = None


class Memoriaalboekingen:
    """The calls of `/memoriaalboekingen`; reading needs the scope memoriaal:read, writing memoriaal:write.

    SnelStart has no list of them: keep the id, or look in `/grootboekmutaties`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, memoriaalboeking_id: MemoriaalboekingId) -> Memoriaalboeking:
        """Read one booking."""
        return self._session.one("/memoriaalboekingen/{}", Memoriaalboeking, memoriaalboeking_id)

    def create(self, memoriaalboeking: Body) -> Memoriaalboeking:
        """Make a booking; it has no number to find it by, should its outcome be unknown."""
        return self._session.create("/memoriaalboekingen", memoriaalboeking, kind=Memoriaalboeking)

    def update(self, memoriaalboeking_id: MemoriaalboekingId, body: Mapping[str, Any]) -> Memoriaalboeking:
        """Replace a booking whole, its lines included; lay the changes over `bron` to keep the rest."""
        return self._session.replace(
            "/memoriaalboekingen/{}", body, memoriaalboeking_id, kind=Memoriaalboeking
        )

    def delete(self, memoriaalboeking_id: MemoriaalboekingId) -> None:
        """Delete a booking; the invoices it settled are open again."""
        self._session.delete("/memoriaalboekingen/{}", memoriaalboeking_id)
