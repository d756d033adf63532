"""Problems that a UBL document can have."""

from collections.abc import Mapping

EINVOICE: Mapping[str, tuple[str, str]] = {}
