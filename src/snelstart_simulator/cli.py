"""The command that starts the simulator."""

import argparse
import asyncio
import sys
from pathlib import Path

from snelstart_simulator.administration import LIMITS
from snelstart_simulator.running import Options, Simulator
from snelstart_simulator.state_file import StateFileError

try:
    import uvloop
except ImportError:  # Windows has none, and does without.
    _LOOP = None
else:
    _LOOP = uvloop.new_event_loop


def main(arguments: list[str] | None = None) -> int:
    """Run the simulator until it is stopped."""
    asked = _parser().parse_args(arguments)
    options = Options(
        host=asked.host,
        port=asked.port,
        control_port=asked.control_port,
        ready_file=asked.ready_file,
        state=asked.state,
        seed=asked.seed,
        limits=asked.limits,
        stop_with_parent=asked.stop_with_parent,
    )
    try:
        with asyncio.Runner(loop_factory=_LOOP) as runner:
            runner.run(_run(options))
    except (OSError, StateFileError) as error:
        print(f"snelstart-simulator: {error}", file=sys.stderr)  # noqa: T201 - told to the one who started it.
        return 1
    return 0


async def _run(options: Options) -> None:
    await Simulator(options).run()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="snelstart-simulator", description="A SnelStart to test and demonstrate against."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address of the API and the page")
    parser.add_argument("--port", type=int, default=0, help="port of the API and the page; 0 is any")
    parser.add_argument("--control-port", type=int, default=0, help="port of the control calls; 0 is any")
    parser.add_argument(
        "--ready-file", type=Path, help="where to write the addresses, as JSON, once it listens"
    )
    parser.add_argument("--state", type=Path, help="file that keeps the books")
    parser.add_argument("--seed", type=int, help="fixes all identifiers")
    parser.add_argument(
        "--limits", choices=sorted(LIMITS), default="productie", help="how many calls are allowed"
    )
    parser.add_argument(
        "--stop-with-parent", action="store_true", help="stop when the program that started it is gone"
    )
    return parser
