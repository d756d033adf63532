"""Makes what follows from a sales or purchase booking: its ledger entries, its open invoice, its payments."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from snelstart_simulator import entries, ledger
from snelstart_simulator.administration import Betaling, Books
from snelstart_simulator.entries import Entry, Origin
from snelstart_simulator.models.boeking import Boeking, Factuur
from snelstart_simulator.models.boekingsregel import BoekingRegel
from snelstart_simulator.models.inkoopboeking import InkoopBoeking, Inkoopfactuur
from snelstart_simulator.models.record import ZERO, Reference, WallTime, reference
from snelstart_simulator.models.reference_data import DagboekSoort
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking, Verkoopfactuur
from snelstart_simulator.table import Table
from snelstart_simulator.world import World

_CENT = Decimal("0.01")
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Side:
    """What differs between sales and purchases."""

    resource: str
    facturen: str
    boeking_of_factuur: str
    dagboek: DagboekSoort
    balance_account: str
    sign: int
    """1 when the whole amount is a debit, as a claim on a customer is."""


_SALES = _Side("verkoopboekingen", "verkoopfacturen", "verkoop_boeking", "Verkoop", ledger.DEBTORS, 1)
_PURCHASES = _Side("inkoopboekingen", "inkoopfacturen", "inkoop_boeking", "Inkoop", ledger.CREDITORS, -1)


def post_booking(world: World, books: Books, boeking: Boeking) -> None:
    """Write the entries of a booking and its payments anew, and bring its invoice up to date."""
    entries.remove_entries(books, boeking.id)
    side, text = _side(boeking), boeking.omschrijving
    made = [Entry(entries.account_of(books, side.balance_account), side.sign * boeking.factuurbedrag, text)]
    made += [
        Entry(regel.grootboek, -side.sign * regel.bedrag, regel.omschrijving or text, regel.kostenplaats)
        for regel in boeking.boekingsregels
    ]
    made += _vat_entries(books, boeking)
    entries.write_entries(
        books,
        _origin(boeking),
        entries=made,
        journal=entries.journal_of(books, side.dagboek, boeking.factuurdatum),
        identifiers=world.identifiers,
    )
    for betaling in books.betalingen.get(boeking.id, ()):
        if betaling.geldboeking is None:
            _write_payment(world, books, boeking=boeking, betaling=betaling)
    update_factuur(world, books, boeking=boeking, modified_on=boeking.modified_on)


def unpost_booking(books: Books, boeking: Boeking) -> None:
    """Remove a booking with all that followed from it."""
    side = _side(boeking)
    entries.remove_entries(books, boeking.id)
    factuur = factuur_of(books, boeking)
    if factuur is not None:
        _table(books, side.facturen).remove(factuur.id)
    for document in books.documenten.find("parent_identifier", boeking.id):
        books.documenten.remove(document.id)
    books.betalingen.pop(boeking.id, None)
    books.protections.pop(boeking.id, None)
    books.aangifte_of.pop(boeking.id, None)
    _table(books, side.resource).remove(boeking.id)


def post_payment(world: World, books: Books, *, boeking: Boeking, betaling: Betaling) -> Factuur:
    """Write a payment through the bank, and lower what is open."""
    books.betalingen.setdefault(boeking.id, []).append(betaling)
    _write_payment(world, books, boeking=boeking, betaling=betaling)
    touched = world.switches.payment_touches_modified_on
    return update_factuur(world, books, boeking=boeking, modified_on=world.wall_time() if touched else None)


def factuur_of(books: Books, boeking: Boeking) -> Factuur | None:
    """Find the invoice that a booking made."""
    side = _side(boeking)
    own = reference(side.resource, boeking.id)
    return next(iter(_table(books, side.facturen).find(side.boeking_of_factuur, own)), None)


def open_amount(books: Books, boeking: Boeking) -> Decimal:
    """Tell what is still to be paid, negative for a credit note."""
    return boeking.factuurbedrag - books.betaald(boeking.id)


def update_factuur(
    world: World, books: Books, *, boeking: Boeking, modified_on: WallTime | None = None
) -> Factuur:
    """Bring a booking's invoice up to date; without a moment it does not look modified."""
    old = factuur_of(books, boeking)
    identifier = old.id if old else world.identifiers.new()
    side = _side(boeking)
    shared: dict[str, Any] = {
        "id": identifier,
        "uri": f"/{side.facturen}/{identifier}",
        side.boeking_of_factuur: reference(side.resource, boeking.id),
        "modified_on": modified_on or (old.modified_on if old else boeking.modified_on),
        "openstaand_saldo": _shown_saldo(world, books, boeking),
        "factuurnummer": boeking.factuurnummer,
        "verval_datum": _due_date(books, boeking, old),
        "relatie": boeking.relatie,
        "factuur_datum": boeking.factuurdatum,
        "factuur_bedrag": boeking.factuurbedrag,
    }
    if isinstance(boeking, VerkoopBoeking):
        return books.verkoopfacturen.put(Verkoopfactuur(**shared))
    return books.inkoopfacturen.put(Inkoopfactuur(**shared))


