"""Makes the ledger entries and the open invoice that follow from a sales booking, and those of a payment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import msgspec

from snelstart_simulator import ledger
from snelstart_simulator.administration import Betaling, Books
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.models.record import ZERO, Guid, Reference, WallTime, reference
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.models.verkoopboeking import GrootboekMutatie, VerkoopBoeking, Verkoopfactuur


@dataclass(frozen=True, slots=True)
class _Entry:
    """An amount on an account; debit is positive."""

    grootboek: Reference
    bedrag: Decimal
    omschrijving: str | None
    kostenplaats: Reference | None = None


@dataclass(frozen=True, slots=True)
class _Journal:
    """The journal and the day on which entries are booked."""

    dagboek: Reference
    day: WallTime


def post_booking(books: Books, boeking: VerkoopBoeking, identifiers: Identifiers) -> None:
    """Write the entries of a booking and its payments anew, and bring its invoice up to date."""
    _remove_entries(books, boeking.id)
    entries = [
        _Entry(_account(books, ledger.DEBTORS), boeking.factuurbedrag, boeking.omschrijving),
        *(
            _Entry(
                regel.grootboek, -regel.bedrag, regel.omschrijving or boeking.omschrijving, regel.kostenplaats
            )
            for regel in boeking.boekingsregels
        ),
        *(
            _Entry(
                _account(books, ledger.VAT_ACCOUNT_OF[row.btw_soort]), -row.btw_bedrag, boeking.omschrijving
            )
            for row in boeking.btw
            if row.btw_bedrag
        ),
    ]
    journal = _journal(books, "Verkoop", boeking.factuurdatum)
    _write(books, boeking, entries=entries, journal=journal, identifiers=identifiers)
    for betaling in books.betalingen.get(boeking.id, ()):
        _write_payment(books, boeking, betaling=betaling, identifiers=identifiers)
    _update_invoice(books, boeking, identifiers)


def unpost_booking(books: Books, boeking: VerkoopBoeking) -> None:
    """Remove a sales booking with all that followed from it."""
    _remove_entries(books, boeking.id)
    for factuur in books.verkoopfacturen.find("verkoop_boeking", _own(boeking)):
        books.verkoopfacturen.remove(factuur.id)
    for document in books.documenten.find("parent_identifier", boeking.id):
        books.documenten.remove(document.id)
    books.betalingen.pop(boeking.id, None)
    books.protections.pop(boeking.id, None)
    books.verkoopboekingen.remove(boeking.id)


def post_payment(
    books: Books, boeking: VerkoopBoeking, *, betaling: Betaling, identifiers: Identifiers
) -> None:
    """Write a payment received in the bank."""
    books.betalingen.setdefault(boeking.id, []).append(betaling)
    _write_payment(books, boeking, betaling=betaling, identifiers=identifiers)


def _write_payment(
    books: Books, boeking: VerkoopBoeking, *, betaling: Betaling, identifiers: Identifiers
) -> None:
    text = f"Betaling {boeking.factuurnummer}"
    entries = [
        _Entry(_account(books, ledger.BANK), betaling.bedrag, text),
        _Entry(_account(books, ledger.DEBTORS), -betaling.bedrag, text),
    ]
    journal = _journal(books, "Bank", betaling.datum)
    _write(books, boeking, entries=entries, journal=journal, identifiers=identifiers)


def factuur_of(books: Books, boeking: VerkoopBoeking) -> Verkoopfactuur | None:
    """Find the invoice that a booking made."""
    return next(iter(books.verkoopfacturen.find("verkoop_boeking", _own(boeking))), None)


def _journal(books: Books, soort: str, day: WallTime) -> _Journal:
    return _Journal(reference("dagboeken", books.dagboeken.find("soort", soort)[0].id), day)


def entries_of(books: Books, boeking: Guid) -> Iterable[GrootboekMutatie]:
    """Give the ledger entries that a booking and its payments made."""
    for identifier in books.mutaties_of.get(boeking, ()):
        found = books.grootboekmutaties.get(identifier)
        if found is not None:
            yield found


def _own(boeking: VerkoopBoeking) -> Reference:
    return reference("verkoopboekingen", boeking.id)


def _account(books: Books, functie: str) -> Reference:
    found: Grootboek = next(
        one for one in books.grootboeken.find("grootboekfunctie", functie) if not one.nonactief
    )
    return reference("grootboeken", found.id)


def _write(
    books: Books,
    boeking: VerkoopBoeking,
    *,
    entries: list[_Entry],
    journal: _Journal,
    identifiers: Identifiers,
) -> None:
    for entry in entries:
        _write_entry(books, boeking, entry=entry, journal=journal, identifier=identifiers.new())


def _write_entry(
    books: Books, boeking: VerkoopBoeking, *, entry: _Entry, journal: _Journal, identifier: Guid
) -> None:
    books.grootboekmutaties.put(
        GrootboekMutatie(
            id=identifier,
            uri=f"/grootboekmutaties/{identifier}",
            grootboek=entry.grootboek,
            kostenplaats=entry.kostenplaats,
            datum=journal.day,
            modified_on=boeking.modified_on,
            dagboek=journal.dagboek,
            omschrijving=entry.omschrijving,
            debet=max(entry.bedrag, ZERO),
            credit=max(-entry.bedrag, ZERO),
            saldo=entry.bedrag,
            documents=boeking.documents,
            boekstuk=boeking.boekstuk,
            factuur_nummer=boeking.factuurnummer,
            relatie_public_identifier=boeking.klant,
        )
    )
    books.mutaties_of.setdefault(boeking.id, []).append(identifier)


def _remove_entries(books: Books, boeking: Guid) -> None:
    for identifier in books.mutaties_of.pop(boeking, ()):
        books.grootboekmutaties.remove(identifier)


def _update_invoice(books: Books, boeking: VerkoopBoeking, identifiers: Identifiers) -> None:
    old = factuur_of(books, boeking)
    identifier = old.id if old else identifiers.new()
    books.verkoopfacturen.put(
        Verkoopfactuur(
            id=identifier,
            uri=f"/verkoopfacturen/{identifier}",
            verkoop_boeking=_own(boeking),
            modified_on=boeking.modified_on,
            openstaand_saldo=boeking.factuurbedrag - books.betaald(boeking.id),
            factuurnummer=boeking.factuurnummer,
            verval_datum=boeking.factuurdatum + timedelta(days=boeking.betalingstermijn),
            relatie=boeking.klant,
            factuur_datum=boeking.factuurdatum,
            factuur_bedrag=boeking.factuurbedrag,
        )
    )


def show_documents(books: Books, boeking: VerkoopBoeking) -> None:
    """Show a booking's documents on its ledger entries as well."""
    for mutatie in list(entries_of(books, boeking.id)):
        books.grootboekmutaties.put(msgspec.structs.replace(mutatie, documents=boeking.documents))
