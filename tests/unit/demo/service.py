"""The service and SnelStart behind it, in memory: answers the doors and the control port over HTTP."""

import email
import email.policy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import unquote, urlsplit

import httpx
import stdnum.iban

from snelkoppeling.domain.document import ReceivedDocument
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.einvoice import read_ubl
from tests.unit.demo.fake_books import (
    SORTS,
    Json,
    boeking_of,
    documenten_of,
    edited,
    empty_books,
    kostenplaats_of,
    relatie_of,
    to_json,
)

WRONG_TOTAL = "Bedrag zonder btw plus btw is iets anders. Verbeter de factuur in het CRM."
WRONG_RATE = "19% btw is geen tarief. Controleer het tarief in het CRM."
WRONG_IBAN = "IBAN klopt niet. Verbeter iban in het CRM."
DRAFT = "Alleen definitieve facturen worden geboekt; stuur haar zodra zij definitief is."
QUOTE = "Snelkoppeling neemt geen offertes aan. Stuur deze niet."
CHANGED_TWICE = "Deze boeking is in SnelStart aangepast en in het CRM ook."
LIKELY_KNOWN = "Deze relatie lijkt al in SnelStart te staan."
NEEDED = "Hoort bij een record dat er nog niet is."
CHOICES = {LIKELY_KNOWN: ["link", "create_new"], CHANGED_TWICE: ["keep_books", "use_crm"]}


@dataclass
class Stored:
    """A record that the door took."""

    body: Json
    files: dict[str, bytes] = field(default_factory=dict)
    state: str = "due"
    problems: list[str] = field(default_factory=list)
    booked: Json | None = None
    """The state that SnelStart holds."""
    edits: list[Json] = field(default_factory=list)
    """What the bookkeeper changed in SnelStart."""
    decision: Json | None = None
    twin: str | None = None
    """The relation in SnelStart that it was linked to."""


