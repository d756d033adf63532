"""What people set for one administration, and how it is stored."""

from dataclasses import dataclass, field
from typing import Final

import msgspec

from snelkoppeling.domain.cost_centre import ProjectPolicy
from snelkoppeling.domain.ledger import STANDARD_SERVICES, LedgerRules
from snelkoppeling.domain.policy import PostingPolicy
from snelkoppeling.sync.policy import SyncPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class AdministrationSettings:
    """What people set for one administration."""

    ledger_rules: LedgerRules = STANDARD_SERVICES
    posting: PostingPolicy = field(default_factory=PostingPolicy)
    """How invoices are booked that can be booked in more than one way, or not at all."""
    projects: ProjectPolicy = field(default_factory=ProjectPolicy)
    """How cost centres are numbered."""
    sync: SyncPolicy = field(default_factory=SyncPolicy)
    quota: str = "production"
    """Name of the profile of SnelStart's call limits."""
    own_numbers: tuple[str, ...] = ()
    """VAT and KvK numbers of the administration itself, by which its own invoices are told from others."""


SETTINGS_DECODER: Final = msgspec.json.Decoder(AdministrationSettings)


def decode_settings(text: str) -> AdministrationSettings:
    """Read the settings of an administration."""
    return SETTINGS_DECODER.decode(text)
