"""Reads the VAT rates of foreign countries, with their history, and what the codes of the rates mean."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from snelstart_client.filters import Filter
from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model


class RateCode(StrEnum):
    """The kinds of rate that a country may have (SnelStart API, section 6.2)."""

    SR = "SR"
    RRH = "RRH"
    RRL = "RRL"
    PR = "PR"
    SRR = "SRR"


class VatRate(Model, frozen=True, kw_only=True):
    """The percentage of a kind of rate from a day on, until the next one of its kind."""

    rate_code: str = ""
    """One of RateCode; a ledger account names it in `vat_rate_code`."""
    rate: Decimal | None = None
    valid_from: Dag | None = None


class VatRates(Model, frozen=True, kw_only=True):
    """The rates of one country (SnelStart API, section 6.2)."""

    identified_by: ClassVar[str] = "country_code"

    country_code: str = ""
    """Three letters, as a Land has them in `landcode_iso`."""
    vat_rates: tuple[VatRate, ...] = ()


class VatRateDefinition(Model, frozen=True, kw_only=True):
    """The names of a kind of rate."""

    identified_by: ClassVar[str] = "rate_code"

    rate_code: str = ""
    short_name: str | None = None
    name: str | None = None


class VatRatesCalls:
    """The calls of `/vatrates` (scope settings:read)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[VatRates]:  # noqa: A002 - the name of the option on the wire
        """Yield the countries that meet a condition, each with its rates."""
        return self._session.pages("/vatrates", VatRates, filter=filter)

    def get(self, country_code: str) -> VatRates:
        """Read the rates of one country by its three letters."""
        return self._session.one("/vatrates/{}", VatRates, country_code)

    def list(self, filter: Filter | None = None) -> tuple[VatRates, ...]:  # noqa: A002 - as above
        """Read the countries that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))


class VatRateDefinitions:
    """The calls of `/vatratedefinitions` (scope settings:read)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> tuple[VatRateDefinition, ...]:
        """Read what the codes of the rates mean."""
        return tuple(self._session.pages("/vatratedefinitions", VatRateDefinition))
