"""A postal address as a CRM sends it."""

from typing import Annotated

from pydantic import Field

from snelkoppeling.domain.relation import Address
from snelkoppeling.web.api.body import Body
from snelkoppeling.web.api.fields import Cleared, Country, Line25, Line50


class AddressBody(Body):
    """A postal address, sent as a whole; the street holds the house number."""

    street: Annotated[Line50 | None, Cleared] = None
    postal_code: Annotated[Line25 | None, Cleared] = None
    city: Annotated[Line50 | None, Cleared] = None
    country_code: Annotated[Country | None, Cleared] = Field(None, description="ISO 3166-1; absent is NL.")


def to_address(body: AddressBody | None) -> Address | None:
    """Make the address; one without a single filled field is none."""
    if body is None or not (body.street or body.postal_code or body.city or body.country_code):
        return None
    return Address(
        street=body.street or "",
        postal_code=body.postal_code or "",
        city=body.city or "",
        country_code=body.country_code or "NL",
    )
