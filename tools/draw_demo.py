"""Draws the picture of the README: runs the demonstration and takes the telling parts of what it writes.

The story is the same each time; moments, durations and the mark of the plan are those of this run.
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tools.recorded_terminal import recorded

PICTURE = Path("docs/images/demo.svg")
COLUMNS = 100
STORY = ("--seed", "1", "--seconds", "30")
ENDS_WITHIN_SECONDS = 180
TITLE = "./start demo"
LEFT_OUT = "⋮"
FURTHER_LINE = "         "
"""What lines begin with that belong to the event above them."""
NOT_OURS = {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"}
"""Variables that would change what is written."""


class Part(NamedTuple):
    """A stretch of the output, by its first line and the first line of the last thing in it."""

    first: str
    last: str


PARTS = (
    Part(r"^Snelkoppeling: een CRM", r"^  bijlagen "),
    Part(r"^Er is nog niets naar SnelStart geschreven", r" ✎ Marijn zet in SnelStart factuur"),
    Part(r" ! Het CRM zet factuur", r" SnelStart blijft zoals het is"),
    Part(r" ✓ Creditfactuur ", r" ✓ Creditfactuur "),
    Part(r"^─{20}", r"^Inkoopfacturen "),
    Part(r"^Kostenplaats .* omzet", r"^Kostenplaats .* inkoop"),
    Part(r"^✓ De boeken kloppen met het CRM", r"^✓ De boeken kloppen met het CRM"),
)
# The colours of the service's own pages by night.
THEME = TerminalTheme(
    (23, 33, 43),
    (232, 237, 241),
    [
        (23, 33, 43), (240, 132, 122), (88, 201, 174), (233, 191, 103),
        (127, 176, 245), (201, 154, 240), (111, 208, 224), (232, 237, 241),
    ],
)  # fmt: skip
# As rich draws it, but with the fonts that a reader has: a picture that is read asks nobody else.
DRAWING = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" \
aria-label="The demonstration in a terminal: a plan is shown and approved, records flow, somebody decides \
where CRM and books differ, and in the end both agree to the cent">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; \
font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">\
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">\
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
UNSEEN = re.compile(r"<text [^>]*>\s*</text>|\n\s+(?=<rect)|\n\s+(?=</clipPath>)")
"""What rich leaves behind at the end of a line, and between the parts of a tag."""


class PartMissingError(Exception):
    """The demonstration no longer writes what the picture shows."""

    def __init__(self, pattern: str) -> None:
        super().__init__(f"no line matches {pattern!r}; see PARTS in {Path(__file__).name}")


def chosen(lines: Sequence[Text], parts: Sequence[Part]) -> Iterator[Text]:
    """Give the lines of the parts, and a mark wherever something between them was left out.

    Raises:
        PartMissingError: A part is not there, or not in this order.
    """
    after: int | None = None
    for part in parts:
        begin = _find(lines, part.first, begin=after or 0)
        if after is not None:
            yield Text(LEFT_OUT, style="dim") if any(lines[after:begin]) else Text()
        after = _end(lines, _find(lines, part.last, begin=begin))
        yield from lines[begin:after]


def _find(lines: Sequence[Text], pattern: str, *, begin: int) -> int:
    for number in range(begin, len(lines)):
        if re.search(pattern, lines[number].plain):
            return number
    raise PartMissingError(pattern)


def _end(lines: Sequence[Text], first: int) -> int:
    """Find the end of an event, or of a sentence, with its further lines."""
    is_event = lines[first].plain[:1].isdigit()
    end = first + 1
    while end < len(lines) and lines[end].plain.startswith(FURTHER_LINE if is_event else "  "):
        end += 1
    return end


def drawn(lines: Sequence[Text]) -> str:
    """Draw lines as a terminal would show them."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, highlight=False)
        console.print(Text("\n").join(lines), soft_wrap=True)
        svg = console.export_svg(title=TITLE, theme=THEME, code_format=DRAWING, unique_id="demo")
    return UNSEEN.sub("", svg)


def demonstrated(checkout: Path) -> list[Text]:
    """Run the demonstration with a data folder of its own, and give what it wrote."""
    # The account that runs the database must be able to reach it when we are root.
    folder = Path(tempfile.mkdtemp(prefix="snelkoppeling-picture-"))
    folder.chmod(0o755)
    command: list[str | Path] = [
        sys.executable,
        "-P",
        "-m",
        "snelkoppeling",
        "demo",
        *STORY,
        "--data",
        folder / "data",
    ]
    try:
        return recorded(
            command,
            columns=COLUMNS,
            environment=_environment(os.environ, checkout),
            seconds=ENDS_WITHIN_SECONDS,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(given: Mapping[str, str], checkout: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in given.items()
        if name not in NOT_OURS and not name.startswith("SNELKOPPELING_")
    }
    return {**kept, "TERM": "xterm-256color", "PYTHONPATH": str(checkout / "src")}


def main(checkout: Path) -> int:
    """Draw the picture anew; give the exit code."""
    print("the demonstration runs, for about a minute …")
    picture = drawn(list(chosen(demonstrated(checkout), PARTS)))
    (checkout / PICTURE).write_text(picture, encoding="utf-8")
    print(f"written: {PICTURE}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
