"""What is read of an administration before it is written to: countries, accounts, VAT rates and the like.

Read once and used for a while: these lists are small, change seldom, and cost a call each (SnelStart API,
section 10).
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from snelkoppeling.connectors.snelstart.mapping.company import (
    to_company_facts,
    to_filed_periods,
    to_foreign_rates,
)
from snelkoppeling.connectors.snelstart.mapping.ledger import to_chart, to_vat_table
from snelkoppeling.connectors.snelstart.mapping.relation import Countries
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.domain.ledger import Chart
from snelkoppeling.domain.policy import CompanyFacts, ForeignRate, Period
from snelkoppeling.domain.vat import VatTable
from snelkoppeling.sync.ports import Clock
from snelstart_client import SnelStart
from snelstart_client.errors import ForbiddenError
from snelstart_client.resources.company_info import CompanyInfo
from snelstart_client.resources.kostenplaatsen import Kostenplaats

T = TypeVar("T")

LEDGER_LASTS = timedelta(minutes=5)
COMPANY_LASTS = timedelta(hours=1)
COUNTRIES_LAST = timedelta(hours=12)
RETURNS_AHEAD = timedelta(days=12)
"""So long before its period has ended a return may have been sent, at the most."""
READS_RETURNS = "btwaangiftes:read"


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

    def put(self, value: T) -> None:
        with self._lock:
            self._value, self._read_at = value, self._clock()

    def forget(self) -> None:
        self._value = None

    def again(self) -> T:
        """Read it now, however young it is."""
        self.forget()
        return self.get()


class ReferenceData:
    """The lists of one administration, shared by all its threads; reading them may raise as any call may."""

    def __init__(self, client: SnelStart, clock: Clock) -> None:
        self.clock = clock
        self._countries = _Kept(lambda: _countries(client), COUNTRIES_LAST, clock)
        self._chart = _Kept(lambda: to_chart(client.grootboeken.iter()), LEDGER_LASTS, clock)
        self._vat_table = _Kept(lambda: to_vat_table(client.btwtarieven.list()), LEDGER_LASTS, clock)
        self._cost_centres = _Kept(lambda: _cost_centres(client), LEDGER_LASTS, clock)
        self._company = _Kept(client.company_info.get, COMPANY_LASTS, clock)
        self._filed = _Kept(lambda: _filed_periods(client), LEDGER_LASTS, clock)
        self._foreign_rates = _Kept(
            lambda: to_foreign_rates(client.vatrates.iter(), self.countries().of_three_letters),
            COUNTRIES_LAST,
            clock,
        )

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

    def note_company(self, info: CompanyInfo) -> None:
        """Keep what was read of the company for another reason."""
        self._company.put(info)

    def company(self, days: Iterable[date]) -> CompanyFacts:
        """Give the facts of the company; those of its VAT returns only when they can concern one of the days.

        The tax authority takes a return from about the 24th of the last month of its period, so until some
        days before that none covers a day of this month or a later one.
        """
        this_month = (self.clock() + RETURNS_AHEAD).date().replace(day=1)
        filed = self._filed.get() if any(day < this_month for day in days) else ()
        return to_company_facts(self._company.get(), filed)

    def foreign_rates(self) -> Mapping[str, tuple[ForeignRate, ...]]:
        """Give the VAT rates of other countries, to whom may charge them; nobody else needs them."""
        may_charge = self._company.get().factureer_buitenlands_btw
        return self._foreign_rates.get() if may_charge else {}

    def forget_ledger(self) -> None:
        """Read accounts, rates and cost centres again when next asked: somebody has changed them."""
        self._chart.forget()
        self._vat_table.forget()
        self._cost_centres.forget()


def _cost_centres(client: SnelStart) -> dict[str, Kostenplaats]:
    return {row.id: row for row in client.kostenplaatsen.list()}


def _filed_periods(client: SnelStart) -> tuple[Period, ...]:
    """Read which VAT returns were sent; a key may lack the right to, and then nobody knows."""
    scopes = client.scopes()
    if scopes and READS_RETURNS not in scopes:
        return ()
    try:
        return to_filed_periods(client.btwaangiftes.iter())
    except ForbiddenError:
        return ()


def _countries(client: SnelStart) -> Countries:
    landen = [land for land in client.landen.list() if land.landcode]
    return Countries(
        ids={land.landcode: land.id for land in landen if land.landcode},
        of_three_letters={
            land.landcode_iso: land.landcode for land in landen if land.landcode_iso and land.landcode
        },
    )
