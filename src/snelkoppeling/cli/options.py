"""Options that several commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

from snelkoppeling.settings import Settings, read_settings

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Map met de gegevens. (Data folder; default: see README.)", show_default=False
    ),
]
ParentOption = Annotated[
    int | None, typer.Option("--parent", hidden=True, help="Process without which this one ends.")
]
HostOption = Annotated[
    str | None, typer.Option("--host", help="Adres om op te luisteren. (Address to listen on.)")
]
PortOption = Annotated[int | None, typer.Option("--port", help="Poort van de website. (Port of the web.)")]


def settings_from(data: Path | None, *, host: str | None = None, port: int | None = None) -> Settings:
    """Read the settings of the environment; what the command line says goes before it."""
    settings = read_settings(os.environ, data_folder=data)
    said = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"web": settings.web.model_copy(update=said)}) if said else settings
