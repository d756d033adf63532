from itertools import count

import pytest

from snelkoppeling.storage.secrets import Keyring, Place, Safe, SecretUnreadableError

HERE = Place("administration", 1, "connection_key")
OLD, NEW = bytes(range(32)), bytes(range(32, 64))


def a_safe(current: str = "2026", **keys: bytes) -> Safe:
    numbers = count(1)
    keyring = Keyring(current=current, keys={"2026": OLD, **keys})
    return Safe(keyring, random=lambda size: next(numbers).to_bytes(size, "big"))


def test_a_sealed_secret_opens_in_its_place() -> None:
    safe = a_safe()

    assert safe.open(safe.seal("geheim é", HERE), HERE) == "geheim é"


def test_a_sealed_secret_does_not_show_it() -> None:
    assert b"geheim" not in a_safe().seal("geheim", HERE)


def test_the_same_secret_is_sealed_differently_each_time() -> None:
    safe = a_safe()

    assert safe.seal("geheim", HERE) != safe.seal("geheim", HERE)


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("administration", 2, "connection_key"),
        Place("administration", 1, "limiter_state"),
        Place("connection", 1, "connection_key"),
    ],
)
def test_a_secret_moved_to_another_place_does_not_open(elsewhere: Place) -> None:
    safe = a_safe()

    with pytest.raises(SecretUnreadableError, match="changed"):
        safe.open(safe.seal("geheim", HERE), elsewhere)


def test_a_secret_with_any_byte_changed_does_not_open() -> None:
    safe = a_safe()
    sealed = safe.seal("geheim", HERE)

    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        with pytest.raises(SecretUnreadableError):
            safe.open(bytes(changed), HERE)


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x02abc", b"\x01\x04", b"\x01\x042026", b"\x01\xff2026"])
def test_what_was_never_sealed_does_not_open(broken: bytes) -> None:
    with pytest.raises(SecretUnreadableError):
        a_safe().open(broken, HERE)


def test_after_rotation_old_secrets_open_and_new_ones_are_sealed_with_the_new_key() -> None:
    sealed = a_safe().seal("geheim", HERE)
    rotated = a_safe("2027", **{"2027": NEW})

    assert rotated.open(sealed, HERE) == "geheim"
    assert not rotated.is_current(sealed, HERE)
    assert rotated.is_current(rotated.seal("geheim", HERE), HERE)


def test_a_missing_key_is_named_with_the_place_and_the_remedy() -> None:
    sealed = a_safe("2027", **{"2027": NEW}).seal("geheim", HERE)

    with pytest.raises(SecretUnreadableError) as told:
        a_safe().open(sealed, HERE)

    assert all(part in str(told.value) for part in ("administration 1", "'2027'", "enter the secret again"))
    assert told.value.code == "secret-unreadable"


def test_a_safe_of_its_own_uses_real_chance() -> None:
    safe = Safe(Keyring(current="k", keys={"k": OLD}))

    assert safe.seal("geheim", HERE) != safe.seal("geheim", HERE)


@pytest.mark.parametrize(
    ("current", "keys"),
    [
        ("2027", {"2026": OLD}),
        ("2026", {"2026": OLD[:-1]}),
        ("", {"": OLD}),
        ("é", {"é": OLD}),
        ("k" * 256, {"k" * 256: OLD}),
    ],
)
def test_a_keyring_that_cannot_seal_is_refused(current: str, keys: dict[str, bytes]) -> None:
    with pytest.raises(ValueError, match="key"):
        Keyring(current=current, keys=keys)


def test_a_keyring_does_not_show_its_keys() -> None:
    assert repr(OLD) not in repr(Keyring(current="k", keys={"k": OLD}))