@dataclass
class FakeService:
    """Takes, refuses, carries and tells as the service does; `mischief` spoils the books on purpose."""

    stored: dict[str, Stored] = field(default_factory=dict)
    entered: dict[str, Json] = field(default_factory=dict)
    """Relations that stand in SnelStart without the service's doing."""
    mischief: Callable[[Json], None] = lambda _: None
    is_approved: bool = True
    """The plan was; before that nothing goes to SnelStart."""
    is_worker_running: bool = True
    pushes_to_turn_away: int = 0
    is_silent: bool = False
    are_books_silent: bool = False
    takes_edits: bool = True
    earlier_books: Json = field(default_factory=dict)

    def transport(self) -> httpx.MockTransport:
        """Give the way in."""
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        path = urlsplit(str(request.url)).path
        if path.startswith("/administrations"):
            return self._control(request, path)
        if path == "/b2b/token":
            return httpx.Response(200, json={"access_token": "token"})
        if path == "/v2/relaties":
            return self._entered_by_hand(request)
        if self.is_silent:
            raise httpx.ConnectError("nobody listens")
        name = unquote(path.removeprefix("/api/v1/"))
        if request.method == "GET":
            return self._told(name)
        if self.pushes_to_turn_away:
            self.pushes_to_turn_away -= 1
            return httpx.Response(503, json={"title": "even geduld"})
        if name.endswith("/decision"):
            return self._decided(name.removesuffix("/decision"), json.loads(request.content))
        return self._taken(request, name)

    def _entered_by_hand(self, request: httpx.Request) -> httpx.Response:
        if self.are_books_silent:
            raise httpx.ConnectError("nobody listens")
        held = json.loads(request.content)
        identifier = f"by hand {held['naam']}"
        self.entered[identifier] = held
        return httpx.Response(201, json={"id": identifier})

    def _decided(self, name: str, decision: Json) -> httpx.Response:
        stored = self.stored[name]
        asked = [choice for problem in stored.problems for choice in CHOICES.get(problem, ())]
        if decision["choice"] not in asked:
            return httpx.Response(409, json={"detail": "Dit wordt niet gevraagd."})
        stored.decision = decision
        return httpx.Response(200, json={"state": "due"})

    def _taken(self, request: httpx.Request, name: str) -> httpx.Response:
        if name == "invoices/ubl":
            return self._taken_ubl(request.content)
        kind = name.partition("/")[0]
        body, files = _read(request)
        if refusal := _refusal(kind, body):
            return httpx.Response(422, json={"detail": refusal, "errors": [{"code": "x", "nl": refusal}]})
        known = self.stored.get(name)
        result = "new" if known is None else "changed"
        if known is None:
            self.stored[name] = Stored(body, files)
        elif body["modified_at"] < known.body["modified_at"]:
            result = "stale"
        elif body == known.body:
            result = "unchanged"
        else:
            known.body, known.files, known.state = body, files, "due"
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
        self.carry()
        stored = self.stored.get(name)
        if stored is None:
            return httpx.Response(404, json={"title": "onbekend"})
        choices = [choice for problem in stored.problems for choice in CHOICES.get(problem, ())]
        told = {
            "state": stored.state,
            "books_label": name[-8:],
            "problems": [{"code": "x", "nl": text, "en": ""} for text in stored.problems],
            "conflict": self._conflict(stored, choices) if choices else None,
        }
        return httpx.Response(200, json=told)

    def _conflict(self, stored: Stored, choices: list[str]) -> Json:
        candidates = [identifier for identifier in self.entered if self._resembles(identifier, stored.body)]
        held = {"field": "description", "crm": "zoals in het CRM", "snelstart": "nagekeken"}
        return {
            "choices": [{"choice": choice, "nl": "", "en": ""} for choice in choices],
            "fields": [{**held, "agreed": None, "differs": True}] if stored.booked else [],
            "candidates": [{"books_id": one, "label": one, "reason": "zelfde IBAN"} for one in candidates],
        }

    def carry(self) -> None:
        """Do what the worker does with all that is due; the plan, too, puts a doubt on the list."""
        if not self.is_worker_running:
            return
        for name, stored in self.stored.items():
            stored.problems = self._problems(name, stored)
            needed = [f"relations/{stored.body['relation']}"] if name.startswith("invoices") else []
            needed += [
                f"projects/{line['project']}" for line in stored.body.get("lines", ()) if "project" in line
            ]
            if stored.problems:
                stored.state = "set_aside"
            elif any(one not in self.stored or not self.stored[one].booked for one in needed):
                stored.state, stored.problems = "waiting", [NEEDED]
            elif self.is_approved:
                self._carry(stored)

    def _carry(self, stored: Stored) -> None:
        stored.state = "in_sync"
        choice = (stored.decision or {}).get("choice")
        if choice == "link":
            stored.twin = (stored.decision or {})["books_id"]
        if choice != "keep_books":
            if stored.booked != stored.body:
                stored.edits.clear()
            stored.booked = stored.body

    def _problems(self, name: str, stored: Stored) -> list[str]:
        kind = name.partition("/")[0]
        if kind == "invoices":
            is_disputed = stored.edits and stored.body != stored.booked and not stored.decision
            return _problems_of_invoice(stored.body) or ([CHANGED_TWICE] if is_disputed else [])
        if kind == "relations" and not stored.booked and not stored.decision:
            kvk = stored.body.get("kvk_number")
            sure = [one for one, held in self.entered.items() if kvk and held.get("kvkNummer") == kvk]
            stored.twin = sure[0] if sure else None
            likely = any(self._resembles(one, stored.body) for one in self.entered)
            return [LIKELY_KNOWN] if likely and not sure else []
        return []

    def _resembles(self, identifier: str, body: Json) -> bool:
        iban = self.entered[identifier].get("iban")
        return iban is not None and iban == body.get("iban")

    def _control(self, request: httpx.Request, path: str) -> httpx.Response:
        if self.are_books_silent:
            raise httpx.ConnectError("nobody listens")
        if path == "/administrations":
            return httpx.Response(200, json=[{"naam": "demo"}])
        if request.method == "PATCH":
            name = unquote(path.removeprefix("/administrations/demo/bookings/"))
            if self.takes_edits:
                self.stored[name].edits.append(json.loads(request.content))
            return httpx.Response(200 if self.takes_edits else 400, json={})
        books = self.books()
        self.mischief(books)
        return httpx.Response(200, content=to_json(books))

    def books(self) -> Json:
        """Give the books as the control port does."""
        books = empty_books()
        for table, rows in self.earlier_books.items():
            books[table] = [*books[table], *rows]
        linked = {stored.twin for stored in self.stored.values() if stored.booked}
        books["relaties"] += [
            {"id": identifier, "relatiesoort": [], **held}
            for identifier, held in self.entered.items()
            if identifier not in linked
        ]
        for name, stored in self.stored.items():
            if stored.booked is not None:
                self._enter(books, name, stored.booked)
        return books

    def _enter(self, books: Json, name: str, booked: Json) -> None:
        stored = self.stored[name]
        match name.partition("/")[0]:
            case "relations":
                books["relaties"].append(relatie_of(self._identifier(name), booked))
            case "projects":
                books["kostenplaatsen"].append(kostenplaats_of(name, booked))
            case _:
                relation_id = self._identifier(f"relations/{booked['relation']}")
                table, booking = boeking_of(name, booked, relation_id=relation_id)
                for changes in stored.edits:
                    booking = edited(booking, changes)
                books[table].append(booking)
                books["documenten"] += documenten_of(name, stored.files)

    def _identifier(self, name: str) -> str:
        """Give the id in SnelStart of a relation."""
        return self.stored[name].twin or name


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
    if kind == "relations" and "iban" in body and not stdnum.iban.is_valid(body["iban"]):
        return WRONG_IBAN
    return DRAFT if body.get("status") == "draft" else ""


def _problems_of_invoice(body: Json) -> list[str]:
    rates = [WRONG_RATE for line in body["lines"] if Decimal(line["vat_rate"]) not in SORTS]
    adds_up = Decimal(body["total_without_vat"]) + Decimal(body["total_vat"]) == Decimal(
        body["total_with_vat"]
    )
    return rates + ([] if adds_up else [WRONG_TOTAL])


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
