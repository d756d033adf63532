"""Books sales invoices, and reads, changes and deletes what was booked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from snelstart_client.ids import IncassoMachtigingId, RelatieId, VerkoopboekingId
from snelstart_client.resources.boekingen import Boeking, Boekingsregel, BtwRegel
from snelstart_client.session import Session
from snelstart_client.wire import Body, Dag, Model, Verwijzing

__all__ = [
    "Boekingsregel",
    "BtwRegel",
    "EenmaligeIncassoMachtiging",
    "VerkoopBtwSoort",
    "Verkoopboeking",
    "Verkoopboekingen",
]


class VerkoopBtwSoort(StrEnum):
    """The VAT kinds of the VAT rows of a sales booking (SnelStart API, section 7.1)."""

    GEEN = "Geen"
    VERKOPEN_LAAG = "VerkopenLaag"
    VERKOPEN_HOOG = "VerkopenHoog"
    VERKOPEN_OVERIG = "VerkopenOverig"
    VERKOPEN_VERLEGD = "VerkopenVerlegd"
    INKOPEN_LAAG = "InkopenLaag"
    INKOPEN_HOOG = "InkopenHoog"
    INKOPEN_OVERIG = "InkopenOverig"


class EenmaligeIncassoMachtiging(Model, frozen=True, kw_only=True):
    """The consent to collect this one invoice; needs a description, a date and the customer's iban."""

    kenmerk: str | None = None
    """At most 50 characters."""
    omschrijving: str | None = None
    """At most 250 characters, or 50 (BOE-0056)."""
    datum: Dag | None = None


class Verkoopboeking(Boeking, frozen=True, kw_only=True):
    """A sales invoice in the books (SnelStart API, section 6.5)."""

    id: VerkoopboekingId = VerkoopboekingId("")
    klant: Verwijzing[RelatieId] | None = None
    betalingstermijn: int | None = None
    """Days; the due date follows from it."""
    eenmalige_incasso_machtiging: EenmaligeIncassoMachtiging | None = None
    doorlopende_incasso_machtiging: Verwijzing[IncassoMachtigingId] | None = None
    """One of this customer, not withdrawn (BOE-0066, BOE-0079), and not beside a one-off (BOE-0064)."""


class Verkoopboekingen:
    """The calls of `/verkoopboekingen`; reading needs boekhouden:read, writing boekhouden:write.

    SnelStart has no list of them: find one by its number in `/verkoopfacturen`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, verkoopboeking_id: VerkoopboekingId) -> Verkoopboeking:
        """Read one booking."""
        return self._session.one("/verkoopboekingen/{}", Verkoopboeking, verkoopboeking_id)

    def create(self, verkoopboeking: Body) -> Verkoopboeking:
        """Book an invoice; after an OutcomeUnknownError look for its number before booking it again."""
        return self._session.create("/verkoopboekingen", verkoopboeking, kind=Verkoopboeking)

    def update(self, verkoopboeking_id: VerkoopboekingId, body: Mapping[str, Any]) -> Verkoopboeking:
        """Replace a booking whole, its lines included; lay the changes over `bron` to keep the rest."""
        return self._session.replace("/verkoopboekingen/{}", body, verkoopboeking_id, kind=Verkoopboeking)

    def delete(self, verkoopboeking_id: VerkoopboekingId) -> None:
        """Delete a booking; its number is free again afterwards."""
        self._session.delete("/verkoopboekingen/{}", verkoopboeking_id)

    def list_of_relatie(self, relatie_id: RelatieId) -> tuple[Verkoopboeking, ...]:
        """Read all bookings of one customer (scopes relaties:read and boekhouden:read)."""
        return tuple(self._session.plain_list("/relaties/{}/verkoopboekingen", Verkoopboeking, relatie_id))
