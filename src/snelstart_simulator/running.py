"""Runs the simulator: its two ports, its state file, and the way it stops."""

import asyncio
import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from snelstart_simulator import state_file
from snelstart_simulator.administration import LimitsName
from snelstart_simulator.api import Api
from snelstart_simulator.control.app import ControlApp
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.listener import Listener
from snelstart_simulator.seed.administration import seed_world
from snelstart_simulator.world import World

_SECONDS_BETWEEN_SAVES = 2


@dataclass(frozen=True, slots=True)
class Options:
    """How the simulator is to run; a port of 0 is any that is free."""

    host: str = "127.0.0.1"
    port: int = 0
    control_port: int = 0
    ready_file: Path | None = None
    state: Path | None = None
    seed: int | None = None
    limits: LimitsName = "productie"
    stop_with_parent: bool = False


class Simulator:
    """One world, on two ports of this machine; the control port never leaves the machine itself."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.world = World(identifiers=Identifiers(options.seed))
        self.world.default_limits = options.limits
        self._stopping = asyncio.Event()
        self._saved_changes = 0
        self._api = Listener(Api(self.world), host=options.host, port=options.port)
        control = ControlApp(self.world, on_down=self._follow_down, stop=self._stopping.set)
        self._control = Listener(control, host="127.0.0.1", port=options.control_port)

    async def run(self) -> None:
        """Run until somebody stops it."""
        self._fill()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopping.set)
        await self._control.open()
        await self._api.open()
        self._announce()
        try:
            await self._save_until_stopped()
        finally:
            await self._api.close()
            await self._control.close()
            self._save()

    def addresses(self) -> dict[str, Any]:
        """Tell where it listens, and how to enter."""
        return {
            "api": f"{self._api.address}/v2",
            "auth": self._api.address,
            "control": self._control.address,
            "subscription_keys": list(self.world.subscription_keys),
            "administrations": {
                one.naam: {"koppelsleutels": one.koppelsleutels}
                for one in self.world.administrations.values()
            },
        }

    def _fill(self) -> None:
        path = self.options.state
        if path is not None and path.exists():
            state_file.load(self.world, path)
            return
        seed_world(self.world)

    def _announce(self) -> None:
        addresses = self.addresses()
        ready = self.options.ready_file
        if ready is not None:
            beside = ready.with_name(f"{ready.name}.new")
            beside.write_text(json.dumps(addresses), encoding="utf-8")
            beside.replace(ready)
        print(  # noqa: T201 - the one line that the command prints.
            f"SnelStart simulator: page {addresses['auth']}/ api {addresses['api']} "
            f"auth {addresses['auth']} control {addresses['control']}",
            flush=True,
        )

    async def _follow_down(self) -> None:
        """Close the API's port while it has to refuse, and open it again afterwards."""
        if self.world.down == "refuse":
            await self._api.close()
        else:
            await self._api.open()

    async def _save_until_stopped(self) -> None:
        parent = os.getppid()
        while not self.options.stop_with_parent or os.getppid() == parent:
            try:
                await asyncio.wait_for(self._stopping.wait(), _SECONDS_BETWEEN_SAVES)
            except TimeoutError:
                self._save()
            else:
                return

    def _save(self) -> None:
        if self.options.state is not None and self._saved_changes != self.world.changes:
            self._saved_changes = self.world.changes
            state_file.save(self.world, self.options.state)
