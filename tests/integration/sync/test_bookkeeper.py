"""The bookkeeper works in SnelStart too: nothing of hers is lost silently, and what is hers she decides."""

from datetime import date

import pytest

from snelstart_client.resources.documenten import Documenttype
from tests.integration.sync.company import Company, invoice_body, relation_body, with_pdf

KVK = "12345678"


def the_relation(company: Company) -> dict[str, object]:
    (relation,) = company.books("relaties")
    return relation


def test_a_field_that_the_crm_does_not_state_survives_its_updates(company: Company) -> None:
    company.put("relations", "R1", relation_body(kvk_number=KVK))
    company.wait_for("relations", "R1", "in_sync")
    company.edit(
        "relaties",
        str(the_relation(company)["id"]),
        memo="betaalt laat",
        krediettermijn=45,
        kredietLimiet=2500,
        correspondentieAdres={"straat": "Postbus 7", "plaats": "Utrecht"},
    )
    company.put("relations", "R1", relation_body(kvk_number=KVK, phone="030 2345678"))
    company.wait_until_all("in_sync")
    relation = the_relation(company)
    assert relation["telefoon"] == "+31 30 234 5678"
    assert (relation["memo"], relation["krediettermijn"], relation["kredietLimiet"]) == (
        "betaalt laat",
        45,
        2500,
    )
    assert relation["correspondentieAdres"]["straat"] == "Postbus 7"  # type: ignore[index]  # an address.


def test_a_value_of_the_bookkeepers_that_the_crm_overwrites_stays_in_the_history(company: Company) -> None:
    company.put("relations", "R1", relation_body(kvk_number=KVK, phone="030 2345678"))
    company.wait_for("relations", "R1", "in_sync")
    company.edit("relaties", str(the_relation(company)["id"]), telefoon="06 99")
    renamed = relation_body("Bakkerij De Halm B.V.", kvk_number=KVK, phone="030 2345678")
    company.put("relations", "R1", renamed)
    company.wait_until_all("in_sync")
    assert the_relation(company)["telefoon"] == "+31 30 234 5678"
    history = company.state("relations", "R1").history
    (overwritten,) = [entry.event for entry in history if entry.event.name == "overwritten"]
    assert overwritten.before == {"phone": "06 99"}
    (updated,) = [entry.event for entry in history if entry.event.name == "updated"]
    assert updated.before == {"name": "Bakkerij De Halm", "phone": "06 99"}
    assert updated.after == {"name": "Bakkerij De Halm B.V.", "phone": "+31 30 234 5678"}


def test_the_same_value_typed_on_both_sides_is_no_change_at_all(company: Company) -> None:
    company.put("relations", "R1", relation_body(kvk_number=KVK))
    company.wait_for("relations", "R1", "in_sync")
    company.edit("relaties", str(the_relation(company)["id"]), telefoon="+31 30 234 5678")
    company.put("relations", "R1", relation_body(kvk_number=KVK, phone="030 2345678"))
    company.wait_until_all("in_sync")
    assert "PUT /relaties/{id}" not in company.call_counts()
    assert "overwritten" not in company.events("relations", "R1")


def test_a_relation_that_was_removed_from_snelstart_is_not_made_again_by_itself(company: Company) -> None:
    company.put("relations", "R1", relation_body(kvk_number=KVK))
    company.wait_for("relations", "R1", "in_sync")
    company.control.delete("relaties", the_relation(company)["id"], naam=company.name)
    company.put("relations", "R1", relation_body(kvk_number=KVK, phone="030 2345678"))
    company.wait_for("relations", "R1", "set_aside")
    assert company.problems("relations", "R1") == ["removed-from-books"]
    assert company.books("relaties") == []


def test_a_relation_that_the_bookkeeper_made_before_is_adopted_and_not_made_twice(company: Company) -> None:
    company.put("relations", "R0", relation_body("Zomaar iemand", kvk_number=KVK))
    company.wait_for("relations", "R0", "in_sync")
    company.edit("relaties", str(the_relation(company)["id"]), kvkNummer="87654321", naam="De Halm")
    company.put("relations", "R1", relation_body("Bakkerij De Halm", kvk_number="87654321"))
    company.wait_for("relations", "R1", "set_aside")
    assert company.problems("relations", "R1") == ["twin-taken"]
    assert len(company.books("relaties")) == 1


