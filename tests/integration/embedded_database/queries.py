"""What the tests ask of a server."""

from pathlib import Path

import psutil
import psycopg

from snelkoppeling.embedded_database import Server


def ask(server: Server, query: str) -> str:
    """Give the one value of a query's answer, as text."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return str(row[0])


def do(server: Server, statement: str) -> None:
    """Carry out a statement and commit it."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute(statement.encode())


def processes_of(data_folder: Path) -> list[int]:
    """List the processes that have to do with this data folder, by everything they show of themselves."""
    found = []
    for process in psutil.process_iter():
        try:
            shown = [*process.cmdline(), process.cwd()]
        except psutil.Error:
            continue
        if process.name() == "postgres" and any(str(data_folder) in text for text in shown):
            found.append(int(process.pid))
    return found
