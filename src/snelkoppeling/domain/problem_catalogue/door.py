"""Problems that the doors find in what is sent to them."""

from collections.abc import Mapping

DOOR: Mapping[str, tuple[str, str]] = {}
