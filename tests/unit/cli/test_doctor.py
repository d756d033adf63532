from dataclasses import replace

from snelkoppeling.cli.doctor import Finding, Health, of_rights, of_rules
from snelkoppeling.connectors.snelstart.coupling import Introduction
from snelkoppeling.domain.identity import BooksId
from snelkoppeling.domain.ledger import (
    STANDARD_SERVICES,
    AccountPurpose,
    Chart,
    LedgerAccount,
    LedgerRule,
    LedgerRules,
    rule_problems,
)
from snelkoppeling.domain.policy import CompanyFacts, Doubt, PostingPolicy
from snelkoppeling.storage.administration_settings import AdministrationSettings

MET = Introduction(
    identifier="i1",
    name="Demo",
    own_numbers=frozenset(),
    missing_scopes=frozenset(),
    missing_useful_scopes=frozenset(),
    company=CompanyFacts(),
    remarks=(),
)
EVERYTHING = LedgerRules(rules=(LedgerRule(account_number=8200),))
SETTINGS = AdministrationSettings(ledger_rules=EVERYTHING)


def an_account(number: int, purpose: AccountPurpose, *, is_active: bool = True) -> LedgerAccount:
    return LedgerAccount(
        books_id=BooksId(str(number)),
        number=number,
        description="Rekening",
        purpose=purpose,
        vat_kinds=frozenset(),
        is_active=is_active,
    )


def findings(settings: AdministrationSettings, met: Introduction = MET) -> list[Finding]:
    return list(of_rules("Demo", settings, met=met, chart=Chart({})))


def test_a_key_with_all_rights_is_well() -> None:
    assert [one.health for one in of_rights("Demo", MET)] == [Health.WELL]


def test_a_right_without_which_nothing_is_carried_is_ill() -> None:
    met = replace(MET, missing_scopes=frozenset({"relaties:write", "documenten:write"}))

    (finding,) = of_rights("Demo", met)

    assert finding.health is Health.ILL
    assert "mist rechten: documenten:write, relaties:write" in finding.what
    assert "Maak in SnelStart een sleutel met alle rechten" in finding.nl


def test_a_right_that_is_only_useful_is_a_remark() -> None:
    _, finding = of_rights("Demo", replace(MET, missing_useful_scopes=frozenset({"btwaangiftes:read"})))

    assert finding.health is Health.REMARK
    assert "btwaangiftes:read" in finding.what


def test_rules_whose_accounts_all_fit_are_well() -> None:
    assert [one.health for one in findings(SETTINGS)] == [Health.WELL]


def test_accounts_that_are_missing_inactive_or_of_another_purpose_are_named_with_the_remedy() -> None:
    chart = Chart(
        {
            8210: an_account(8210, AccountPurpose.SALES_LOW, is_active=False),
            8240: an_account(8240, AccountPurpose.PURCHASE_ANY),
        }
    )
    met = replace(MET, remarks=tuple(rule_problems(STANDARD_SERVICES, chart)))

    found = {one.what: one for one in findings(replace(SETTINGS, ledger_rules=STANDARD_SERVICES), met)}

    for number, said in (
        (8200, "bestaat niet"),
        (8210, "op non-actief"),
        (8240, "is niet bedoeld voor omzet"),
    ):
        finding = found[f"Demo: grootboekrekening {number}"]
        assert finding.health is Health.ATTENTION
        assert said in finding.nl
        assert finding.en


def test_cases_that_have_no_account_are_a_remark() -> None:
    _, finding = findings(replace(SETTINGS, ledger_rules=STANDARD_SERVICES))

    assert finding.health is Health.REMARK
    assert "Nog geen rekening gekozen voor: levering van goederen binnen de EU" in finding.nl


def test_the_account_for_rounding_is_looked_at_too() -> None:
    (finding,) = findings(replace(SETTINGS, posting=PostingPolicy(rounding_account=4999)))

    assert finding.what == "Demo: grootboekrekening 4999"
    assert "bestaat niet" in finding.nl


def test_a_small_business_that_has_not_decided_is_told_how() -> None:
    met = replace(MET, company=CompanyFacts(is_small_business=True))

    _, undecided = findings(SETTINGS, met)
    decided = findings(replace(SETTINGS, posting=PostingPolicy(small_business=Doubt.BOOK)), met)

    assert "./start settings small_business=book" in undecided.nl
    assert [one.health for one in decided] == [Health.WELL]
