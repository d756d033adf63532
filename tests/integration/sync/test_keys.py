"""Keys that fail: everything is kept, the reason is told, and with the right key it goes on by itself."""

from datetime import UTC, datetime, timedelta

from tests.integration.sync.company import Company, invoice_body, relation_body, until, with_pdf


def paused_with(company: Company, code: str) -> None:
    """Wait until nothing is sent any more, for this reason."""
    until(lambda: company.pause_code() == code, seconds=10, what=lambda: str(company.traffic()))


def test_a_key_that_is_withdrawn_pauses_the_traffic_and_a_new_one_lets_everything_go(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    company.control.withdraw_keys(company.name)
    company.put("relations", "R1", relation_body(phone="030 2345678"))
    paused_with(company, "key-refused")
    company.put("invoices", "F1", with_pdf(invoice_body()))
    calls = len(company.calls())
    assert company.counts() == {"due": 3}
    company.control.change_administration(company.name, koppelsleutels=["bmlldXc6c2xldXRlbA=="])
    company.service.house.couplings.replace_key(company.administration, "bmlldXc6c2xldXRlbA==")
    company.wake()
    company.wait_until_all("in_sync")
    assert [row["telefoon"] for row in company.books("relaties")] == ["+31 30 234 5678"]
    assert len(company.books("verkoopboekingen")) == len(company.books("documenten")) == 1
    assert len(company.calls()) > calls


def test_a_token_that_is_dropped_early_is_replaced_without_anybody_noticing(company: Company) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    company.control.drop_tokens(company.name)
    company.put("invoices", "F1", invoice_body())
    company.wait_until_all("in_sync")
    assert company.events("invoices", "F1") == ["accepted", "created"]
    assert company.pause_code() is None


def test_another_administration_behind_the_key_pauses_the_traffic_before_anything_is_believed(
    company: Company,
) -> None:
    company.put("relations", "R1", relation_body())
    company.wait_for("relations", "R1", "in_sync")
    company.control.swap_administration(company.name)
    company.service.worker.kill()
    company.service.worker.start()
    company.put("relations", "R1", relation_body(phone="030 2345678"))
    company.put("invoices", "F1", invoice_body())
    paused_with(company, "other-administration")
    assert company.books("relaties") == company.books("verkoopboekingen") == []
    assert company.counts() == {"due": 2}


def test_a_subscription_key_that_has_expired_is_told_apart_from_the_customers_key(company: Company) -> None:
    key = company.service.simulator.subscription_key
    company.control.set_subscription_key(key, valid_until=datetime.now(UTC) - timedelta(days=1))
    company.put("relations", "R1", relation_body())
    paused_with(company, "subscription-refused")
    pause = company.traffic().pause
    assert pause is not None
    assert "abonnementssleutel" in pause.nl
    company.control.set_subscription_key(key)
    company.service.house.couplings.resume(company.administration)
    company.wake()
    company.wait_until_all("in_sync")


def test_a_key_that_lacks_a_right_pauses_the_traffic_and_says_what_to_ask_for(company: Company) -> None:
    scopes = list(company.control.administration(company.name)["scopes"])
    company.control.change_administration(
        company.name, scopes=[scope for scope in scopes if scope != "boekhouden:write"]
    )
    company.put("relations", "R1", relation_body())
    company.put("invoices", "F1", invoice_body())
    paused_with(company, "scope-missing")
    assert company.wait_for("relations", "R1", "in_sync").state.value == "in_sync"
    assert company.books("verkoopboekingen") == []
    company.control.change_administration(company.name, scopes=scopes)
    company.service.house.couplings.resume(company.administration)
    company.wake()
    company.wait_until_all("in_sync")
    assert len(company.books("verkoopboekingen")) == 1
