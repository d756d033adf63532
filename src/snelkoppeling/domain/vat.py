"""Dutch VAT: categories as invoices name them, kinds as the books name them, rates by date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class VatCategory(StrEnum):
    """Why a line is taxed as it is: the codes of UNCL 5305 that EN 16931 allows."""

    STANDARD = "S"
    ZERO_RATED = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUT_OF_SCOPE = "O"
    CANARY_ISLANDS = "L"
    CEUTA_MELILLA = "M"


class VatKind(StrEnum):
    """The kind of VAT that a booking line carries (SnelStart API, section 7.1: btwSoort of a line)."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"
    OTHER = "other"


class VatEntryKind(StrEnum):
    """The kind of a VAT amount of a booking (SnelStart API, section 7.1: btw rows)."""

    SALES_LOW = "sales_low"
    SALES_HIGH = "sales_high"
    SALES_OTHER = "sales_other"
    SALES_REVERSE_CHARGE = "sales_reverse_charge"
    PURCHASE_LOW = "purchase_low"
    PURCHASE_HIGH = "purchase_high"
    PURCHASE_OTHER = "purchase_other"
    PURCHASE_REVERSE_CHARGE = "purchase_reverse_charge"


ENTRY_KIND: Mapping[VatKind, VatEntryKind] = {
    VatKind.LOW: VatEntryKind.SALES_LOW,
    VatKind.HIGH: VatEntryKind.SALES_HIGH,
    VatKind.OTHER: VatEntryKind.SALES_OTHER,
}
PURCHASE_ENTRY_KIND: Mapping[VatKind, VatEntryKind] = {
    VatKind.LOW: VatEntryKind.PURCHASE_LOW,
    VatKind.HIGH: VatEntryKind.PURCHASE_HIGH,
    VatKind.OTHER: VatEntryKind.PURCHASE_OTHER,
}


@dataclass(frozen=True, slots=True)
class VatRate:
    """The percentage of a kind of VAT in a period; both ends belong to it (SnelStart API, section 6.2)."""

    kind: VatKind
    percentage: Decimal
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class VatTable:
    """All rates of one administration, past and present."""

    rates: tuple[VatRate, ...]

    def kind_of(self, percentage: Decimal, day: date) -> VatKind | None:
        """Name the kind that has this percentage on this day; None when the table does not confirm one.

        A zero percentage is no kind of taxed sale; which account it goes to is a matter of its category.
        """
        if not percentage:
            return VatKind.NONE
        found = None
        for rate in self.rates:
            if rate.percentage == percentage and rate.valid_from <= day <= rate.valid_until:
                if found not in {None, rate.kind}:
                    return None
                found = rate.kind
        return found

    def percentage_of(self, kind: VatKind, day: date) -> Decimal | None:
        """Give the percentage of a kind on a day; None when the table has none, or more than one."""
        found = {rate.percentage for rate in self._on(day) if rate.kind is kind}
        return found.pop() if len(found) == 1 else None

    def percentages_on(self, day: date) -> Sequence[Decimal]:
        """List the percentages above zero that are in force on a day, highest first."""
        return sorted({rate.percentage for rate in self._on(day) if rate.percentage}, reverse=True)

    def _on(self, day: date) -> Sequence[VatRate]:
        return [rate for rate in self.rates if rate.valid_from <= day <= rate.valid_until]
