from decimal import Decimal

from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger import LedgerRule, LedgerRules, VatCase
from snelkoppeling.storage.administration_settings import AdministrationSettings, decode_settings
from snelkoppeling.storage.codec import encode
from snelkoppeling.sync.policy import NewRelations, SyncPolicy

FIRST_VERSION = """
{"ledger_rules": {"rules": [{"account_number": 8300, "case": "eu_supply", "revenue_group": "boeken"},
                            {"account_number": 8200, "case": null, "revenue_group": null}],
                  "defaults": {"high": 8200, "eu_supply": 8310}},
 "quota": "development", "own_numbers": ["NL001234567B01"]}
"""
"""As the version stored it that booked sales only."""


def test_settings_are_read_as_they_were_stored() -> None:
    rule = LedgerRule(
        account_number=8200, case=VatCase.HIGH, direction=Direction.SALES, vat_rate=Decimal("21.0"), name="x"
    )
    settings = AdministrationSettings(
        ledger_rules=LedgerRules(rules=(rule,), defaults={VatCase.HIGH: 8200}),
        sync=SyncPolicy(new_relations=NewRelations.WHEN_NEEDED),
        own_numbers=("1", "2"),
    )

    assert decode_settings(encode(settings)) == settings


def test_nothing_stored_means_the_defaults() -> None:
    assert decode_settings("{}") == AdministrationSettings()


def test_settings_of_the_first_version_keep_their_meaning() -> None:
    settings = decode_settings(FIRST_VERSION)

    sales = Direction.SALES
    assert settings.ledger_rules.rules == (
        LedgerRule(account_number=8300, case=VatCase.EU_GOODS, direction=sales, revenue_group="boeken"),
        LedgerRule(account_number=8300, case=VatCase.EU_SERVICES, direction=sales, revenue_group="boeken"),
        LedgerRule(account_number=8200, direction=sales),
    )
    assert settings.ledger_rules.defaults == {
        VatCase.HIGH: 8200,
        VatCase.EU_GOODS: 8310,
        VatCase.EU_SERVICES: 8310,
    }
    assert (settings.quota, settings.own_numbers) == ("development", ("NL001234567B01",))
    assert settings.sync == SyncPolicy()


def test_settings_that_were_read_and_stored_anew_are_the_same() -> None:
    settings = decode_settings(FIRST_VERSION)

    assert decode_settings(encode(settings)) == settings
