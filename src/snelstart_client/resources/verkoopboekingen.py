"""Books sales invoices, and reads, changes and deletes what was booked."""

from decimal import Decimal
from enum import StrEnum

from snelstart_client.ids import (
    GrootboekId,
    IncassoMachtigingId,
    KostenplaatsId,
    RelatieId,
    VerkoopboekingId,
)
from snelstart_client.resources.documenten import Document
from snelstart_client.session import Session
from snelstart_client.wire import Body, Dag, Model, Moment, Record, Verwijzing


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


class Boekingsregel(Model, frozen=True, kw_only=True):
    """A line of a booking; its amount is without VAT and never zero (BOE-0028)."""

    omschrijving: str | None = None
    grootboek: Verwijzing[GrootboekId] | None = None
    kostenplaats: Verwijzing[KostenplaatsId] | None = None
    bedrag: Decimal | None = None
    btw_soort: str | None = None
    """One of BtwSoort that the ledger account allows."""


class BtwRegel(Model, frozen=True, kw_only=True):
    """The VAT of all lines of one kind together; its kinds are those of VerkoopBtwSoort."""

    btw_soort: str | None = None
    btw_bedrag: Decimal | None = None


class EenmaligeIncassoMachtiging(Model, frozen=True, kw_only=True):
    """The consent to collect this one invoice."""

    kenmerk: str | None = None
    omschrijving: str | None = None
    datum: Dag | None = None


class Verkoopboeking(Record, frozen=True, kw_only=True):
    """A sales invoice in the books (SnelStart API, section 6.5); a credit note has all amounts negative."""

    id: VerkoopboekingId = VerkoopboekingId("")
    factuurnummer: str = ""
    """At most 25 characters, unique in the administration (BOE-0021)."""
    klant: Verwijzing[RelatieId] | None = None
    factuurdatum: Dag | None = None
    """Also the date of the booking."""
    factuurbedrag: Decimal | None = None
    """With VAT; exactly the sum of lines and VAT rows (BOE-0039)."""
    omschrijving: str | None = None
    boekstuk: str | None = None
    betalingstermijn: int | None = None
    """Days; the due date follows from it."""
    markering: bool | None = None
    boekingsregels: tuple[Boekingsregel, ...] = ()
    btw: tuple[BtwRegel, ...] = ()
    eenmalige_incasso_machtiging: EenmaligeIncassoMachtiging | None = None
    doorlopende_incasso_machtiging: Verwijzing[IncassoMachtigingId] | None = None
    gewijzigd_door_accountant: bool | None = None
    documents: tuple[Document, ...] = ()
    modified_on: Moment | None = None


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

    def update(self, verkoopboeking_id: VerkoopboekingId, verkoopboeking: Body) -> Verkoopboeking:
        """Replace a booking whole, its lines included."""
        return self._session.replace(
            "/verkoopboekingen/{}", verkoopboeking, verkoopboeking_id, kind=Verkoopboeking
        )

    def delete(self, verkoopboeking_id: VerkoopboekingId) -> None:
        """Delete a booking; its number is free again afterwards."""
        self._session.delete("/verkoopboekingen/{}", verkoopboeking_id)

    def list_of_relatie(self, relatie_id: RelatieId) -> tuple[Verkoopboeking, ...]:
        """Read all bookings of one customer (scopes relaties:read and boekhouden:read)."""
        return tuple(self._session.plain_list("/relaties/{}/verkoopboekingen", Verkoopboeking, relatie_id))
