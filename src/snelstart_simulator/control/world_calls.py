"""Control over the whole simulator: reset, switches, faults, time, keys, the log of calls, and being down."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from snelstart_simulator import activation, bookkeeper
from snelstart_simulator.control.requests import Control, WrongRequest, convert
from snelstart_simulator.faults import Fault, Faults
from snelstart_simulator.seed.administration import seed_world
from snelstart_simulator.switches import Switches
from snelstart_simulator.world import Coupling, Delivery, Down


class ClockRequest(msgspec.Struct, forbid_unknown_fields=True):
    """How the clock is to be set; `advance` is in seconds."""

    now: datetime | None = None
    advance: float | None = None
    stopped: bool = False
    reset: bool = False


class KeyRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A subscription key, and until when it is valid."""

    sleutel: str
    geldig_tot: datetime | None = None


class DownRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Whether the API's port answers, refuses lines, or says 503."""

    mode: Literal["up", "refuse", "503"]


class AppRequest(msgspec.Struct, forbid_unknown_fields=True):
    """An app that may be coupled, and the address that is told of it."""

    app: str
    webhook: str


class CouplingRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A coupling as a user makes it: which app, to which administration, under which reference of the app."""

    app: str
    administration: str
    reference: str


class ReferenceRequest(msgspec.Struct, forbid_unknown_fields=True):
    """A coupling that exists."""

    reference: str


def summary(call: Control) -> dict[str, Any]:
    """Tell what there is."""
    world = call.world
    return {
        "administrations": list(world.administrations),
        "subscription_keys": list(world.subscription_keys),
        "now": world.clock.now(),
        "down": world.down,
        "faults": len(world.faults.list()),
        "calls": len(world.calls),
    }


def reset(call: Control) -> dict[str, Any]:
    """Begin again, with one fresh administration, or with none when `empty` is true."""
    world = call.world
    world.administrations.clear()
    world.subscription_keys.clear()
    world.drop_tokens()
    world.switches, world.faults = Switches(), Faults()
    world.down = "up"
    world.clock.reset()
    world.calls.clear()
    world.counts.clear()
    world.counters.clear()
    world.webhooks.clear()
    world.couplings.clear()
    world.deliveries.clear()
    if not call.json().get("empty"):
        seed_world(world)
    return summary(call)


def read_switches(call: Control) -> Switches:
    """Tell how each switch stands."""
    return call.world.switches


def change_switches(call: Control) -> Switches:
    """Set the switches that are named, and leave the others."""
    call.world.switches = convert({**msgspec.structs.asdict(call.world.switches), **call.json()}, Switches)
    bookkeeper.follow_switches(call.world)
    return call.world.switches


def add_fault(call: Control) -> dict[str, int]:
    """Set a fault."""
    fault = call.read(Fault)
    if fault.probability is not None and not 0 <= fault.probability <= 1:
        raise WrongRequest("probability must lie between 0 and 1")
    return {"number": call.world.faults.add(fault)}


def list_faults(call: Control) -> list[dict[str, Any]]:
    """List the faults that are set."""
    return call.world.faults.list()


def clear_faults(call: Control) -> dict[str, bool]:
    """Take all faults away."""
    call.world.faults.clear()
    return {"cleared": True}


def remove_fault(call: Control) -> dict[str, bool]:
    """Take one fault away."""
    text = call.parameters[0]
    if not text.isdecimal() or not call.world.faults.remove(int(text)):
        raise WrongRequest(f"there is no fault {text}")
    return {"removed": True}


def read_clock(call: Control) -> dict[str, Any]:
    """Tell the simulator's time."""
    return {"now": call.world.clock.now(), "stopped": call.world.clock.is_stopped}


def set_clock(call: Control) -> dict[str, Any]:
    """Set, stop or move the simulator's time."""
    asked, clock = call.read(ClockRequest), call.world.clock
    if asked.reset:
        clock.reset()
    moment = asked.now or clock.now()
    if moment.tzinfo is None:
        raise WrongRequest("now must have a zone, for example 2026-03-01T12:00:00Z")
    if asked.now is not None or asked.stopped:
        clock.set(moment, stopped=asked.stopped)
    if asked.advance is not None:
        clock.advance(timedelta(seconds=asked.advance))
    return read_clock(call)


