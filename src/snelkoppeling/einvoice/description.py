"""Words what the booking of an e-invoice is called."""

import re

from snelkoppeling.domain.invoice import InvoiceType
from snelkoppeling.einvoice.nodes import Node

LONGEST_NOTE = 100
"""What is longer is terms and conditions."""
NOTE_SUBJECT = re.compile(r"#[A-Z]{3}#")
"""EN 16931 puts the subject code of a note (BT-21) before its text."""
NOTHING = frozenset({"", "NA", "N/A", "N.V.T.", "NVT", "-"})
"""What packages write where a reference is obligatory and there is none."""
PROJECT = "cac:ProjectReference/cbc:ID"
REFERENCES = (
    ("op factuur", "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
    ("order", "cac:OrderReference/cbc:ID"),
    ("project", PROJECT),
    ("contract", "cac:ContractDocumentReference/cbc:ID"),
    ("kenmerk", "cbc:BuyerReference"),
)
"""In Dutch, as the bookkeeper reads it: what an order or project is found by (BT-25, 13, 11, 12, 10)."""
PROJECT_AS_DOCUMENT = "50"
"""The type code by which a credit note, which has no field for it, names its project."""


def booking_description(document: Node, invoice_type: InvoiceType, number: str) -> str:
    """Name a booking by the references it is searched by, else by a short note, else not at all."""
    parts = [
        f"{word} {text}" for word, path in REFERENCES if (text := document.text(path)).upper() not in NOTHING
    ]
    parts += [f"project {text}" for text in _projects_as_documents(document)]
    notes = [NOTE_SUBJECT.sub("", text).strip() for text in document.texts("cbc:Note")]
    parts = parts or [note for note in notes if note and len(note) <= LONGEST_NOTE][:1]
    word = "Creditnota" if invoice_type is InvoiceType.CREDIT_NOTE else "Factuur"
    return ", ".join([f"{word} {number}", *parts]) if parts else ""


def named_project(document: Node) -> str:
    """Read the project that a document names (BT-11); empty when it names none."""
    named = [*document.texts(PROJECT), *_projects_as_documents(document)]
    return next((text for text in named if text.upper() not in NOTHING), "")


def _projects_as_documents(document: Node) -> list[str]:
    return [
        text
        for node in document.all("cac:AdditionalDocumentReference")
        if node.text("cbc:DocumentTypeCode") == PROJECT_AS_DOCUMENT and (text := node.text("cbc:ID"))
    ]
