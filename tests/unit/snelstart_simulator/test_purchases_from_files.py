"""Purchases that SnelStart makes of a file."""

import base64
from typing import Any

import pytest

from tests.unit.snelstart_simulator.office import Office, Reply
from tests.unit.snelstart_simulator.test_documenten import PDF
from tests.unit.snelstart_simulator.test_inkoopboekingen import by_account

_XSD = "urn:oasis:names:specification:ubl:schema:xsd:"
_CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"


def category(soort: str, percentage: str, name: str = "ClassifiedTaxCategory") -> str:
    return f"<a:{name}><b:ID>{soort}</b:ID><b:Percent>{percentage}</b:Percent></a:{name}>"


def a_line(amount: str, soort: str = "S", percentage: str = "21", *, root: str = "Invoice") -> str:
    item = f"<a:Item><b:Name>Meel</b:Name>{category(soort, percentage)}</a:Item>"
    return f"<a:{root}Line><b:LineExtensionAmount>{amount}</b:LineExtensionAmount>{item}</a:{root}Line>"


def a_tax(amount: str, soort: str = "S", percentage: str = "21") -> str:
    tax = f"<b:TaxAmount>{amount}</b:TaxAmount>{category(soort, percentage, 'TaxCategory')}"
    return f"<a:TaxTotal><a:TaxSubtotal>{tax}</a:TaxSubtotal></a:TaxTotal>"


SELLER = """<a:AccountingSupplierParty><a:Party>
<a:PartyName><b:Name>Molen De Hoop</b:Name></a:PartyName>
<a:PartyTaxScheme><b:CompanyID>NL004495445B01</b:CompanyID></a:PartyTaxScheme>
<a:PartyLegalEntity><b:RegistrationName>Molen De Hoop B.V.</b:RegistrationName>
<b:CompanyID schemeID="0106">12345678</b:CompanyID></a:PartyLegalEntity>
</a:Party></a:AccountingSupplierParty>"""


def a_file(
    *parts: str, total: str = "121.00", root: str = "Invoice", head: str = "", currency: str = "EUR"
) -> bytes:
    body = "".join(parts or (a_line("100.00"), a_tax("21.00")))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{root} xmlns="{_XSD}{root}-2" xmlns:a="{_XSD}CommonAggregateComponents-2"
 xmlns:b="{_XSD}CommonBasicComponents-2">
