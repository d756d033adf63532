"""What is read of an administration before it is written to: countries, accounts, VAT rates and the like.

Read once and used for a while: these lists are small, change seldom, and cost a call each (SnelStart API,
section 10).
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from snelkoppeling.connectors.snelstart.mapping.ledger import to_chart, to_vat_table
from snelkoppeling.connectors.snelstart.mapping.relation import Countries
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.domain.ledger import Chart
from snelkoppeling.domain.vat import VatTable
from snelkoppeling.sync.ports import Clock
from snelstart_client import SnelStart
from snelstart_client.resources.kostenplaatsen import Kostenplaats

T = TypeVar("T")

LEDGER_LASTS = timedelta(minutes=5)
COUNTRIES_LAST = timedelta(hours=12)


class _Kept(Generic[T]):
    """A value that is read again when it has grown old."""

    def __init__(self, read: Callable[[], T], lasts: timedelta, clock: Clock) -> None:
        self._read = read
        self._lasts = lasts
        self._clock = clock
        self._value: T | None = None
        self._read_at: datetime | None = None
        self._lock = threading.Lock()

    def get(self) -> T:
        with self._lock:
            now = self._clock()
            if self._value is None or self._read_at is None or now - self._read_at > self._lasts:
                with translated("reference data"):
                    self._value = self._read()
                self._read_at = now
            return self._value

    def forget(self) -> None:
        self._value = None

    def again(self) -> T:
        """Read it now, however young it is."""
        self.forget()
        return self.get()


class ReferenceData:
    """The lists of one administration, shared by all its threads; reading them may raise as any call may."""

    def __init__(self, client: SnelStart, clock: Clock) -> None:
        self._countries = _Kept(lambda: _countries(client), COUNTRIES_LAST, clock)
        self._chart = _Kept(lambda: to_chart(client.grootboeken.iter()), LEDGER_LASTS, clock)
        self._vat_table = _Kept(lambda: to_vat_table(client.btwtarieven.list()), LEDGER_LASTS, clock)
        self._cost_centres = _Kept(lambda: _cost_centres(client), LEDGER_LASTS, clock)

    def countries(self) -> Countries:
        """Give the countries and their ids."""
        return self._countries.get()

    def chart(self) -> Chart:
        """Give the ledger accounts."""
        return self._chart.get()

    def vat_table(self) -> VatTable:
        """Give the VAT rates."""
        return self._vat_table.get()

    def cost_centres(self, *, read_now: bool = False) -> Mapping[str, Kostenplaats]:
        """Give the cost centres by their ids."""
        return self._cost_centres.again() if read_now else self._cost_centres.get()

    def note_cost_centre(self, kostenplaats: Kostenplaats) -> None:
        """Add what was just written, so that a young list need not be read again."""
        self._cost_centres.get()[kostenplaats.id] = kostenplaats

    def forget_ledger(self) -> None:
        """Read accounts and rates again when next asked: somebody has changed them."""
        self._chart.forget()
        self._vat_table.forget()


def _cost_centres(client: SnelStart) -> dict[str, Kostenplaats]:
    return {row.id: row for row in client.kostenplaatsen.list()}


def _countries(client: SnelStart) -> Countries:
    return Countries(ids={land.landcode: land.id for land in client.landen.list() if land.landcode})
