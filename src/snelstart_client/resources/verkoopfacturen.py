"""Reads sales invoices as open items: what was invoiced, and what of it is still open."""

from collections.abc import Iterator
from decimal import Decimal

from snelstart_client.filters import Filter
from snelstart_client.ids import RelatieId, VerkoopboekingId, VerkoopfactuurId, VerkooporderId
from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model, Moment, Verwijzing


class Verkoopfactuur(Model, frozen=True, kw_only=True):
    """A sales invoice as an open item (SnelStart API, section 6.9); it has no lines and no VAT."""

    id: VerkoopfactuurId = VerkoopfactuurId("")
    verkoop_boeking: Verwijzing[VerkoopboekingId] | None = None
    relatie: Verwijzing[RelatieId] | None = None
    factuurnummer: str = ""
    factuur_datum: Dag | None = None
    verval_datum: Dag | None = None
    factuur_bedrag: Decimal | None = None
    openstaand_saldo: Decimal | None = None
    """With VAT; zero is settled, negative is overpaid. None is not told, never settled."""
    verkoop_orders: tuple[Verwijzing[VerkooporderId], ...] = ()
    modified_on: Moment | None = None
    """A payment does not reliably change it."""


class Verkoopfacturen:
    """The calls of `/verkoopfacturen` (scope orders:read)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Verkoopfactuur]:  # noqa: A002 - the name of the option on the wire
        """Yield the invoices that meet a condition."""
        return self._session.pages("/verkoopfacturen", Verkoopfactuur, filter=filter)

    def get(self, verkoopfactuur_id: VerkoopfactuurId) -> Verkoopfactuur:
        """Read one invoice."""
        return self._session.one("/verkoopfacturen/{}", Verkoopfactuur, verkoopfactuur_id)

    def list(self, filter: Filter | None = None) -> tuple[Verkoopfactuur, ...]:  # noqa: A002 - as above
        """Read the invoices that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