def show_documents(books: Books, boeking: Boeking) -> None:
    """Keep a booking whose documents have changed, and show them on its ledger entries as well."""
    books.put_boeking(boeking)
    entries.show_documents(books, boeking.id, boeking.documents)


def _side(boeking: Boeking) -> _Side:
    return _SALES if isinstance(boeking, VerkoopBoeking) else _PURCHASES


def _table(books: Books, name: str) -> Table[Any]:
    table: Table[Any] = getattr(books, name)
    return table


def _origin(boeking: Boeking) -> Origin:
    return Origin(
        id=boeking.id,
        modified_on=boeking.modified_on,
        boekstuk=boeking.boekstuk,
        factuurnummer=boeking.factuurnummer,
        relatie=boeking.relatie,
        documents=boeking.documents,
    )


def _vat_entries(books: Books, boeking: Boeking) -> list[Entry]:
    sign, text = _side(boeking).sign, boeking.omschrijving
    made = [
        Entry(entries.account_of(books, ledger.VAT_ACCOUNT_OF[row.btw_soort]), -sign * row.btw_bedrag, text)
        for row in boeking.btw
        if row.btw_bedrag and row.btw_soort not in ledger.SHIFTED
    ]
    if isinstance(boeking, InkoopBoeking):
        for amount in _shifted(books, boeking):
            made.append(Entry(entries.account_of(books, ledger.SHIFTED_VAT_CLAIMED), amount, text))
            made.append(Entry(entries.account_of(books, ledger.SHIFTED_VAT_DUE), -amount, text))
    return made


def _shifted(books: Books, boeking: InkoopBoeking) -> list[Decimal]:
    """List the VAT that the buyer owes and reclaims: shifted by a supplier here, or on an acquisition."""
    made = [
        _share(books, regel, soort=ledger.ACQUISITIONS[functie], on=boeking.factuurdatum)
        for regel in boeking.boekingsregels
        if (functie := _functie(books, regel.grootboek)) in ledger.ACQUISITIONS
    ]
    rows = [row for row in boeking.btw if row.btw_soort == "InkopenVerlegd"]
    if rows:
        told = sum((row.btw_bedrag for row in rows), ZERO)
        made += [told] if told else _shifted_by_line(books, boeking)
    return [amount for amount in made if amount]


def _shifted_by_line(books: Books, boeking: InkoopBoeking) -> list[Decimal]:
    """Compute shifted VAT that no row tells; where no line names a rate, all have the ordinary one."""
    costs = [
        regel
        for regel in boeking.boekingsregels
        if ledger.is_purchase(functie := _functie(books, regel.grootboek))
        and functie not in ledger.ACQUISITIONS
    ]
    on, taxed = boeking.factuurdatum, [regel for regel in costs if regel.btw_soort != "Geen"]
    if taxed:
        return [_share(books, regel, soort=regel.btw_soort, on=on) for regel in taxed]
    return [_share(books, regel, soort="Hoog", on=on) for regel in costs]


def _share(books: Books, regel: BoekingRegel, *, soort: str, on: WallTime) -> Decimal:
    percentage = ledger.rate_on(books.btwtarieven, soort, on) or ZERO
    return (regel.bedrag * percentage / _PERCENT).quantize(_CENT, ROUND_HALF_UP)


def _functie(books: Books, target: Reference) -> str:
    found = books.grootboeken.get(target.id)
    return found.grootboekfunctie if found else ""


def _shown_saldo(world: World, books: Books, boeking: Boeking) -> Decimal:
    saldo = open_amount(books, boeking)
    if boeking.factuurbedrag < 0 and world.switches.open_credit_notes == "positive":
        saldo = -saldo
    if isinstance(boeking, InkoopBoeking) and world.switches.open_purchases == "negative":
        saldo = -saldo
    return saldo


def _due_date(books: Books, boeking: Boeking, old: Factuur | None) -> WallTime:
    """A purchase has no term of its own: what its supplier's was when it was booked holds."""
    if isinstance(boeking, VerkoopBoeking):
        return boeking.factuurdatum + timedelta(days=boeking.betalingstermijn)
    if old and old.relatie == boeking.relatie and old.factuur_datum == boeking.factuurdatum:
        return old.verval_datum
    leverancier = books.relaties.get(boeking.leverancier.id)
    term = max(0, leverancier.krediettermijn or 0) if leverancier else 0
    return boeking.factuurdatum + timedelta(days=term)


def _write_payment(world: World, books: Books, *, boeking: Boeking, betaling: Betaling) -> None:
    side, text = _side(boeking), f"Betaling {boeking.factuurnummer}"
    bedrag = side.sign * betaling.bedrag
    entries.write_entries(
        books,
        _origin(boeking),
        entries=[
            Entry(entries.account_of(books, ledger.BANK), bedrag, text),
            Entry(entries.account_of(books, side.balance_account), -bedrag, text),
        ],
        journal=entries.journal_of(books, "Bank", betaling.datum),
        identifiers=world.identifiers,
    )
