"""The control port: finds what a control call asks for and answers in JSON."""

import sys
import traceback
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from snelstart_simulator.activation import Courier, NoSuchCoupling, post_json
from snelstart_simulator.api import Message, Receive, Scope, Send, read_body
from snelstart_simulator.bookkeeper import UnknownRecord
from snelstart_simulator.control import (
    administration_calls,
    booking_calls,
    relation_calls,
    vat_calls,
    world_calls,
)
from snelstart_simulator.control.requests import Control, WrongRequest
from snelstart_simulator.models.record import to_json
from snelstart_simulator.world import World

_CALLS: tuple[tuple[str, str, Callable[[Control], Any]], ...] = (
    ("GET", "/", world_calls.summary),
    ("POST", "/reset", world_calls.reset),
    ("GET", "/switches", world_calls.read_switches),
    ("PATCH", "/switches", world_calls.change_switches),
    ("GET", "/faults", world_calls.list_faults),
    ("POST", "/faults", world_calls.add_fault),
    ("DELETE", "/faults", world_calls.clear_faults),
    ("DELETE", "/faults/*", world_calls.remove_fault),
    ("GET", "/clock", world_calls.read_clock),
    ("POST", "/clock", world_calls.set_clock),
    ("GET", "/subscription-keys", world_calls.list_keys),
    ("POST", "/subscription-keys", world_calls.set_key),
    ("DELETE", "/subscription-keys/*", world_calls.remove_key),
    ("POST", "/tokens/drop", world_calls.drop_tokens),
    ("GET", "/calls", world_calls.read_calls),
    ("DELETE", "/calls", world_calls.clear_calls),
    ("GET", "/counts", world_calls.read_counts),
    ("POST", "/limits/reset", world_calls.reset_limits),
    ("POST", "/down", world_calls.set_down),
    ("POST", "/apps", world_calls.register_app),
    ("GET", "/couplings", world_calls.list_couplings),
    ("POST", "/couplings", world_calls.couple),
    ("POST", "/couplings/regenerate", world_calls.regenerate),
    ("POST", "/couplings/delete", world_calls.uncouple),
    ("GET", "/deliveries", world_calls.list_deliveries),
    ("GET", "/administrations", administration_calls.list_all),
    ("POST", "/administrations", administration_calls.create),
    ("GET", "/administrations/*", administration_calls.read),
    ("PATCH", "/administrations/*", administration_calls.change),
    ("DELETE", "/administrations/*", administration_calls.remove),
    ("POST", "/administrations/*/swap", administration_calls.swap),
    ("GET", "/administrations/*/books", administration_calls.books),
    ("POST", "/administrations/*/payments", booking_calls.pay),
    ("PATCH", "/administrations/*/bookings/*", booking_calls.edit),
    ("DELETE", "/administrations/*/bookings/*", booking_calls.delete),
    ("POST", "/administrations/*/backups", booking_calls.back_up),
    ("POST", "/administrations/*/restore", booking_calls.restore),
    ("POST", "/administrations/*/bring-back", booking_calls.bring_back),
    ("POST", "/administrations/*/closed-periods", administration_calls.close_period),
    ("DELETE", "/administrations/*/closed-periods", administration_calls.open_periods),
    ("PUT", "/administrations/*/protections/*", administration_calls.protect),
    ("PUT", "/administrations/*/cost-centre-settings/*", administration_calls.set_cost_centre),
    ("PUT", "/administrations/*/custom-fields", relation_calls.set_custom_fields),
    ("POST", "/administrations/*/mandates", relation_calls.add_mandate),
    ("PATCH", "/administrations/*/mandates/*", relation_calls.withdraw_mandate),
    ("POST", "/administrations/*/vat-rates", vat_calls.set_rate),
    ("POST", "/administrations/*/vat-returns", vat_calls.create),
    ("PATCH", "/administrations/*/vat-returns/*", vat_calls.change),
    ("DELETE", "/administrations/*/vat-returns/*", vat_calls.remove),
    ("PATCH", "/administrations/*/records/*/*", administration_calls.edit_record),
    ("DELETE", "/administrations/*/records/*/*", administration_calls.delete_record),
)


class ControlApp:
    """Answers on the control port, as an ASGI application."""

    def __init__(
        self,
        world: World,
        *,
        on_down: Callable[[], Awaitable[None]],
        stop: Callable[[], None],
        courier: Courier = post_json,
    ) -> None:
        self._world = world
        self._on_down = on_down
        self._stop = stop
        self._courier = courier

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one control call."""
        body = await read_body(receive)
        status, value = await self._answer(scope, body)
        await self._on_down()
        content = to_json(value)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
        start: Message = {"type": "http.response.start", "status": status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": content})

    async def _answer(self, scope: Scope, body: bytes) -> tuple[int, Any]:
        method, path = scope["method"], scope["path"]
        if (method, path) == ("POST", "/stop"):
            self._stop()
            return 200, {"stopping": True}
        found = _find(method, path)
        if found is None:
            known = [f"{known_method} {template}" for known_method, template, _ in _CALLS]
            return 404, {"error": f"there is no {method} {path}", "calls": known}
        handler, parameters = found
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        self._world.changes += method != "GET"
        try:
            value = handler(Control(self._world, parameters, body, query, self._courier))
            return 200, await value if isinstance(value, Awaitable) else value
        except (WrongRequest, UnknownRecord, NoSuchCoupling) as error:
            return 400, {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - a server's outermost loop: told to the caller and shown in full here.
            traceback.print_exc(file=sys.stderr)
            return 500, {"error": f"{type(error).__name__}: {error}"}


def _find(method: str, path: str) -> tuple[Callable[[Control], Any], tuple[str, ...]] | None:
    segments = path.split("/")
    for known_method, template, handler in _CALLS:
        wanted = template.split("/")
        if known_method != method or len(wanted) != len(segments):
            continue
        if all(one in {"*", other} for one, other in zip(wanted, segments, strict=True)):
            pairs = zip(wanted, segments, strict=True)
            return handler, tuple(other for one, other in pairs if one == "*")
    return None
