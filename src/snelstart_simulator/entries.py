"""Writes entries on ledger accounts, whatever kind of booking they come from."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from snelstart_simulator.administration import Books
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.grootboekmutatie import GrootboekMutatie
from snelstart_simulator.models.record import ZERO, Guid, Reference, WallTime, reference
from snelstart_simulator.models.reference_data import DagboekSoort, Grootboek


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount on an account; debit is positive."""

    grootboek: Reference
    bedrag: Decimal
    omschrijving: str | None
    kostenplaats: Reference | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal and the day on which entries are booked."""

    dagboek: Reference
    day: WallTime


@dataclass(frozen=True, slots=True)
class Origin:
    """The booking that entries come from, and what they tell of it."""

    id: Guid
    modified_on: WallTime
    boekstuk: str = ""
    factuurnummer: str = ""
    relatie: Reference | None = None
    documents: tuple[DocumentRegel, ...] = ()


def journal_of(books: Books, soort: DagboekSoort, day: WallTime) -> Journal:
    """Give the first journal of a kind, an active one before any other, on a day."""
    found = books.dagboeken.find("soort", soort)
    chosen = next((dagboek for dagboek in found if not dagboek.nonactief), found[0])
    return Journal(reference("dagboeken", chosen.id), day)


def account_for(books: Books, functie: str) -> Grootboek | None:
    """Find the active account on which SnelStart itself books what has this function."""
    found = books.grootboeken.find("grootboekfunctie", functie)
    return next((grootboek for grootboek in found if not grootboek.nonactief), None)


def account_of(books: Books, functie: str) -> Reference:
    """Point at the account of a function, of which was checked before that it is there."""
    found = account_for(books, functie)
    if found is None:
        raise ValueError(f"no active account has the function {functie}")
    return reference("grootboeken", found.id)


def write_entries(
    books: Books, origin: Origin, *, entries: Iterable[Entry], journal: Journal, identifiers: Identifiers
) -> None:
    """Add entries to those that the booking has already."""
    for entry in entries:
        identifier = identifiers.new()
        books.grootboekmutaties.put(
            GrootboekMutatie(
                id=identifier,
                uri=f"/grootboekmutaties/{identifier}",
                grootboek=entry.grootboek,
                kostenplaats=entry.kostenplaats,
                datum=journal.day,
                modified_on=origin.modified_on,
                dagboek=journal.dagboek,
                omschrijving=entry.omschrijving,
                debet=max(entry.bedrag, ZERO),
                credit=max(-entry.bedrag, ZERO),
                saldo=entry.bedrag,
                documents=origin.documents,
                boekstuk=origin.boekstuk,
                factuur_nummer=origin.factuurnummer,
                relatie_public_identifier=origin.relatie,
            )
        )
        books.mutaties_of.setdefault(origin.id, []).append(identifier)


def entries_of(books: Books, boeking: Guid) -> Iterable[GrootboekMutatie]:
    """Give the ledger entries that a booking and its payments made."""
    for identifier in books.mutaties_of.get(boeking, ()):
        found = books.grootboekmutaties.get(identifier)
        if found is not None:
            yield found


def remove_entries(books: Books, boeking: Guid) -> None:
    """Remove what a booking and its payments wrote."""
    for identifier in books.mutaties_of.pop(boeking, ()):
        books.grootboekmutaties.remove(identifier)


def show_documents(books: Books, boeking: Guid, documents: tuple[DocumentRegel, ...]) -> None:
    """Show a booking's documents on its ledger entries as well."""
    for mutatie in list(entries_of(books, boeking)):
        books.grootboekmutaties.put(msgspec.structs.replace(mutatie, documents=documents))
