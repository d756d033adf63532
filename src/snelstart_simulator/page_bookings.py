"""The parts of the page that show sales, purchases, and what each cost centre made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from urllib.parse import quote

from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.models.boeking import Boeking
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import ZERO, Guid, Reference
from snelstart_simulator.models.reference_data import Kostenplaats
from snelstart_simulator.page_text import day, euro, more, newest
from snelstart_simulator.posting import open_amount

_SHOWN_OPEN = 3


@dataclass(slots=True)
class _Totals:
    """What was booked on a cost centre: revenue and costs, each positive when it is the usual way round."""

    revenue: Decimal = ZERO
    costs: Decimal = ZERO


def sales(administration: Administration) -> str:
    """Show the newest sales bookings."""
    table = administration.books.verkoopboekingen
    return f"<h3>Verkoopboekingen</h3>{_bookings(administration, table, total=len(table))}"


def purchases(administration: Administration) -> str:
    """Show the newest purchase bookings."""
    table = administration.books.inkoopboekingen
    return f"<h3>Inkoopboekingen</h3>{_bookings(administration, table, total=len(table))}"


def cost_centres(books: Books) -> str:
    """Show revenue, costs and result of each cost centre; nothing where there are none."""
    if not books.kostenplaatsen:
        return ""
    totals = _totals(books)
    rows = "".join(
        _cost_centre_row(one, totals.get(one.id, _Totals())) for one in newest(books.kostenplaatsen)
    )
    amounts = "".join(f"<th class='bedrag'>{name}</th>" for name in ("Omzet", "Kosten", "Resultaat"))
    head = f"<tr><th>Nummer</th><th>Omschrijving</th>{amounts}</tr>"
    table = f"<div class='rol plaatsen'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    return f"<h3>Kostenplaatsen</h3>{table}{more(len(books.kostenplaatsen), 'kostenplaatsen')}"


def _bookings(administration: Administration, bookings: Iterable[Boeking], *, total: int) -> str:
    shown = newest(bookings)
    if not shown:
        return "<p class='leeg'>Nog niets geboekt.</p>"
    rows = "".join(
        _booking(administration, boeking, is_open=place < _SHOWN_OPEN) for place, boeking in enumerate(shown)
    )
    return f"<div class='boekingen'>{rows}</div>{more(total, 'boekingen')}"


def _booking(administration: Administration, boeking: Boeking, *, is_open: bool) -> str:
    books = administration.books
    relatie, saldo = books.relaties.get(boeking.relatie.id), open_amount(books, boeking)
    state = (
        f"<span class='open'>open {euro(saldo)}</span>" if saldo else "<span class='betaald'>betaald</span>"
    )
    return (
        f"<details{' open' if is_open else ''}><summary>"
        f"<b>{escape(boeking.factuurnummer)}</b><span>{day(boeking.factuurdatum)}</span>"
        f"<span class='naam'>{escape(relatie.naam if relatie else '?')}{_marks(boeking)}</span>"
        f"<span class='bedrag'>{euro(boeking.factuurbedrag)}</span>{state}</summary>"
        f"{_lines(books, boeking)}{_documents(administration.naam, boeking.documents)}</details>"
    )


def _marks(boeking: Boeking) -> str:
    words = (
        ("creditnota", boeking.factuurbedrag < 0),
        ("aandacht", boeking.markering),
        ("accountant", boeking.gewijzigd_door_accountant),
    )
    return "".join(f" <em>{word}</em>" for word, holds in words if holds)


def _lines(books: Books, boeking: Boeking) -> str:
    lines: list[tuple[str, str, str, str, Decimal]] = [
        (
            _account(books, regel.grootboek),
            regel.omschrijving or boeking.omschrijving or "",
            _cost_centre(books, regel.kostenplaats),
            regel.btw_soort,
            regel.bedrag,
        )
        for regel in boeking.boekingsregels
    ]
    lines += [("Btw", row.btw_soort, "", "", row.btw_bedrag) for row in boeking.btw]
    body = "".join(
        f"<tr><td>{escape(account)}</td><td>{escape(text)}</td><td>{escape(centre)}</td><td>{escape(kind)}</td>"
        f"<td class='bedrag'>{euro(amount)}</td></tr>"
        for account, text, centre, kind, amount in lines
    )
    names = "".join(f"<th>{name}</th>" for name in ("Grootboek", "Omschrijving", "Kostenplaats", "Btw"))
    head = f"<tr>{names}<th class='bedrag'>Bedrag</th></tr>"
    return f"<div class='rol regels'><table><thead>{head}</thead><tbody>{body}</tbody></table></div>"


def _documents(naam: str, documents: Iterable[DocumentRegel]) -> str:
    folder = f"/boeken/{quote(naam, safe='')}/documenten"
    links = "".join(
        f"<li><a href='{folder}/{document.id}'>{escape(document.file_name)}</a></li>"
        for document in documents
    )
    return f"<ul class='bijlagen'>{links}</ul>" if links else ""


def _account(books: Books, target: Reference) -> str:
    found = books.grootboeken.get(target.id)
    return f"{found.nummer} {found.omschrijving}" if found else "?"


def _cost_centre(books: Books, target: Reference | None) -> str:
    found = books.kostenplaatsen.get(target.id) if target else None
    return f"{found.nummer} {found.omschrijving}" if found else ""


def _totals(books: Books) -> dict[Guid, _Totals]:
    found: dict[Guid, _Totals] = {}
    for mutatie in books.grootboekmutaties:
        grootboek = books.grootboeken.get(mutatie.grootboek.id) if mutatie.kostenplaats else None
        if mutatie.kostenplaats is None or grootboek is None or grootboek.rekening_code != "WinstEnVerlies":
            continue
        totals = found.setdefault(mutatie.kostenplaats.id, _Totals())
        if grootboek.grootboek_rubriek == "Omzet":
            totals.revenue -= mutatie.saldo
        else:
            totals.costs += mutatie.saldo
    return found


def _cost_centre_row(kostenplaats: Kostenplaats, totals: _Totals) -> str:
    name = escape(kostenplaats.omschrijving) + (" (nonactief)" if kostenplaats.nonactief else "")
    amounts = (totals.revenue, totals.costs, totals.revenue - totals.costs)
    cells = "".join(f"<td class='bedrag'>{euro(amount) if amount else ''}</td>" for amount in amounts)
    return f"<tr><td>{kostenplaats.nummer}</td><td>{name}</td>{cells}</tr>"
