"""The service and SnelStart behind it, in memory: answers the doors and the control port over HTTP."""

import email
import email.policy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
import msgspec
import stdnum.iban

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import read_ubl

Json = dict[str, Any]
SORTS = {Decimal(21): "Hoog", Decimal(9): "Laag", Decimal(0): "Geen"}
LAND = "11111111-0000-0000-0000-000000000000"
WRONG_TOTAL = "Bedrag zonder btw plus btw is iets anders. Verbeter de factuur in het CRM."
WRONG_RATE = "19% btw is geen tarief. Controleer het tarief in het CRM."
WRONG_IBAN = "IBAN klopt niet. Verbeter iban in het CRM."
DRAFT = "Alleen definitieve facturen worden geboekt; stuur haar zodra zij definitief is."
QUOTE = "Snelkoppeling neemt geen offertes aan. Stuur deze niet."


@dataclass
class Stored:
    """A record that the door took."""

    body: Json
    files: dict[str, bytes] = field(default_factory=dict)
    state: str = "due"
    problems: list[str] = field(default_factory=list)


@dataclass
class FakeService:
    """Takes, refuses, carries and tells as the service does; `mischief` spoils the books on purpose."""

    stored: dict[str, Stored] = field(default_factory=dict)
    mischief: Callable[[Json], None] = lambda _: None
    is_worker_running: bool = True
    pushes_to_turn_away: int = 0
    is_silent: bool = False
    are_books_silent: bool = False
    earlier_books: Json = field(default_factory=dict)

    def transport(self) -> httpx.MockTransport:
        """Give the way in."""
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = urlsplit(str(request.url)).path
        if path.startswith("/administrations"):
            return self._control(path)
        if self.is_silent:
            raise httpx.ConnectError("nobody listens")
        name = path.removeprefix("/api/v1/")
        if request.method == "GET":
            return self._told(unquote(name))
        if self.pushes_to_turn_away:
            self.pushes_to_turn_away -= 1
            return httpx.Response(503, json={"title": "even geduld"})
        return self._taken(request, unquote(name))

    def _taken(self, request: httpx.Request, name: str) -> httpx.Response:
        if name == "invoices/ubl":
            return self._taken_ubl(request.content)
        kind = name.partition("/")[0]
        body, files = _read(request)
        if refusal := _refusal(kind, body):
            return httpx.Response(422, json={"detail": refusal, "errors": [{"code": "x", "nl": refusal}]})
        known = self.stored.get(name)
        result = "new" if known is None else "changed"
        if known is not None and body["modified_at"] < known.body["modified_at"]:
            result = "stale"
        elif known is not None and body == known.body:
            result = "unchanged"
        else:
            self.stored[name] = Stored(body, files)
        return httpx.Response(202, json={"result": result, "state_url": request.url.path})

    def _taken_ubl(self, content: bytes) -> httpx.Response:
        document = read_ubl(content, direction=Direction.SALES)
        name = f"invoices/{document.invoice_id}"
        answer = {"result": "unchanged", "state_url": f"/api/v1/{name}"}
        if name in self.stored:
            return httpx.Response(202, json=answer)
        self.stored[f"relations/{document.invoice.relation}"] = Stored(_relation_of(document))
        files = {file.name: file.content for file in document.files}
        self.stored[name] = Stored(_invoice_of(document), files)
        return httpx.Response(202, json={**answer, "result": "new"})

    def _told(self, name: str) -> httpx.Response:
        self._carry()
        stored = self.stored.get(name)
        if stored is None:
            return httpx.Response(404, json={"title": "onbekend"})
        problems = [{"code": "x", "nl": text, "en": ""} for text in stored.problems]
        return httpx.Response(
            200, json={"state": stored.state, "books_label": name[-8:], "problems": problems}
        )

    def _carry(self) -> None:
        if not self.is_worker_running:
            return
        for name, stored in self.stored.items():
            stored.problems = _problems(stored.body) if name.startswith("invoices") else []
            stored.state = "set_aside" if stored.problems else "in_sync"
            if name.startswith("invoices") and f"relations/{stored.body['relation']}" not in self.stored:
                stored.state, stored.problems = "waiting", ["Hoort bij een klant die er nog niet is."]

    def _control(self, path: str) -> httpx.Response:
        if self.are_books_silent:
            raise httpx.ConnectError("nobody listens")
        if path == "/administrations":
            return httpx.Response(200, json=[{"naam": "demo"}])
        books = self.books()
        self.mischief(books)
        return httpx.Response(200, content=to_json(books))

    def books(self) -> Json:
        """Give the books as the control port does."""
        books: Json = {
            "landen": [{"id": LAND, "landcode": "NL"}],
            "relaties": [],
            "verkoopboekingen": [],
            "documenten": [],
        }
        for table, rows in self.earlier_books.items():
            books[table] += rows
        for name, stored in self.stored.items():
            if stored.state != "in_sync":
                continue
            if name.startswith("relations"):
                books["relaties"].append(_relatie(name, stored.body))
                continue
            books["verkoopboekingen"].append(_boeking(name, stored.body))
            books["documenten"] += [
                {"parentIdentifier": name, "fileName": file, "sha256": hashlib.sha256(content).hexdigest()}
                for file, content in stored.files.items()
            ]
        return books


