"""The page on which a person sees the books: what came in, of every administration."""

import re
from collections.abc import Iterable
from decimal import Decimal
from html import escape
from importlib import resources as package_files
from urllib.parse import quote

from snelstart_simulator import page_money
from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.call import Answer, Headers
from snelstart_simulator.models.document import DocumentRegel
from snelstart_simulator.models.record import ZERO, Guid, Reference
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.models.verkoopboeking import VerkoopBoeking
from snelstart_simulator.page_text import count, day, euro, more, newest
from snelstart_simulator.posting import factuur_of
from snelstart_simulator.world import World

_SHOWN_OPEN = 3
HTML = (b"content-type", b"text/html; charset=utf-8")
_DOCUMENT = re.compile(r"/boeken/(?P<naam>[^/]+)/documenten/(?P<id>[0-9a-f-]{36})")
_GUARDS: Headers = (
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'"),
)
_FRAME = package_files.files("snelstart_simulator").joinpath("page.html").read_text(encoding="utf-8")


def answer(world: World, method: str, path: str) -> Answer | None:
    """Answer a browser: the page itself, or a document of it; None for any other path."""
    if method not in {"GET", "HEAD"}:
        return None
    if path == "/":
        return Answer(200, _whole(world).encode(), (HTML, *_GUARDS))
    found = _DOCUMENT.fullmatch(path)
    return _download(world, found["naam"], Guid(found["id"])) if found else None


def _download(world: World, naam: str, identifier: Guid) -> Answer | None:
    administration = world.administrations.get(naam)
    document = administration.books.documenten.get(identifier) if administration else None
    if document is None:
        return None
    disposition = f"attachment; filename*=UTF-8''{quote(document.file_name)}".encode()
    headers = (
        (b"content-type", b"application/octet-stream"),
        (b"content-disposition", disposition),
        *_GUARDS,
    )
    return Answer(200, document.content, headers)


def _whole(world: World) -> str:
    sections = "".join(_administration(world, one) for one in world.administrations.values())
    moment = world.wall_time()
    body = sections or "<p class='leeg'>Er is nog geen administratie.</p>"
    return document(
        body, note=f"Boeken om mee te proberen, bijgewerkt {moment:%d-%m-%Y %H:%M:%S}", refresh=True
    )


def document(content: str, *, note: str, refresh: bool) -> str:
    """Put the content of a page in its frame."""
    again = "<meta http-equiv='refresh' content='15'>" if refresh else ""
    frame = _FRAME.replace("{{refresh}}", again).replace("{{note}}", escape(note))
    return frame.replace("{{content}}", content)


def _administration(world: World, administration: Administration) -> str:
    books = administration.books
    in_minute, in_hour = world.counter_of(administration).used(world.clock.now())
    still_open = sum((row.openstaand_saldo for row in books.verkoopfacturen), ZERO)
    facts = (
        ("Relaties", count(sum(not row.nonactief for row in books.relaties))),
        ("Verkoopboekingen", count(len(books.verkoopboekingen))),
        ("Openstaand", euro(still_open)),
        ("Bijlagen", count(len(books.documenten))),
        ("Aanroepen deze minuut", _of(in_minute, administration.limits.per_minute)),
        ("Aanroepen dit uur", _of(in_hour, administration.limits.per_hour)),
    )
    tiles = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in facts)
    return (
        f"<section><h2>{escape(administration.company_info.administratie_naam)}</h2>"
        f"<dl class='cijfers'>{tiles}</dl>"
        f"<h3>Verkoopboekingen</h3>{_bookings(administration)}"
        f"{page_money.money(books)}{page_money.vat_returns(books)}"
        f"<h3>Relaties</h3>{_relations(books)}</section>"
    )


def _bookings(administration: Administration) -> str:
    books = administration.books
    shown = newest(books.verkoopboekingen)
    if not shown:
        return "<p class='leeg'>Nog niets geboekt.</p>"
    rows = "".join(
        _booking(administration, boeking, is_open=place < _SHOWN_OPEN) for place, boeking in enumerate(shown)
    )
    return f"<div class='boekingen'>{rows}</div>{more(len(books.verkoopboekingen), 'boekingen')}"


def _booking(administration: Administration, boeking: VerkoopBoeking, *, is_open: bool) -> str:
    books = administration.books
    factuur, klant = factuur_of(books, boeking), books.relaties.get(boeking.klant.id)
    saldo = factuur.openstaand_saldo if factuur else ZERO
    state = (
        "<span class='betaald'>betaald</span>"
        if not saldo
        else f"<span class='open'>open {euro(saldo)}</span>"
    )
    return (
        f"<details{' open' if is_open else ''}><summary>"
        f"<b>{escape(boeking.factuurnummer)}</b><span>{day(boeking.factuurdatum)}</span>"
        f"<span class='naam'>{escape(klant.naam if klant else '?')}</span>"
        f"<span class='bedrag'>{euro(boeking.factuurbedrag)}</span>{state}</summary>"
        f"{_lines(books, boeking)}{_documents(administration.naam, boeking.documents)}</details>"
    )


def _lines(books: Books, boeking: VerkoopBoeking) -> str:
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


def _relations(books: Books) -> str:
    rows = "".join(_relation(books, relatie) for relatie in newest(books.relaties))
    names = "".join(f"<th>{name}</th>" for name in ("Code", "Naam", "Soort", "Plaats", "KvK"))
    head = f"<tr>{names}<th class='bedrag'>Openstaand</th></tr>"
    table = f"<div class='rol relaties'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    return f"{table}{more(len(books.relaties), 'relaties')}"


def _relation(books: Books, relatie: Relatie) -> str:
    own = Reference(id=relatie.id, uri=relatie.uri)
    saldo = sum((row.openstaand_saldo for row in books.verkoopfacturen.find("relatie", own)), ZERO)
    texts = (
        str(relatie.relatiecode or ""),
        relatie.naam,
        ", ".join(relatie.relatiesoort) + (" (nonactief)" if relatie.nonactief else ""),
        relatie.vestigings_adres.plaats or "",
        relatie.kvk_nummer or "",
    )
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    return f"<tr>{cells}<td class='bedrag'>{euro(saldo) if saldo else ''}</td></tr>"


def _account(books: Books, target: Reference) -> str:
    found = books.grootboeken.get(target.id)
    return f"{found.nummer} {found.omschrijving}" if found else "?"


def _cost_centre(books: Books, target: Reference | None) -> str:
    found = books.kostenplaatsen.get(target.id) if target else None
    return f"{found.nummer} {found.omschrijving}" if found else ""


def _of(used: int, limit: int | None) -> str:
    return count(used) if limit is None else f"{count(used)} <small>van {count(limit)}</small>"
