"""Checks whether something can be booked on a day (SnelStart API, sections 4.2 and 6.5)."""

from datetime import date

from snelstart_simulator import vat_returns
from snelstart_simulator.call import Call
from snelstart_simulator.models.record import WallTime
from snelstart_simulator.refusals import Problems

_YEARS_BACK = 5
_FIRST_YEAR, _LAST_YEAR = 1900, 2400


def is_possible(moment: WallTime | None) -> bool:
    """Tell whether a moment is one that books can hold."""
    return moment is not None and _FIRST_YEAR <= moment.year <= _LAST_YEAR


def check_new_day(call: Call, moment: WallTime | None, problems: Problems) -> None:
    """Note what forbids booking on a day."""
    if moment is None or not is_possible(moment):
        problems.add("BOE-0070")
        return
    first_year = call.administration.company_info.huidig_boekjaar - _YEARS_BACK
    problems.check(moment.year >= first_year, "BOE-0033")
    check_open(call, moment.date(), problems)
    if call.switches.new_booking_in_filed_vat_return == "refused" and vat_returns.is_filed(
        call.books, moment.date()
    ):
        problems.add("BOE-0042")


def check_open(call: Call, day: date, problems: Problems) -> None:
    """Note that a day is in a period that somebody closed."""
    for period in call.books.closed_periods:
        if period.van <= day <= period.tot_en_met:
            problems.add(period.code)
