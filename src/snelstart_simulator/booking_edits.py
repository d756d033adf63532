"""What a bookkeeper or an accountant changes in a booking; whatever changes, it stays in balance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from snelstart_simulator import ledger, posting
from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.bookkeeper import UnknownRecord
from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.boekingsregel import BoekingRegel
from snelstart_simulator.models.inkoopboeking import InkoopBoeking, InkoopBoekingBtwRegel
from snelstart_simulator.models.record import ZERO, Guid, Reference, reference
from snelstart_simulator.models.reference_data import Grootboek
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking, VerkoopBoekingBtwRegel
from snelstart_simulator.world import World

_CENT = Decimal("0.01")
_PERCENT = Decimal(100)


class LineEdit(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What changes in one line, the first being 0; accounts and cost centres go by their numbers."""

    regel: int = 0
    grootboek: int | UnsetType = UNSET
    kostenplaats: int | UnsetType | None = UNSET
    bedrag: Decimal | UnsetType = UNSET
    omschrijving: str | UnsetType | None = UNSET


class BookingEdit(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What changes in a booking; VAT and total follow from the lines."""

    omschrijving: str | UnsetType | None = UNSET
    boekstuk: str | UnsetType = UNSET
    factuurnummer: str | UnsetType = UNSET
    factuurdatum: date | UnsetType = UNSET
    relatie: str | UnsetType = UNSET
    markering: bool | UnsetType = UNSET
    gewijzigd_door_accountant: bool | UnsetType = UNSET
    regels: list[LineEdit] = []


def edit_booking(
    world: World, administration: Administration, *, identifier: Guid, edit: BookingEdit
) -> Boeking:
    """Change a sales or purchase booking, whatever the rules of the API say."""
    books = administration.books
    old = books.boeking(identifier)
    if old is None:
        raise UnknownRecord(f"there is no booking {identifier}")
    lines = list(old.boekingsregels)
    for one in edit.regels:
        if not 0 <= one.regel < len(lines):
            raise UnknownRecord(f"booking {identifier} has no line {one.regel}")
        lines[one.regel] = _edited_line(books, lines[one.regel], one)
    changes = {"boekingsregels": tuple(lines), "modified_on": world.wall_time(), **_header(books, old, edit)}
    new: Boeking = msgspec.structs.replace(old, **changes)
    new = _balanced(books, old=old, new=new)
    books.put_boeking(new)
    posting.post_booking(world, books, new)
    return new


def _header(books: Books, old: Boeking, edit: BookingEdit) -> dict[str, Any]:
    names = ("omschrijving", "boekstuk", "factuurnummer", "markering", "gewijzigd_door_accountant")
    given = {name: getattr(edit, name) for name in names}
    changes = {name: value for name, value in given.items() if value is not UNSET}
    if isinstance(edit.factuurdatum, date):
        changes["factuurdatum"] = datetime.combine(edit.factuurdatum, time())
    if isinstance(edit.relatie, str):
        relatie = books.relaties.get(Guid(edit.relatie.lower()))
        if relatie is None:
            raise UnknownRecord(f"relaties has no {edit.relatie}")
        field = "klant" if isinstance(old, VerkoopBoeking) else "leverancier"
        changes[field] = reference("relaties", relatie.id)
    return changes


def _edited_line(books: Books, old: BoekingRegel, edit: LineEdit) -> BoekingRegel:
    changes: dict[str, Any] = {}
    if isinstance(edit.grootboek, int):
        grootboek = _grootboek(books, edit.grootboek)
        changes["grootboek"] = reference("grootboeken", grootboek.id)
        if old.btw_soort not in grootboek.btw_soort:
            changes["btw_soort"] = grootboek.btw_soort[0]
    if edit.kostenplaats is not UNSET:
        changes["kostenplaats"] = _kostenplaats(books, edit.kostenplaats)
    if edit.bedrag is not UNSET:
        changes["bedrag"] = edit.bedrag
    if edit.omschrijving is not UNSET:
        changes["omschrijving"] = edit.omschrijving
    return msgspec.structs.replace(old, **changes)


def _grootboek(books: Books, nummer: int) -> Grootboek:
    found = books.grootboeken.find("nummer", nummer)
    if not found:
        raise UnknownRecord(f"grootboeken has no nummer {nummer}")
    return found[0]


def _kostenplaats(books: Books, nummer: int | None) -> Reference | None:
    if nummer is None:
        return None
    found = books.kostenplaatsen.find("nummer", nummer)
    if not found:
        raise UnknownRecord(f"kostenplaatsen has no nummer {nummer}")
    return reference("kostenplaatsen", found[0].id)


@dataclass(frozen=True, slots=True)
class _Base:
    """What VAT of one kind is computed over."""

    soort: str
    bedrag: Decimal


def _balanced(books: Books, *, old: Boeking, new: Boeking) -> Boeking:
    """Compute the VAT anew of each kind whose lines or rate changed, and the total."""
    before, after = _bases(books, old), _bases(books, new)
    rows = _amounts(old)
    for kind in {*before, *after}:
        base = after.get(kind)
        if base is None:
            rows.pop(kind, None)
        elif kind not in rows or _vat(books, before.get(kind), old) != _vat(books, base, new):
            rows[kind] = _vat(books, base, new)
    for kind in ledger.SHIFTED & set(rows):
        rows[kind] = _in_proportion(rows[kind], _lines_total(old), _lines_total(new))
    total = _lines_total(new) + sum((rows[kind] for kind in rows if kind not in ledger.SHIFTED), ZERO)
    return msgspec.structs.replace(new, btw=_rows(new, rows), factuurbedrag=total)


def _amounts(boeking: Boeking) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in boeking.btw:
        found[row.btw_soort] = found.get(row.btw_soort, ZERO) + row.btw_bedrag
    return found


def _vat(books: Books, base: _Base | None, boeking: Boeking) -> Decimal:
    if base is None:
        return ZERO
    percentage = ledger.rate_on(books.btwtarieven, base.soort, boeking.factuurdatum) or ZERO
    return (base.bedrag * percentage / _PERCENT).quantize(_CENT, ROUND_HALF_UP)


def _lines_total(boeking: Boeking) -> Decimal:
    return sum((regel.bedrag for regel in boeking.boekingsregels), ZERO)


def _in_proportion(amount: Decimal, before: Decimal, after: Decimal) -> Decimal:
    return (amount * after / before).quantize(_CENT, ROUND_HALF_UP) if amount and before else amount


def _rows(boeking: Boeking, rows: dict[str, Decimal]) -> Sequence[Any]:
    kind_of_row: Any = InkoopBoekingBtwRegel if isinstance(boeking, InkoopBoeking) else VerkoopBoekingBtwRegel
    return tuple(kind_of_row(btw_soort=kind, btw_bedrag=amount) for kind, amount in rows.items())


def _bases(books: Books, boeking: Boeking) -> dict[str, _Base]:
    """Add up the lines by the kind of VAT row they need; none do when their VAT is shifted."""
    if any(row.btw_soort in ledger.SHIFTED for row in boeking.btw):
        return {}
    found: dict[str, _Base] = {}
    for regel in boeking.boekingsregels:
        grootboek = books.grootboeken.get(regel.grootboek.id)
        functie = grootboek.grootboekfunctie if grootboek else ""
        if regel.btw_soort == "Geen" or functie in ledger.ACQUISITIONS:
            continue
        kind = ("Inkopen" if ledger.is_purchase(functie) else "Verkopen") + regel.btw_soort
        so_far = found.get(kind, _Base(regel.btw_soort, ZERO)).bedrag
        found[kind] = _Base(regel.btw_soort, so_far + regel.bedrag)
    return found
