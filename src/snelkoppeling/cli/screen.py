"""What the command line says to people: plain Dutch, with colour where there is a terminal for it."""

import sys
from typing import NoReturn

from rich.console import Console

from snelkoppeling.errors import SnelkoppelingError

console = Console(highlight=False)
complaints = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """Write a line."""
    console.print(text)


def complain(error: SnelkoppelingError) -> None:
    """Say what went wrong, in Dutch where the error has it, with the English beside it."""
    nl, en = getattr(error, "nl", ""), getattr(error, "en", "")
    complaints.print(f"[bold red]✗[/] {nl or error}", soft_wrap=True)
    if nl and en:
        complaints.print(f"  [dim]{en}[/]", soft_wrap=True)


def give_up(error: SnelkoppelingError) -> NoReturn:
    """Say what went wrong and end with a code that tells so."""
    complain(error)
    sys.exit(1)
