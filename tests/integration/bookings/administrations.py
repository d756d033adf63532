"""Makes administrations in SnelStart in which what the booking cases say of theirs is true."""

import json
import secrets
import ssl
from datetime import date
from decimal import Decimal
from typing import Any, Final

import httpx

from snelkoppeling.domain.identity import ConnectionId
from snelkoppeling.storage.administration_settings import AdministrationSettings
from tests.integration.sync.company import Company
from tests.running_service import RunningService
from tests.unit.domain.booking_cases import chart
from tests.unit.domain.booking_cases.case import BookingCase
from tests.unit.domain.booking_cases.reading import rules_of

RENUMBERED: Final = {8000: 8201, 8500: 8299, 8910: 8991}
"""Accounts of a fresh administration that stand in for those that it does not have."""
REMOVED: Final = (8332,)
"""Accounts that the cases suppose are not there."""
NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Reading the certificates of the world takes each client longer than making an administration."""
THIS_BOOK_YEAR, EARLIER_BOOK_YEAR = 2026, 2017
FIRST_DAY_OF_THIS = "2021-01-01"
QUARTER_ENDS = {1: "03-31", 4: "06-30", 7: "09-30", 10: "12-31"}


def group_of(case: BookingCase) -> str:
    """Name the settings of a case: what has the same can share an administration."""
    settings = [case.policy, case.rules, case.company, book_year_of(case)]
    return json.dumps(settings, sort_keys=True)


def book_year_of(case: BookingCase) -> int:
    """Give the current book year of a case: one in which its date is not too long ago, unless it says so."""
    is_old = str(case.invoice["issue_date"]) < FIRST_DAY_OF_THIS
    year: int = case.company.get("current_book_year", EARLIER_BOOK_YEAR if is_old else THIS_BOOK_YEAR)
    return year


def found_for(service: RunningService, case: BookingCase) -> Company:
    """Make the administration of a case, and connect its CRM."""
    name = f"bookings-{secrets.token_hex(4)}"
    control = service.simulator.control
    made = control.add_administration(name, limits="off")
    _keep_accounts(control, name)
    _tell_of_company(control, name, case)
    rules = rules_of(case)
    administration = service.house.couplings.create(
        name,
        made["koppelsleutels"][0],
        identifier=made["identifier"],
        settings=AdministrationSettings(quota="off", ledger_rules=rules.ledger_rules, posting=rules.policy),
    )
    connection, api_key = service.house.connections.create("CRM", administration)
    return Company(
        service=service,
        name=name,
        administration=administration,
        connection=ConnectionId(connection.id),
        api=httpx.Client(
            base_url=service.api.base_url,
            headers={"Authorization": f"Bearer {api_key}"},
            timeout=60,
            trust_env=False,
            verify=NO_TLS,
        ),
    )


def _keep_accounts(control: Any, name: str) -> None:
    """Let the ledger accounts be those of the cases, as far as they have them."""
    ids = {row["nummer"]: row["id"] for row in control.books(name)["grootboeken"]}
    for number, new in RENUMBERED.items():
        control.edit("grootboeken", ids[number], changes={"nummer": new}, naam=name)
        ids[new] = ids.pop(number)
    for number in REMOVED:
        control.delete("grootboeken", ids[number], naam=name)
    for account in chart.ACCOUNTS:
        if account.get("requires_cost_centre"):
            control.set_cost_centre(account["number"], "verplicht", naam=name)
        if not account.get("is_active", True):
            control.edit("grootboeken", ids[account["number"]], changes={"nonactief": True}, naam=name)


def _tell_of_company(control: Any, name: str, case: BookingCase) -> None:
    """Let the administration be what the case says of it: rates, returns, schemes, book year."""
    kind, percentage, first, _ = next(row for row in chart.VAT_RATES if row[0] == "other")
    assert kind == "other"
    control.set_vat_rate("Overig", Decimal(percentage), vanaf=date.fromisoformat(first), naam=name)
    for first, last in case.company.get("filed_periods", []):
        begin = date.fromisoformat(first)
        assert last == f"{begin.year}-{QUARTER_ENDS[begin.month]}"
        control.add_vat_return(begin, status="Verzonden", periode="Kwartaal", naam=name)
    control.set_company_info(
        naam=name,
        huidigBoekjaar=book_year_of(case),
        kleineOndernemersregeling=case.company.get("is_small_business", False),
        factureerBuitenlandsBtw=case.company.get("invoices_foreign_vat", False),
        buitenlandseBtwGrootboek=case.company.get("foreign_vat_account", chart.FOREIGN_VAT_ACCOUNT),
    )
