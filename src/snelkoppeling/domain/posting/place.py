"""Where the other party is, as VAT sees it: by its VAT number, else by its address."""

from dataclasses import dataclass
from functools import lru_cache

from snelkoppeling.domain.counterparty import Counterparty, CountryClass, country_class

NORTHERN_IRELAND = "XI"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the other party is."""

    country: str | None
    """By its address."""
    seat: CountryClass | None
    """By its address, else by its VAT number."""
    vat_area: CountryClass | None
    """By its VAT number, else by its address."""
    has_vat_number: bool
    is_only_for_goods: bool
    """Northern Ireland: within the EU for goods, outside it for services."""

    @property
    def is_private_in_eu(self) -> bool:
        """Whether it is in another EU country without a VAT number: SnelStart's private person there."""
        return self.seat is CountryClass.EU and not self.has_vat_number


def place_of(counterparty: Counterparty) -> Place:
    """Find out where the other party is."""
    return _place(counterparty.country_code, (counterparty.vat_number or "")[:2])


@lru_cache(maxsize=1000)
def _place(country: str | None, prefix: str) -> Place:
    by_address = country_class(country)
    by_number = country_class(prefix)
    return Place(
        country=country,
        seat=by_address or by_number,
        vat_area=by_number or by_address,
        has_vat_number=bool(prefix),
        is_only_for_goods=prefix == NORTHERN_IRELAND,
    )
