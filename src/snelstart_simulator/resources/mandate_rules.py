"""Checks the mandate by which a sale is collected (SnelStart API, section 6.5)."""

from snelstart_simulator.call import Call
from snelstart_simulator.models.record import Guid, WallTime
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.models.verkoopboeking import EenmaligeIncassoMachtiging
from snelstart_simulator.refusals import Problems
from snelstart_simulator.resources.boeking_concept import Collection

_LONGEST_TEXT = 50


def check_mandates(
    call: Call, collection: Collection, *, klant: Relatie | None, own: Guid, problems: Problems
) -> None:
    """Note what is wrong with the mandate of a booking; most have none."""
    once, lasting = collection.eenmalige_machtiging, collection.doorlopende_machtiging
    problems.check(not (once and lasting), "BOE-0064")
    is_usable = lasting is not None and _check_lasting(call, lasting, klant=klant, problems=problems)
    if once is not None:
        _check_once(call, once, own=own, problems=problems)
    if klant is not None and (once or is_usable):
        problems.check(klant.iban, "BOE-0052")
        problems.check(klant.incasso_soort in {"Core", "B2B"}, "BOE-0055")


def _check_lasting(call: Call, lasting: Guid, *, klant: Relatie | None, problems: Problems) -> bool:
    """Note why a lasting mandate cannot be used; tells whether it is one of this customer."""
    if call.books.eenmalige_machtigingen.get(lasting) is not None:
        problems.add("BOE-0067")
        return False
    found = call.books.doorlopende_machtigingen.get(lasting)
    if found is None or klant is None or found.klant.id != klant.id:
        problems.add("BOE-0066")
        return False
    withdrawn = found.intrekkings_datum
    problems.check(withdrawn is None or withdrawn > call.now, "BOE-0079")
    return True


def _check_once(call: Call, once: EenmaligeIncassoMachtiging, *, own: Guid, problems: Problems) -> None:
    if not once.omschrijving:
        problems.attribute(
            None, "eenmaligeIncassoMachtiging.omschrijving", "The Omschrijving field is required."
        )
    if once.datum == WallTime.min:
        problems.attribute(None, "eenmaligeIncassoMachtiging.datum", "The Datum field is required.")
    problems.check(len(once.omschrijving) <= _LONGEST_TEXT, "BOE-0056")
    problems.check(len(once.kenmerk or "") <= _LONGEST_TEXT, "BOE-0057")
    if once.kenmerk:
        others = call.books.verkoopboekingen.find("mandate", once.kenmerk)
        is_taken = any(other.id != own for other in others) or any(
            table.find("kenmerk", once.kenmerk)
            for table in (call.books.doorlopende_machtigingen, call.books.eenmalige_machtigingen)
        )
        problems.check(not is_taken, "BOE-0063")
