"""Checks the Dutch VAT of a sales booking (SnelStart API, section 7)."""

from collections.abc import Sequence
from typing import get_args

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.countries import is_number_of_other_eu_country
from snelstart_simulator.models.record import WallTime
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.models.verkoopboeking import VerkoopBtwSoort
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Btw
from snelstart_simulator.resources.vat_rules import (
    BookedLine,
    check_amounts,
    check_missing_rows,
    check_rows_against_lines,
)

_REVERSED = "VerkopenVerlegd"
_KNOWN = frozenset(get_args(VerkoopBtwSoort))


def check_vat_of_sale(
    call: Call, lines: Sequence[BookedLine], *, btw: Sequence[Btw], on: WallTime, problems: Problems
) -> None:
    """Note what is wrong between the lines and the VAT rows."""
    if any(row.soort == _REVERSED for row in btw):
        _check_reverse_charge(call, lines, btw=btw, problems=problems)
        return
    check_rows_against_lines(lines, btw, known=_KNOWN, problems=problems)
    check_missing_rows(lines, btw, problems)
    if call.switches.check_vat_amount:
        check_amounts(call, lines, btw=btw, on=on, problems=problems)


def check_customer(klant: Relatie, *, lines: Sequence[BookedLine], problems: Problems) -> None:
    """Note revenue from the EU of a customer without a VAT number from there."""
    number = klant.btw_nummer or ""
    functions = {line.grootboek.grootboekfunctie for line in lines} & ledger.FOR_EU_CUSTOMERS
    fitting = [is_number_of_other_eu_country(number, for_goods=one == ledger.EU_GOODS) for one in functions]
    problems.check(all(fitting), "BOE-0080")


def _check_reverse_charge(
    call: Call, lines: Sequence[BookedLine], *, btw: Sequence[Btw], problems: Problems
) -> None:
    fitting = [line.grootboek.grootboekfunctie == ledger.REVERSE_CHARGE_REVENUE for line in lines]
    mixed = any(row.soort not in {_REVERSED, "Geen"} for row in btw) or any(
        line.soort != "Geen" for line in lines
    )
    if not mixed and not any(fitting):
        problems.add("BOE-0082")
    elif not all(fitting):
        mixed = mixed or call.switches.exempt_beside_reverse_charge == "refused"
    problems.check(not mixed, "BOE-0062")
    problems.check(not any(row.bedrag for row in btw if row.soort in {_REVERSED, "Geen"}), "BOE-0069")
