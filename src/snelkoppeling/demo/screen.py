"""Shows the demonstration in a terminal: addresses, one line an event, totals, and the account at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from snelkoppeling.demo.happenings import DemoEvent, Outcome, Subject
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.report import DemoReport
from snelkoppeling.domain.money import ZERO, Money

MARKS = {
    Outcome.ARRIVED: ("✓", "green"),
    Outcome.NOTHING_NEW: ("=", "dim"),
    Outcome.REFUSED: ("✗", "magenta"),
    Outcome.LISTED: ("!", "yellow"),
    Outcome.WAITING: ("…", "cyan"),
    Outcome.UNDER_WAY: ("…", "cyan"),
    Outcome.DOOR_CLOSED: ("↻", "red"),
}
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

    relations: int = 0
    invoices: int = 0
    amount: Money = ZERO
    listed: int = 0
    refused: int = 0
    milliseconds: list[int] = field(default_factory=list)

    def count(self, event: DemoEvent) -> None:
        match event.outcome:
            case Outcome.ARRIVED:
                self.relations += event.subject is Subject.RELATION
                self.invoices += event.subject is Subject.INVOICE
                self.amount += event.amount or ZERO
            case Outcome.LISTED:
                self.listed += 1
            case Outcome.REFUSED:
                self.refused += 1
        if event.milliseconds is not None and not event.is_later_news:
            self.milliseconds.append(event.milliseconds)

    def line(self) -> Text:
        parts = [
            f"{self.relations} relatie{'' if self.relations == 1 else 's'} bijgewerkt",
            f"{self.invoices} {'factuur' if self.invoices == 1 else 'facturen'} geboekt",
            in_dutch(self.amount),
            f"{self.listed} op de lijst",
            f"{self.refused} geweigerd",
        ]
        if self.milliseconds:
            parts.append(f"±{round(median(self.milliseconds))} ms")
        return Text(" · ".join(parts))


class DemoScreen:
    """A calm screen: what happened on the left of the arrow, what arrived on its right.

    Without a terminal it writes plain lines, and the totals once at the end.
    """

    def __init__(self, addresses: Sequence[Address], console: Console | None = None) -> None:
        self._addresses = addresses
        self._console = console or Console(highlight=False, markup=False)
        self._totals = _Totals()
        self._live: Live | None = None

    def __enter__(self) -> Self:
        self._head()
        if self._console.is_terminal:
            self._live = Live(self._footer(), console=self._console, transient=True, auto_refresh=False)
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop_footer()

    def show(self, event: DemoEvent) -> None:
        """Show one event and bring the totals up to date."""
        self._totals.count(event)
        self._print(_event_line(event))
        if self._live:
            self._live.update(self._footer(), refresh=True)

    def finish(self, report: DemoReport) -> None:
        """Show the account of the demonstration."""
        self._stop_footer()
        self._print(Text())
        self._print(self._footer())
        self._print(Text())
        self._print(_figures(report))
        for part in (*_listed(report), *_remarks(report)):
            self._print(part)
        self._print(_conclusion(report))

    def _head(self) -> None:
        self._print(Text("Snelkoppeling: een CRM dat leeft, en SnelStart dat meegaat", style="bold"))
        self._print(Text("Alles gaat over de openbare API, zoals bij ieder ander CRM.", style="dim"))
        widest = max((len(address.label) for address in self._addresses), default=0)
        for address in self._addresses:
            line = Text(f"  {address.label:<{widest}}  ").append(address.url, style="cyan")
            # An address is never broken off: people copy it.
            self._console.print(line, soft_wrap=True)
        self._print(Text())

    def _footer(self) -> RenderableType:
        table = Table.grid()
        table.add_row(Rule(style="dim"))
        table.add_row(self._totals.line())
        return table

    def _stop_footer(self) -> None:
        if self._live:
            self._live.stop()
            self._live = None

    def _print(self, part: RenderableType) -> None:
        self._console.print(part, width=min(self._console.width, WIDEST))


def _event_line(event: DemoEvent) -> RenderableType:
    mark, style = MARKS[event.outcome]
    text = Text(event.in_crm).append(" → ", style="dim").append(event.in_books, style=style)
    if event.milliseconds is not None:
        text.append(f" ({_duration(event.milliseconds)})", style="dim")
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(no_wrap=True, style=style)
    grid.add_column(overflow="fold")
    grid.add_row(f"{event.at.astimezone():%H:%M:%S}", mark, text)
    return grid


def _duration(milliseconds: int) -> str:
    if milliseconds < 1000:  # noqa: PLR2004 - a second
        return f"{milliseconds} ms"
    return f"{milliseconds / 1000:.1f} s".replace(".", ",")


def _figures(report: DemoReport) -> RenderableType:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    table.add_column("Klopt alles?")
    table.add_column("CRM", justify="right", no_wrap=True)
    table.add_column("SnelStart", justify="right", no_wrap=True)
    for figure in report.figures:
        style = "" if figure.in_crm == figure.in_books else "bold red"
        table.add_row(figure.label, figure.in_crm, figure.in_books, style=style)
    return table


def _listed(report: DemoReport) -> Sequence[RenderableType]:
    if not report.listed:
        return ()
    entries = [
        Padding(
            Text(f"{record.name}: ", style="yellow").append(" ".join(record.reasons), style="default"),
            (0, 0, 0, 2),
        )
        for record in report.listed
    ]
    return (Text("\nOp de lijst van de boekhouder", style="bold"), *entries)


def _remarks(report: DemoReport) -> Sequence[RenderableType]:
    """List what is different, still under way, or came out otherwise than expected."""
    parts: list[RenderableType] = []
    for heading, sentences in (
        ("Verschillen", report.differences),
        ("Nog onderweg", report.under_way),
        ("Anders gegaan dan verwacht", report.surprises),
    ):
        if sentences:
            parts.append(Text(f"\n{heading}", style="bold"))
            parts += [Padding(Text(sentence), (0, 0, 0, 2)) for sentence in sentences]
    return parts


def _conclusion(report: DemoReport) -> Text:
    mark, style = ("✓", "bold green") if report.agrees else ("✗", "bold red")
    return Text(f"\n{mark} {report.conclusion}\n", style=style)
