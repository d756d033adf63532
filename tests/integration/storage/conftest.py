import pytest

from snelkoppeling.storage.database import Database
from tests.contract.storage.storages import House, SqlStorage


@pytest.fixture
def house(database: Database) -> House:
    return House(SqlStorage(database))
