"""Finds the processes of a database server by what they are called, not by a number that was reused."""

from collections.abc import Sequence
from pathlib import Path

import psutil


def command_of(pid: int) -> list[str]:
    """Give the command line of a process; empty when it ended, also when nobody noticed its end yet."""
    try:
        return list(psutil.Process(pid).cmdline())
    except psutil.Error:
        return []


def is_server_of(command: Sequence[str], database: Path) -> bool:
    """Tell whether a command line is that of a server on this database.

    The command line is what everybody may see: the working folder of another user's process is hidden from
    root in a container.
    """
    return "-D" in command and command[command.index("-D") + 1 :][:1] == [str(database)]


def part_of(database: Path, *, cluster_name: str) -> list[int]:
    """List every process that works on this database, those left over from a killed server included."""
    found = []
    for process in psutil.process_iter():
        try:
            command = list(process.cmdline())
        except psutil.Error:
            continue
        # A server's own children rename themselves to "postgres: <cluster name>: checkpointer".
        is_child = bool(command) and command[0].startswith(f"postgres: {cluster_name}: ")
        if is_child or (_is_postgres(command) and is_server_of(command, database)):
            found.append(int(process.pid))
    return found


def _is_postgres(command: Sequence[str]) -> bool:
    return bool(command) and Path(command[0]).name == "postgres"
