"""What people set for one administration, and how it is stored."""

from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from snelkoppeling.domain.cost_centre import ProjectPolicy
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRules
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.sync.policy import SyncPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationSettings:
    """What people set for one administration."""

    ledger_rules: LedgerRules = STANDARD_SERVICES
    posting: PostingPolicy = field(default_factory=PostingPolicy)
    """How invoices are booked that can be booked in more than one way, or not at all."""
    projects: ProjectPolicy = field(default_factory=ProjectPolicy)
    """How cost centres are numbered."""
    sync: SyncPolicy = field(default_factory=SyncPolicy)
    quota: str = "production"
    """Name of the profile of SnelStart's call limits."""
    own_numbers: tuple[str, ...] = ()
    """VAT and KvK numbers of the administration itself, by which its own invoices are told from others."""


EU_SUPPLY: Final = "eu_supply"
EU_CASES: Final = ("eu_goods", "eu_services")
SETTINGS_DECODER: Final = msgspec.json.Decoder(AdministrationSettings)


def decode_settings(text: str) -> AdministrationSettings:
    """Read the settings of an administration, also those that an earlier version stored."""
    stored = msgspec.json.decode(text)
    ledger_rules = stored.get("ledger_rules", {})
    rules, defaults = ledger_rules.get("rules", []), ledger_rules.get("defaults", {})
    if all("direction" in rule for rule in rules) and EU_SUPPLY not in defaults:
        return SETTINGS_DECODER.decode(text)
    renewed = {
        "rules": [new for rule in rules for new in _renewed(rule)],
        "defaults": _with_eu_cases(defaults),
    }
    return SETTINGS_DECODER.decode(msgspec.json.encode({**stored, "ledger_rules": renewed}))


def _renewed(rule: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a rule of the time when only sales were booked, and all supply within the EU was one case."""
    if "direction" in rule:
        return [rule]
    cases = EU_CASES if rule.get("case") == EU_SUPPLY else (rule.get("case"),)
    return [{**rule, "direction": "sales", "case": case} for case in cases]


def _with_eu_cases(defaults: dict[str, int]) -> dict[str, int]:
    if EU_SUPPLY not in defaults:
        return defaults
    others = {case: account for case, account in defaults.items() if case != EU_SUPPLY}
    return {**dict.fromkeys(EU_CASES, defaults[EU_SUPPLY]), **others}
