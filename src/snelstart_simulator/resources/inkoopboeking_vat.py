"""Checks the VAT of a purchase booking: ordinary, shifted by the supplier, or on a purchase from abroad.

How the last two are composed is a guess (SnelStart API, section 7.3), so the switches decide.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import get_args

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.models.inkoopboeking import InkoopBtwSoort
from snelstart_simulator.models.record import ZERO, WallTime
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Btw
from snelstart_simulator.resources.vat_rules import (
    PERCENT,
    TAXED,
    BookedLine,
    check_amounts,
    check_missing_rows,
    check_rows_against_lines,
)

REVERSED = "InkopenVerlegd"
_KNOWN = frozenset(get_args(InkoopBtwSoort))


def check_vat_of_purchase(
    call: Call, lines: Sequence[BookedLine], *, btw: Sequence[Btw], on: WallTime, problems: Problems
) -> None:
    """Note what is wrong between the lines and the VAT rows."""
    if any(row.soort == REVERSED for row in btw):
        _check_reverse_charge(call, lines, btw=btw, on=on, problems=problems)
        return
    abroad = [line for line in lines if line.grootboek.grootboekfunctie in ledger.ACQUISITIONS]
    domestic = [line for line in lines if line.grootboek.grootboekfunctie not in ledger.ACQUISITIONS]
    check_rows_against_lines(domestic, btw, known=_KNOWN, problems=problems)
    check_missing_rows(domestic, btw, problems)
    _check_acquisitions(call, abroad, domestic=domestic, btw=btw, problems=problems)
    if call.switches.check_vat_amount:
        check_amounts(call, domestic, btw=btw, on=on, problems=problems)


def left_out_of_total(call: Call) -> tuple[str, ...]:
    """List the kinds of VAT that the supplier does not charge."""
    return (REVERSED,) if call.switches.reverse_charge_row == "shifted_vat" else ()


def functions_of_shifted_vat(lines: Sequence[BookedLine], btw: Sequence[Btw]) -> set[str]:
    """List the functions of the accounts on which SnelStart books VAT that the buyer owes and reclaims."""
    is_shifted = any(row.soort == REVERSED for row in btw) or any(
        line.grootboek.grootboekfunctie in ledger.ACQUISITIONS for line in lines
    )
    return {ledger.SHIFTED_VAT_DUE, ledger.SHIFTED_VAT_CLAIMED} if is_shifted else set()


def _check_acquisitions(
    call: Call,
    abroad: Sequence[BookedLine],
    *,
    domestic: Sequence[BookedLine],
    btw: Sequence[Btw],
    problems: Problems,
) -> None:
    """Note VAT rows that do not fit lines on accounts for purchases from abroad."""
    given = {row.soort for row in btw}
    taxed_here = {line.btw_soort for line in domestic}
    own_kinds = {f"Inkopen{ledger.ACQUISITIONS[line.grootboek.grootboekfunctie]}" for line in abroad}
    if call.switches.acquisition_row == "none":
        problems.check(not (own_kinds - taxed_here) & given, "BOE-0082")
    elif own_kinds - given:
        accounts = ", ".join(dict.fromkeys(line.name for line in abroad))
        problems.add("BOE-0082", f"Voor de volgende grootboeken ontbreekt de btwboeking: {accounts}")


def _check_reverse_charge(
    call: Call, lines: Sequence[BookedLine], *, btw: Sequence[Btw], on: WallTime, problems: Problems
) -> None:
    by_rate = call.switches.reverse_charge_line == "rate"
    costs = [line for line in lines if ledger.is_purchase(line.grootboek.grootboekfunctie)]
    shifted = [line for line in costs if line.soort in TAXED] if by_rate else costs
    taxed = sum(line.soort in TAXED for line in lines)
    mixed = taxed > (len(shifted) if by_rate else 0)
    mixed = mixed or any(row.soort not in {REVERSED, "Geen"} for row in btw)
    problems.check(shifted or mixed, "BOE-0082")
    refuses_exempt = call.switches.exempt_beside_reverse_charge == "refused"
    problems.check(not mixed and (len(shifted) == len(lines) or not refuses_exempt), "BOE-0062")
    problems.check(not any(row.bedrag for row in btw if row.soort == "Geen"), "BOE-0069")
    amount = sum((row.bedrag for row in btw if row.soort == REVERSED), ZERO)
    if call.switches.reverse_charge_row == "zero":
        problems.check(not amount, "BOE-0069")
    elif call.switches.check_vat_amount and not mixed:
        problems.check(_is_possible(call, shifted, amount=amount, on=on), "BOE-0069")


def _is_possible(call: Call, shifted: Sequence[BookedLine], *, amount: Decimal, on: WallTime) -> bool:
    """Tell whether VAT can be that of the lines; where they name no rate, it is at most the ordinary one."""
    tarieven = call.books.btwtarieven
    expected = ZERO
    for line in shifted:
        soort = "Hoog" if line.soort == "Geen" else line.soort
        expected += line.regel.bedrag * (ledger.rate_on(tarieven, soort, on) or ZERO) / PERCENT
    tolerance = call.switches.vat_tolerance_per_line * len(shifted)
    if call.switches.reverse_charge_line == "rate":
        return abs(amount - expected) <= tolerance
    least, most = sorted((ZERO, expected))
    return bool(amount) and least - tolerance <= amount <= most + tolerance
