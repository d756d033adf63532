"""Enters relations in SnelStart as the bookkeeper did by hand, in the years before anything was coupled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import httpx

from snelkoppeling.demo.company import Firm

TIMEOUT_SECONDS = 10.0
CUSTOMER = "Klant"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Where SnelStart is, and what opens it."""

    api: str
    auth: str
    subscription_key: str = field(repr=False)
    connection_key: str = field(repr=False)


def surely_known(firm: Firm) -> Mapping[str, object]:
    """Write a customer as it was entered long ago: the same KvK number, and another telephone number."""
    return {
        "relatiesoort": [CUSTOMER],
        "naam": firm.name,
        "kvkNummer": firm.kvk_number,
        "telefoon": "088 1234567",
    }


def likely_known(firm: Firm, name: str) -> Mapping[str, object]:
    """Write a customer as somebody entered it in haste: under another name and without any number."""
    return {
        "relatiesoort": [CUSTOMER],
        "naam": name,
        "email": firm.email,
        "iban": firm.iban,
    }


def enter(
    doors: Doors, relations: Sequence[Mapping[str, object]], transport: httpx.BaseTransport | None = None
) -> None:
    """Enter relations in SnelStart.

    Raises:
        httpx.HTTPError: SnelStart does not take them.
    """
    with httpx.Client(timeout=TIMEOUT_SECONDS, transport=transport, trust_env=False) as http:
        asked = {"grant_type": "clientkey", "clientkey": doors.connection_key}
        token = http.post(f"{doors.auth}/b2b/token", data=asked).raise_for_status().json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": doors.subscription_key}
        for relation in relations:
            http.post(f"{doors.api}/relaties", json=dict(relation), headers=headers).raise_for_status()
