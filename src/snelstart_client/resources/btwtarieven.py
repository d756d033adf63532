"""Reads the VAT rates of an administration, with their history."""

from decimal import Decimal
from enum import StrEnum

from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model


class BtwSoort(StrEnum):
    """The VAT kinds of a booking line, a ledger account and a rate (SnelStart API, section 7.1)."""

    GEEN = "Geen"
    LAAG = "Laag"
    HOOG = "Hoog"
    OVERIG = "Overig"


class BtwTarief(Model, frozen=True, kw_only=True):
    """The percentage of a VAT kind in a period, its last day included (SnelStart API, section 6.2)."""

    btw_soort: str = ""
    btw_percentage: Decimal | None = None
    datum_vanaf: Dag | None = None
    datum_tot_en_met: Dag | None = None


class Btwtarieven:
    """The calls of `/btwtarieven`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> tuple[BtwTarief, ...]:
        """Read all rates, past ones included (scope settings:read)."""
        return tuple(self._session.plain_list("/btwtarieven", BtwTarief))
