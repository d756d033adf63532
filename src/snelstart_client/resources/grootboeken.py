"""Reads the ledger accounts of an administration; it makes none, for that fails on the service itself."""

from collections.abc import Iterator

from snelstart_client.filters import Filter
from snelstart_client.ids import GrootboekId
from snelstart_client.session import Session
from snelstart_client.wire import Model, Moment


class RgsCode(Model, frozen=True, kw_only=True):
    """The place of an account in the national reference chart."""

    versie: str | None = None
    rgs_code: str | None = None


class Grootboek(Model, frozen=True, kw_only=True):
    """A ledger account (SnelStart API, section 6.3)."""

    id: GrootboekId = GrootboekId("")
    nummer: int | None = None
    omschrijving: str = ""
    nonactief: bool | None = None
    rekening_code: str | None = None
    """Balans or WinstEnVerlies."""
    grootboekfunctie: str | None = None
    grootboek_rubriek: str | None = None
    btw_soort: tuple[str, ...] = ()
    """What a line on this account may carry."""
    kostenplaats_verplicht: bool | None = None
    """False means optional or not allowed: which of the two is not told (SnelStart API, section 6.4)."""
    rgs_code: tuple[RgsCode, ...] = ()
    vat_rate_code: str | None = None
    modified_on: Moment | None = None


class Grootboeken:
    """The calls of `/grootboeken`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[Grootboek]:  # noqa: A002 - the name of the option on the wire
        """Yield the ledger accounts that meet a condition (scope boekhouden:read)."""
        return self._session.pages("/grootboeken", Grootboek, filter=filter)

    def get(self, grootboek_id: GrootboekId) -> Grootboek:
        """Read one ledger account."""
        return self._session.one("/grootboeken/{}", Grootboek, grootboek_id)

    def list(self, filter: Filter | None = None) -> tuple[Grootboek, ...]:  # noqa: A002 - as above
        """Read the ledger accounts that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
