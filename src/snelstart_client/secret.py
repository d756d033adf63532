"""Keeps a key or token out of logs, tracebacks and representations."""

import hmac
from typing import Final

FIRST_VISIBLE: Final = "!"
LAST_VISIBLE: Final = "~"


class Secret:
    """A text that shows itself only when asked by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        stripped = text.strip()
        if not stripped or not all(FIRST_VISIBLE <= letter <= LAST_VISIBLE for letter in stripped):
            # Sent as it is, such a key would be refused, or would break the HTTP header it stands in.
            raise ValueError("a key is one word of visible ASCII characters")
        self._text = stripped

    def reveal(self) -> str:
        """Give the text itself, for the one place that sends it."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text, other._text)

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(***)"
