"""How records find their way: one by one, in order, woken by each other, and never twice."""

import time

from tests.integration.sync.company import (
    Company,
    invoice_body,
    invoice_row,
    relation_body,
    relation_row,
    with_pdf,
)


def test_an_invoice_that_comes_before_its_relation_waits_for_it_by_name_and_is_woken_by_it(
    company: Company,
) -> None:
    company.put("invoices", "F1", with_pdf(invoice_body()))
    waiting = company.wait_for("invoices", "F1", "waiting")
    assert [key.external_id for key in waiting.depends_on] == ["R1"]
    assert "R1" in waiting.problems[0].nl
    assert company.books("verkoopboekingen") == []
    company.put("relations", "R1", relation_body())
    company.wait_until_all("in_sync")
    (booking,) = company.books("verkoopboekingen")
    (relation,) = company.books("relaties")
    assert booking["klant"]["id"] == relation["id"]
    assert [row["parentIdentifier"] for row in company.books("documenten")] == [booking["id"]]


def test_a_relation_that_is_set_aside_goes_when_the_crm_corrects_it_and_its_invoice_with_it(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body(number=1, name="x" * 50))
    company.wait_for("relations", "R1", "in_sync")
    company.put("relations", "R2", relation_body(number=1, name="Een ander"))
    company.put("invoices", "F2", invoice_body(relation="R2"))
    company.wait_for("relations", "R2", "set_aside")
    assert company.problems("relations", "R2") == ["number-in-use"]
    assert company.wait_for("invoices", "F2", "waiting").problems[0].code == "waits-for"
    company.put("relations", "R2", relation_body(number=2, name="Een ander"))
    company.wait_until_all("in_sync")
    assert len(company.books("verkoopboekingen")) == 1


def test_an_invoice_that_was_refused_for_its_relation_goes_when_the_relation_changes(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body(is_active=True))
    company.wait_for("relations", "R1", "in_sync")
    (relation,) = company.books("relaties")
    company.edit("relaties", relation["id"], nonactief=True)
    company.put("invoices", "F1", invoice_body())
    refused = company.wait_for("invoices", "F1", "set_aside")
    assert [problem.code for problem in refused.problems] == ["BOE-0054"]
    company.edit("relaties", relation["id"], nonactief=False)
    company.put("relations", "R1", relation_body(is_active=True, phone="030 2345678"))
    company.wait_until_all("in_sync")
    assert len(company.books("verkoopboekingen")) == 1


def test_a_batch_that_changes_nothing_costs_no_call(company: Company) -> None:
    rows = [relation_row(f"R{number}", name=f"Klant {number}") for number in range(100)]
    rows.append(invoice_row("F1", relation="R7"))
    assert company.batch(rows)["new"] == 101
    company.wait_until_all("in_sync")
    before = company.call_counts()
    assert company.batch(rows)["unchanged"] == 101
    time.sleep(1.5)
    assert company.call_counts() == before


def test_a_batch_of_new_records_costs_one_write_each_and_next_to_no_reads(company: Company) -> None:
    company.batch(
        [
            relation_row(f"R{number}", name=f"Klant {number}", kvk_number=f"{20_000_000 + number}")
            for number in range(200)
        ]
    )
    company.wait_until_all("in_sync")
    counts = company.call_counts()
    assert counts.pop("POST /relaties") == 200
    assert sum(counts.values()) <= 15, counts


def test_a_new_invoice_with_its_file_costs_two_calls_beside_what_is_shared(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    company.put("invoices", "F0", with_pdf(invoice_body("2026-0")))
    company.wait_until_all("in_sync")
    company.control.clear_calls()
    for number in range(1, 21):
        company.put("invoices", f"F{number}", with_pdf(invoice_body(f"2026-{number}")))
    company.wait_until_all("in_sync")
    assert company.call_counts() == {"POST /verkoopboekingen": 20, "POST /documenten/{type}": 20}


def test_an_update_costs_one_read_and_one_write(company: Company) -> None:
    company.put("relations", "R1", relation_body(kvk_number="12345678"))
    company.wait_for("relations", "R1", "in_sync")
    company.control.clear_calls()
    company.put("relations", "R1", relation_body(kvk_number="12345678", phone="030 2345678"))
    company.wait_until_all("in_sync")
    assert company.call_counts() == {"GET /relaties/{id}": 1, "PUT /relaties/{id}": 1}


def test_what_changes_now_goes_before_a_backfill_of_two_thousand(company: Company) -> None:
    company.batch(
        [
            relation_row(f"R{number}", name=f"Klant {number}", kvk_number=f"{20_000_000 + number}")
            for number in range(2_000)
        ]
    )
    began = time.monotonic()
    company.put("relations", "live", relation_body("Klant van nu"))
    company.put("invoices", "F1", with_pdf(invoice_body(relation="live")))
    company.wait_for("invoices", "F1", "in_sync", seconds=6)
    took = time.monotonic() - began
    left = company.counts().get("due", 0)
    assert left > 500, f"the backfill was over before the invoice was booked, after {took:.1f} s"
    company.wait_until_all("in_sync", seconds=60)
    assert len(company.books("relaties")) == 2_001


def test_a_number_that_snelstart_refuses_is_told_with_its_words_and_corrected_in_the_crm(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body(kvk_number="12345678"))
    company.wait_for("relations", "R1", "in_sync")
    (relation,) = company.books("relaties")
    (belgium,) = [row for row in company.books("landen") if row["landcode"] == "BE"]
    company.edit("relaties", relation["id"], vestigingsAdres={"straat": "Kerkstraat 1", "land": belgium})
    company.put("relations", "R1", relation_body(kvk_number="12345678", vat_number="NL123456782B90"))
    refused = company.wait_for("relations", "R1", "set_aside")
    assert [problem.code for problem in refused.problems] == ["REL-0087"]
    assert "btw-nummer" in refused.problems[0].nl
    company.put("relations", "R1", relation_body(kvk_number="12345678", phone="030 2345678"))
    company.wait_until_all("in_sync")
    assert [row["vestigingsAdres"]["straat"] for row in company.books("relaties")] == ["Kerkstraat 1"]
