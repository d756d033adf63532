"""Turns what was checked of a booking into the parts of its record."""

from typing import cast

from snelstart_simulator.call import Call
from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.boekingsregel import BoekingRegel
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import Identified, WallTime, reference, to_json
from snelstart_simulator.models.reference_data import RegelBtwSoort
from snelstart_simulator.reading import Fields, read_object
from snelstart_simulator.resources.vat_rules import BookedLine


def booked_regel(line: BookedLine) -> BoekingRegel:
    """Make the line as it is kept."""
    kostenplaats = line.regel.kostenplaats
    return BoekingRegel(
        omschrijving=line.regel.omschrijving,
        grootboek=reference("grootboeken", line.grootboek.id),
        kostenplaats=reference("kostenplaatsen", kostenplaats) if kostenplaats else None,
        bedrag=line.regel.bedrag,
        btw_soort=cast("RegelBtwSoort", line.soort),
    )


def midnight(moment: WallTime | None) -> WallTime:
    """Cut a moment to its day; it was checked before that there is one."""
    if moment is None:
        raise ValueError("a booking was not checked before it was made")
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def fields_of_put(call: Call, old: Identified) -> Fields:
    """Read the body of a change, laid over the old booking where the switches say so."""
    fields = read_object(call.body)
    return fields.laid_over(read_object(to_json(old))) if call.switches.booking_on_put == "merged" else fields


def documents_after_put(call: Call, old: Boeking) -> tuple[DocumentRegel, ...]:
    """Give the documents that survive a change, and remove the others."""
    if call.switches.attachments_on_put == "kept":
        return old.documents
    for document in call.books.documenten.find("parent_identifier", old.id):
        call.books.documenten.remove(document.id)
    return ()