def list_keys(call: Control) -> dict[str, datetime | None]:
    """List the subscription keys with the moment until which each is valid."""
    return call.world.subscription_keys


def set_key(call: Control) -> dict[str, datetime | None]:
    """Add a subscription key, or set until when it is valid."""
    asked = call.read(KeyRequest)
    if asked.geldig_tot is not None and asked.geldig_tot.tzinfo is None:
        raise WrongRequest("geldig_tot must have a zone, for example 2026-03-01T12:00:00Z")
    call.world.subscription_keys[asked.sleutel] = asked.geldig_tot
    return call.world.subscription_keys


def remove_key(call: Control) -> dict[str, datetime | None]:
    """Make a subscription key unknown."""
    if call.parameters[0] not in call.world.subscription_keys:
        raise WrongRequest(f"there is no subscription key {call.parameters[0]}")
    del call.world.subscription_keys[call.parameters[0]]
    return call.world.subscription_keys


def drop_tokens(call: Control) -> dict[str, int]:
    """Make every access token worthless, or those of one administration."""
    return {"dropped": call.world.drop_tokens(call.json().get("administration"))}


def read_calls(call: Control) -> list[dict[str, Any]]:
    """List the calls that were answered, oldest first; `administration` in the query picks those of one."""
    wanted = call.query.get("administration")
    return [
        {
            "time_ns": one.time_ns,
            "administration": one.administration,
            "method": one.method,
            "path": one.path,
            "status": one.status,
        }
        for one in call.world.calls
        if wanted in {None, one.administration}
    ]


def clear_calls(call: Control) -> dict[str, bool]:
    """Forget the calls and their counts; the limits still remember them."""
    call.world.calls.clear()
    call.world.counts.clear()
    return {"cleared": True}


def read_counts(call: Control) -> dict[str, dict[str, int]]:
    """Tell for each administration how often each operation was called."""
    return {naam: dict(counts) for naam, counts in call.world.counts.items()}


def reset_limits(call: Control) -> dict[str, bool]:
    """Let every administration begin with an unused allowance of calls."""
    call.world.counters.clear()
    return {"reset": True}


def set_down(call: Control) -> dict[str, Down]:
    """Take the API's port down, or bring it back."""
    call.world.down = call.read(DownRequest).mode
    return {"mode": call.world.down}


def register_app(call: Control) -> dict[str, str]:
    """Register an app with its webhook, as SnelStart does for a certified one."""
    asked = call.read(AppRequest)
    call.world.webhooks[asked.app] = asked.webhook
    return call.world.webhooks


def list_couplings(call: Control) -> dict[str, Coupling]:
    """List what was coupled, by the app's reference."""
    return call.world.couplings


def list_deliveries(call: Control) -> list[Delivery]:
    """List the messages that were sent to webhooks."""
    return call.world.deliveries


async def couple(call: Control) -> dict[str, Coupling]:
    """Couple as a user does who follows the activation link."""
    asked, world = call.read(CouplingRequest), call.world
    administration = world.administrations.get(asked.administration)
    if administration is None or asked.app not in world.webhooks:
        raise WrongRequest("there is no such administration or app")
    await activation.couple(
        world, administration, app=asked.app, reference=asked.reference, courier=call.courier
    )
    return world.couplings


async def regenerate(call: Control) -> dict[str, Coupling]:
    """Replace the key of a coupling, and tell the app."""
    await activation.regenerate(call.world, call.read(ReferenceRequest).reference, call.courier)
    return call.world.couplings


async def uncouple(call: Control) -> dict[str, Coupling]:
    """End a coupling, and tell the app."""
    await activation.uncouple(call.world, call.read(ReferenceRequest).reference, call.courier)
    return call.world.couplings
