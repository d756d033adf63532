"""Record keys as columns of a statement, and back."""

from collections.abc import Sequence

from snelkoppeling.domain.identity import ConnectionId, EntityType, ExternalId, RecordKey


def key_columns(keys: Sequence[RecordKey]) -> tuple[list[int], list[str], list[str]]:
    """Take keys apart into the three columns that name a record."""
    return (
        [int(key.connection) for key in keys],
        [str(key.entity_type) for key in keys],
        [str(key.external_id) for key in keys],
    )


def key_from(connection: int, entity_type: str, external_id: str) -> RecordKey:
    """Put a key together from its three columns."""
    return RecordKey(ConnectionId(connection), EntityType(entity_type), ExternalId(external_id))


def key_text(key: RecordKey) -> str:
    """Write a key as one text, as in `3/invoice/2026-0001`."""
    return f"{int(key.connection)}/{key.entity_type}/{key.external_id}"


def key_of(text: str) -> RecordKey:
    """Read a key that `key_text` wrote."""
    connection, entity_type, external_id = text.split("/", 2)
    return key_from(int(connection), entity_type, external_id)


def key_texts(keys: Sequence[RecordKey]) -> list[str]:
    """Write several keys."""
    return [key_text(key) for key in keys]
