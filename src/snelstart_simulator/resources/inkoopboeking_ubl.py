"""Purchases from a file: UBL at once, any other attachment by and by (SnelStart API, section 6.7).

How SnelStart finds the supplier and the account is not documented. Here it is the supplier's KvK number, VAT
number or name, and the account for questions, marked for a person to look at.
"""

import base64
import binascii
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath
from urllib.parse import parse_qsl

from snelstart_simulator import entries, ledger
from snelstart_simulator.administration import Scan
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.inkoopboeking import InkoopBoeking
from snelstart_simulator.models.record import Guid, WallTime
from snelstart_simulator.models.relatie import Relatie
from snelstart_simulator.reading import read_object
from snelstart_simulator.refusals import Problems, Refusal, refuse
from snelstart_simulator.resources.boeking_concept import Btw, Concept, Regel
from snelstart_simulator.resources.documenten import attach
from snelstart_simulator.resources.inkoopboekingen import book_purchase
from snelstart_simulator.routing import Route
from snelstart_simulator.ubl import Supplier, UblInvoice, UblLine, UblProblem, read_ubl

_LARGEST_ATTACHMENT = 5 * 1024 * 1024
_LONGEST_TEXT = 250
_REVERSED, _FROM_EU, _IMPORTED = "AE", "K", "G"
_ACCOUNT_ABROAD = {_FROM_EU: "InkopenImportBinnenEUhoog", _IMPORTED: "InkopenImportBuitenEUhoog"}


def create_from_ubl(call: Call) -> Answer:
    """Book a UBL file, with its PDF as a document."""
    fields = read_object(call.body)
    name, content = fields.text("fileName") or "", fields.content("content")
    pdf, forced = fields.content("pdfContent"), fields.flag("forcePersist")
    fields.require_readable()
    boeking = _book_ubl(call, content or b"", strict=not forced, name=name, pdf=pdf)
    return json_answer(boeking)


def create_from_attachment(call: Call) -> Answer:
    """Begin to make a purchase of a file; the answer names the attempt."""
    fields = read_object(call.body)
    name, content = fields.text("fileName") or "", fields.content("content") or b""
    fields.require_readable()
    problems = Problems()
    problems.check(name.strip(), "BLG-0007")
    problems.check(content, "BLG-0008")
    problems.check(len(content) <= _LARGEST_ATTACHMENT, "BLG-0013")
    problems.raise_if_any()
    boeking = _recognised(call, content, name)
    instance = call.world.identifiers.new().replace("-", "")
    done = call.now + timedelta(seconds=float(call.switches.recognition_seconds))
    call.books.scans[instance] = Scan(done=done, inkoopboeking=boeking.id if boeking else None)
    return json_answer({"instanceId": instance})


def attachment_status(call: Call) -> Answer:
    """Tell how far an attempt is."""
    query = {name.lower(): value for name, value in parse_qsl(call.query.decode("latin-1"))}
    scan = call.books.scans.get(query.get("instanceid", ""))
    if scan is None:
        return json_answer({"status": "NotFound", "inkoopboekingId": None})
    if call.now < scan.done:
        return json_answer({"status": "Running", "inkoopboekingId": None})
    status = "Completed" if scan.inkoopboeking else "Failed"
    return json_answer({"status": status, "inkoopboekingId": scan.inkoopboeking})


def _recognised(call: Call, content: bytes, name: str) -> InkoopBoeking | None:
    """Make a booking of a file that can be read; a picture or a PDF cannot."""
    if not call.switches.recognises_attachments:
        return None
    try:
        return _book_ubl(call, content, strict=False, name=name, pdf=None)
    except Refusal:
        return None


def _book_ubl(call: Call, content: bytes, *, strict: bool, name: str, pdf: bytes | None) -> InkoopBoeking:
    try:
        invoice = read_ubl(content, strict=strict)
    except UblProblem as problem:
        raise refuse(problem.code) from problem
    boeking = book_purchase(call, _concept(call, invoice))
    picture = pdf or _decoded(invoice.pdf)
    if not picture:
        return boeking
    stem = PurePath(name.replace("\\", "/")).stem or "factuur"
    attach(call, boeking.id, file_name=f"{stem}.pdf", content=picture)
    return call.books.inkoopboekingen.get(boeking.id) or boeking


def _decoded(text: str | None) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True) if text else None
    except (binascii.Error, ValueError):
        return None


