"""The PostgreSQL that the service brings along: made, started, found again and stopped in a data folder.

Belongs here: the data folder and who holds it, the account the server runs as, its programs, its settings,
and each way in which starting can fail, said in two languages.
Does not belong here: what is in the database (`storage/`), or a PostgreSQL that the operator runs himself.
"""

from snelkoppeling.embedded_database.data_folder import default_data_folder, prepare
from snelkoppeling.embedded_database.errors import EmbeddedDatabaseError
from snelkoppeling.embedded_database.occupancy import Occupancy, Occupant, exclusive, occupant
from snelkoppeling.embedded_database.programs import client_program
from snelkoppeling.embedded_database.server import Notice, Server, find_running, start

__all__ = [
    "EmbeddedDatabaseError",
    "Notice",
    "Occupancy",
    "Occupant",
    "Server",
    "client_program",
    "default_data_folder",
    "exclusive",
    "find_running",
    "occupant",
    "prepare",
    "start",
]
