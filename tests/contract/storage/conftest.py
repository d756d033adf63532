"""Runs every contract test over the storage in memory and over PostgreSQL."""

from collections.abc import Iterator

import pytest

from snelkoppeling.storage.database import Database
from snelkoppeling.sync.ports import SyncStore
from tests.contract.storage.storages import House, SqlStorage, Storage, in_memory


@pytest.fixture(params=["memory", "postgresql"])
def storage(request: pytest.FixtureRequest) -> Storage:
    if request.param == "memory":
        return in_memory()
    database: Database = request.getfixturevalue("database")
    return SqlStorage(database)


@pytest.fixture
def house(storage: Storage) -> House:
    return House(storage)


@pytest.fixture
def store(house: House) -> Iterator[SyncStore]:
    with house.writing() as store:
        assert store is not None
        yield store
