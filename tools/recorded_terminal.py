"""Runs a program in a terminal of a given width and keeps what stands on it in the end, line by line."""

import codecs
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from rich.ansi import AnsiDecoder
from rich.text import Text

HEIGHT = 50
READ_AT_ONCE = 65536
TOKEN = re.compile(r"\x1b\[(?P<given>[?0-9;]*)(?P<command>[A-Za-z])|(?P<move>[\r\n])|(?P<text>[^\x1b\r\n]+)")
RESET = {"", "0"}


class RecordedTerminal:
    """Follows what a program writes: text, styles, and the moves with which rich redraws its last lines."""

    def __init__(self) -> None:
        self._rows: list[list[tuple[str, str]]] = [[]]
        """Characters, each with the style that was on when it was written."""
        self._row = 0
        self._column = 0
        self._style = ""

    def write(self, text: str) -> None:
        """Take in a piece of output; no command of the terminal may be cut in two."""
        for token in TOKEN.finditer(text):
            if token["text"]:
                self._put(token["text"])
            elif token["move"] == "\r":
                self._column = 0
            elif token["move"] == "\n":
                self._down()
            else:
                self._obey(token["command"], token["given"])

    def lines(self) -> list[Text]:
        """Give what stands on the terminal, without the empty end of each line."""
        return [_styled(row) for row in self._rows]

    def _put(self, text: str) -> None:
        row = self._rows[self._row]
        row.extend([(" ", "")] * (self._column - len(row)))
        row[self._column : self._column + len(text)] = [(char, self._style) for char in text]
        self._column += len(text)

    def _down(self) -> None:
        self._row += 1
        if self._row == len(self._rows):
            self._rows.append([])

    def _obey(self, command: str, given: str) -> None:
        match command:
            case "m":
                self._style = "" if given in RESET else f"{self._style};{given}".lstrip(";")
            case "A":
                self._row = max(self._row - int(given or 1), 0)
            case "K":
                self._rows[self._row] = []


def _styled(row: Sequence[tuple[str, str]]) -> Text:
    line = Text()
    for style, run in groupby(row, key=lambda cell: cell[1]):
        line.append_text(AnsiDecoder().decode_line(f"\x1b[{style}m{''.join(char for char, _ in run)}"))
    line.rstrip()
    return line


def recorded(
    command: Sequence[str | Path], *, columns: int, environment: Mapping[str, str], seconds: float
) -> list[Text]:
    """Run a program that nobody types to, and give the lines that it leaves on a terminal.

    Raises:
        TimeoutError: It took longer than so many seconds, and was stopped.
        subprocess.CalledProcessError: It ended with another exit code than 0.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, columns, 0, 0))
    # A width that somebody set for another terminal would count for more than that of this one.
    alone = {name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}}
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=alone)
    os.close(theirs)
    try:
        written = _read_all(ours, until=time.monotonic() + seconds)
        code = process.wait(timeout=seconds)
    finally:
        os.close(ours)
        if process.poll() is None:
            process.terminate()
            process.wait(timeout=seconds)
    terminal = RecordedTerminal()
    terminal.write(written)
    if code:
        raise subprocess.CalledProcessError(code, [str(word) for word in command], written)
    return terminal.lines()


def _read_all(terminal: int, *, until: float) -> str:
    """Read until nobody holds the other end any more."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pieces: list[str] = []
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([terminal], [], [], left)
        if not ready:
            break
        try:
            piece = os.read(terminal, READ_AT_ONCE)
        except OSError:  # Linux says so when the other end was closed.
            piece = b""
        if not piece:
            return "".join(pieces)
        pieces.append(decoder.decode(piece))
    raise TimeoutError("the program did not end in time")
