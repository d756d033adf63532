"""The Dutch VAT rates since 1969, as the table of an administration holds them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from snelstart_simulator.models.record import WallTime
from snelstart_simulator.models.reference_data import BtwTarief, RegelBtwSoort

_ALWAYS, _FOR_EVER = date(1900, 1, 1), date(2400, 12, 31)
_INTRODUCED = date(1969, 1, 1)
_RATES: tuple[tuple[RegelBtwSoort, tuple[tuple[date, str], ...]], ...] = (
    ("Geen", ((_ALWAYS, "0"),)),
    (
        "Laag",
        (
            (_ALWAYS, "0"),
            (_INTRODUCED, "4"),
            (date(1984, 1, 1), "5"),
            (date(1986, 10, 1), "6"),
            (date(2019, 1, 1), "9"),
        ),
    ),
    (
        "Hoog",
        (
            (_ALWAYS, "0"),
            (_INTRODUCED, "12"),
            (date(1971, 1, 1), "14"),
            (date(1973, 1, 1), "16"),
            (date(1976, 1, 1), "18"),
            (date(1984, 1, 1), "19"),
            (date(1986, 10, 1), "20"),
            (date(1989, 1, 1), "18.5"),
            (date(1992, 10, 1), "17.5"),
            (date(2001, 1, 1), "19"),
            (date(2012, 10, 1), "21"),
        ),
    ),
    ("Overig", ((_ALWAYS, "0"), (date(1968, 1, 1), "0"))),
)


def btwtarieven() -> list[BtwTarief]:
    """Make the rates, the newest of each kind first."""
    made = []
    for soort, rates in _RATES:
        last = _FOR_EVER
        for first, percentage in reversed(rates):
            made.append(
                BtwTarief(
                    btw_soort=soort,
                    btw_percentage=Decimal(percentage),
                    datum_vanaf=_midnight(first),
                    datum_tot_en_met=_midnight(last),
                )
            )
            last = first - timedelta(days=1)
    return made


def _midnight(day: date) -> WallTime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - SnelStart's date-times have no zone.
