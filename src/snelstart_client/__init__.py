"""A typed, synchronous client of the SnelStart B2B API, in SnelStart's own words.

Belongs here: how to talk to SnelStart, and what its records look like on the wire.
Does not belong here: anything that knows the service that uses it, or what a record means to it.
"""

from snelstart_client.client import SnelStart
from snelstart_client.filters import Filter, where
from snelstart_client.limiter import OFF, PRODUCTION, TEST, Limiter, Profile
from snelstart_client.secret import Secret
from snelstart_client.settings import Grant, Outside, RetryPolicy, Settings, Timeouts
from snelstart_client.wire import Verwijzing, body_of

__all__ = [
    "OFF",
    "PRODUCTION",
    "TEST",
    "Filter",
    "Grant",
    "Limiter",
    "Outside",
    "Profile",
    "RetryPolicy",
    "Secret",
    "Settings",
    "SnelStart",
    "Timeouts",
    "Verwijzing",
    "body_of",
    "where",
]
