import base64
import json
from datetime import date, timedelta
from decimal import Decimal
from urllib.parse import quote

import pytest

from snelkoppeling.domain.attachment import Attachment
from snelkoppeling.domain.identity import EntityType
from snelkoppeling.domain.invoice import Invoice, InvoiceType
from snelkoppeling.domain.money import Money
from snelkoppeling.domain.relation import Relation
from snelkoppeling.sync.records import ItemState, Lane
from tests.factories import a_key
from tests.unit.web.door import PDF, Door, invoice_body, line_body, relation_body, without
from tests.unit.web.ubl import ubl_invoice


def _relation(door: Door, external_id: str = "R1") -> Relation:
    record = door.item(external_id).record
    assert isinstance(record, Relation)
    return record


def _invoice(door: Door, external_id: str = "F1") -> Invoice:
    record = door.item(external_id, EntityType.INVOICE).record
    assert isinstance(record, Invoice)
    return record


def _attachments(door: Door) -> list[Attachment]:
    return [item.record for item in door.items.values() if isinstance(item.record, Attachment)]


def test_a_relation_that_is_put_is_stored_as_it_was_stated(door: Door) -> None:
    answer = door.put("relations", "R1", relation_body())

    assert answer.status_code == 202
    assert answer.json() == {
        "type": "relation",
        "external_id": "R1",
        "result": "new",
        "state_url": "/api/v1/relations/R1",
        "documents": [],
    }
    relation = _relation(door)
    assert relation.phone == "+31 30 234 5678"
    assert relation.iban == "NL91ABNA0417164300"
    assert relation.stated == set(relation_body())
    assert door.item("R1").lane is Lane.LIVE
    assert door.woken == [door.connection.administration]


def test_what_is_null_is_cleared_and_what_is_absent_is_not_stated(door: Door) -> None:
    door.put("relations", "R1", {"name": "Halm", "email": None, "iban": "", "contacts": None})

    relation = _relation(door)
    assert relation.stated == {"name", "email", "iban", "contacts"}
    assert relation.email is None
    assert relation.iban is None
    assert relation.contacts == ()


def test_a_number_that_is_null_is_not_stated_as_the_books_keep_it(door: Door) -> None:
    door.put("relations", "R1", {"name": "Halm", "number": None})

    assert _relation(door).stated == {"name"}


@pytest.mark.parametrize(
    ("country", "sent", "stored"),
    [
        ("NL", "NL 1234.56.782.B90", "NL123456782B90"),
        ("NL", "123456782B90", "NL123456782B90"),
        ("BE", "BE 0403.170.701", "BE0403170701"),
        ("BE", "0403.170.701", "BE0403170701"),
        ("DE", "DE 136 695 976", "DE136695976"),
        ("GR", "EL 094259216", "EL094259216"),
        ("GB", "XI 980780684", "XI980780684"),
        ("US", "US123456789", "US123456789"),
    ],
)
def test_a_vat_number_is_stored_with_its_country(door: Door, country: str, sent: str, stored: str) -> None:
    address = {"street": "Straat 1", "postal_code": "1", "city": "Stad", "country_code": country}

    answer = door.put("relations", "R1", {"name": "A", "visiting_address": address, "vat_number": sent})

    assert answer.status_code == 202, answer.text
    assert _relation(door).vat_number == stored


def test_a_phone_number_without_a_prefix_belongs_to_the_visiting_address(door: Door) -> None:
    address = {"city": "Brussel", "country_code": "be"}

    door.put("relations", "R1", {"name": "A", "visiting_address": address, "phone": "02 123 45 67"})

    assert _relation(door).phone == "+32 2 123 45 67"


def test_several_mail_addresses_are_kept(door: Door) -> None:
    door.put("relations", "R1", {"name": "A", "email": "a@halm.example; b@HALM.example;"})

    assert _relation(door).email == "a@halm.example;b@halm.example"


def test_spaces_and_line_ends_in_a_name_become_single_spaces(door: Door) -> None:
    door.put("relations", "R1", {"name": "  De\tHalm \n B.V. "})

    assert _relation(door).name == "De Halm B.V."


def test_names_in_every_script_are_stored(door: Door) -> None:
    name = "Ĳsbrand & Žofie 株式会社 🥖"

    door.put("relations", "R1", {"name": name})

    assert _relation(door).name == name


def test_a_byte_order_mark_does_no_harm(door: Door) -> None:
    assert door.put("relations", "R1", b'\xef\xbb\xbf{"name": "A"}').status_code == 202


def test_putting_the_same_twice_changes_nothing(door: Door) -> None:
    door.put("relations", "R1", relation_body())

    answer = door.put("relations", "R1", relation_body())

    assert answer.json()["result"] == "unchanged"
    assert door.item("R1").version == 1


