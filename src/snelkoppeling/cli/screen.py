"""What the command line says to people: Dutch first, with English beside it."""

import sys
import textwrap

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from snelkoppeling.cli.problems import in_both_languages
from snelkoppeling.errors import SnelkoppelingError

LEAST_WIDTH = 20
WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal is."""
MARKS = {"✓": "bold green", "✗": "bold red", "!": "bold yellow", "·": "dim"}
BESIDE = "  ·  "

console = Console(highlight=False, markup=False)
complaints = Console(stderr=True, highlight=False, markup=False)


def prepare_streams() -> None:
    """Let a terminal that lacks a character show another one instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(nl: str, en: str = "", *, mark: str = "", indent: int = 0, to: Console | None = None) -> None:
    """Write a sentence; its English stands beside it where both fit on a line, else below it."""
    screen = to or console
    width = min(screen.width, WIDEST) - 1
    lead = Text(" " * indent)
    if mark:
        lead.append(mark, MARKS.get(mark, "")).append(" ")
    if en and lead.cell_len + cell_len(nl) + len(BESIDE) + cell_len(en) <= width:
        _write(screen, Text.assemble(lead, nl, (f"{BESIDE}{en}", "dim")))
        return
    further = Text(" " * lead.cell_len)
    for text, style, first in ((nl, "", lead), (en, "dim", further)):
        for number, line in enumerate(wrapped(text, width - lead.cell_len) if text else ()):
            _write(screen, Text.assemble(further if number else first, (line, style)))


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines; a word that is longer than a line, such as an address, stays whole."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += textwrap.wrap(
            paragraph, max(width, LEAST_WIDTH), break_long_words=False, break_on_hyphens=False
        ) or [""]
    return lines


def heading(nl: str, en: str = "") -> None:
    """Write a heading with an empty line above it."""
    console.print()
    _write(console, Text.assemble((nl, "bold"), (f"{BESIDE}{en}" if en else "", "dim")))


def fact(label: str, value: str, *, width: int = 14, style: str = "") -> None:
    """Write a label with its value."""
    lines = wrapped(value, min(console.width, WIDEST) - width - 5)
    for number, line in enumerate(lines):
        _write(console, Text.assemble("  ", (f"{'' if number else label:<{width}}  ", "dim"), (line, style)))


def command(nl: str, typed: str, *, en: str, indent: int = 0) -> None:
    """Write what can be typed next, whole on a line of its own where it would be broken."""
    lead = " " * indent
    line = Text.assemble(lead, nl, "  ", (typed, "cyan"))
    beside = f"{BESIDE}{en}"
    if line.cell_len + cell_len(beside) < min(console.width, WIDEST):
        line.append(beside, "dim")
    _write(console, line)


def complain(error: SnelkoppelingError) -> None:
    """Say what went wrong and what to do, in both languages."""
    nl, en = in_both_languages(error)
    say(nl, en, mark="✗", to=complaints)


def _write(screen: Console, text: Text) -> None:
    # Rich would break an address or a folder in two; people copy those.
    screen.print(text, soft_wrap=True)
