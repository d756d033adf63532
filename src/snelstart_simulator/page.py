"""The page on which a person sees the books: what came in, of every administration."""

import re
from html import escape
from importlib import resources as package_files
from urllib.parse import quote

from snelstart_simulator import page_bookings, page_money
from snelstart_simulator.administration import Administration, Books
from snelstart_simulator.call import Answer, Headers
from snelstart_simulator.models.record import ZERO, Guid, Reference
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.page_text import count, euro, more, newest
from snelstart_simulator.posting import open_amount
from snelstart_simulator.world import World

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
    receivable = sum((open_amount(books, one) for one in books.verkoopboekingen), ZERO)
    payable = sum((open_amount(books, one) for one in books.inkoopboekingen), ZERO)
    facts = (
        ("Relaties", count(sum(not row.nonactief for row in books.relaties))),
        ("Verkoopboekingen", count(len(books.verkoopboekingen))),
        ("Inkoopboekingen", count(len(books.inkoopboekingen))),
        ("Te ontvangen", euro(receivable)),
        ("Te betalen", euro(payable)),
        ("Bijlagen", count(len(books.documenten))),
        ("Aanroepen deze minuut", _of(in_minute, administration.limits.per_minute)),
        ("Aanroepen dit uur", _of(in_hour, administration.limits.per_hour)),
    )
    tiles = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in facts)
    return (
        f"<section><h2>{escape(administration.company_info.administratie_naam)}</h2>"
        f"<dl class='cijfers'>{tiles}</dl>"
        f"{page_bookings.sales(administration)}{page_bookings.purchases(administration)}"
        f"{page_bookings.cost_centres(books)}"
        f"{page_money.money(books)}{page_money.vat_returns(books)}"
        f"<h3>Relaties</h3>{_relations(books)}</section>"
    )


def _relations(books: Books) -> str:
    rows = "".join(_relation(books, relatie) for relatie in newest(books.relaties))
    names = "".join(f"<th>{name}</th>" for name in ("Code", "Naam", "Soort", "Plaats", "KvK"))
    amounts = "".join(f"<th class='bedrag'>{name}</th>" for name in ("Te ontvangen", "Te betalen"))
    head = f"<tr>{names}{amounts}</tr>"
    table = f"<div class='rol relaties'><table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    return f"{table}{more(len(books.relaties), 'relaties')}"


def _relation(books: Books, relatie: Relatie) -> str:
    own = Reference(id=relatie.id, uri=relatie.uri)
    receivable = sum((open_amount(books, one) for one in books.verkoopboekingen.find("klant", own)), ZERO)
    payable = sum((open_amount(books, one) for one in books.inkoopboekingen.find("leverancier", own)), ZERO)
    texts = (
        str(relatie.relatiecode or ""),
        relatie.naam,
        ", ".join(relatie.relatiesoort) + (" (nonactief)" if relatie.nonactief else ""),
        relatie.vestigings_adres.plaats or "",
        relatie.kvk_nummer or "",
    )
    cells = "".join(f"<td>{escape(text)}</td>" for text in texts)
    amounts = (f"<td class='bedrag'>{euro(one) if one else ''}</td>" for one in (receivable, payable))
    return f"<tr>{cells}{''.join(amounts)}</tr>"


def _of(used: int, limit: int | None) -> str:
    return count(used) if limit is None else f"{count(used)} <small>van {count(limit)}</small>"
