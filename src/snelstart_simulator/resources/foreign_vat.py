"""Checks the foreign VAT of sales to private persons elsewhere in the EU (SnelStart API, section 7.5)."""

from collections.abc import Sequence
from decimal import Decimal

from snelstart_simulator import ledger
from snelstart_simulator.call import Call
from snelstart_simulator.countries import is_other_eu_country
from snelstart_simulator.models.record import ZERO, WallTime
from snelstart_simulator.models.reference_data import Land
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Concept
from snelstart_simulator.resources.vat_rules import PERCENT, BookedLine
from snelstart_simulator.seed.vat_rates import foreign_rate


def check_foreign_vat(
    call: Call, concept: Concept, *, klant: Relatie, lines: Sequence[BookedLine], problems: Problems
) -> None:
    """Note foreign revenue where Dutch VAT is due, and the other way round."""
    land = _foreign_land(call, klant)
    revenue = [line for line in lines if line.grootboek.grootboekfunctie == ledger.FOR_OSS]
    if land is None:
        accepted = call.switches.foreign_revenue_elsewhere == "accepted"
        problems.check(accepted or not revenue, "BOE-0061")
        return
    vat_account = call.administration.company_info.buitenlandse_btw_grootboek
    charged = [line for line in lines if vat_account and line.grootboek.id == vat_account.id]
    problems.check(len(revenue) + len(charged) == len(lines), "BOE-0061")
    problems.check(not any(row.bedrag or row.soort != "Geen" for row in concept.btw), "BOE-0069")
    if call.switches.check_vat_amount:
        due = _due(revenue, land, concept.factuurdatum or call.now)
        booked = sum((line.regel.bedrag for line in charged), ZERO)
        tolerance = call.switches.vat_tolerance_per_line * len(revenue)
        problems.check(due is not None and abs(booked - due) <= tolerance, "BOE-0069")


def _foreign_land(call: Call, klant: Relatie) -> Land | None:
    """Give the country whose VAT a customer is charged; None when it is not foreign VAT at all."""
    if not call.administration.company_info.factureer_buitenlands_btw or klant.btw_nummer:
        return None
    adres = klant.vestigings_adres.land
    found = call.books.landen.get(adres.id) if adres else None
    return found if found and is_other_eu_country(found.landcode) else None


def _due(revenue: Sequence[BookedLine], land: Land, on: WallTime) -> Decimal | None:
    """Compute the VAT of a country; None when it has no such rate, or an account tells none."""
    total = ZERO
    for line in revenue:
        code = line.grootboek.vat_rate_code
        rate = foreign_rate(land.landcode_iso, code, on=on.date()) if code else None
        if rate is None:
            return None
        total += line.regel.bedrag * rate / PERCENT
    return total
