"""All commands together, and what becomes of the errors that they foresee."""

import difflib
import importlib
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import typer

from snelkoppeling.cli import command_help, problems
from snelkoppeling.cli.screen import complain, complaints, prepare_streams, say
from snelkoppeling.errors import SnelkoppelingError

INTERRUPTED = 130
HELP = frozenset({"-h", "--help", "help"})


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives, and what the overview says of it; its module is loaded when it is asked for."""

    module: str
    function: str
    nl: str
    en: str


GROUPS: Sequence[tuple[str, str, dict[str, Command]]] = (
    (
        "Beginnen",
        "to begin",
        {
            "demo": Command("demo", "demo", "alles zien, met een nagebouwd SnelStart", "see it all"),
            "up": Command("up", "up", "alles starten; ook: ./start", "start everything"),
            "connect": Command(
                "connect", "connect", "een administratie koppelen", "couple an administration"
            ),
        },
    ),
    (
        "Elke dag",
        "every day",
        {
            "status": Command("status", "status", "waar alles staat", "where everything stands"),
            "import": Command(
                "import_ubl", "import_ubl", "een map met UBL-facturen inlezen", "bring UBL invoices in"
            ),
            "show": Command("show", "show", "één factuur of relatie bekijken", "look at one record"),
            "tasks": Command("tasks", "tasks", "wat iemand nodig heeft, per oorzaak", "what needs somebody"),
            "decide": Command("decide", "decide", "een keuze maken bij twijfel", "settle a doubt"),
            "retry": Command("retry", "retry", "opnieuw proberen wat apart ligt", "try again"),
            "plan": Command("plan", "plan", "zien wat er zou gebeuren", "see what would happen"),
            "approve": Command("approve", "approve", "een plan goedkeuren", "approve a plan"),
            "doctor": Command("doctor", "doctor", "wat is er mis, en wat te doen", "what is wrong"),
        },
    ),
    (
        "Instellen",
        "to set",
        {
            "rules": Command("rules", "rules", "de grootboekregels bekijken en proberen", "ledger rules"),
            "settings": Command(
                "settings_command", "settings", "keuzes per administratie", "choices of an administration"
            ),
        },
    ),
    (
        "Op meer machines",
        "on several machines",
        {
            "web": Command("web", "web", "alleen de website en de API", "web and API only"),
            "worker": Command("worker", "worker", "alleen een worker", "a worker only"),
        },
    ),
)
COMMANDS = {name: command for _, _, group in GROUPS for name, command in group.items()}


def main() -> None:
    """Run the command that was typed, and end with its exit code."""
    prepare_streams()
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Run a command; a foreseen error becomes a message with its remedy. Returns the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _run(words)
    except problems.CommandError as error:
        complain(error)
        return error.exit_code
    except SnelkoppelingError as error:
        complain(error)
        return 1
    except OSError as error:
        if error.filename is None:
            raise
        complain(problems.file_trouble(str(error.filename), error.strerror or ""))
        return 1
    except KeyboardInterrupt:
        say("\nAfgebroken.", "Broken off.", to=complaints)
        return INTERRUPTED


def _run(words: Sequence[str]) -> int:
    if not words or words[0] in HELP:
        command_help.overview(
            (nl, en, {name: (one.nl, one.en) for name, one in group.items()}) for nl, en, group in GROUPS
        )
        return 0
    name, *rest = words
    if name == "--version":
        say(f"snelkoppeling {_version()}")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        raise _unknown(name)
    parser = _parser(command)
    if HELP & set(rest):
        command_help.of_command(name, parser)
        return 0
    try:
        code = parser.main(args=list(rest), prog_name=f"./start {name}", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except command_help.UsageError as error:
        raise command_help.explained(name, error) from error
    return code if isinstance(code, int) else 0


def _parser(command: Command) -> "command_help.Parser":
    function = getattr(importlib.import_module(f"snelkoppeling.cli.{command.module}"), command.function)
    application = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    application.command(add_help_option=False)(function)
    return typer.main.get_command(application)


def _unknown(name: str) -> problems.CommandError:
    close = difflib.get_close_matches(name, COMMANDS, n=1)
    nl = f" Bedoelt u {close[0]}?" if close else " ./start --help noemt ze allemaal."
    en = f" Do you mean {close[0]}?" if close else " ./start --help lists them all."
    return problems.WrongUsageError(
        "unknown-command",
        nl=f"Er is geen opdracht “{name}”.{nl}",
        en=f"There is no command “{name}”.{en}",
    )


def _version() -> str:
    try:
        return version("snelkoppeling")
    except PackageNotFoundError:
        # Run from a checkout, as `./start` does.
        return "0.1.0"
