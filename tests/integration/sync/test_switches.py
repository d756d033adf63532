"""However SnelStart behaves where nobody can tell, the same comes out right, or is held and explained."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.integration.sync.company import (
    Body,
    Company,
    a_line,
    figures,
    invoice_body,
    project_body,
    purchase_body,
    relation_body,
    supplier_body,
    with_pdf,
)

ADDRESS = {"street": "Oudegracht 12", "postal_code": "3511 AB", "city": "Utrecht", "country_code": "NL"}
RELATION = relation_body(
    visiting_address=ADDRESS,
    kvk_number="12345678",
    vat_number="NL123456782B90",
    contacts=[{"name": "J. Wit"}],
)
Flow = Callable[[Company], None]


def new_records(company: Company) -> None:
    """Carry a relation and an invoice with its file."""
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.put("relations", "R1", RELATION)
    company.wait_until_all("in_sync", seconds=45)
    booking, (relation,) = company.booking("2026-0001"), company.books("relaties")
    assert company.file_names(booking) == ["factuur.pdf"]
    assert booking["klant"]["id"] == relation["id"]
    assert relation["vestigingsAdres"]["straat"] == "Oudegracht 12"


def changed_relation(company: Company) -> None:
    """Change a relation that the bookkeeper changed too."""
    new_records(company)
    (relation,) = company.books("relaties")
    company.edit("relaties", relation["id"], memo="betaalt laat")
    company.put("relations", "R1", {**RELATION, "phone": "030 2345678"})
    company.wait_until_all("in_sync")
    (relation,) = company.books("relaties")
    assert (relation["telefoon"], relation["memo"]) == ("+31 30 234 5678", "betaalt laat")


def lost_answer(company: Company) -> None:
    """Find an invoice whose answer was lost, and refuse another that has its number."""
    company.put("relations", "R1", RELATION)
    company.wait_until_all("in_sync")
    company.control.add_fault(
        "answer_lost", method="POST", path="/verkoopboekingen", administration=company.name
    )
    company.put("invoices", "F2", invoice_body("2026-0002"))
    company.wait_until_all("in_sync")
    company.put("invoices", "F3", invoice_body("2026-0002", issue_date="2026-03-09"))
    company.wait_for("invoices", "F3", "set_aside")
    assert company.problems("invoices", "F3") == ["invoice-number-in-use"]
    (relation,) = company.books("relaties")
    company.put("relations", "R2", relation_body("Een ander", number=int(relation["relatiecode"])))
    company.wait_for("relations", "R2", "set_aside")
    assert company.problems("relations", "R2") == ["number-in-use"]
    assert len(company.books("verkoopboekingen")) == len(company.books("relaties")) == 1


def gone_relation(company: Company) -> None:
    """Meet a relation that was removed in SnelStart."""
    company.put("relations", "R1", RELATION)
    company.wait_until_all("in_sync")
    (relation,) = company.books("relaties")
    company.control.delete("relaties", relation["id"], naam=company.name)
    company.put("relations", "R1", {**RELATION, "phone": "030 2345679"})
    company.wait_for("relations", "R1", "set_aside")
    assert company.problems("relations", "R1") == ["removed-from-books"]
    assert company.books("relaties") == []


def refused_rate(company: Company) -> None:
    """Wait when SnelStart asks to slow down."""
    company.control.add_fault(
        "too_many_calls", method="POST", path="/relaties", administration=company.name, retry_after=1
    )
    new_records(company)


def changed_booking(company: Company) -> None:
    """Let a booking follow its invoice, and keep its file."""
    new_records(company)
    before = company.booking("2026-0001")
    dearer = {"lines": [a_line("200.00")], **figures("200.00", "42.00", "242.00")}
    company.put("invoices", "F1", with_pdf(invoice_body(**dearer)))
    company.wait_until_all("in_sync")
    after = company.booking("2026-0001")
    assert (after["id"], after["factuurbedrag"]) == (before["id"], Decimal(242))
    assert company.file_names(after) == ["factuur.pdf"]
    assert company.lines(after) == [(8200, None, "200.00", "Hoog")]


def paid_booking(company: Company) -> None:
    """Change an invoice that was paid: its booking follows, or people are asked."""
    new_records(company)
    company.control.pay("2026-0001", naam=company.name)
    company.put("invoices", "F1", with_pdf(invoice_body(description="Advies maart")))
    state = company.wait_until_quiet()
    booked = company.booking("2026-0001")
    if "set_aside" in state:
        assert company.problems("invoices", "F1") == ["booking-locked"]
        assert company.choices("invoices", "F1") == ["keep_books", "use_crm"]
        assert booked["omschrijving"] == "Factuur 2026-0001"
    else:
        assert booked["omschrijving"] == "Advies maart"


def marked_booking(company: Company) -> None:
    """Change an invoice that the accountant has seen, when people want it to follow."""
    new_records(company)
    booked = company.booking("2026-0001")
    company.control.edit_booking(booked["id"], gewijzigd_door_accountant=True, naam=company.name)
    company.put("invoices", "F1", with_pdf(invoice_body(description="Advies maart")))
    company.wait_for("invoices", "F1", "set_aside")
    company.decide("invoices", "F1", "use_crm")
    company.wait_until_quiet()
    if company.state("invoices", "F1").state.value == "set_aside":
        assert company.choices("invoices", "F1") == ["keep_books", "use_crm"]
        assert company.booking("2026-0001")["omschrijving"] == "Factuur 2026-0001"
    else:
        assert company.booking("2026-0001")["omschrijving"] == "Advies maart"


def purchase_and_credit_note(company: Company) -> None:
    """Carry a purchase with its file and its project, a change of it, and its credit note."""
    company.put("relations", "S1", supplier_body())
    company.put("projects", "P1", project_body())
    company.put("invoices", "I1", with_pdf(purchase_body(lines=[a_line(project="P1")])))
    company.put("invoices", "C1", purchase_body("C-1", invoice_type="381"))
    company.wait_until_all("in_sync")
    company.control.add_fault("answer_lost", method="PUT", administration=company.name)
    company.put("invoices", "I1", with_pdf(purchase_body(voucher="INK-2", lines=[a_line(project="P1")])))
    company.wait_until_all("in_sync")
    booked = company.booking("F-77", resource="inkoopboekingen")
    assert booked["boekstuk"] == "INK-2"
    assert company.lines(booked) == [(7002, 2026017, "100.00", "Hoog")]
    credit = company.booking("C-1", resource="inkoopboekingen")
    assert credit["factuurbedrag"] == Decimal(-121)


def lost_purchase(company: Company) -> None:
    """Find a purchase and its file of which the answers were lost."""
    company.put("relations", "S1", supplier_body())
    company.wait_until_all("in_sync")
    company.control.add_fault("answer_lost", method="POST", administration=company.name, count=2)
    company.put("invoices", "I1", with_pdf(purchase_body()))
    company.wait_until_all("in_sync")
    booked = company.booking("F-77", resource="inkoopboekingen")
    assert company.file_names(booked) == ["factuur.pdf"]


def removed_purchase(company: Company) -> None:
    """Lead people to a purchase that was removed before its file came."""
    company.put("relations", "S1", supplier_body())
    company.put("invoices", "I1", purchase_body())
    company.wait_until_all("in_sync")
    booked = company.booking("F-77", resource="inkoopboekingen")
    company.control.delete_booking(booked["id"], naam=company.name)
    company.put("invoices", "I1", with_pdf(purchase_body()))
    company.wait_for("invoices", "I1", "set_aside")
    company.decide("invoices", "I1", "recreate")
    company.wait_until_all("in_sync")
    assert company.file_names(company.booking("F-77", resource="inkoopboekingen")) == ["factuur.pdf"]


def closed_project(company: Company) -> None:
    """Close a project and open it again."""
    company.put("projects", "P1", project_body())
    company.wait_until_all("in_sync")
    for is_active in (False, True):
        company.put("projects", "P1", project_body(is_active=is_active))
        company.wait_until_all("in_sync")
        (centre,) = company.books("kostenplaatsen")
        assert (centre["nummer"], centre["nonactief"]) == (2026017, not is_active)


def filed_return(company: Company) -> None:
    """Book in a period whose VAT return was filed when people allow it, or explain that it cannot be."""
    company.control.add_vat_return(date(2026, 3, 1), status="Verzonden", periode="Maand", naam=company.name)
    company.put("relations", "R1", RELATION)
    company.put("invoices", "F1", invoice_body())
    company.wait_for("invoices", "F1", "set_aside")
    company.decide("invoices", "F1", "allow", doubts=["vat-period-filed"])
    company.wait_until_quiet()
    if company.state("invoices", "F1").state.value == "set_aside":
        assert company.problems("invoices", "F1") == ["BOE-0042"]
        assert company.books("verkoopboekingen") == []
    else:
        assert company.booking("2026-0001")["markering"] is True


def both_roles(company: Company) -> None:
    """Make a customer a supplier too, or explain that SnelStart wants two relations."""
    company.put("relations", "R1", RELATION)
    company.wait_until_all("in_sync")
    company.put("relations", "R1", {**RELATION, "roles": ["customer", "supplier"]})
    company.wait_until_quiet()
    (relation,) = company.books("relaties")
    if company.state("relations", "R1").state.value == "set_aside":
        assert company.problems("relations", "R1")[0] in {"REL-0064", "REL-0065"}
        assert relation["relatiesoort"] == ["Klant"]
    else:
        assert sorted(relation["relatiesoort"]) == ["Klant", "Leverancier"]


def sales_of_every_kind(company: Company) -> None:
    """Book untaxed beside taxed, and a sale whose VAT is shifted; each alone is accepted everywhere."""
    company.put("relations", "R1", RELATION)
    mixed: Body = {
        "lines": [a_line(), a_line("50.00", rate="0", category="E")],
        "vat_breakdown": [
            {"vat_category": "S", "vat_rate": "21", "taxable_amount": "100.00", "vat_amount": "21.00"},
            {"vat_category": "E", "vat_rate": "0", "taxable_amount": "50.00", "vat_amount": "0.00"},
        ],
        "total_without_vat": "150.00",
        "total_vat": "21.00",
        "total_with_vat": "171.00",
    }
    shifted = {
        "lines": [a_line(rate="0", category="AE")],
        **figures("100.00", "0.00", "100.00", rate="0", category="AE"),
    }
    credit: Body = {"invoice_type": "381"}
    for number, body in enumerate((mixed, shifted, credit), 1):
        company.put("invoices", f"F{number}", invoice_body(f"2026-{number}", **body))
    company.wait_until_all("in_sync")
    assert sorted(company.lines(company.booking("2026-1"))) == [
        (8200, None, "100.00", "Hoog"),
        (8240, None, "50.00", "Geen"),
    ]
    assert company.lines(company.booking("2026-2")) == [(8250, None, "100.00", "Geen")]
    assert company.booking("2026-3")["factuurbedrag"] == Decimal(-121)


SWITCHES: tuple[tuple[str, object, tuple[Flow, ...]], ...] = (
    ("check_vat_amount", False, (sales_of_every_kind,)),
    ("vat_tolerance_per_line", "0.00", (sales_of_every_kind,)),
    ("numbers_compared", "ignoring_case", (lost_answer, lost_purchase)),
    ("numbers_compared", "ignoring_case_and_spaces", (lost_answer, lost_purchase)),
    ("filter_texts", "ignoring_case", (lost_answer, lost_purchase)),
    ("purchase_numbers_unique_in", "supplier", (purchase_and_credit_note, lost_purchase)),
    ("purchase_numbers_unique_in", "administration_and_sales", (purchase_and_credit_note, lost_purchase)),
    ("reverse_charge_line", "rate", (purchase_and_credit_note,)),
    ("reverse_charge_row", "shifted_vat", (purchase_and_credit_note,)),
    ("acquisition_line", "by_account", (purchase_and_credit_note,)),
    ("acquisition_row", "zero", (purchase_and_credit_note,)),
    ("purchase_without_vat_on_rate_accounts", "accepted", (purchase_and_credit_note,)),
    ("exempt_beside_reverse_charge", "refused", (sales_of_every_kind,)),
    ("foreign_revenue_elsewhere", "accepted", (sales_of_every_kind,)),
    ("recognises_attachments", False, (lost_purchase,)),
    ("recognition_seconds", "0", (lost_purchase,)),
    ("booking_on_put", "merged", (changed_booking, purchase_and_credit_note)),
    ("booking_of_accountant_on_put", "refused", (marked_booking,)),
    ("attachments_on_put", "removed", (changed_booking,)),
    ("open_credit_notes", "positive", (sales_of_every_kind,)),
    ("open_purchases", "negative", (purchase_and_credit_note,)),
    ("retry_after", "http_date", (refused_rate,)),
    ("retry_after", "absent", (refused_rate,)),
    ("hourly_limit_as", "403", (refused_rate,)),
    ("refused_calls_count", True, (refused_rate,)),
    ("modified_on_zone", "Europe/Amsterdam", (changed_relation, changed_booking)),
    ("payment_touches_modified_on", True, (paid_booking,)),
    ("attachment_touches_modified_on", True, (changed_booking,)),
    ("missing_fields_as", "model_state", (new_records, lost_answer)),
    ("key_casing_of_model_state", "pascal", (new_records, lost_answer)),
    ("not_found_body", "message", (gone_relation, removed_purchase)),
    ("not_found_body", "error_array", (gone_relation, removed_purchase)),
    ("documents_post_status", 200, (new_records, lost_purchase)),
    ("missing_purchase_of_document", "code", (removed_purchase,)),
    ("relatiesoort_may_grow", False, (both_roles,)),
    ("relatiesoort_may_shrink", "never", (changed_relation,)),
    ("relatiesoort_may_shrink", "always", (changed_relation,)),
    ("customer_and_supplier_at_once", False, (both_roles,)),
    ("partial_address", "refused", (changed_relation,)),
    ("inactive_relations_in_list", False, (changed_relation, gone_relation)),
    ("inactive_cost_centres_in_list", False, (closed_project,)),
    ("used_cost_centre_on_delete", "removed", (closed_project,)),
    ("dutch_vat_number", "as_given", (changed_relation,)),
    ("booking_with_payments_on_put", "accepted", (paid_booking,)),
    ("custom_fields_touch_modified_on", False, (changed_relation,)),
    ("custom_fields_on_put", "replaced", (changed_relation,)),
    ("memorial_lines_counted", "ledger", (new_records,)),
    ("memorial_invoice_amount", "debit", (new_records,)),
    ("new_booking_in_filed_vat_return", "refused", (filed_return,)),
    ("external_filing_taken_back", "refused", (filed_return,)),
    ("longest_file_name", 11, (new_records, lost_purchase)),
    ("token_dies_with_its_key", False, (new_records,)),
    ("webhook_names", "camel", (new_records,)),
    ("forbidden_message", "Niet toegestaan.", (new_records,)),
)
"""Every value but the default of every switch, with what it may concern."""


def test_every_switch_is_tried(company: Company) -> None:
    defaults = company.control.switches()
    assert {name for name, _, _ in SWITCHES} == set(defaults)
    assert all(str(defaults[name]) != str(value) for name, value, _ in SWITCHES)


def test_as_the_switches_stand_everything_comes_out_right(founding: Callable[..., Company]) -> None:
    for flow in (
        changed_relation,
        lost_answer,
        gone_relation,
        changed_booking,
        paid_booking,
        marked_booking,
        purchase_and_credit_note,
        lost_purchase,
        removed_purchase,
        closed_project,
        filed_return,
        both_roles,
        sales_of_every_kind,
    ):
        flow(founding())


@pytest.mark.parametrize(
    ("switch", "value", "flow"), [(name, value, flow) for name, value, flows in SWITCHES for flow in flows]
)
def test_the_same_comes_out_whichever_way_a_switch_stands(
    company: Company, switch: str, value: object, flow: Flow
) -> None:
    company.control.set_switches(**{switch: value})
    flow(company)
