"""Records that the door must refuse: each with the code and the field that the answer must name."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.unit.web.door import PDF, invoice_body, line_body, relation_body, without


@dataclass(frozen=True)
class BadRecord:
    """A record that cannot be read, and what the door must say of it."""

    name: str
    kind: str
    body: object
    code: str
    field: str


def _relation(name: str, code: str, field: str, /, **fields: Any) -> BadRecord:
    return BadRecord(name, "relations", relation_body(**fields), code, field)


def bad_invoice(name: str, code: str, field: str, /, **fields: Any) -> BadRecord:
    """An invoice with these fields, which are wrong."""
    return BadRecord(name, "invoices", invoice_body(**fields), code, field)


def bad_line(name: str, code: str, field: str, /, **fields: Any) -> BadRecord:
    """An invoice whose second line has these fields, which are wrong."""
    lines = [line_body(), line_body(**fields)]
    return BadRecord(name, "invoices", invoice_body(lines=lines), code, f"lines[1].{field}")


def _raw(name: str, code: str, field: str, body: str | bytes, kind: str = "relations") -> BadRecord:
    return BadRecord(name, kind, body, code, field)


def _amount(name: str, token: str, code: str) -> BadRecord:
    body = json.dumps(invoice_body(total_vat="HERE")).replace('"HERE"', token)
    return BadRecord(f"amount {name}", "invoices", body, code, "total_vat")


def _document(name: str, code: str, field: str, /, **fields: Any) -> BadRecord:
    document = {
        "file_name": "factuur.pdf",
        "media_type": "application/pdf",
        "content": base64.b64encode(PDF).decode(),
        **fields,
    }
    return bad_invoice(name, code, f"documents[0].{field}", documents=[document])


def _moment(name: str, code: str, moment: object) -> BadRecord:
    return _relation(name, code, "modified_at", modified_at=moment)


def address(**fields: Any) -> Mapping[str, Any]:
    """An address in Utrecht."""
    return {"street": "Oudegracht 12", "postal_code": "3511 AB", "city": "Utrecht", **fields}


LONG = "x" * 51
DRAFT_NUMBERS = ("(PROV1)", "PROV-2026-1", "False", "None", "null", "/", "", "concept", "Draft 12", "-", "0")
NESTED = '{"name":' + "[" * 25 + "]" * 25 + "}"
BOTTOMLESS = b"[" * 200_000

JSON = [
    _raw("empty body", "body-empty", "", b""),
    _raw("only spaces", "body-empty", "", b" \r\n\t "),
    _raw("only a byte order mark", "body-empty", "", b"\xef\xbb\xbf"),
    _raw("no JSON at all", "body-not-json", "", "naam=Bakkerij"),
    _raw("JSON cut short", "body-not-json", "", '{"name": "Bakkerij'),
    _raw("single quotes", "body-not-json", "", "{'name': 'Bakkerij'}"),
    _raw("comma at the end", "body-not-json", "", '{"name": "Bakkerij",}'),
    _raw("two objects", "body-not-json", "", '{"name": "A"}{"name": "B"}'),
    _raw("a comment", "body-not-json", "", '{"name": "A"} // x'),
    _raw("raw line end in a text", "body-not-json", "", '{"name": "A\nB"}'),
    _raw("Windows-1252", "body-not-utf8", "", '{"name": "Café"}'.encode("cp1252")),
    _raw("UTF-16", "body-not-utf8", "", '{"name": "A"}'.encode("utf-16")),
    _raw("UTF-8 cut short", "body-not-utf8", "", b'{"name": "Caf\xc3"}'),
    _raw("surrogates in UTF-8", "body-not-utf8", "", b'{"name": "\xed\xa0\x80"}'),
    _raw("a list", "object-expected", "body", "[]"),
    _raw("a text", "object-expected", "body", '"Bakkerij"'),
    _raw("null", "object-expected", "body", "null"),
    _raw("a number", "object-expected", "body", "12"),
    _raw("a name twice", "json-duplicate-name", "name", '{"name": "A", "name": "B"}'),
    _raw(
        "an inner name twice", "json-duplicate-name", "city", '{"visiting_address":{"city":"A","city":"B"}}'
    ),
    _raw("nested too deep", "json-too-deep", "", NESTED),
    _raw("bottomless", "json-too-deep", "", BOTTOMLESS),
    _raw("NUL in a text", "text-unprintable", "name", '{"name": "A\\u0000B"}'),
    _raw("lone surrogate", "text-unprintable", "name", '{"name": "A\\ud800"}'),
    _raw("escape character", "text-unprintable", "name", '{"name": "A\\u001b[31mB"}'),
    _raw("text that runs backwards", "text-unprintable", "name", '{"name": "A\\u202eB"}'),
    _raw("control character in a name", "field-unknown", "na\ufffdme", '{"name": "A", "na\\u0000me": 1}'),
]

RELATIONS = [
    BadRecord("no name", "relations", without(relation_body(), "name"), "field-missing", "name"),
    BadRecord("nothing at all", "relations", {}, "field-missing", "name"),
    _relation("empty name", "text-empty", "name", name="  "),
    _relation("null name", "field-not-null", "name", name=None),
    _relation("number for a name", "text-expected", "name", name=12),
    _relation("list for a name", "text-expected", "name", name=["A"]),
    _relation("long name", "field-too-long", "name", name=LONG),
    _relation("typo in a field", "field-unknown", "kvk_numer", kvk_numer="12345678"),
    _relation("Dutch field", "field-unknown", "btw_nummer", btw_nummer="NL123456782B90"),
    _relation("unknown role", "choice-unknown", "roles[0]", roles=["debtor"]),
    _relation("no roles", "list-empty", "roles", roles=[]),
    _relation("three roles", "list-too-long", "roles", roles=["customer", "supplier", "customer"]),
    _relation("role outside a list", "list-expected", "roles", roles="customer"),
    _relation("number with letters", "whole-number-expected", "number", number="D001"),
    _relation("number zero", "number-below", "number", number=0),
    _relation("negative number", "number-below", "number", number=-2),
    _relation("number beyond 32 bits", "number-above", "number", number=2**31),
    _relation("boolean for a number", "whole-number-expected", "number", number=True),
    _relation("address as text", "object-expected", "visiting_address", visiting_address="Oudegracht 12"),
    _relation(
        "long street", "field-too-long", "visiting_address.street", visiting_address=address(street=LONG)
    ),
    _relation("long city", "field-too-long", "postal_address.city", postal_address=address(city=LONG)),
    _relation(
        "long postal code",
        "field-too-long",
        "visiting_address.postal_code",
        visiting_address=address(postal_code="9" * 26),
    ),
    _relation(
        "house number apart",
        "field-unknown",
        "visiting_address.house_number",
        visiting_address=address(house_number="12"),
    ),
    _relation(
        "country by name",
        "country-code-unknown",
        "visiting_address.country_code",
        visiting_address=address(country_code="Nederland"),
    ),
    _relation(
        "country that does not exist",
        "country-code-unknown",
        "postal_address.country_code",
        postal_address=address(country_code="XQ"),
    ),
    _relation("contact without a name", "field-missing", "contacts[0].name", contacts=[{"is_primary": True}]),
    _relation("contact as text", "object-expected", "contacts[0]", contacts=["Jan"]),
    _relation(
        "long contact", "field-too-long", "contacts[1].name", contacts=[{"name": "Jan"}, {"name": LONG}]
    ),
    _relation(
        "flag as text",
        "true-or-false-expected",
        "contacts[0].is_primary",
        contacts=[{"name": "Jan", "is_primary": "true"}],
    ),
    _relation("short phone", "phone-invalid", "phone", phone="123"),
    _relation("two phones", "phone-invalid", "phone", phone="0201234567/0612345678"),
    _relation("letters for a phone", "phone-invalid", "mobile", mobile="bel Jan"),
    _relation("long phone", "field-too-long", "phone", phone="+31 20 123 4567 toestel 1234"),
    _relation("only a semicolon", "email-invalid", "email", email=" ; "),
    _relation("no e-mail", "email-invalid", "email", email="info.dehalm.example"),
    _relation("e-mail with a name", "email-invalid", "email", email="Jan <jan@dehalm.example>"),
    _relation("two e-mails with a comma", "email-invalid", "email", email="a@dehalm.example,b@halm.example"),
    _relation("one bad of two", "email-invalid", "invoice_email", invoice_email="a@dehalm.example;b@"),
    _relation("long e-mail", "field-too-long", "email", email="a" * 245 + "@b.example"),
    _relation("short KvK", "kvk-invalid", "kvk_number", kvk_number="1234567"),
    _relation("KvK with letters", "kvk-invalid", "kvk_number", kvk_number="KVK12345678"),
    _relation("KvK of zeros", "kvk-invalid", "kvk_number", kvk_number="00000000"),
    _relation("KvK as a number", "text-expected", "kvk_number", kvk_number=12345678),
    _relation("wrong check digits of VAT", "vat-number-invalid", "vat_number", vat_number="NL123456789B90"),
    _relation(
        "wrong check digits of Swiss VAT",
        "vat-number-invalid",
        "vat_number",
        vat_number="CHE-107.787.578 IVA",
        visiting_address=address(country_code="CH"),
    ),
    _relation("VAT without a form", "vat-number-invalid", "vat_number", vat_number="geen"),
    _relation("VAT of another country", "vat-number-other-country", "vat_number", vat_number="BE0403170701"),
    _relation("wrong check digits of IBAN", "iban-invalid", "iban", iban="NL91ABNA0417164301"),
    _relation("old account number", "iban-invalid", "iban", iban="41.71.64.300"),
    _relation("short BIC", "bic-invalid", "bic", bic="ABNA"),
    _relation("term in words", "whole-number-expected", "payment_term_days", payment_term_days="30"),
    _relation("half a day", "whole-number-expected", "payment_term_days", payment_term_days=14.5),
    _relation("endless term", "number-above", "payment_term_days", payment_term_days=1001),
    _relation("null for active", "field-not-null", "is_active", is_active=None),
    _relation("one for active", "true-or-false-expected", "is_active", is_active=1),
    _moment("moment without zone", "moment-without-zone", "2026-03-02T10:00:00"),
    _moment("moment that does not exist", "moment-unreadable", "2026-13-01T10:00:00Z"),
    _moment("moment as a number", "moment-unreadable", 1772445600),
    _moment("date for a moment", "moment-unreadable", "2026-03-02"),
    _moment("moment of tomorrow", "modified-in-future", "2026-03-04T12:00:00Z"),
    _moment("moment before computers", "date-out-of-range", "0001-01-01T00:00:00Z"),
]

INVOICES = [
    *(
        BadRecord(f"invoice without {name}", "invoices", without(invoice_body(), name), "field-missing", name)
        for name in ("direction", "number", "issue_date", "relation", "lines", "vat_breakdown", "total_vat")
    ),
    bad_invoice("unknown direction", "choice-unknown", "direction", direction="verkoop"),
    bad_invoice("unknown invoice type", "choice-unknown", "invoice_type", invoice_type="386"),
    bad_invoice("type of another name", "field-unknown", "type", type="380"),
    *(
        bad_invoice(f"draft number {number!r}", "invoice-number-draft", "number", number=number)
        for number in (
            "(PROV1)",
            "PROV-2026-1",
            "False",
            "None",
            "null",
            "/",
            "",
            "concept",
            "Draft 12",
            "---",
            "0",
        )
    ),
    *(
        bad_invoice(f"status {status!r}", "invoice-not-final", "status", status=status)
        for status in ("draft", "concept", "Pro Forma", "offerte", "cancelled", "In progress", "voorlopig")
    ),
    bad_invoice("status that nobody knows", "choice-unknown", "status", status="misschien"),
    bad_invoice("long number", "field-too-long", "number", number="F" * 101),
    bad_invoice("number as a number", "text-expected", "number", number=20260001),
    bad_invoice("Dutch date", "date-unreadable", "issue_date", issue_date="02-03-2026"),
    bad_invoice("date that does not exist", "date-unreadable", "issue_date", issue_date="2026-02-30"),
    bad_invoice("date with a time", "date-unreadable", "issue_date", issue_date="2026-03-02T00:00:00Z"),
    bad_invoice("compact date", "date-unreadable", "due_date", due_date="20260401"),
    bad_invoice("week date", "date-unreadable", "due_date", due_date="2026-W10-1"),
    bad_invoice("date as a number", "date-unreadable", "due_date", due_date=45000),
    bad_invoice("date of long ago", "date-out-of-range", "issue_date", issue_date="1026-03-02"),
    bad_invoice("date of far away", "date-out-of-range", "due_date", due_date="9999-12-31"),
    bad_invoice("currency by sign", "currency-unknown", "currency", currency="€"),
    bad_invoice("currency that does not exist", "currency-unknown", "currency", currency="EUX"),
    bad_invoice("relation as a number", "text-expected", "relation", relation=12),
    bad_invoice("relation with a slash", "external-id-unusable", "relation", relation="/R1"),
    bad_invoice("empty relation", "external-id-unusable", "relation", relation=""),
    bad_invoice("long relation", "external-id-unusable", "relation", relation="r" * 201),
    bad_invoice("no lines", "list-empty", "lines", lines=[]),
    bad_invoice("lines as an object", "list-expected", "lines", lines={"0": line_body()}),
    bad_invoice("a line as text", "object-expected", "lines[0]", lines=["Advies 100"]),
    bad_invoice("null breakdown", "field-not-null", "vat_breakdown", vat_breakdown=None),
    bad_line("unknown category", "choice-unknown", "vat_category", vat_category="H"),
    bad_line("category as a number", "choice-unknown", "vat_category", vat_category=21),
    bad_line("rate above 100", "rate-unreadable", "vat_rate", vat_rate="210"),
    bad_line("negative rate", "rate-unreadable", "vat_rate", vat_rate="-21"),
    bad_line("rate with a sign", "rate-unreadable", "vat_rate", vat_rate="21%"),
    bad_line("rate of five decimals", "rate-unreadable", "vat_rate", vat_rate="21.00001"),
    bad_line("no rate for S", "rate-missing", "vat_rate", vat_rate=None),
    bad_line("quantity and price", "field-unknown", "quantity", quantity=2),
    bad_line("account with letters", "whole-number-expected", "account_number", account_number="8000a"),
    bad_line("account zero", "number-below", "account_number", account_number=0),
    bad_line("long revenue group", "field-too-long", "revenue_group", revenue_group="g" * 101),
    bad_line("long description", "field-too-long", "description", description="d" * 4001),
    bad_line("null description", "field-not-null", "description", description=None),
    _amount("with a comma", '"121,00"', "amount-unreadable"),
    _amount("with thousands", '"1.121,00"', "amount-unreadable"),
    _amount("with a euro sign", '"€ 21.00"', "amount-unreadable"),
    _amount("with spaces", '" 21.00 "', "amount-unreadable"),
    _amount("with a plus", '"+21.00"', "amount-unreadable"),
    _amount("in Arabic digits", '"٢١"', "amount-unreadable"),
    _amount("empty", '""', "amount-unreadable"),
    _amount("true", "true", "amount-unreadable"),
    _amount("null", "null", "field-not-null"),
    _amount("a list", "[21]", "amount-unreadable"),
    _amount("an object", '{"value": 21}', "amount-unreadable"),
    _amount("NaN", "NaN", "amount-unreadable"),
    _amount("infinite", "Infinity", "amount-unreadable"),
    _amount("minus infinite", "-Infinity", "amount-unreadable"),
    _amount("NaN as text", '"NaN"', "amount-unreadable"),
    _amount("1e400", "1e400", "amount-unreadable"),
    _amount("2.1E1", "2.1E1", "amount-unreadable"),
    _amount("1e5 as text", '"1e5"', "amount-unreadable"),
    _amount("of a million digits", "9" * 100_000, "amount-unreadable"),
    _amount("of three decimals", '"21.005"', "amount-too-precise"),
    _amount("that a float has spoiled", "20.999999999999996", "amount-too-precise"),
    _amount("beyond reason", '"100000000000.00"', "amount-out-of-range"),
    _amount("far below zero", "-100000000000", "amount-out-of-range"),
]

DOCUMENTS = [
    _document("text for a PDF", "document-not-pdf", "content", content=base64.b64encode(b"Factuur").decode()),
    _document("HTML for a PDF", "document-not-pdf", "content", content=base64.b64encode(b"<html>").decode()),
    _document("no base64", "document-not-base64", "content", content="%PDF-1.7"),
    _document("base64 cut short", "document-not-base64", "content", content="JVBERi0xLjc="[:-2]),
    _document("number for content", "document-not-base64", "content", content=12),
    _document("null content", "field-not-null", "content", content=None),
    _document("empty document", "document-empty", "content", content=""),
    _document("word document", "document-type-unknown", "media_type", media_type="application/msword"),
    _document("empty type", "document-type-unknown", "media_type", media_type=""),
    _document("PDF for XML", "document-not-xml", "content", media_type="application/xml"),
    _document("no file name", "text-empty", "file_name", file_name=""),
    _document("address instead of content", "field-unknown", "url", url="https://crm.example/f.pdf"),
    _document(
        "large document",
        "document-too-large",
        "content",
        content=base64.b64encode(b"%PDF-" + bytes(10 * 1024 * 1024)).decode(),
    ),
    bad_invoice("documents as text", "list-expected", "documents", documents="factuur.pdf"),
]

BAD_RECORDS = [*JSON, *RELATIONS, *INVOICES, *DOCUMENTS]
