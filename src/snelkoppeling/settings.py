"""Everything an operator can set, typed and read once; docs/operating/settings.md lists it."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, Field, SecretStr, ValidationError

from snelkoppeling.embedded_database import default_data_folder
from snelkoppeling.errors import InvalidSettingError
from snelkoppeling.jobs.worker import WorkerSettings
from snelkoppeling.sync.apply import Pace

PREFIX = "SNELKOPPELING_"
DEFAULT_PORT = 8484


class SnelStartSettings(BaseModel, frozen=True):
    """Where SnelStart is, and the key by which it knows us."""

    url: str = "https://b2bapi.snelstart.nl/v2"
    auth_url: str = "https://auth.snelstart.nl"
    subscription_key: SecretStr = SecretStr("")
    timeout_seconds: float = Field(default=30.0, gt=0, le=300)


class WebSettings(BaseModel, frozen=True):
    """Where the web listens."""

    host: str = "127.0.0.1"
    port: int = Field(default=DEFAULT_PORT, ge=0, le=65535)


class Settings(BaseModel, frozen=True):
    """All settings of one process."""

    data_folder: Path
    database_url: str | None = None
    """A PostgreSQL of the operator's own; None starts the one that comes along."""
    keyring: SecretStr | None = None
    """`id:base64` pairs separated by commas, the current one first; None keeps one in the data folder."""
    snelstart: SnelStartSettings = SnelStartSettings()
    web: WebSettings = WebSettings()
    worker: WorkerSettings = WorkerSettings()
    pace: Pace = Pace()

    def secret_keys(self) -> dict[str, bytes] | None:
        """Read the keyring, the current key first.

        Raises:
            InvalidSettingError: It is not as it should be; the message does not repeat it.
        """
        if self.keyring is None:
            return None
        keys = {}
        for pair in self.keyring.get_secret_value().split(","):
            name, _, encoded = pair.strip().partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error:
                key = b""
            if not name or len(key) != 32:  # noqa: PLR2004 - AES-256
                remedy = "write id:base64 of 32 bytes, several separated by commas"
                raise InvalidSettingError(f"{PREFIX}KEYRING", "…", remedy=remedy)
            keys[name] = key
        return keys

    def as_environment(self) -> dict[str, str]:
        """Write the settings as variables, for a process that is to have the same ones."""
        plain = {
            "DATA": str(self.data_folder),
            "SNELSTART_URL": self.snelstart.url,
            "SNELSTART_AUTH_URL": self.snelstart.auth_url,
            "SUBSCRIPTION_KEY": self.snelstart.subscription_key.get_secret_value(),
        }
        return {PREFIX + name: value for name, value in plain.items() if value}


NAMES = {
    "SNELSTART_URL": ("snelstart", "url"),
    "SNELSTART_AUTH_URL": ("snelstart", "auth_url"),
    "SUBSCRIPTION_KEY": ("snelstart", "subscription_key"),
    "SNELSTART_TIMEOUT_SECONDS": ("snelstart", "timeout_seconds"),
    "HOST": ("web", "host"),
    "PORT": ("web", "port"),
    "ADMINISTRATIONS_AT_ONCE": ("worker", "administrations_at_once"),
    "CALLS_AT_ONCE": ("pace", "threads"),
    "CHUNK": ("pace", "chunk"),
    "SETTLE_SECONDS": ("pace", "settle"),
    "FIRST_LOOK_SECONDS": ("pace", "first_look"),
    "SLICE_SECONDS": ("pace", "slice"),
    "DATABASE_URL": ("", "database_url"),
    "KEYRING": ("", "keyring"),
}
"""Environment variable (without its prefix) → group and name of the setting."""

NOT_SETTINGS = frozenset({"DATA", "VENV", "TEST_DATABASE_URL", "API_KEY", "CONNECTION_KEY"})
"""Variables of the same prefix that others read."""


def read_settings(environment: Mapping[str, str], *, data_folder: Path | None = None) -> Settings:
    """Read the settings from environment variables; a name with a typo is an error, not a default.

    Raises:
        InvalidSettingError: A variable is unknown or its value cannot be used.
    """
    values: dict[str, dict[str, object]] = {"": {}}
    for variable, text in environment.items():
        name = variable.removeprefix(PREFIX)
        if name == variable or name in NOT_SETTINGS:
            continue
        if name not in NAMES:
            known = ", ".join(sorted(PREFIX + one for one in NAMES))
            raise InvalidSettingError(variable, text, remedy=f"there is no such setting; there are {known}")
        group, field = NAMES[name]
        values.setdefault(group, {})[field] = _number(text) if name.endswith("_SECONDS") else text
    plain = values.pop("")
    folder = data_folder or default_data_folder(environment)
    try:
        return Settings.model_validate({"data_folder": folder, **plain, **values})
    except ValidationError as error:
        raise _explained(error, environment) from None


def _number(text: str) -> object:
    """Read seconds as a number; what is none is left for the validation to complain about."""
    try:
        return float(text)
    except ValueError:
        return text


def _explained(error: ValidationError, environment: Mapping[str, str]) -> InvalidSettingError:
    """Name the variable that is wrong, without its value where that is a secret."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = tuple(str(part) for part in first["loc"])
    group, field = place if len(place) > 1 else ("", place[0])
    name = next(name for name, known in NAMES.items() if known == (group, field))
    is_secret = name in {"KEYRING", "SUBSCRIPTION_KEY", "DATABASE_URL"}
    value = "…" if is_secret else environment.get(PREFIX + name, "")
    return InvalidSettingError(PREFIX + name, value, remedy=first["msg"])
