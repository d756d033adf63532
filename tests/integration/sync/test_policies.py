"""What people set about an administration: what is left out until it is needed, and what is held."""

from datetime import date

from snelkoppeling.domain.policy import Doubt, PostingPolicy
from snelkoppeling.storage.administration_settings import AdministrationSettings
from snelkoppeling.sync.policy import ChangedInvoices, NewRelations, SyncPolicy
from tests.integration.sync.company import (
    Body,
    Company,
    a_line,
    figures,
    invoice_body,
    relation_body,
    with_pdf,
)
from tests.integration.sync.conftest import Founding

BELGIAN: Body = {"visiting_address": {"street": "Meir 1", "city": "Antwerpen", "country_code": "BE"}}


def company_with(founding: Founding, policy: SyncPolicy) -> Company:
    return founding(settings=AdministrationSettings(quota="off", sync=policy))


def test_relations_that_nobody_needs_stay_out_until_an_invoice_needs_one(founding: Founding) -> None:
    company = company_with(founding, SyncPolicy(new_relations=NewRelations.WHEN_NEEDED))
    for number in range(5):
        company.put("relations", f"R{number}", relation_body(f"Klant {number}", email=f"{number}@x.example"))
    company.wait_until_all("dormant")
    assert company.books("relaties") == []
    for number in range(2):
        company.put("invoices", f"F{number}", with_pdf(invoice_body(f"2026-{number}", relation="R3")))
    for number in range(2):
        company.wait_for("invoices", f"F{number}", "in_sync")
    assert [row["naam"] for row in company.books("relaties")] == ["Klant 3"]
    assert company.counts()["dormant"] == 4


def test_invoices_of_before_the_start_date_stay_out_with_their_files_until_it_moves(
    founding: Founding,
) -> None:
    company = company_with(founding, SyncPolicy(start_date=date(2026, 3, 1)))
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", with_pdf(invoice_body("2026-0001", issue_date="2026-02-28")))
    company.put("invoices", "F2", with_pdf(invoice_body("2026-0002", issue_date="2026-03-01")))
    company.wait_for("invoices", "F2", "in_sync")
    company.wait_for("attachments", "F1#factuur.pdf", "dormant")
    assert company.problems("invoices", "F1") == ["before-start-date"]
    assert [row["factuurnummer"] for row in company.books("verkoopboekingen")] == ["2026-0002"]
    company.set(sync=SyncPolicy(start_date=date(2026, 1, 1)))
    company.wait_until_all("in_sync")
    assert company.file_names(company.booking("2026-0001")) == ["factuur.pdf"]


def test_bookings_do_not_follow_their_invoices_where_people_want_to_see_each(founding: Founding) -> None:
    company = company_with(founding, SyncPolicy(changed_invoices=ChangedInvoices.HOLD))
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    company.put("invoices", "F1", invoice_body(description="Advies maart"))
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["changed-after-booking"]
    company.decide("invoices", "F1", "use_crm")
    company.wait_until_all("in_sync")
    assert company.booking("2026-0001")["omschrijving"] == "Advies maart"


def test_a_sale_with_foreign_vat_is_booked_as_the_one_stop_shop_wants_it(founding: Founding) -> None:
    company = founding(info={"factureerBuitenlandsBtw": True, "buitenlandseBtwGrootboek": 1680})
    company.put("relations", "R1", relation_body(**BELGIAN))
    lines = [a_line(supply="services")]
    company.put("invoices", "F1", invoice_body(lines=lines))
    company.wait_until_quiet()
    state = company.state("invoices", "F1").state.value
    assert state == "in_sync", company.state("invoices", "F1").problems
    booked = company.booking("2026-0001")
    assert booked["btw"] == []
    assert sorted(line[2:] for line in company.lines(booked)) == [("100.00", "Geen"), ("21.00", "Geen")]


def test_a_sale_with_foreign_vat_is_held_where_snelstart_does_not_invoice_any(company: Company) -> None:
    company.put("relations", "R1", relation_body(**BELGIAN))
    lines = [a_line(rate="6")]
    company.put("invoices", "F1", invoice_body(lines=lines, **figures("100.00", "6.00", "106.00", rate="6")))
    company.wait_for("invoices", "F1", "set_aside")
    assert company.books("verkoopboekingen") == []


def test_a_small_business_that_charges_vat_is_asked_about(founding: Founding) -> None:
    company = founding(info={"kleineOndernemersregeling": True})
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body())
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["small-business-charges-vat"]
    company.decide("invoices", "F1", "allow", doubts=["small-business-charges-vat"])
    company.wait_until_all("in_sync")
    assert company.booking("2026-0001")["markering"] is True


def test_sales_of_a_small_business_are_booked_without_vat_when_that_is_set(founding: Founding) -> None:
    company = founding(info={"kleineOndernemersregeling": True})
    company.put("relations", "R1", relation_body())
    untaxed = {
        "lines": [a_line(rate="0", category="E")],
        **figures("100.00", "0.00", "100.00", rate="0", category="E"),
    }
    company.put("invoices", "F1", invoice_body(**untaxed))
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["small-business-untaxed"]
    company.set(posting=PostingPolicy(small_business=Doubt.BOOK))
    company.wait_until_all("in_sync")
    assert company.lines(company.booking("2026-0001")) == [(8240, None, "100.00", "Geen")]
