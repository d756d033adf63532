"""Describes what the bookings of a sale and of a purchase have in common."""

from decimal import Decimal

from snelstart_client.ids import GrootboekId, KostenplaatsId
from snelstart_client.resources.documenten import Document
from snelstart_client.wire import Dag, Model, Moment, Record, Verwijzing


class Boekingsregel(Model, frozen=True, kw_only=True):
    """A line of a booking; its amount is without VAT and never zero (BOE-0028)."""

    omschrijving: str | None = None
    grootboek: Verwijzing[GrootboekId] | None = None
    kostenplaats: Verwijzing[KostenplaatsId] | None = None
    bedrag: Decimal | None = None
    btw_soort: str | None = None
    """One of BtwSoort that the ledger account allows."""


class BtwRegel(Model, frozen=True, kw_only=True):
    """The VAT of all lines of one kind together; the kinds are VerkoopBtwSoort or InkoopBtwSoort."""

    btw_soort: str | None = None
    btw_bedrag: Decimal | None = None


class Boeking(Record, frozen=True, kw_only=True):
    """An invoice in the books (SnelStart API, section 6.5); a credit note has all amounts negative."""

    factuurnummer: str = ""
    """At most 25 characters and unique (BOE-0021); among which purchases is not documented."""
    factuurdatum: Dag | None = None
    """Also the date of the booking."""
    factuurbedrag: Decimal | None = None
    """With VAT; exactly the sum of lines and VAT rows (BOE-0039)."""
    omschrijving: str | None = None
    boekstuk: str | None = None
    markering: bool | None = None
    """Whether SnelStart shows that somebody has to look at it."""
    boekingsregels: tuple[Boekingsregel, ...] = ()
    btw: tuple[BtwRegel, ...] = ()
    gewijzigd_door_accountant: bool | None = None
    documents: tuple[Document, ...] = ()
    modified_on: Moment | None = None
