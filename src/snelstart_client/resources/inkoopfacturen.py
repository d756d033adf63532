"""Reads purchase invoices as open items: what was invoiced to us, and what of it is still open."""

from collections.abc import Iterator
from decimal import Decimal

from snelstart_client.filters import Filter
from snelstart_client.ids import InkoopboekingId, InkoopfactuurId, RelatieId
from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model, Moment, Verwijzing


class Inkoopfactuur(Model, frozen=True, kw_only=True):
    """A purchase invoice as an open item (SnelStart API, section 6.9); it has no lines and no VAT."""

    id: InkoopfactuurId = InkoopfactuurId("")
    inkoop_boeking: Verwijzing[InkoopboekingId] | None = None
    relatie: Verwijzing[RelatieId] | None = None
    """The supplier; the same number may occur with several of them."""
    factuurnummer: str = ""
    factuur_datum: Dag | None = None
    verval_datum: Dag | None = None
    factuur_bedrag: Decimal | None = None
    openstaand_saldo: Decimal | None = None
    """With VAT; zero is settled. None is not told, never settled."""
    modified_on: Moment | None = None
    """A payment does not reliably change it."""


class Inkoopfacturen:
    """The calls of `/inkoopfacturen` (scope orders:read); SnelStart gives none of them by its id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Inkoopfactuur]:  # noqa: A002 - the name of the option on the wire
        """Yield the invoices that meet a condition."""
        return self._session.pages("/inkoopfacturen", Inkoopfactuur, filter=filter)

    def list(self, filter: Filter | None = None) -> tuple[Inkoopfactuur, ...]:  # noqa: A002 - as above
        """Read the invoices that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
