"""The line to a simulator's control port: sends a call and reads its answer."""

from collections.abc import Mapping
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

import httpx
import msgspec

_TIMEOUT_SECONDS = 30
JsonObject = dict[str, Any]


class ControlError(Exception):
    """The simulator did not understand a control call."""

    def __init__(self, method: str, path: str, *, status: int, reason: str) -> None:
        super().__init__(f"{method} {path} was answered {status}: {reason}")
        self.status = status


class ControlLine:
    """An open line; each call is answered by an object or by a list of them."""

    def __init__(self, control: str) -> None:
        self._http = httpx.Client(base_url=control, timeout=_TIMEOUT_SECONDS, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the line to the simulator."""
        self._http.close()

    def _object(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> JsonObject:
        value: JsonObject = self._ask(method, path, body=body, kind=dict)
        return value

    def _rows(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> list[JsonObject]:
        value: list[JsonObject] = self._ask(method, path, body=body, kind=list)
        return value

    def _ask(self, method: str, path: str, *, body: Mapping[str, Any] | None, kind: type[Any]) -> Any:
        content = None if body is None else msgspec.json.encode(body)
        response = self._http.request(method, path, content=content)
        value = msgspec.json.Decoder(float_hook=Decimal).decode(response.content)
        if response.status_code != httpx.codes.OK:
            reason = value.get("error", "")
            raise ControlError(method, path, status=response.status_code, reason=reason)
        if not isinstance(value, kind):
            raise ControlError(method, path, status=response.status_code, reason="not the expected JSON")
        return value
