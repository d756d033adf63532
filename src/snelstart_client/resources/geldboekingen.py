"""Describes what bookings of bank and of cash have in common: money that came or went, and what for."""

from decimal import Decimal
from enum import StrEnum
from typing import Generic

from snelstart_client.ids import DagboekId, GrootboekId, InkoopboekingId, KostenplaatsId, VerkoopboekingId
from snelstart_client.wire import Dag, Id, Model, Moment, Record, Verwijzing


class BtwType(StrEnum):
    """Whether VAT is to be got back or to be paid."""

    TE_VORDEREN = "TeVorderenBtwType"
    AF_TE_DRAGEN = "AfTeDragenBtwType"


class GrootboekBoekingsregel(Model, frozen=True, kw_only=True):
    """A line on a ledger account, without VAT; its debit or its credit is zero (BOE-0076)."""

    omschrijving: str | None = None
    grootboek: Verwijzing[GrootboekId] | None = None
    kostenplaats: Verwijzing[KostenplaatsId] | None = None
    debet: Decimal | None = None
    credit: Decimal | None = None
    btw_soort: str | None = None
    """One of BtwSoort."""


class Verantwoordingsregel(Model, Generic[Id], frozen=True, kw_only=True):
    """A line that settles an invoice, wholly or in part; it names the booking and not the open item."""

    boeking_id: Verwijzing[Id] | None = None
    omschrijving: str | None = None
    debet: Decimal | None = None
    credit: Decimal | None = None


class BtwBoekingsregel(Model, frozen=True, kw_only=True):
    """The VAT of the lines on ledger accounts."""

    type: str | None = None
    """One of BtwType."""
    tarief: str | None = None
    """Hoog, Laag or Overig."""
    debet: Decimal | None = None
    credit: Decimal | None = None


class Geldboeking(Record, frozen=True, kw_only=True):
    """Money that came or went (SnelStart API, section 6.11); its lines make up received minus spent."""

    datum: Dag | None = None
    dagboek: Verwijzing[DagboekId] | None = None
    """Cannot be changed once it is booked (BOE-0077)."""
    bedrag_uitgegeven: Decimal | None = None
    """This or the other is zero (BOE-0027)."""
    bedrag_ontvangen: Decimal | None = None
    omschrijving: str | None = None
    boekstuk: str | None = None
    markering: bool | None = None
    grootboek_boekings_regels: tuple[GrootboekBoekingsregel, ...] = ()
    verkoopboeking_boekings_regels: tuple[Verantwoordingsregel[VerkoopboekingId], ...] = ()
    inkoopboeking_boekings_regels: tuple[Verantwoordingsregel[InkoopboekingId], ...] = ()
    btw_boekingsregels: tuple[BtwBoekingsregel, ...] = ()
    gewijzigd_door_accountant: bool | None = None
    modified_on: Moment | None = None