def to_json(books: Json) -> bytes:
    """Write books as the simulator does: amounts as exact numbers."""
    return msgspec.json.Encoder(decimal_format="number").encode(books)


def _read(request: httpx.Request) -> tuple[Json, dict[str, bytes]]:
    kind = request.headers["Content-Type"]
    if not kind.startswith("multipart/"):
        return json.loads(request.content), {}
    head = f"Content-Type: {kind}\r\n\r\n".encode()
    message = email.message_from_bytes(head + request.content, policy=email.policy.HTTP)
    parts = {str(part.get_param("name", header="content-disposition")): part for part in message.iter_parts()}
    document = parts["document"]
    content = document.get_payload(decode=True)
    assert isinstance(content, bytes)
    record = parts["invoice"].get_payload(decode=True)
    assert isinstance(record, bytes)
    return json.loads(record), {document.get_filename() or "": content}


def _refusal(kind: str, body: Json) -> str:
    if kind == "quotes":
        return QUOTE
    if kind == "relations" and not stdnum.iban.is_valid(body["iban"]):
        return WRONG_IBAN
    return DRAFT if body.get("status") == "draft" else ""


def _problems(body: Json) -> list[str]:
    rates = [WRONG_RATE for line in body["lines"] if Decimal(line["vat_rate"]) not in SORTS]
    adds_up = Decimal(body["total_without_vat"]) + Decimal(body["total_vat"]) == Decimal(
        body["total_with_vat"]
    )
    return rates + ([] if adds_up else [WRONG_TOTAL])


def _relatie(name: str, body: Json) -> Json:
    address = body["visiting_address"]
    invoice_email = body.get("invoice_email")
    return {
        "id": name,
        "relatiecode": sum(map(ord, name)),
        "naam": body["name"],
        "vestigingsAdres": {
            "contactpersoon": body["contacts"][0]["name"],
            "straat": address["street"],
            "postcode": address["postal_code"],
            "plaats": address["city"],
            "land": {"id": LAND},
        },
        "telefoon": f"+31 {body['phone'][1:]}" if body["phone"].startswith("0") else body["phone"],
        "mobieleTelefoon": body.get("mobile"),
        "email": body["email"],
        "factuurEmailVersturen": {"shouldSend": bool(invoice_email), "email": invoice_email or ""},
        "kvkNummer": body.get("kvk_number"),
        "btwNummer": (body.get("vat_number") or "").removeprefix("NL") or None,
        "iban": body.get("iban"),
        "bic": body.get("bic"),
        "krediettermijn": body.get("payment_term_days"),
    }


def _boeking(name: str, body: Json) -> Json:
    term = date.fromisoformat(body["due_date"]) - date.fromisoformat(body["issue_date"])
    btw = [
        {"btwSoort": f"Verkopen{SORTS[Decimal(row['vat_rate'])]}", "btwBedrag": Decimal(row["vat_amount"])}
        for row in body["vat_breakdown"]
        if Decimal(row["vat_rate"])
    ]
    if any(row["vat_category"] == "AE" for row in body["vat_breakdown"]):
        btw.append({"btwSoort": "VerkopenVerlegd", "btwBedrag": 0})
    return {
        "id": name,
        "factuurnummer": body["number"],
        "factuurdatum": f"{body['issue_date']}T00:00:00",
        "betalingstermijn": term.days,
        "klant": {"id": f"relations/{body['relation']}"},
        "factuurbedrag": Decimal(body["total_with_vat"]),
        "boekingsregels": [
            {"btwSoort": SORTS[Decimal(line["vat_rate"])], "bedrag": Decimal(line["net_amount"])}
            for line in body["lines"]
        ],
        "btw": btw,
    }


def _relation_of(document: ReceivedDocument) -> Json:
    relation = document.relation
    assert relation is not None
    assert relation.visiting_address is not None
    parts = ("street", "postal_code", "city", "country_code")
    return {
        "name": relation.name,
        "visiting_address": {part: getattr(relation.visiting_address, part) for part in parts},
        "contacts": [{"name": relation.contact_person}],
        **{name: getattr(relation, name) for name in ("phone", "email", "kvk_number", "vat_number")},
    }


def _invoice_of(document: ReceivedDocument) -> Json:
    invoice = document.invoice
    return {
        "number": invoice.number,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": str(invoice.due_date),
        "relation": invoice.relation,
        "lines": [
            {"net_amount": str(line.net_amount), "vat_rate": str(line.vat_rate)} for line in invoice.lines
        ],
        "vat_breakdown": [
            {
                "vat_rate": str(row.vat_rate),
                "vat_category": row.vat_category.value,
                "vat_amount": str(row.vat_amount),
            }
            for row in invoice.vat_breakdown
        ],
        "total_without_vat": str(invoice.total_without_vat),
        "total_vat": str(invoice.total_vat),
        "total_with_vat": str(invoice.total_with_vat),
    }