def test_an_older_state_does_not_replace_a_newer_one(door: Door) -> None:
    door.put("relations", "R1", relation_body(name="Nieuw", modified_at="2026-03-02T12:00:00+01:00"))

    answer = door.put("relations", "R1", relation_body(name="Oud", modified_at="2026-03-02T10:59:59Z"))

    assert answer.json()["result"] == "stale"
    assert _relation(door).name == "Nieuw"


@pytest.mark.parametrize(
    "external_id", ["a b", "12/34", "é€🥖", "a%2Fb", "x?y=1#z", "..%2F..", "x" * 200, "+"]
)
def test_ids_of_every_form_come_back_as_they_were(door: Door, external_id: str) -> None:
    answer = door.put("relations", quote(external_id, safe=""), relation_body())

    assert answer.status_code == 202, answer.text
    assert list(door.items) == [external_id]
    assert door.send("GET", answer.json()["state_url"]).json()["external_id"] == external_id


@pytest.mark.parametrize(
    "external_id", ["%20a", "a%20", "a%00b", "x" * 201, "a%09b", "%2Fa", "a/", "%FF", "%E2%80%AEa"]
)
def test_ids_that_would_not_come_back_are_refused(door: Door, external_id: str) -> None:
    answer = door.put("relations", external_id, relation_body())

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "external-id-unusable"
    assert not door.items


def test_an_invoice_that_is_put_is_stored_to_the_cent(door: Door) -> None:
    answer = door.put(
        "invoices", "F1", invoice_body(total_with_vat=121.0, invoice_type=380, status="Verzonden")
    )

    assert answer.status_code == 202, answer.text
    invoice = _invoice(door)
    assert invoice.total_with_vat == Money.of("121.00")
    assert invoice.issue_date == date(2026, 3, 2)
    assert invoice.lines[0].vat_rate == Decimal(21)


def test_a_large_amount_as_a_json_number_loses_no_cent(door: Door) -> None:
    body = json.dumps(invoice_body(total_with_vat="HERE")).replace('"HERE"', "99999999999.99")

    door.put("invoices", "F1", body)

    assert _invoice(door).total_with_vat == Money.of("99999999999.99")


@pytest.mark.parametrize("token", ['"21"', '"21.0000"', "21", "21.0", "-0.00", '"-21.00"'])
def test_amounts_are_read_as_text_or_number(door: Door, token: str) -> None:
    body = json.dumps(invoice_body(total_vat="HERE")).replace('"HERE"', token)

    assert door.put("invoices", "F1", body).status_code == 202
    assert _invoice(door).total_vat == Money(Decimal(token.strip('"')).quantize(Decimal("0.01")) + 0)


def test_totals_that_do_not_add_up_are_stored_for_the_engine_to_explain(door: Door) -> None:
    answer = door.put("invoices", "F1", invoice_body(total_with_vat="999.00"))

    assert answer.status_code == 202
    assert _invoice(door).total_with_vat == Money.of("999.00")


def test_a_rate_that_does_not_exist_is_stored_for_the_engine_to_explain(door: Door) -> None:
    assert door.put("invoices", "F1", invoice_body(lines=[line_body(vat_rate="17.5")])).status_code == 202


def test_a_category_other_than_s_needs_no_rate(door: Door) -> None:
    line = without(line_body(vat_category="ae"), "vat_rate")

    assert door.put("invoices", "F1", invoice_body(lines=[line])).status_code == 202
    assert _invoice(door).lines[0].vat_rate == 0


def test_a_credit_note_is_stored_with_its_type(door: Door) -> None:
    door.put("invoices", "F1", invoice_body(invoice_type="381"))

    assert _invoice(door).invoice_type is InvoiceType.CREDIT_NOTE


@pytest.mark.parametrize("number", ["2026-0001", "F/2026/1", "DRAFTSMAN-7", "Concepta 12", "NEW-1", "1"])
def test_a_final_number_is_not_taken_for_a_draft(door: Door, number: str) -> None:
    assert door.put("invoices", "F1", invoice_body(number=number)).status_code == 202


def test_documents_in_json_are_stored_with_safe_names(door: Door) -> None:
    content = base64.b64encode(PDF).decode()
    document = {"file_name": "..\\map/fac:tuur.PDF", "media_type": "application/pdf", "content": content}

    answer = door.put("invoices", "F1", invoice_body(documents=[document]))

    assert answer.json()["documents"] == [{"file_name": "factuur.pdf", "result": "new"}]
    assert [one.file_name for one in _attachments(door)] == ["factuur.pdf"]
    assert list(door.storage.memory.contents.values()) == [PDF]


