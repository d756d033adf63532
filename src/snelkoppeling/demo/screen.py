"""Shows the demonstration in a terminal: addresses, one line an event, totals, and the account at the end."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from snelkoppeling.demo.happenings import DemoEvent, Outcome, Sides, Subject
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.report import DemoReport
from snelkoppeling.demo.wording import counted
from snelkoppeling.domain.money import ZERO, Money

MARKS = {
    Outcome.ARRIVED: ("✓", "green"),
    Outcome.NOTHING_NEW: ("=", "dim"),
    Outcome.REFUSED: ("✗", "magenta"),
    Outcome.LISTED: ("!", "yellow"),
    Outcome.WAITING: ("…", "cyan"),
    Outcome.UNDER_WAY: ("…", "cyan"),
    Outcome.DOOR_CLOSED: ("↻", "red"),
    Outcome.BY_HAND: ("✎", "blue"),
}
LEAST_WIDTH = 20
LABEL_WIDTH = 12
EXPLAINED = (
    "Links van de pijl wat er gebeurt, rechts wat er in SnelStart van komt.",
    "✎ is mensenwerk; al het andere gaat over de openbare API, vanzelf.",
)
WIDEST = 110
"""Lines longer than this are hard to read, however wide the terminal is."""


@dataclass(frozen=True, slots=True)
class Address:
    """Something to open in a browser."""

    label: str
    url: str


@dataclass(slots=True)
class _Totals:
    """What the footer counts."""

    relations: set[str] = field(default_factory=set)
    projects: set[str] = field(default_factory=set)
    sales: dict[str, Money] = field(default_factory=dict)
    purchases: dict[str, Money] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    refused: int = 0
    milliseconds: list[int] = field(default_factory=list)

    def count(self, event: DemoEvent) -> None:
        for part in event.parts:
            self.count(part)
        match event.outcome:
            case Outcome.ARRIVED:
                self._count_arrival(event)
            case Outcome.LISTED:
                self.listed.add(event.record)
            case Outcome.REFUSED:
                self.refused += 1
        if event.milliseconds is not None and not event.is_later_news:
            self.milliseconds.append(event.milliseconds)

    def _count_arrival(self, event: DemoEvent) -> None:
        self.listed.discard(event.record)
        match event.subject:
            case Subject.RELATION:
                self.relations.add(event.record)
            case Subject.PROJECT:
                self.projects.add(event.record)
            case Subject.SALE:
                self.sales[event.record] = event.amount or ZERO
                self.relations |= {event.brings_customer} - {""}
            case Subject.PURCHASE:
                self.purchases[event.record] = event.amount or ZERO

    def line(self) -> Text:
        parts = [
            counted(len(self.relations), "relatie", "relaties"),
            counted(len(self.projects), "project", "projecten"),
            f"{len(self.sales)} verkoop {in_dutch(Money.total(self.sales.values()))}",
            f"{len(self.purchases)} inkoop {in_dutch(Money.total(self.purchases.values()))}",
            f"{len(self.listed)} op de lijst",
            f"{self.refused} geweigerd",
        ]
        if self.milliseconds:
            parts.append(f"doorgaans {round(median(self.milliseconds))} ms")
        return Text(" · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts))


class DemoScreen:
    """A calm screen: what happened on the left of the arrow, what arrived on its right.

    On a terminal the totals stay at the bottom once it goes live; without one they come at the end.
    """

    def __init__(self, addresses: Sequence[Address], console: Console | None = None) -> None:
        self._addresses = addresses
        self._console = console or Console(highlight=False, markup=False)
        self._totals = _Totals()
        self._live: Live | None = None

    def __enter__(self) -> Self:
        self._head()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop_footer()

    def go_live(self) -> None:
        """Keep the totals in view from now on; nothing else may write to the terminal meanwhile."""
        if self._console.is_terminal and self._live is None:
            self._live = Live(self._footer(), console=self._console, transient=True, auto_refresh=False)
            self._live.start()

    def show(self, event: DemoEvent) -> None:
        """Show one event and bring the totals up to date."""
        self._totals.count(event)
        mark, style = MARKS[event.outcome]
        first = (
            Text().append(f"{event.at.astimezone():%H:%M:%S} ", style="dim").append(f"{mark} ", style=style)
        )
        text = Text(event.in_crm).append(" → ", style="dim").append(event.in_books, style=style)
        if event.milliseconds is not None:
            text.append(f" ({_duration(event.milliseconds)})", style="dim")
        self._write(text, first)
        for side in event.sides:
            self._write_sides(side, first.cell_len)
        if self._live:
            self._live.update(self._footer(), refresh=True)

    def finish(self, report: DemoReport) -> None:
        """Show the account of the demonstration."""
        self._stop_footer()
        self._console.print()
        self._console.print(self._footer())
        if report.figures:
            self._console.print()
            self._console.print(_figures(report))
        if report.listed:
            self._heading("Op de lijst van de boekhouder")
        for record in report.listed:
            self._write(
                Text(f"{record.name}: ", style="yellow").append(" ".join(record.reasons), style="default")
            )
        for heading, sentences in _remarks(report):
            self._heading(heading)
            for sentence in sentences:
                self._write(Text(sentence))
        mark, style = ("✓", "bold green") if report.agrees else ("✗", "bold red")
        self._console.print()
        self._write(Text(report.conclusion, style=style), Text(f"{mark} ", style=style))

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDEST)

    def _head(self) -> None:
        self._console.print(Text("Snelkoppeling: een CRM dat leeft, en SnelStart dat meegaat", style="bold"))
        for sentence in EXPLAINED:
            self._console.print(Text(sentence, style="dim"))
        widest = max((len(address.label) for address in self._addresses), default=0)
        for address in self._addresses:
            line = Text(f"  {address.label:<{widest}}  ").append(address.url, style="cyan")
            # An address is never broken off: people copy it.
            self._console.print(line, soft_wrap=True)
        self._console.print()

    def _heading(self, text: str) -> None:
        self._console.print()
        self._console.print(Text(text, style="bold"))

    def _footer(self) -> RenderableType:
        return Group(Text("─" * self._width, style="dim"), *_wrapped(self._totals.line(), self._width))

    def _stop_footer(self) -> None:
        if self._live:
            self._live.stop()
            self._live = None

    def _write_sides(self, side: Sides, indent: int) -> None:
        """Write what both sides hold below one another, so that the eye finds the difference."""
        width = max(len(side.field), LABEL_WIDTH)
        for label, system, value in ((side.field, "CRM", side.in_crm), ("", "SnelStart", side.in_books)):
            lead = Text(" " * indent).append(f"{label:<{width}}  {system:<9}  ", style="dim")
            self._write(Text(value), lead)

    def _write(self, text: Text, first: Text | None = None) -> None:
        """Write a text with its further lines indented as far as its first one."""
        first = first if first is not None else Text("  ")
        further = Text("\n" + " " * first.cell_len)
        lines = _wrapped(text, self._width - first.cell_len)
        self._console.print(Text.assemble(first, further.join(lines)), soft_wrap=True)


def _wrapped(text: Text, width: int) -> Iterator[Text]:
    """Break a text into lines; unlike rich, never at a no-break space, as in an amount."""
    lines = textwrap.wrap(text.plain, max(width, LEAST_WIDTH), break_on_hyphens=False)
    rest = text
    for line in lines:
        yield rest[: len(line)]
        rest = rest[len(line) :]
        if rest.plain.startswith(" "):
            rest = rest[1:]


def _duration(milliseconds: int) -> str:
    if milliseconds < 1000:  # noqa: PLR2004 - a second
        return f"{milliseconds}\N{NO-BREAK SPACE}ms"
    return f"{milliseconds / 1000:.1f}\N{NO-BREAK SPACE}s".replace(".", ",")


def _figures(report: DemoReport) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("Klopt alles?")
    table.add_column("CRM", justify="right", no_wrap=True)
    table.add_column("SnelStart", justify="right", no_wrap=True)
    for figure in report.figures:
        style = "" if figure.in_crm == figure.in_books else "bold red"
        table.add_row(figure.label, figure.in_crm, figure.in_books, style=style)
    return table


def _remarks(report: DemoReport) -> Sequence[tuple[str, Sequence[str]]]:
    """List what is different, still under way, or came out otherwise than expected."""
    remarks = (
        ("Verschillen", report.differences),
        ("Nog onderweg", report.under_way),
        ("Anders gegaan dan verwacht", report.surprises),
    )
    return [(heading, sentences) for heading, sentences in remarks if sentences]
