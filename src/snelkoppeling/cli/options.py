"""Options that several commands share, and the settings that come of them."""

import os
from pathlib import Path
from typing import Annotated

import typer

from snelkoppeling.cli import settings_file
from snelkoppeling.embedded_database import default_data_folder
from snelkoppeling.settings import Settings, read_settings

DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="MAP", help="Map met de gegevens. (Folder with the data.)"),
]
ParentOption = Annotated[
    int | None, typer.Option("--parent", hidden=True, help="Process without which this one ends.")
]
HostOption = Annotated[
    str | None,
    typer.Option("--host", metavar="ADRES", help="Adres om op te luisteren. (Address to listen on.)"),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        "--port", metavar="POORT", min=0, max=65535, help="Poort om op te luisteren. (Port to listen on.)"
    ),
]


def settings_from(data: Path | None, *, host: str | None = None, port: int | None = None) -> Settings:
    """Read the settings: of the command line, else of the environment, else of the data folder.

    Raises:
        SnelkoppelingError: One of them cannot be used; the message names it.
    """
    folder = (data or default_data_folder(os.environ)).absolute()
    settings = read_settings({**settings_file.read(folder), **os.environ}, data_folder=folder)
    said = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"web": settings.web.model_copy(update=said)}) if said else settings
