"""The parts of the page that show money: bank, cash and memorial bookings, and VAT returns."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from snelstart_simulator.administration import Books
from snelstart_simulator.models.btwaangifte import BtwAangifte
from snelstart_simulator.models.geldboeking import Geldboeking, Memoriaalboeking
from snelstart_simulator.models.record import ZERO, Guid, Reference, WallTime
from snelstart_simulator.page_text import count, day, euro, more, newest
from snelstart_simulator.vat_returns import period_of

_STATUSES = {
    "NietVerzonden": "nog niet verzonden",
    "Verzonden": "verzonden",
    "Geaccepteerd": "geaccepteerd",
    "Fout": "fout",
    "GeaccepteerdEnHerberekend": "geaccepteerd en herberekend",
    "GeaccepteerdExtern": "elders aangegeven",
}
_OPEN = frozenset({"NietVerzonden", "Fout"})
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A booking of money as one line of the page."""

    modified_on: WallTime
    datum: WallTime
    soort: str
    text: str
    settled: str
    amount: Decimal


def money(books: Books) -> str:
    """Show the bookings of bank, cash and memorial journals; nothing where there are none."""
    rows = [
        *(_money_row(books, "Bank", boeking) for boeking in books.bankboekingen),
        *(_money_row(books, "Kas", boeking) for boeking in books.kasboekingen),
        *(_memorial_row(books, boeking) for boeking in books.memoriaalboekingen),
    ]
    if not rows:
        return ""
    rows.sort(key=lambda row: row.modified_on)
    body = "".join(
        f"<tr><td>{day(row.datum)}</td><td>{row.soort}</td><td>{escape(row.text)}</td>"
        f"<td>{escape(row.settled)}</td><td class='bedrag'>{euro(row.amount)}</td></tr>"
        for row in newest(rows)
    )
    table = _table(("Datum", "Dagboek", "Omschrijving", "Facturen"), "Bedrag", body)
    return f"<h3>Bank, kas en memoriaal</h3>{table}{more(len(rows), 'boekingen')}"


def vat_returns(books: Books) -> str:
    """Show the VAT returns; nothing where there are none."""
    aangiftes = list(books.btwaangiftes)
    if not aangiftes:
        return ""
    body = "".join(_return_row(books, aangifte) for aangifte in newest(aangiftes))
    table = _table(("Periode", "Status", "Boekingen"), "Te betalen", body)
    return f"<h3>Btw-aangiftes</h3>{table}{more(len(aangiftes), 'aangiftes')}"


def _money_row(books: Books, soort: str, boeking: Geldboeking) -> _Row:
    lines = (*boeking.verkoopboeking_boekings_regels, *boeking.inkoopboeking_boekings_regels)
    first = next(iter(boeking.grootboek_boekings_regels), None)
    return _Row(
        modified_on=boeking.modified_on,
        datum=boeking.datum,
        soort=soort,
        text=boeking.omschrijving or (first.omschrijving if first else ""),
        settled=_numbers(books, (line.boeking_id for line in lines)),
        amount=boeking.bedrag_ontvangen - boeking.bedrag_uitgegeven,
    )


def _memorial_row(books: Books, boeking: Memoriaalboeking) -> _Row:
    lines = (*boeking.verkoopboeking_boekings_regels, *boeking.inkoopboeking_boekings_regels)
    first = next(iter(boeking.memoriaal_boekings_regels), None)
    return _Row(
        modified_on=boeking.modified_on,
        datum=boeking.datum,
        soort="Memoriaal",
        text=boeking.omschrijving or (first.omschrijving if first else ""),
        settled=_numbers(books, (line.boeking_id for line in lines)),
        amount=sum((line.debet for line in boeking.memoriaal_boekings_regels), ZERO),
    )


def _numbers(books: Books, targets: Iterable[Reference]) -> str:
    """Name the invoices that are settled by their numbers."""
    found = (books.boeking(target.id) for target in targets)
    return ", ".join(dict.fromkeys(boeking.factuurnummer for boeking in found if boeking))


def _return_row(books: Books, aangifte: BtwAangifte) -> str:
    status = aangifte.btw_aangifte_status
    style = "open" if status in _OPEN else "betaald"
    kind = " (suppletie)" if aangifte.is_suppletie else ""
    tied = f"{count(_tied(books, aangifte.id))} vastgelegd" if status not in _OPEN else ""
    return (
        f"<tr><td>{_period(aangifte)}{kind}</td><td><span class='{style}'>{_STATUSES[status]}</span></td>"
        f"<td>{tied}</td><td class='bedrag'>{euro(Decimal(aangifte.rubriek5_g.btw))}</td></tr>"
    )


def _tied(books: Books, aangifte: Guid) -> int:
    return sum(own == aangifte for own in books.aangifte_of.values())


def _period(aangifte: BtwAangifte) -> str:
    first = period_of(aangifte).first
    match aangifte.btw_aangifte_periode:
        case "Kwartaal":
            return f"{first.year}, {(first.month - 1) // _QUARTER + 1}e kwartaal"
        case "Maand":
            return f"{first:%m-%Y}"
        case _:
            return str(first.year)


def _table(names: tuple[str, ...], amount: str, body: str) -> str:
    head = "".join(f"<th>{name}</th>" for name in names) + f"<th class='bedrag'>{amount}</th>"
    return f"<div class='rol regels'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
