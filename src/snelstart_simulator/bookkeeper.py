"""What people do in SnelStart itself, behind the back of every client."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import msgspec

from snelstart_simulator import ledger, money_posting, posting
from snelstart_simulator.administration import Administration, Betaling, ClosedPeriod
from snelstart_simulator.models.boeking import Boeking, Factuur
from snelstart_simulator.models.factuurnummer import number_key
from snelstart_simulator.models.inkoopboeking import InkoopBoeking
from snelstart_simulator.models.record import Guid, Identified, WallTime, to_json
from snelstart_simulator.models.reference_data import KostenplaatsInstelling
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking
from snelstart_simulator.money_posting import MoneyBooking
from snelstart_simulator.reading import read_record
from snelstart_simulator.refusals import message_of
from snelstart_simulator.seed.administration import fresh_administration
from snelstart_simulator.table import Table
from snelstart_simulator.world import World

EDITABLE = (
    "relaties",
    "verkoopboekingen",
    "inkoopboekingen",
    "grootboeken",
    "kostenplaatsen",
    "verkoopfacturen",
    "inkoopfacturen",
    "bankboekingen",
    "kasboekingen",
    "memoriaalboekingen",
    "dagboeken",
    "landen",
)


class UnknownRecord(Exception):  # noqa: N818 - told to the one who asked, not an error of ours.
    """There is no such record in these books."""


def edit(
    world: World,
    administration: Administration,
    *,
    resource: str,
    identifier: Guid,
    changes: Mapping[str, Any],
) -> Identified:
    """Change fields of a record, by their names on the wire; `modifiedOn` moves along unless it is given."""
    table = _table(administration, resource)
    old = table.get(identifier)
    if old is None:
        raise UnknownRecord(f"{resource} has no {identifier}")
    given = dict(read_record(to_json(old)))
    unknown = set(changes) - set(given)
    if unknown:
        raise UnknownRecord(f"{resource} has no field {', '.join(sorted(unknown))}")
    if "modifiedOn" in given:
        given["modifiedOn"] = world.wall_time()
    exact: Identified = msgspec.json.decode(
        msgspec.json.encode({**given, **changes}), type=type(old), strict=False
    )
    books = administration.books
    if isinstance(old, MoneyBooking):
        money_posting.unpost_money(world, books, old)
    table.put(exact)
    if isinstance(exact, VerkoopBoeking | InkoopBoeking):
        posting.post_booking(world, books, exact)
    elif isinstance(exact, MoneyBooking):
        money_posting.post_money(world, books, exact)
    return exact


def delete(world: World, administration: Administration, *, resource: str, identifier: Guid) -> None:
    """Remove a record, whatever the rules of the API say."""
    table = _table(administration, resource)
    old = table.get(identifier)
    if old is None:
        raise UnknownRecord(f"{resource} has no {identifier}")
    if isinstance(old, VerkoopBoeking | InkoopBoeking):
        posting.unpost_booking(administration.books, old)
    elif isinstance(old, MoneyBooking):
        money_posting.remove_money(world, administration.books, table=table, boeking=old)
    else:
        table.remove(identifier)


def pay(
    world: World,
    administration: Administration,
    *,
    boeking: Boeking,
    bedrag: Decimal | None = None,
    datum: WallTime | None = None,
) -> Factuur:
    """Book a payment of an invoice: all that is open, or the amount that is given."""
    books = administration.books
    paid = posting.open_amount(books, boeking) if bedrag is None else bedrag
    day = (datum or world.wall_time()).replace(hour=0, minute=0, second=0, microsecond=0)
    betaling = Betaling(bedrag=paid, datum=day)
    return posting.post_payment(world, books, boeking=boeking, betaling=betaling)


def booking_with(
    administration: Administration,
    soort: Literal["verkoop", "inkoop"],
    *,
    factuurnummer: str,
    relatie: Guid | None = None,
) -> Boeking:
    """Find a booking by its number, and by its relation where the number alone is not enough."""
    books, key = administration.books, number_key(factuurnummer)
    found: list[Boeking] = []
    found += (books.verkoopboekingen if soort == "verkoop" else books.inkoopboekingen).find("number_key", key)
    same = [one for one in found if one.factuurnummer == factuurnummer]
    fitting = [one for one in same if relatie in {None, one.relatie.id}]
    if len(fitting) != 1:
        count = "more than one" if fitting else "no"
        raise UnknownRecord(f"there is {count} {soort}boeking {factuurnummer}")
    return fitting[0]


def close_period(
    administration: Administration, van: date | None, *, tot_en_met: date, door: str
) -> ClosedPeriod:
    """Let nothing be booked any more on these days; without a first day, on all up to the last."""
    period = ClosedPeriod(van or date.min, tot_en_met, "accountant" if door == "accountant" else "gebruiker")
    administration.books.closed_periods.append(period)
    return period


def open_period(administration: Administration, van: date, tot_en_met: date) -> None:
    """Let be booked again on some days, both ends included; what is closed around them stays closed."""
    books, left = administration.books, list[ClosedPeriod]()
    for period in books.closed_periods:
        if period.tot_en_met < van or period.van > tot_en_met:
            left.append(period)
            continue
        if period.van < van:
            left.append(ClosedPeriod(period.van, van - timedelta(days=1), period.door))
        if period.tot_en_met > tot_en_met:
            left.append(ClosedPeriod(tot_en_met + timedelta(days=1), period.tot_en_met, period.door))
    books.closed_periods[:] = left


def protect(administration: Administration, boeking: Guid, code: str | None) -> None:
    """Tie a booking to something that forbids changing it, by the code it will be refused with."""
    books = administration.books
    money = (books.bankboekingen, books.kasboekingen, books.memoriaalboekingen)
    if books.boeking(boeking) is None and not any(table.get(boeking) for table in money):
        raise UnknownRecord(f"there is no booking {boeking}")
    if code is None:
        books.protections.pop(boeking, None)
        return
    message_of(code)
    books.protections[boeking] = code


def set_kostenplaats(administration: Administration, nummer: int, setting: KostenplaatsInstelling) -> None:
    """Set whether lines on a ledger account must, may or may not have a cost centre."""
    books = administration.books
    found = books.grootboeken.find("nummer", nummer)
    if not found:
        raise UnknownRecord(f"grootboeken has no nummer {nummer}")
    books.kostenplaats_instellingen[found[0].id] = setting
    books.grootboeken.put(msgspec.structs.replace(found[0], kostenplaats_verplicht=setting == "verplicht"))


def follow_switches(world: World) -> None:
    """Let the ledger accounts of all administrations allow what the switches say."""
    for administration in world.administrations.values():
        grootboeken = administration.books.grootboeken
        for functie in ledger.ACQUISITIONS:
            kinds = ledger.kinds_of(functie, world.switches)
            for grootboek in grootboeken.find("grootboekfunctie", functie):
                grootboeken.put(msgspec.structs.replace(grootboek, btw_soort=kinds))


def swap(world: World, administration: Administration) -> None:
    """Put other books behind the same keys, as restoring a backup does: every identifier is void."""
    fresh = fresh_administration(world, administration.naam)
    administration.company_info = fresh.company_info
    administration.books = fresh.books


def _table(administration: Administration, resource: str) -> Table[Any]:
    if resource not in EDITABLE:
        raise UnknownRecord(f"{resource} cannot be edited; choose from {', '.join(EDITABLE)}")
    table: Table[Any] = getattr(administration.books, resource)
    return table
