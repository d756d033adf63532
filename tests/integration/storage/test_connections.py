from datetime import datetime

from snelkoppeling.storage.connections import SqlConnections
from snelkoppeling.storage.database import Database
from tests.contract.storage.storages import House
from tests.factories import NOON, after


def test_an_api_key_is_nowhere_in_the_database(house: House, database: Database) -> None:
    with database.session() as session:
        row = session.execute("SELECT * FROM connection").fetchone()

    assert row is not None
    assert not any(house.api_key in str(value) for value in row)


def test_an_api_key_is_made_of_the_chance_it_is_given(house: House, database: Database) -> None:
    connections = SqlConnections(database, lambda: NOON, random=bytes)

    _, api_key = connections.create("Odoo", house.administration)

    assert api_key == "snk_" + "A" * 40


def test_the_overview_tells_a_key_by_its_start_and_when_it_was_used(house: House, database: Database) -> None:
    moments = iter([after(seconds=10), after(seconds=20), after(minutes=5)])
    connections = SqlConnections(database, lambda: next(moments))
    used: list[datetime | None] = [connections.overview()[0].last_used_at]

    for _ in range(3):
        connections.by_api_key(house.api_key)
        used.append(connections.overview()[0].last_used_at)

    [overview] = connections.overview()
    assert used == [None, after(seconds=10), after(seconds=10), after(minutes=5)]
    assert overview.api_key_start == house.api_key[:8]
    assert (overview.connection.name, overview.created_at) == ("Tryton", NOON)