def _concept(call: Call, invoice: UblInvoice) -> Concept:
    leverancier = _find_supplier(call, invoice.supplier)
    if leverancier is None:
        raise refuse("BOE-0038")
    on = datetime.combine(invoice.issued, time())
    lines = [line for line in invoice.lines if line.amount]
    regels = [_regel(call, line, on) for line in lines]
    if invoice.rounding:
        regels.append(_regel(call, UblLine("Afronding", invoice.rounding, "O", Decimal(0)), on))
    return Concept(
        id=None,
        factuurnummer=invoice.number,
        relatie=leverancier.id,
        factuurdatum=on,
        factuurbedrag=invoice.total,
        omschrijving=leverancier.naam,
        boekstuk="",
        markering=True,
        regels=tuple(regels),
        btw=tuple(_vat(call, invoice, on)),
    )


def _find_supplier(call: Call, supplier: Supplier) -> Relatie | None:
    table = call.books.relaties
    found = [one for number in supplier.kvk_numbers for one in table.find("kvk_nummer", number)]
    for number in supplier.vat_numbers:
        bare = "".join(number.split()).upper()
        found += table.find("btw_nummer", bare)
        if bare.startswith("NL"):
            found += table.find("btw_nummer", bare[2:])
    found += [one for name in supplier.names for one in table.find("naam", name)]
    return next((one for one in found if "Leverancier" in one.relatiesoort and not one.nonactief), None)


def _regel(call: Call, line: UblLine, on: WallTime) -> Regel:
    functie = _ACCOUNT_ABROAD.get(line.category, "InkopenVraagPosten")
    return Regel(
        omschrijving=line.text[:_LONGEST_TEXT] if line.text else None,
        grootboek=_account(call, functie),
        kostenplaats=None,
        bedrag=line.amount,
        btw_soort=_kind(call, line, on),
    )


def _account(call: Call, functie: str) -> Guid:
    found = entries.account_for(call.books, functie)
    if found is None:
        raise refuse("BOE-0081", functie)
    return found.id


def _kind(call: Call, line: UblLine, on: WallTime) -> str | None:
    """Give the kind of a line; None leaves it to the account."""
    if line.category in _ACCOUNT_ABROAD:
        return None
    if line.category == _REVERSED:
        return "Hoog" if call.switches.reverse_charge_line == "rate" else "Geen"
    return _kind_of_rate(call, line.percentage, on)


def _kind_of_rate(call: Call, percentage: Decimal, on: WallTime) -> str:
    if not percentage:
        return "Geen"
    for soort in ("Hoog", "Laag", "Overig"):
        if ledger.rate_on(call.books.btwtarieven, soort, on) == percentage:
            return soort
    raise refuse("BOE-0069")


def _vat(call: Call, invoice: UblInvoice, on: WallTime) -> list[Btw]:
    amounts: dict[str, Decimal] = {}
    for tax in invoice.taxes:
        soort = _kind_of_rate(call, tax.percentage, on)
        if soort != "Geen" and tax.category == "S":
            amounts[f"Inkopen{soort}"] = amounts.get(f"Inkopen{soort}", Decimal(0)) + tax.amount
    made = [Btw(soort, amount) for soort, amount in amounts.items()]
    categories = {line.category for line in invoice.lines}
    if _REVERSED in categories:
        made.append(Btw("InkopenVerlegd", _shifted(call, invoice, on)))
    if (
        categories & set(_ACCOUNT_ABROAD)
        and call.switches.acquisition_row == "zero"
        and "InkopenHoog" not in amounts
    ):
        made.append(Btw("InkopenHoog", Decimal(0)))
    return made


def _shifted(call: Call, invoice: UblInvoice, on: WallTime) -> Decimal:
    if call.switches.reverse_charge_row == "zero":
        return Decimal(0)
    base = sum((line.amount for line in invoice.lines if line.category == _REVERSED), Decimal(0))
    percentage = ledger.rate_on(call.books.btwtarieven, "Hoog", on) or Decimal(0)
    return (base * percentage / 100).quantize(Decimal("0.01"))


ROUTES = (
    Route("POST", "/inkoopboekingen/ubl", ("boekhouden:write", "orders:write"), create_from_ubl),
    Route("POST", "/inkoopboekingen/CreateFromAttachment", ("boekhouden:write",), create_from_attachment),
    Route("GET", "/inkoopboekingen/GetCreateFromAttachmentStatus", ("boekhouden:write",), attachment_status),
)
