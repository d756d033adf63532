"""The rules that choose a ledger account for an invoice line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from snelkoppeling.domain.counterparty import CountryClass
from snelkoppeling.domain.identity import ExternalId
from snelkoppeling.domain.invoice import Direction
from snelkoppeling.domain.ledger.cases import VatCase


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """What a rule can ask of an invoice line."""

    case: VatCase
    direction: Direction = Direction.SALES
    vat_rate: Decimal = Decimal(0)
    revenue_group: str | None = None
    item_class: str | None = None
    country_class: CountryClass | None = None
    relation: ExternalId | None = None
    project: ExternalId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRule:
    """Sends the lines it matches to an account; an empty condition matches everything."""

    account_number: int
    case: VatCase | None = None
    direction: Direction | None = None
    vat_rate: Decimal | None = None
    """In percent, as the document states it."""
    revenue_group: str | None = None
    item_class: str | None = None
    country_class: CountryClass | None = None
    relation: ExternalId | None = None
    project: ExternalId | None = None
    needs_review: bool = False
    """Whether what it books is marked for a bookkeeper to look at."""
    name: str = ""
    """What people call the rule."""

    @property
    def singles_out(self) -> bool:
        """Whether it asks more of a line than its case, direction and rate."""
        asked = (self.revenue_group, self.item_class, self.country_class, self.relation, self.project)
        return any(condition is not None for condition in asked)

    def matches(self, facts: LineFacts) -> bool:
        """Tell whether each condition of the rule holds for a line."""
        return (
            self.case in {None, facts.case}
            and self.direction in {None, facts.direction}
            and self.vat_rate in {None, facts.vat_rate}
            and self.revenue_group in {None, facts.revenue_group}
            and self.item_class in {None, facts.item_class}
            and self.country_class in {None, facts.country_class}
            and self.relation in {None, facts.relation}
            and self.project in {None, facts.project}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRules:
    """The ordered rules of an administration, and the account of each case when no rule matches."""

    rules: tuple[LedgerRule, ...] = ()
    defaults: Mapping[VatCase, int] = field(default_factory=dict)

    def rule_for(self, facts: LineFacts) -> LedgerRule | None:
        """Find the first rule that matches a line."""
        return next((rule for rule in self.rules if rule.matches(facts)), None)

    def account_number(self, facts: LineFacts) -> int | None:
        """Choose the account: of the first rule that matches, else the default of the case, else None."""
        rule = self.rule_for(facts)
        return rule.account_number if rule else self.defaults.get(facts.case)
