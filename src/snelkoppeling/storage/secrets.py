"""Seals secrets with AES-GCM before they are stored, each for its own place in the database."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from snelkoppeling.errors import SnelkoppelingError

FORMAT: Final = 1
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12


class SecretUnreadableError(SnelkoppelingError):
    """A stored secret cannot be opened with the keys at hand."""

    code = "secret-unreadable"

    def __init__(self, place: "Place", reason: str) -> None:
        super().__init__(
            f"The secret in {place} cannot be read: {reason}. Put back the file with the encryption keys "
            "that belongs to this database, or enter the secret again."
        )
        self.place = place


@dataclass(frozen=True, slots=True)
class Place:
    """Where a secret is stored; moved to another place it cannot be opened."""

    table: str
    row: int
    column: str

    def __str__(self) -> str:
        return f"{self.table} {self.row}, {self.column}"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that secrets are sealed with, by id, and which of them seals new ones."""

    current: str
    keys: Mapping[str, bytes] = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse a keyring that cannot seal.

        Raises:
            ValueError: The current key is missing, or a key has a wrong length or an unusable id.
        """
        if self.current not in self.keys:
            raise ValueError(f"the keyring has no key {self.current!r} to seal with")
        for key_id, key in self.keys.items():
            if len(key) != KEY_BYTES:
                raise ValueError(f"key {key_id!r} has {len(key)} bytes, not {KEY_BYTES}")
            if not key_id.isascii() or not 0 < len(key_id) < 256:  # noqa: PLR2004 - its length takes one byte.
                raise ValueError(f"{key_id!r} is no usable key id")


class Safe:
    """Seals and opens secrets."""

    def __init__(self, keyring: Keyring, *, random: Callable[[int], bytes] = os.urandom) -> None:
        self._keyring = keyring
        self._random = random

    def seal(self, secret: str, place: Place) -> bytes:
        """Encrypt a secret for its place: format, key id, nonce and ciphertext in a row."""
        key_id = self._keyring.current
        nonce = self._random(NONCE_BYTES)
        sealed = AESGCM(self._keyring.keys[key_id]).encrypt(nonce, secret.encode(), _bound_to(place, key_id))
        return bytes([FORMAT, len(key_id)]) + key_id.encode() + nonce + sealed

    def open(self, sealed: bytes, place: Place) -> str:
        """Decrypt a secret.

        Raises:
            SecretUnreadableError: Its key is not at hand, or it was changed, or sealed for another place.
        """
        key_id, nonce, ciphertext = _apart(sealed, place)
        key = self._keyring.keys.get(key_id)
        if key is None:
            raise SecretUnreadableError(place, f"it was sealed with the key {key_id!r}, which is missing")
        try:
            return AESGCM(key).decrypt(nonce, ciphertext, _bound_to(place, key_id)).decode()
        except InvalidTag as error:
            raise SecretUnreadableError(place, "it was changed, or sealed with other keys") from error

    def is_current(self, sealed: bytes, place: Place) -> bool:
        """Tell whether a secret is sealed with the key that seals new ones."""
        return _apart(sealed, place)[0] == self._keyring.current


def _apart(sealed: bytes, place: Place) -> tuple[str, bytes, bytes]:
    if len(sealed) < 2 or sealed[0] != FORMAT:  # noqa: PLR2004 - the two bytes before the key id.
        raise SecretUnreadableError(place, "it is in a format that this version does not know")
    nonce_at = 2 + sealed[1]
    ciphertext_at = nonce_at + NONCE_BYTES
    if len(sealed) <= ciphertext_at:
        raise SecretUnreadableError(place, "it is cut off")
    return (
        sealed[2:nonce_at].decode("ascii", "replace"),
        sealed[nonce_at:ciphertext_at],
        sealed[ciphertext_at:],
    )


def _bound_to(place: Place, key_id: str) -> bytes:
    return f"{place.table}/{place.row}/{place.column}/{key_id}".encode()
