"""All commands together, and what happens to the errors that they foresee."""

import sys

import typer

from snelkoppeling.cli import connect, demo, doctor, import_ubl, retry, show, status, up, web, worker
from snelkoppeling.cli.screen import complain
from snelkoppeling.errors import SnelkoppelingError

application = typer.Typer(
    help="Houdt SnelStart in de pas met het CRM. (Keeps SnelStart in step with the CRM.)",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
application.command("up")(up.up)
application.command("demo")(demo.demo)
application.command("connect")(connect.connect)
application.command("status")(status.status)
application.command("import")(import_ubl.import_ubl)
application.command("show")(show.show)
application.command("retry")(retry.retry)
application.command("approve")(retry.approve)
application.command("doctor")(doctor.doctor)
application.command("web")(web.web)
application.command("worker")(worker.worker)


def main() -> None:
    """Run a command; a foreseen error becomes a message with its remedy, and exit code 1."""
    try:
        application()
    except SnelkoppelingError as error:
        complain(error)
        sys.exit(1)
