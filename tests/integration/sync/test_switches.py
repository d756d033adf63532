"""However SnelStart behaves where nobody can tell, the same things come out right."""

import pytest

from tests.integration.sync.company import Company, invoice_body, relation_body, with_pdf

SWITCHES: tuple[tuple[str, object], ...] = (
    ("check_vat_amount", False),
    ("vat_tolerance_per_line", "0.00"),
    ("retry_after", "http_date"),
    ("retry_after", "absent"),
    ("hourly_limit_as", "403"),
    ("refused_calls_count", True),
    ("modified_on_zone", "Europe/Amsterdam"),
    ("payment_touches_modified_on", True),
    ("attachment_touches_modified_on", True),
    ("missing_fields_as", "model_state"),
    ("key_casing_of_model_state", "pascal"),
    ("not_found_body", "message"),
    ("not_found_body", "error_array"),
    ("documents_post_status", 200),
    ("relatiesoort_may_grow", False),
    ("relatiesoort_may_shrink", "never"),
    ("relatiesoort_may_shrink", "always"),
    ("customer_and_supplier_at_once", False),
    ("partial_address", "refused"),
    ("inactive_relations_in_list", False),
    ("inactive_cost_centres_in_list", False),
    ("used_cost_centre_on_delete", "removed"),
    ("dutch_vat_number", "as_given"),
    ("booking_with_payments_on_put", "accepted"),
    ("longest_file_name", 11),
    ("token_dies_with_its_key", False),
    ("webhook_names", "camel"),
    ("forbidden_message", "Niet toegestaan."),
)
"""Every value but the default of every switch."""
OF_THE_LIMITS = frozenset({"retry_after", "refused_calls_count", "hourly_limit_as"})
ADDRESS = {"street": "Oudegracht 12", "postal_code": "3511 AB", "city": "Utrecht", "country_code": "NL"}
RELATION = relation_body(
    visiting_address=ADDRESS,
    kvk_number="12345678",
    vat_number="NL123456782B90",
    contacts=[{"name": "J. Wit"}],
)


def test_every_switch_is_tried(company: Company) -> None:
    assert {name for name, _ in SWITCHES} == set(company.control.switches())
    defaults = company.control.switches()
    assert all(str(defaults[name]) != str(value) for name, value in SWITCHES)


@pytest.mark.parametrize(("switch", "value"), SWITCHES)
def test_the_same_comes_out_whichever_way_a_switch_stands(
    company: Company, switch: str, value: object
) -> None:
    company.control.set_switches(**{switch: value})
    if switch in OF_THE_LIMITS:
        company.control.add_fault(
            "too_many_calls", method="POST", path="/relaties", administration=company.name, retry_after=1
        )
    carry_the_first_records(company)
    carry_an_update_and_a_lost_answer(company)
    carry_what_is_there_already(company)
    meet_a_relation_that_is_gone(company)


def carry_the_first_records(company: Company) -> None:
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.put("relations", "R1", RELATION)
    company.wait_until_all("in_sync", seconds=45)
    (booking,) = company.books("verkoopboekingen")
    (file,) = company.books("documenten")
    (relation,) = company.books("relaties")
    assert file["parentIdentifier"] == booking["id"]
    assert booking["klant"]["id"] == relation["id"]
    assert relation["vestigingsAdres"]["straat"] == "Oudegracht 12"


def carry_an_update_and_a_lost_answer(company: Company) -> None:
    (relation,) = company.books("relaties")
    company.edit("relaties", relation["id"], memo="betaalt laat")
    company.put("relations", "R1", {**RELATION, "phone": "030 2345678"})
    company.control.add_fault(
        "answer_lost", method="POST", path="/verkoopboekingen", administration=company.name
    )
    company.put("invoices", "F2", invoice_body("2026-0002"))
    company.wait_until_all("in_sync")
    (relation,) = company.books("relaties")
    assert (relation["telefoon"], relation["memo"]) == ("+31 30 234 5678", "betaalt laat")
    assert sorted(row["factuurnummer"] for row in company.books("verkoopboekingen")) == [
        "2026-0001",
        "2026-0002",
    ]


def carry_what_is_there_already(company: Company) -> None:
    """BOE-0021 and REL-0008, for another record of the CRM."""
    company.put("invoices", "F3", invoice_body("2026-0002", issue_date="2026-03-09"))
    company.wait_for("invoices", "F3", "set_aside")
    assert company.problems("invoices", "F3") == ["invoice-number-in-use"]
    (relation,) = company.books("relaties")
    company.put("relations", "R2", relation_body("Een ander", number=int(relation["relatiecode"])))
    company.wait_for("relations", "R2", "set_aside")
    assert company.problems("relations", "R2") == ["number-in-use"]
    assert len(company.books("verkoopboekingen")) == 2
    assert len(company.books("relaties")) == 1


def meet_a_relation_that_is_gone(company: Company) -> None:
    (relation,) = company.books("relaties")
    company.control.delete("relaties", relation["id"], naam=company.name)
    company.put("relations", "R1", {**RELATION, "phone": "030 2345679"})
    company.wait_for("relations", "R1", "set_aside")
    assert company.problems("relations", "R1") == ["removed-from-books"]
    assert company.books("relaties") == []