def test_documents_of_a_multipart_message_are_stored(door: Door) -> None:
    answer = door.send(
        "PUT",
        "/api/v1/invoices/F1",
        files=[
            ("invoice", (None, json.dumps(invoice_body()).encode(), "application/json")),
            ("document", ("Factuur één.pdf", PDF, "application/pdf")),
            ("document", ("factuur.xml", ubl_invoice(), "text/xml")),
        ],
    )

    assert answer.status_code == 202, answer.text
    assert [one["file_name"] for one in answer.json()["documents"]] == ["Factuur één.pdf", "factuur.xml"]
    assert _invoice(door).number == "2026-0001"


def test_a_document_of_nine_megabytes_fits(door: Door) -> None:
    content = base64.b64encode(PDF + bytes(9 * 1024 * 1024)).decode()
    document = {"file_name": "f.pdf", "media_type": "application/pdf", "content": content}

    assert door.put("invoices", "F1", invoice_body(documents=[document])).status_code == 202


def test_a_ubl_is_stored_with_its_customer_and_itself_as_document(door: Door) -> None:
    answer = door.send(
        "POST", "/api/v1/invoices/ubl", content=ubl_invoice(), headers={"Content-Type": "application/xml"}
    )

    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert body["number"] == "2026-0001"
    assert body["relation"]["result"] == "new"
    assert body["documents"] == [{"file_name": "2026-0001.xml", "result": "new"}]
    assert _invoice(door, body["external_id"]).relation == body["relation"]["external_id"]
    assert door.send("GET", body["state_url"]).status_code == 200


def test_a_ubl_comes_with_its_pdf(door: Door) -> None:
    answer = door.send(
        "POST",
        "/api/v1/invoices/ubl?direction=sales&lane=backfill",
        files=[
            ("ubl", ("f.xml", ubl_invoice(), "application/xml")),
            ("document", ("f.pdf", PDF, "application/pdf")),
        ],
    )

    assert answer.status_code == 202, answer.text
    assert [one["file_name"] for one in answer.json()["documents"]] == ["2026-0001.xml", "f.pdf"]
    assert {item.lane for item in door.items.values()} == {Lane.BACKFILL}


@pytest.mark.parametrize(
    ("arrived", "project", "remarks"),
    [("Zuilen", "Zuilen", []), ("Elders", None, ["ubl-project-unknown"])],
)
def test_a_ubl_gets_the_project_it_names_when_that_arrived_before(
    door: Door, arrived: str, project: str | None, remarks: list[str]
) -> None:
    door.put("projects", arrived, {"number": "17"})
    reference = b"<cac:ProjectReference><cbc:ID>Zuilen</cbc:ID></cac:ProjectReference>"
    content = ubl_invoice().replace(
        b"<cac:AccountingSupplierParty>", reference + b"<cac:AccountingSupplierParty>"
    )

    answer = door.send(
        "POST", "/api/v1/invoices/ubl", content=content, headers={"Content-Type": "application/xml"}
    )

    assert answer.status_code == 202, answer.text
    invoice = _invoice(door, answer.json()["external_id"])
    assert {line.project for line in invoice.lines} == {project}
    assert [one["code"] for one in answer.json()["remarks"]] == remarks


def test_the_state_of_a_record_tells_what_is_wrong_and_what_to_do(door: Door) -> None:
    door.put("invoices", "F1", invoice_body())
    item = door.item("F1", EntityType.INVOICE)
    item.state = ItemState.WAITING
    item.depends_on = (a_key("R1"),)
    item.due_at = door.clock.now + timedelta(minutes=5)

    state = door.send("GET", "/api/v1/invoices/F1").json()

    assert state["state"] == "waiting"
    assert state["state_nl"] == "Wacht op een ander record."
    assert state["depends_on"] == [
        {"type": "relation", "external_id": "R1", "state_url": "/api/v1/relations/R1"}
    ]
    assert state["next_attempt_at"] == "2026-03-02T12:05:00Z"
    assert [entry["name"] for entry in state["history"]] == ["accepted"]


def test_the_status_counts_and_lists_what_needs_somebody(door: Door) -> None:
    door.put("relations", "R1", relation_body())
    door.put("relations", "R2", relation_body())
    door.item("R2").state = ItemState.SET_ASIDE

    status = door.send("GET", "/api/v1/status").json()

    assert status["connection"] == "Demo CRM"
    assert status["administration"]["flowing"] is True
    assert status["counts"] == {"relation": {"due": 1, "set_aside": 1}}
    assert [row["external_id"] for row in status["needs_attention"]] == ["R2"]
