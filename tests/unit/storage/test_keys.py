import pytest

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.storage.keys import key_columns, key_from, key_of, key_text, key_texts
from tests.factories import a_key


@pytest.mark.parametrize("external_id", ["1", "a/b/c", "/", "", "é\u2028"])
def test_a_key_is_read_as_it_was_written(external_id: str) -> None:
    key = a_key(external_id, EntityType.INVOICE, connection=12)

    assert key_of(key_text(key)) == key


def test_keys_are_written_with_their_connection_and_type() -> None:
    assert key_texts([a_key("F1", EntityType.INVOICE, connection=3), a_key("R1")]) == [
        "3/invoice/F1",
        "1/relation/R1",
    ]


def test_columns_put_together_are_the_keys_again() -> None:
    keys = [a_key("F1", EntityType.INVOICE, connection=3), a_key("R1")]

    assert [key_from(*columns) for columns in zip(*key_columns(keys), strict=True)] == keys
