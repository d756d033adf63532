"""Gets to know an administration by its koppelsleutel, before anything is stored or written."""

from dataclasses import dataclass

from snelkoppeling.connectors.snelstart.mapping.company import to_company_facts
from snelkoppeling.connectors.snelstart.mapping.ledger import to_chart
from snelkoppeling.connectors.snelstart.mapping.relation import with_country
from snelkoppeling.connectors.snelstart.outcomes import translated
from snelkoppeling.domain.ledger import Chart, LedgerRules, rule_problems
from snelkoppeling.domain.policy import CompanyFacts
from snelkoppeling.domain.problem import Problem
from snelstart_client import SnelStart
from snelstart_client.resources.company_info import CompanyInfo

NEEDED_SCOPES = frozenset(
    {
        "boekhouden:read",
        "boekhouden:write",
        "documenten:read",
        "documenten:write",
        "orders:read",
        "relaties:read",
        "relaties:write",
        "settings:read",
        "settings:write",
    }
)
"""What carrying relations, projects, invoices and attachments takes (SnelStart API, section 5)."""
USEFUL_SCOPES = frozenset({"btwaangiftes:read"})
"""Without these everything is carried, but an invoice of a period that was declared is not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """What an administration says of itself."""

    identifier: str
    name: str
    own_numbers: frozenset[str]
    """Its own VAT and KvK numbers, as far as it states them."""
    missing_scopes: frozenset[str]
    missing_useful_scopes: frozenset[str]
    company: CompanyFacts
    """What posting takes into account of the company, such as the small business scheme."""
    remarks: tuple[Problem, ...]
    """Ledger accounts of the rules that are missing or cannot be used: those invoices would be set aside."""


def chart_of(client: SnelStart) -> Chart:
    """Read the ledger accounts as they are now.

    Raises:
        ConnectionBrokenError: The key opens nothing.
        RetryLaterError: SnelStart cannot be reached.
    """
    with translated("ledger accounts"):
        return to_chart(client.grootboeken.iter())


def introduce(client: SnelStart, rules: LedgerRules) -> Introduction:
    """Read who this is, what the key permits, and whether the ledger rules fit the ledger accounts.

    Raises:
        ConnectionBrokenError: The key opens nothing.
        RetryLaterError: SnelStart cannot be reached.
    """
    with translated("administration"):
        info = client.company_info.get()
        scopes = client.scopes()
        chart = to_chart(client.grootboeken.iter())
    return Introduction(
        identifier=info.administratie_identifier,
        name=info.administratie_naam or info.bedrijfsnaam or info.administratie_identifier,
        own_numbers=_own_numbers(info),
        missing_scopes=NEEDED_SCOPES - scopes if scopes else frozenset(),
        missing_useful_scopes=USEFUL_SCOPES - scopes if scopes else frozenset(),
        company=to_company_facts(info, ()),
        remarks=tuple(rule_problems(rules, chart)),
    )


def _own_numbers(info: CompanyInfo) -> frozenset[str]:
    vat_numbers = (info.btw_identificatie_nummer, info.btw_nummer)
    stated = (*(with_country(number) for number in vat_numbers), info.kv_k_nummer)
    return frozenset(number for number in stated if number)
