"""Makes what follows from a bank, cash or memorial booking: its ledger entries, and settled invoices."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, TypeVar

from snelstart_simulator import entries, ledger, posting
from snelstart_simulator.administration import Betaling, Books
from snelstart_simulator.entries import Entry, Journal, Origin
from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.geldboeking import Bankboeking, Geldboeking, Kasboeking, Memoriaalboeking
from snelstart_simulator.models.record import Guid, Reference, reference
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking
from snelstart_simulator.switches import Switches
from snelstart_simulator.table import Table
from snelstart_simulator.world import World

MoneyBooking: TypeAlias = Bankboeking | Kasboeking | Memoriaalboeking
B = TypeVar("B", Bankboeking, Kasboeking, Memoriaalboeking)
_JOURNAL_FUNCTIONS = {"Bank": ledger.BANK, "Kas": ledger.CASH}
_VAT_SIDES = {"TeVorderenBtwType": "Inkopen", "AfTeDragenBtwType": "Verkopen"}


@dataclass(frozen=True, slots=True)
class _Settlement:
    """A line that settles an invoice; debit is positive."""

    boeking: Guid
    saldo: Decimal
    omschrijving: str | None
    account: str


def post_money(world: World, books: Books, boeking: MoneyBooking) -> None:
    """Write the entries of a booking, and lower what is open of the invoices in it."""
    own = _money_entries(books, boeking) if isinstance(boeking, Geldboeking) else _memorial_entries(boeking)
    _write(world, books, boeking=boeking, settled=None, made=own)
    for line in _settlements(boeking, world.switches):
        account, text = entries.account_of(books, line.account), line.omschrijving or boeking.omschrijving
        settled = books.boeking(line.boeking)
        _write(world, books, boeking=boeking, settled=settled, made=[Entry(account, line.saldo, text)])
        if settled is not None:
            bedrag = -line.saldo if isinstance(settled, VerkoopBoeking) else line.saldo
            betaling = Betaling(bedrag=bedrag, datum=boeking.datum, geldboeking=boeking.id)
            books.betalingen.setdefault(settled.id, []).append(betaling)
            _show_open(world, books, settled)


def unpost_money(world: World, books: Books, boeking: MoneyBooking) -> None:
    """Remove the entries of a booking, and let the invoices in it be open again."""
    entries.remove_entries(books, boeking.id)
    for identifier in {line.boeking for line in _settlements(boeking, world.switches)}:
        kept = [one for one in books.betalingen.get(identifier, ()) if one.geldboeking != boeking.id]
        books.betalingen.pop(identifier, None)
        if kept:
            books.betalingen[identifier] = kept
        settled = books.boeking(identifier)
        if settled is not None:
            _show_open(world, books, settled)


def remove_money(world: World, books: Books, *, table: Table[B], boeking: B) -> None:
    """Remove a booking with all that followed from it."""
    unpost_money(world, books, boeking)
    books.protections.pop(boeking.id, None)
    books.aangifte_of.pop(boeking.id, None)
    table.remove(boeking.id)


def _write(
    world: World, books: Books, *, boeking: MoneyBooking, settled: Boeking | None, made: list[Entry]
) -> None:
    """Write entries, each with the number and the relation of the invoice that it settles."""
    origin = Origin(
        id=boeking.id,
        modified_on=boeking.modified_on,
        boekstuk=boeking.boekstuk,
        factuurnummer=settled.factuurnummer if settled else "",
        relatie=settled.relatie if settled else None,
    )
    journal = Journal(boeking.dagboek, boeking.datum)
    entries.write_entries(books, origin, entries=made, journal=journal, identifiers=world.identifiers)


def _money_entries(books: Books, boeking: Geldboeking) -> list[Entry]:
    text, received = boeking.omschrijving, boeking.bedrag_ontvangen - boeking.bedrag_uitgegeven
    made = [Entry(_journal_account(books, boeking.dagboek), received, text)]
    made += [
        Entry(regel.grootboek, regel.debet - regel.credit, regel.omschrijving, regel.kostenplaats)
        for regel in boeking.grootboek_boekings_regels
    ]
    made += [
        Entry(
            entries.account_of(books, ledger.VAT_ACCOUNT_OF[_VAT_SIDES[regel.type] + regel.tarief]),
            regel.debet - regel.credit,
            text,
        )
        for regel in boeking.btw_boekingsregels
        if regel.debet or regel.credit
    ]
    return [entry for entry in made if entry.bedrag]


def _memorial_entries(boeking: Memoriaalboeking) -> list[Entry]:
    return [
        Entry(regel.grootboek, regel.debet - regel.credit, regel.omschrijving, regel.kostenplaats)
        for regel in boeking.memoriaal_boekings_regels
    ]


def _settlements(boeking: MoneyBooking, switches: Switches) -> Iterator[_Settlement]:
    if isinstance(boeking, Memoriaalboeking):
        sign = -1 if switches.memorial_invoice_amount == "settles" else 1
        for line in boeking.verkoopboeking_boekings_regels:
            yield _Settlement(line.boeking_id.id, sign * line.bedrag, line.omschrijving, ledger.DEBTORS)
        for line in boeking.inkoopboeking_boekings_regels:
            yield _Settlement(line.boeking_id.id, line.bedrag, line.omschrijving, ledger.CREDITORS)
        return
    for account, lines in (
        (ledger.DEBTORS, boeking.verkoopboeking_boekings_regels),
        (ledger.CREDITORS, boeking.inkoopboeking_boekings_regels),
    ):
        for row in lines:
            yield _Settlement(row.boeking_id.id, row.debet - row.credit, row.omschrijving, account)


def _journal_account(books: Books, dagboek: Reference) -> Reference:
    """Find the account of a journal, which has its number."""
    journal = books.dagboeken.get(dagboek.id)
    same_number = books.grootboeken.find("nummer", journal.nummer) if journal else []
    if same_number:
        return reference("grootboeken", same_number[0].id)
    return entries.account_of(books, _JOURNAL_FUNCTIONS[journal.soort if journal else "Bank"])


def _show_open(world: World, books: Books, settled: Boeking) -> None:
    touched = world.switches.payment_touches_modified_on
    posting.update_factuur(world, books, boeking=settled, modified_on=world.wall_time() if touched else None)
