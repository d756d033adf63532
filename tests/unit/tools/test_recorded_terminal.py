import os
import subprocess
import sys

import pytest
from rich.text import Text

from tools.recorded_terminal import RecordedTerminal, recorded

COLUMNS = 40
FOOTER = """
import time
from rich.console import Console
from rich.live import Live
console = Console()
with Live("7 relaties", console=console, transient=True, auto_refresh=False) as live:
    for name in ("first", "second"):
        console.print(name, style="green")
        live.update(f"after {name}\\nand a line more", refresh=True)
console.print("-" * console.width)
"""


def _written(*pieces: str) -> list[Text]:
    terminal = RecordedTerminal()
    for piece in pieces:
        terminal.write(piece)
    return terminal.lines()


def _ran(program: str, seconds: float = 60) -> list[Text]:
    return recorded(
        [sys.executable, "-c", program],
        columns=COLUMNS,
        environment={**os.environ, "TERM": "xterm-256color"},
        seconds=seconds,
    )


def test_text_keeps_the_style_in_which_it_was_written() -> None:
    (line,) = _written("plain \x1b[1;32mgood\x1b[0m again")

    assert line.plain == "plain good again"
    assert [(span.start, span.end, str(span.style)) for span in line.spans] == [(6, 10, "bold color(2)")]


def test_a_line_that_is_erased_and_written_again_stands_there_once() -> None:
    lines = _written("one\r\nfooter\r\x1b[2K\x1b[1A\x1b[2K", "two\r\nfooter")

    assert [line.plain for line in lines] == ["two", "footer"]


def test_what_is_written_over_a_line_replaces_as_much_of_it() -> None:
    (line,) = _written("12 of 99\r13")

    assert line.plain == "13 of 99"


def test_a_footer_that_is_redrawn_all_the_time_leaves_only_what_stays() -> None:
    lines = _ran(FOOTER)

    assert [line.plain for line in lines if line] == ["first", "second", "-" * COLUMNS]
    assert str(lines[0].spans[0].style) == "color(2)"


def test_nobody_types_to_the_program() -> None:
    lines = _ran("import sys; print(sys.stdin.isatty(), sys.stdout.isatty())")

    assert lines[0].plain == "False True"


def test_a_program_that_fails_is_an_error_with_what_it_said() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        _ran("raise SystemExit('it went wrong')")

    assert "it went wrong" in failure.value.output


def test_a_program_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TimeoutError, match="in time"):
        _ran("import time; time.sleep(600)", seconds=0.5)
