"""The VAT rates of other countries, for selling to private persons there."""

from decimal import Decimal
from typing import Literal

from snelstart_simulator.models.record import Record, WallTime

RateCode = Literal["SR", "RRH", "RRL", "PR", "SRR"]


class VatRateDefinition(Record, frozen=True):
    """A kind of rate."""

    rate_code: RateCode
    short_name: str
    name: str


class VatRate(Record, frozen=True):
    """A percentage from a day on, that day included; until the next one of its kind."""

    rate_code: RateCode
    rate: Decimal
    valid_from: WallTime


class VatRates(Record, frozen=True):
    """The rates of one country, by the three letters of its code."""

    country_code: str
    vat_rates: tuple[VatRate, ...]
