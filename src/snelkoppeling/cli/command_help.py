"""Explains the commands: all of them on one screen, one with its options, and a mistake in typing one."""

import difflib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import typer
from rich.text import Text

from snelkoppeling.cli.problems import WrongUsageError
from snelkoppeling.cli.screen import console, fact, heading, say

UsageError = typer.TyperException


class Parameter(Protocol):
    """An argument or option, as the parser describes it."""

    @property
    def name(self) -> str | None: ...

    @property
    def opts(self) -> list[str]: ...

    @property
    def secondary_opts(self) -> list[str]: ...

    @property
    def metavar(self) -> str | None: ...


class Parser(Protocol):
    """What reads the words after a command."""

    @property
    def help(self) -> str | None: ...

    @property
    def params(self) -> Sequence[Any]: ...

    def main(self, args: list[str], prog_name: str, *, standalone_mode: bool) -> Any: ...


Group = tuple[str, str, Mapping[str, tuple[str, str]]]


def overview(groups: Iterable[Group]) -> None:
    """Show what there is, a line each."""
    say("Snelkoppeling houdt SnelStart in de pas met het CRM.", "Keeps SnelStart in step with the CRM.")
    for nl, en, commands in groups:
        heading(nl, en)
        for name, (what, in_english) in commands.items():
            line = Text.assemble(
                "  ", (f"./start {name:<8}", "cyan"), f"  {what}", (f"  ·  {in_english}", "dim")
            )
            console.print(line, soft_wrap=True)
    console.print()
    say("Meer over een opdracht: ./start connect --help", "more about a command")


def of_command(name: str, parser: Parser) -> None:
    """Show what one command does, and its options."""
    arguments = [_written(one) for one in parser.params if one.param_type_name == "argument"]
    say(" ".join(["./start", name, *arguments, "[opties]"]))
    console.print()
    for paragraph in inspect.cleandoc(parser.help or "").split("\n\n"):
        say(" ".join(paragraph.split("\n")))
    shown = [one for one in parser.params if not getattr(one, "hidden", False)]
    if not shown:
        return
    heading("Opties", "options")
    written = {_written(one): one.help or "" for one in shown}
    width = max(len(text) for text in written)
    for text, what in written.items():
        fact(text, what, width=width)


def _written(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name
        return f"<{name}>" if parameter.required else f"[{name}]"
    value = "" if parameter.is_flag else f" {parameter.metavar or (parameter.name or '').upper()}"
    return " / ".join([*parameter.opts, *parameter.secondary_opts]) + value


def explained(name: str, error: Exception) -> WrongUsageError:
    """Say what is wrong with what was typed after a command."""
    option, parameter = getattr(error, "option_name", None), getattr(error, "param", None)
    more_nl, more_en = f" Zie: ./start {name} --help", f" See: ./start {name} --help"
    if option and type(error).__name__ == "NoSuchOption":
        close = difflib.get_close_matches(option, getattr(error, "possibilities", None) or (), n=1)
        nl, en = (f" Bedoelt u {close[0]}?", f" Do you mean {close[0]}?") if close else (more_nl, more_en)
        return WrongUsageError(
            "unknown-option",
            nl=f"“{name}” kent geen {option}.{nl}",
            en=f"“{name}” has no {option}.{en}",
        )
    if parameter is not None and type(error).__name__ == "MissingParameter":
        return WrongUsageError(
            "argument-missing",
            nl=f"“{name}” mist {_written(parameter)}.{more_nl}",
            en=f"“{name}” needs {_written(parameter)}.{more_en}",
        )
    if parameter is not None:
        shown = _written(parameter)
        return WrongUsageError(
            "wrong-value",
            nl=f"De waarde bij {shown} kan niet.{more_nl}",
            en=f"The value of {shown} cannot be used.{more_en}",
        )
    said = str(getattr(error, "message", "") or error)
    return WrongUsageError(
        "wrong-usage",
        nl=f"“{name}” begrijpt dit niet: {said}.{more_nl}",
        en=f"Not understood: {said}.{more_en}",
    )
