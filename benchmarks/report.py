"""What a benchmark found: its figures beside their floors, and the machine on which they were measured."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent / "results.md"
HEADING = "# What the benchmarks found\n\nMade by `python benchmarks all --record`: the newest run of each.\n"
Cells = tuple[str, str, str, str, str]
COLUMNS: Cells = ("figure", "measured", "must be", "floor", "measured / floor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing that was measured, and the least that the same work could take on this machine."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None
    floor: float | None = None
    floor_name: str = ""

    @property
    def is_met(self) -> bool:
        """Whether it is what it must be."""
        return (self.at_least is None or self.value >= self.at_least) and (
            self.at_most is None or self.value <= self.at_most
        )

    def cells(self, values: Sequence[float]) -> Cells:
        """Give a row of the table; `values` are those of all rounds."""
        spread = f" ({shown(min(values))} to {shown(max(values))})" if len(values) > 1 else ""
        bound = ""
        if self.at_least is not None:
            bound = f"≥ {shown(self.at_least)} {self.unit}"
        elif self.at_most is not None:
            bound = f"≤ {shown(self.at_most)} {self.unit}"
        verdict = "" if self.is_met else " **not met**"
        floor = "" if self.floor is None else f"{shown(self.floor)} {self.unit}, {self.floor_name}"
        ratio = f"{self.value / self.floor:.2f}" if self.floor else ""
        measured = f"{shown(self.value)} {self.unit}".rstrip()
        return (self.name, f"{measured}{spread}", f"{bound.rstrip()}{verdict}", floor, ratio)


def shown(value: float) -> str:
    """Write a figure with three digits that mean something."""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def percentile(values: Sequence[float], share: float) -> float:
    """Give the value below which this share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle_of(rounds: Sequence[Sequence[Figure]]) -> list[tuple[Figure, list[float]]]:
    """Give each figure as the round has it that stands in the middle, with the values of all rounds."""
    chosen = []
    for same in zip(*rounds, strict=True):
        values = [figure.value for figure in same]
        # Of an even number, the lower of the two in the middle: a figure that was measured, with its floor.
        middle = sorted(same, key=lambda figure: figure.value)[(len(same) - 1) // 2]
        chosen.append((middle, values))
    return chosen


def machine() -> str:
    """Describe what the figures depend on."""
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {_processor()}, Python {platform.python_version()}, {platform.system()}"


def load() -> float:
    """Tell how many programs want to run at this moment."""
    return os.getloadavg()[0]


def text_of(
    title: str,
    rounds: Sequence[Sequence[Figure]],
    *,
    command: str,
    database: str,
    loads: Sequence[float],
) -> str:
    """Write the figures of a benchmark as a section."""
    rows = [figure.cells(values) for figure, values in middle_of(rounds)]
    server = f", PostgreSQL {database}" if database else ""
    busy = ", ".join(f"{one:.1f}" for one in loads)
    return "\n".join(
        [
            f"## {title}",
            "",
            f"* command: `{command}`",
            f"* machine: {machine()}{server}; load before each round: {busy}",
            f"* date: {datetime.now(UTC):%Y-%m-%d}; {len(rounds)} rounds, the middle one counts",
            "",
            *_table(rows),
            "",
        ]
    )


def record(title: str, text: str, path: Path = RESULTS) -> None:
    """Put a section among the results, in the place of the one before."""
    sections = _sections(path.read_text(encoding="utf-8")) if path.exists() else {}
    sections[title] = text
    path.write_text("\n".join([HEADING, *(sections[name] for name in sorted(sections))]), encoding="utf-8")


def _sections(text: str) -> dict[str, str]:
    _, *found = text.split("\n## ")
    return {one.partition("\n")[0]: f"## {one.rstrip()}\n" for one in found}


def _table(rows: Sequence[Cells]) -> list[str]:
    widths = [max(len(row[column]) for row in (COLUMNS, *rows)) for column in range(len(COLUMNS))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in (COLUMNS, *rows)
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def _row(cells: Cells, widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _processor() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()
