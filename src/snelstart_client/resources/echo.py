"""Asks SnelStart to say something back: the cheapest way to see whether a coupling works."""

import msgspec

from snelstart_client.calls import Call
from snelstart_client.session import Session
from snelstart_client.wire import UnreadableError


class Echo:
    """The call that gives back what it gets."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, text: str) -> str:
        """Give the text back as SnelStart received it."""
        return self._session.fetch(Call("GET", "/echo/{}", (text,)), read_text)


def read_text(data: bytes) -> str:
    """Read a JSON text; no content at all is the answer to an empty text (SnelStart API, section 2)."""
    if not data:
        return ""
    try:
        return msgspec.json.decode(data, type=str)
    except msgspec.MsgspecError:
        raise UnreadableError("the answer is not a text") from None
