"""Reads the journal entries of an administration, row by row."""

from collections.abc import Iterator
from decimal import Decimal

from snelstart_client.filters import Filter
from snelstart_client.ids import DagboekId, GrootboekId, GrootboekmutatieId, KostenplaatsId, RelatieId
from snelstart_client.resources.documenten import Document
from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model, Moment, Verwijzing


class Grootboekmutatie(Model, frozen=True, kw_only=True):
    """One row of the ledger (SnelStart API, section 6.10)."""

    id: GrootboekmutatieId = GrootboekmutatieId("")
    grootboek: Verwijzing[GrootboekId] | None = None
    kostenplaats: Verwijzing[KostenplaatsId] | None = None
    dagboek: Verwijzing[DagboekId] | None = None
    relatie_public_identifier: Verwijzing[RelatieId] | None = None
    datum: Dag | None = None
    omschrijving: str | None = None
    debet: Decimal | None = None
    credit: Decimal | None = None
    saldo: Decimal | None = None
    """Debit minus credit."""
    boekstuk: str | None = None
    factuur_nummer: str | None = None
    documents: tuple[Document, ...] = ()
    modified_on: Moment | None = None


class Grootboekmutaties:
    """The calls of `/grootboekmutaties` (scope boekhouden:read)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Grootboekmutatie]:  # noqa: A002 - the name of the option on the wire
        """Yield the rows that meet a condition; deleted ones are not told."""
        return self._session.pages("/grootboekmutaties", Grootboekmutatie, filter=filter)

    def list(self, filter: Filter | None = None) -> tuple[Grootboekmutatie, ...]:  # noqa: A002 - as above
        """Read the rows that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
