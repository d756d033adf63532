import re

from tests.contract.storage.storages import House


def test_a_connection_is_found_by_its_api_key(house: House) -> None:
    connection = house.storage.connections.by_api_key(house.api_key)

    assert connection is not None
    assert (connection.id, connection.name) == (house.connection, "Tryton")
    assert connection.administration == house.administration


def test_an_unknown_key_opens_nothing(house: House) -> None:
    for wrong in ("", "snk_", house.api_key[:-1], house.api_key + "x", house.api_key.upper(), "é€\U0001f600"):
        assert house.storage.connections.by_api_key(wrong) is None


def test_an_api_key_looks_like_one_of_ours(house: House) -> None:
    assert re.fullmatch(r"snk_[A-Za-z0-9_-]{40}", house.api_key)


def test_each_connection_has_a_key_of_its_own(house: House) -> None:
    other, api_key = house.storage.connections.create("Odoo", house.administration)

    assert house.storage.connections.by_api_key(api_key) == other
    assert api_key != house.api_key


def test_all_connections_are_listed(house: House) -> None:
    house.storage.connections.create("Odoo", house.administration)

    assert [connection.name for connection in house.storage.connections.all()] == ["Tryton", "Odoo"]