def test_an_invoice_in_a_closed_period_is_booked_once_the_bookkeeper_opens_it_and_retries(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.control.close_period(date(2026, 3, 31), naam=company.name)
    company.put("invoices", "F1", invoice_body())
    refused = company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["BOE-0042"]
    assert "opent de periode" in refused.problems[0].nl
    company.control.open_periods(company.name)
    company.retry("invoices", "F1")
    company.wait_for("invoices", "F1", "in_sync")
    assert len(company.books("verkoopboekingen")) == 1


def test_a_period_that_closes_while_invoices_go_stops_only_those_in_it(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    company.control.close_period(date(2026, 3, 31), door="accountant", naam=company.name)
    company.put("invoices", "F1", invoice_body("2026-0001"))
    company.put("invoices", "F2", invoice_body("2026-0002", issue_date="2026-04-01"))
    company.wait_for("invoices", "F1", "set_aside")
    company.wait_for("invoices", "F2", "in_sync")
    assert [row["factuurnummer"] for row in company.books("verkoopboekingen")] == ["2026-0002"]


def test_an_invoice_that_the_bookkeeper_typed_before_is_adopted(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.put("invoices", "typed-by-her", invoice_body())
    company.wait_until_all("in_sync")
    company.put("invoices", "F1", invoice_body())
    company.wait_for("invoices", "F1", "set_aside")
    assert company.problems("invoices", "F1") == ["twin-taken"]
    assert len(company.books("verkoopboekingen")) == 1


def test_an_invoice_whose_number_another_invoice_has_is_set_aside_with_the_difference(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    (booking,) = company.books("verkoopboekingen")
    company.edit("verkoopboekingen", booking["id"], factuurdatum="2026-02-01T00:00:00")
    company.put("invoices", "F2", invoice_body())
    refused = company.wait_for("invoices", "F2", "set_aside")
    assert company.problems("invoices", "F2") == ["invoice-number-in-use"]
    assert "2026-02-01" in refused.problems[0].nl
    assert len(company.books("verkoopboekingen")) == 1


def book_by_hand(company: Company) -> tuple[str, str]:
    """Book an invoice with its customer and file, as the bookkeeper did before we came; gives both ids."""
    (key,) = company.control.administration(company.name)["koppelsleutels"]
    with company.service.house.trial_client(key) as bookkeeper:
        customer = bookkeeper.relaties.create(
            {
                "naam": "De Halm (bakker)",
                "relatiesoort": ["Klant"],
                "kvkNummer": KVK,
                "memo": "al jaren klant",
            }
        )
        (account,) = [row for row in company.books("grootboeken") if row["nummer"] == 8100]
        booking = bookkeeper.verkoopboekingen.create(
            {
                "factuurnummer": "2026-0001",
                "klant": {"id": customer.id},
                "factuurdatum": "2026-03-02T00:00:00",
                "factuurbedrag": "121.00",
                "boekingsregels": [
                    {"grootboek": {"id": account["id"]}, "bedrag": "100.00", "btwSoort": "Hoog"}
                ],
                "btw": [{"btwSoort": "VerkopenHoog", "btwBedrag": "21.00"}],
            }
        )
        bookkeeper.documenten.create(
            Documenttype.VERKOOPBOEKINGEN, booking.id, file_name="factuur.pdf", content=b"%PDF-1.4 scan"
        )
    return customer.id, booking.id


def test_what_was_in_the_books_before_we_came_is_adopted_whole_and_nothing_is_made_twice(
    company: Company,
) -> None:
    customer, booking = book_by_hand(company)
    company.put("relations", "R1", relation_body(kvk_number=KVK))
    company.put("invoices", "F1", with_pdf(invoice_body()))
    company.wait_until_all("in_sync")
    assert [row["id"] for row in company.books("verkoopboekingen")] == [booking]
    assert [row["fileName"] for row in company.books("documenten")] == ["factuur.pdf"]
    (relation,) = company.books("relaties")
    assert (relation["id"], relation["naam"], relation["memo"]) == (
        customer,
        "Bakkerij De Halm",
        "al jaren klant",
    )
    for kind, external_id in (("relations", "R1"), ("invoices", "F1"), ("attachments", "F1#factuur.pdf")):
        assert "adopted" in company.events(kind, external_id)
    (updated,) = [
        entry.event for entry in company.state("relations", "R1").history if entry.event.name == "updated"
    ]
    assert updated.before is not None
    assert updated.before["name"] == "De Halm (bakker)"


@pytest.mark.parametrize(
    "name", ['\'t Hoekje & "Zn."', "Café Ünïcødé 日本", "100% _echt_ \\ (b.v.)", "Jansen  ;  DROP", "x" * 50]
)
def test_a_name_of_any_characters_survives_the_trip_and_a_lost_answer(company: Company, name: str) -> None:
    company.control.add_fault("answer_lost", method="POST", path="/relaties", administration=company.name)
    company.put("relations", "R1", relation_body(name))
    company.wait_until_all("in_sync")
    assert len(company.books("relaties")) == 1
    assert "".join(company.books("relaties")[0]["naam"].split()) == "".join(name.split())
