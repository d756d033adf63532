"""What `./start` and `./test` do once there is a suitable Python."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools import environment
from tools.messages import LaunchError, complain

CHECKOUT = Path(os.path.realpath(__file__)).parent.parent
# The last one is set in many containers; with it, every start would compile all modules anew.
NOT_FOR_OURS = ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
HELP = ("-h", "--help", "--version")


def command_for(words: Sequence[str]) -> list[str]:
    """Give snelkoppeling's own command for what was typed after `./start`."""
    if not words or (words[0].startswith("-") and words[0] not in HELP):
        return ["up", *words]
    return list(words)


def start(words: Sequence[str]) -> None:
    """Make the environment ready and become snelkoppeling."""
    python = environment.environment_for(CHECKOUT, environment.RUN_LOCK, variables=os.environ).python
    sys.stdout.flush()
    sys.stderr.flush()
    # Not with the current folder in the path: a file there may be called like a package that we use.
    arguments = [str(python), "-P", "-m", "snelkoppeling", *command_for(words)]
    os.execve(python, arguments, variables_for_ours(os.environ))  # noqa: S606  # That is its purpose.


def test(words: Sequence[str]) -> None:
    """Make the environment ready for tests and run every check and test; with `--setup` only the former."""
    from tools import checks  # noqa: PLC0415  # `./start` does not need it.

    place = environment.environment_for(CHECKOUT, environment.TEST_LOCK, variables=os.environ)
    if list(words) == ["--setup"]:
        return
    sys.exit(checks.run(CHECKOUT, place, words=words, variables=variables_for_ours(os.environ)))


def variables_for_ours(variables: Mapping[str, str]) -> dict[str, str]:
    """Give the variables for a Python of the environment: no packages from elsewhere, and quick again."""
    kept = {name: value for name, value in variables.items() if name not in NOT_FOR_OURS}
    return {**kept, "PYTHONSAFEPATH": "1"}


def run(command: Callable[[Sequence[str]], None]) -> None:
    """Run one of the two and end with a message instead of a stack trace where we know what is wrong."""
    try:
        command(sys.argv[1:])
    except LaunchError as error:
        complain(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
