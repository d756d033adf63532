"""What the bodies that a CRM sends have in common."""

from pydantic import BaseModel, ConfigDict


class Body(BaseModel):
    """Nothing is converted, and a field that is not known is refused by name, so that no typo loses data."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