<b:CustomizationID>{_CUSTOMISATION}</b:CustomizationID>
<b:ID>F-77</b:ID><b:IssueDate>2026-03-01</b:IssueDate>
<b:DocumentCurrencyCode>{currency}</b:DocumentCurrencyCode>{head}{SELLER}<a:AccountingCustomerParty/>
<a:LegalMonetaryTotal><b:TaxInclusiveAmount>{total}</b:TaxInclusiveAmount></a:LegalMonetaryTotal>{body}
</{root}>""".encode()


def embedded_pdf(text: str) -> str:
    name = "b:EmbeddedDocumentBinaryObject"
    attachment = f"<a:Attachment><{name} mimeCode='application/pdf'>{text}</{name}></a:Attachment>"
    return f"<a:AdditionalDocumentReference>{attachment}</a:AdditionalDocumentReference>"


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def sent(office: Office, content: bytes, **fields: Any) -> Reply:
    body = {"fileName": "factuur 77.xml", "content": base64_of(content), **fields}
    return office.post("/inkoopboekingen/ubl", body)


def test_a_ubl_file_becomes_a_purchase_to_be_looked_at(office: Office) -> None:
    leverancier = office.leverancier(kvkNummer="12345678")
    made = sent(office, a_file())
    assert made.status == 200
    assert made.json["leverancier"]["id"] == leverancier["id"]
    assert (made.json["factuurnummer"], made.json["factuurbedrag"]) == ("F-77", 121)
    assert made.json["factuurdatum"] == "2026-03-01T00:00:00"
    assert made.json["markering"] is True
    assert made.json["boekingsregels"][0]["omschrijving"] == "Meel"
    assert made.json["btw"] == [{"btwSoort": "InkopenHoog", "btwBedrag": 21}]
    assert by_account(office) == {1600: -121, 2100: 100, 1651: 21}
    assert office.get(made.json["uri"]).json == made.json
    assert len(office.get("/inkoopfacturen").json) == 1
    assert sent(office, a_file()).codes == ["BOE-0021"]


@pytest.mark.parametrize(
    "supplier",
    [
        {"kvkNummer": "12345678", "naam": "Anders"},
        {"btwNummer": "NL004495445B01", "naam": "Anders"},
        {"naam": "Molen De Hoop"},
        {"naam": "Molen De Hoop B.V."},
    ],
)
def test_a_supplier_is_found_by_number_or_name(office: Office, supplier: dict[str, Any]) -> None:
    assert sent(office, a_file()).codes == ["BOE-0038"]
    leverancier = office.leverancier(**supplier)
    assert sent(office, a_file()).json["leverancier"]["id"] == leverancier["id"]


def test_neither_a_customer_nor_an_inactive_supplier_is_found(office: Office) -> None:
    office.relatie(kvkNummer="12345678")
    gone = office.leverancier(kvkNummer="12345678")
    office.delete(f"/relaties/{gone['id']}")
    assert sent(office, a_file()).codes == ["BOE-0038"]


@pytest.mark.parametrize("embedded", [True, False])
def test_the_pdf_becomes_a_document(office: Office, embedded: bool) -> None:  # noqa: FBT001 - a column of the table.
    office.leverancier()
    head = embedded_pdf(base64_of(PDF))
    made = sent(office, a_file(head=head)) if embedded else sent(office, a_file(), pdfContent=base64_of(PDF))
    [document] = made.json["documents"]
    assert document["fileName"] == "factuur 77.pdf"
    assert base64.b64decode(office.get(document["uri"]).json["content"]) == PDF


def test_a_credit_note_is_booked_negative(office: Office) -> None:
    office.leverancier()
    note = a_file(a_line("100.00", root="CreditNote"), a_tax("21.00"), root="CreditNote")
    assert sent(office, note).json["factuurbedrag"] == -121
    assert by_account(office) == {1600: 121, 2100: -100, 1651: -21}


def test_rates_charges_and_rounding_are_kept_apart(office: Office) -> None:
    office.leverancier()
    charge = "<a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator><b:Amount>10.00</b:Amount>"
    charge += f"{category('S', '21', 'TaxCategory')}</a:AllowanceCharge>"
    parts = (a_line("110.00"), a_line("50", "S", "9"), a_line("5", "E", "0"), charge, a_tax("21.00"))
    made = sent(office, a_file(*parts, a_tax("4.50", "S", "9"), a_tax("0", "E", "0"), total="180.50"))
    assert [regel["btwSoort"] for regel in made.json["boekingsregels"]] == ["Hoog", "Laag", "Geen", "Hoog"]
    assert [regel["bedrag"] for regel in made.json["boekingsregels"]] == [110, 50, 5, -10]
    assert sum(row.saldo for row in office.books.grootboekmutaties) == 0


def test_rounding_is_a_line_of_its_own(office: Office) -> None:
    office.leverancier()
    total = b"<b:TaxInclusiveAmount>121.00</b:TaxInclusiveAmount>"
    rounded = total + b"<b:PayableRoundingAmount>-0.02</b:PayableRoundingAmount>"
    made = sent(office, a_file().replace(total, rounded)).json
    assert str(made["factuurbedrag"]) == "120.98"
    assert str(made["boekingsregels"][1]["bedrag"]) == "-0.02"


def test_a_damaged_embedded_pdf_is_left_out(office: Office) -> None:
    office.leverancier()
    assert sent(office, a_file(head=embedded_pdf("?"))).json["documents"] == []


@pytest.mark.parametrize("line", ["geen", "rate"])
@pytest.mark.parametrize("row", ["zero", "shifted_vat"])
def test_a_reverse_charge_is_composed_as_the_switches_say(office: Office, line: str, row: str) -> None:
    office.switch(reverse_charge_line=line, reverse_charge_row=row)
    office.leverancier()
    made = sent(office, a_file(a_line("100", "AE", "0"), a_tax("0", "AE", "0"), total="100"))
    assert made.status == 200
    assert made.json["btw"] == [{"btwSoort": "InkopenVerlegd", "btwBedrag": 0 if row == "zero" else 21}]
    assert by_account(office) == {1600: -100, 2100: 100, 1653: 21, 1674: -21}


@pytest.mark.parametrize(("soort", "nummer"), [("K", 7011), ("G", 7021)])
@pytest.mark.parametrize("row", ["none", "zero"])
def test_a_purchase_from_abroad_stands_on_its_own_account(
    office: Office, soort: str, nummer: int, row: str
) -> None:
    office.switch(acquisition_row=row)
    office.leverancier()
    assert sent(office, a_file(a_line("100", soort, "0"), total="100")).status == 200
    assert by_account(office)[nummer] == 100


SHOUT = b'<!DOCTYPE x [<!ENTITY e "e">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "BOE-0031"),
        (b"  ", "BOE-0031"),
        (b"%PDF-1.7", "BOE-0029"),
        (b"<factuur/>", "BOE-0029"),
        (SHOUT + a_file().partition(b"?>")[2], "BOE-0029"),
        (b"<Invoice xmlns='urn:anders'/>", "BOE-0043"),
        (a_file(head="<b:UBLVersionID>1.0</b:UBLVersionID>"), "BOE-0043"),
        (a_file().replace(b"<a:AccountingCustomerParty/>", b""), "BOE-0032"),
        (a_file().replace(b"urn:cen.eu:en16931:2017", b"urn:anders"), "BOE-0092"),
        (a_file(currency="USD"), "BOE-0036"),
        (a_file().replace(b"2026-03-01", b"gisteren"), "BOE-0044"),
        (a_file().replace(b"100.00", b"veel"), "BOE-0044"),
        (a_file().replace(b"121.00", b""), "BOE-0044"),
        (a_file(total="120.00"), "BOE-0039"),
        (a_file(a_line("100", "S", "20"), a_tax("20", "S", "20"), total="120"), "BOE-0069"),
    ],
)
def test_a_file_that_cannot_be_booked_is_refused_with_its_code(
    office: Office, content: bytes, code: str
) -> None:
    office.leverancier()
    reply = sent(office, content)
    assert (reply.status, reply.codes) == (400, [code])
    assert len(office.books.inkoopboekingen) == 0


@pytest.mark.parametrize(
    ("old", "new"), [(b"urn:cen.eu:en16931:2017", b"urn:anders"), (b"<a:AccountingCustomerParty/>", b"")]
)
def test_a_file_that_breaks_only_the_schema_can_be_forced(office: Office, old: bytes, new: bytes) -> None:
    office.leverancier()
    assert sent(office, a_file().replace(old, new), forcePersist=True).status == 200


def test_both_scopes_are_needed(office: Office) -> None:
    office.control("PATCH", "/administrations/demo", {"scopes": ["boekhouden:write"]})
    office.enter()
    assert sent(office, a_file()).status == 403


# By and by


def begun(office: Office, content: bytes, name: str = "factuur.xml") -> Reply:
    body = {"fileName": name, "content": base64_of(content)}
    return office.post("/inkoopboekingen/CreateFromAttachment", body)


def status_of(office: Office, instance: str) -> Any:
    return office.get(f"/inkoopboekingen/GetCreateFromAttachmentStatus?instanceId={instance}").json


def test_an_attachment_becomes_a_purchase_after_a_while(office: Office) -> None:
    office.leverancier()
    answer = begun(office, a_file())
    assert answer.status == 200
    instance = answer.json["instanceId"]
    assert status_of(office, instance) == {"status": "Running", "inkoopboekingId": None}
    office.control("POST", "/clock", {"advance": 2})
    done = status_of(office, instance)
    assert done["status"] == "Completed"
    assert office.get(f"/inkoopboekingen/{done['inkoopboekingId']}").json["factuurnummer"] == "F-77"


@pytest.mark.parametrize("content", [PDF, a_file(currency="USD")])
def test_what_cannot_be_read_fails(office: Office, content: bytes) -> None:
    office.leverancier()
    office.switch(recognition_seconds=0)
    instance = begun(office, content).json["instanceId"]
    assert status_of(office, instance) == {"status": "Failed", "inkoopboekingId": None}


def test_an_administration_may_have_no_recognition(office: Office) -> None:
    office.leverancier()
    office.switch(recognition_seconds=0, recognises_attachments=False)
    assert status_of(office, begun(office, a_file()).json["instanceId"])["status"] == "Failed"
    assert len(office.books.inkoopboekingen) == 0


def test_an_unknown_attempt_is_not_found(office: Office) -> None:
    assert status_of(office, "onbekend") == {"status": "NotFound", "inkoopboekingId": None}


@pytest.mark.parametrize(
    ("content", "name", "codes"),
    [
        (b"", "a.pdf", ["BLG-0008"]),
        (PDF, "", ["BLG-0007"]),
        (b"x" * (5 * 1024 * 1024 + 1), "a.pdf", ["BLG-0013"]),
    ],
)
def test_an_attachment_has_a_name_and_a_limited_size(
    office: Office, content: bytes, name: str, codes: list[str]
) -> None:
    assert begun(office, content, name).codes == codes
