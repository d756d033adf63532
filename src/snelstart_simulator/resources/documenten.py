"""Files that hang on sales and purchase bookings and on relations (SnelStart API, section 6.8)."""

import base64
import re

import msgspec

from snelstart_simulator import posting
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.document import Document, DocumentRegel
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.reading import Fields, guid_of, read_object
from snelstart_simulator.refusals import NotFound, Problems, refuse
from snelstart_simulator.routing import Route

_LARGEST = 10 * 1024 * 1024
_BAD_CHARACTERS = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_TYPES = frozenset({"inkoopboekingen", "verkoopboekingen", "relaties"})


def read(call: Call) -> Answer:
    """Give a document with its content."""
    document = _existing(call)
    return json_answer(
        {
            "content": base64.b64encode(document.content).decode(),
            "parentIdentifier": document.parent_identifier,
            "fileName": document.file_name,
            "readOnly": document.read_only,
            "id": document.id,
            "uri": document.uri,
        }
    )


def list_of_parent(call: Call) -> Answer:
    """Give the documents of one booking or relation."""
    soort = _soort(call.parameters[0])
    parent = guid_of(call.parameters[1])
    if parent is None:
        raise refuse("ALG-0103")
    if not _has_parent(call, soort, parent):
        raise NotFound
    rows = call.books.documenten.find("parent_identifier", parent)
    return json_answer([_regel(document) for document in rows])


def create(call: Call) -> Answer:
    """Hang a document on the booking or relation that its body names."""
    soort = _soort(call.parameters[0])
    fields = read_object(call.body)
    given = fields.identifier()
    if given is not None and call.books.documenten.get(given):
        raise refuse("BLG-0002")
    document = _read(call, fields, identifier=given or call.world.identifiers.new())
    if not _has_parent(call, soort, document.parent_identifier):
        if soort == "inkoopboekingen" and call.switches.missing_purchase_of_document == "code":
            raise refuse("BLG-0005")
        raise NotFound
    call.books.documenten.put(document)
    _show_on_parent(call, document.parent_identifier)
    return json_answer(reference("documenten", document.id), call.switches.documents_post_status)


def change(call: Call) -> Answer:
    """Replace a document."""
    old = _existing(call)
    fields = read_object(call.body)
    if fields.identifier() not in {None, old.id}:
        raise refuse("ALG-0101")
    document = _read(call, fields, identifier=old.id)
    if not any(_has_parent(call, soort, document.parent_identifier) for soort in _TYPES):
        raise NotFound
    call.books.documenten.put(document)
    _show_on_parent(call, old.parent_identifier)
    _show_on_parent(call, document.parent_identifier)
    return json_answer(reference("documenten", document.id))


def delete(call: Call) -> Answer:
    """Remove a document."""
    old = _existing(call)
    call.books.documenten.remove(old.id)
    _show_on_parent(call, old.parent_identifier)
    return json_answer({})


def attach(call: Call, parent: Guid, *, file_name: str, content: bytes) -> None:
    """Hang a document on a booking as SnelStart itself does."""
    own = call.world.identifiers.new()
    call.books.documenten.put(
        Document(
            id=own,
            uri=f"/documenten/{own}",
            content=content,
            parent_identifier=parent,
            file_name=file_name,
            read_only=False,
        )
    )
    _show_on_parent(call, parent)


def _read(call: Call, fields: Fields, *, identifier: Guid) -> Document:
    has_content, name = fields.has("content"), fields.text("fileName") or ""
    content, parent = fields.content("content") or b"", fields.identifier("parentIdentifier")
    read_only = fields.flag("readOnly")
    fields.require_readable()
    problems = Problems()
    problems.check(name.strip(), "BLG-0007")
    problems.check(not _BAD_CHARACTERS.search(name), "BLG-0016")
    problems.check(len(name) <= call.switches.longest_file_name, "BLG-0017")
    if not has_content:
        problems.add("BLG-0011")
    else:
        problems.check(content, "BLG-0008")
    problems.check(len(content) <= _LARGEST, "BLG-0013")
    problems.raise_if_any()
    if parent is None:
        raise NotFound
    return Document(
        id=identifier,
        uri=f"/documenten/{identifier}",
        content=content,
        parent_identifier=parent,
        file_name=name,
        read_only=read_only,
    )


def _regel(document: Document) -> DocumentRegel:
    return DocumentRegel(
        id=document.id,
        uri=document.uri,
        verkoop_boeking_id=document.parent_identifier,
        parent_identifier=document.parent_identifier,
        file_name=document.file_name,
        read_only=document.read_only,
    )


def _soort(word: str) -> str:
    if word.lower() not in _TYPES:
        raise NotFound
    return word.lower()


def _has_parent(call: Call, soort: str, parent: Guid) -> bool:
    if soort == "verkoopboekingen":
        return call.books.verkoopboekingen.get(parent) is not None
    if soort == "inkoopboekingen":
        return call.books.inkoopboekingen.get(parent) is not None
    relatie = call.books.relaties.get(parent)
    return relatie is not None and not relatie.nonactief


def _show_on_parent(call: Call, parent: Guid) -> None:
    """Bring the list of documents up to date that the parent itself shows."""
    touched = call.switches.attachment_touches_modified_on
    rows = tuple(_regel(document) for document in call.books.documenten.find("parent_identifier", parent))
    boeking = call.books.boeking(parent)
    if boeking is not None:
        moment = call.now if touched else boeking.modified_on
        changed = msgspec.structs.replace(boeking, documents=rows, modified_on=moment)
        posting.show_documents(call.books, changed)
    relatie = call.books.relaties.get(parent)
    if relatie is not None:
        moment = call.now if touched else relatie.modified_on
        call.books.relaties.put(msgspec.structs.replace(relatie, documents=rows, modified_on=moment))


def _existing(call: Call) -> Document:
    found = call.books.documenten.get(call.id)
    if found is None:
        raise NotFound
    return found


ROUTES = (
    Route("GET", "/documenten/{id}", ("documenten:read",), read),
    Route("PUT", "/documenten/{id}", ("boekhouden:write", "documenten:write"), change),
    Route("DELETE", "/documenten/{id}", ("boekhouden:write", "documenten:write"), delete),
    Route("GET", "/documenten/{type}/{parentId}", ("documenten:read",), list_of_parent),
    Route("POST", "/documenten/{type}", ("boekhouden:write", "documenten:write"), create),
)
