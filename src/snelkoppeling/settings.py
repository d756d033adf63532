"""Everything an operator can set, typed and read once; docs/operating/settings.md lists it."""

import base64
import binascii
import difflib
import ipaddress
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import BaseModel, Field, SecretStr

from snelkoppeling.embedded_database import default_data_folder
from snelkoppeling.errors import InvalidSettingError, SnelkoppelingError
from snelkoppeling.jobs.worker_settings import WorkerSettings
from snelkoppeling.sync.apply import Pace

PREFIX = "SNELKOPPELING_"
DEFAULT_PORT = 8484
ENCRYPTION_KEY_BYTES = 32
"""AES-256."""


class SettingError(InvalidSettingError):
    """A setting of the operator cannot be used, told in both languages and without what may be secret."""

    def __init__(self, name: str, value: str, *, nl: str, en: str) -> None:
        super().__init__(name, value, remedy=en)
        shown = f"={value}" if value else ""
        self.nl = f"Instelling {name}{shown} kan niet: {nl}"
        self.en = f"Setting {name}{shown} cannot be used: {en}"


class SubscriptionKeyMissingError(SnelkoppelingError):
    """SnelStart answers nobody without a subscription key, and none is set."""

    code = "subscription-key-missing"

    def __init__(self) -> None:
        self.nl = (
            "De abonnementssleutel (subscription key) van de SnelStart B2B API ontbreekt. Geef haar met "
            f"./start connect, of in {PREFIX}SUBSCRIPTION_KEY."
        )
        self.en = (
            "The subscription key of the SnelStart B2B API is missing. Give it with ./start connect, or in "
            f"{PREFIX}SUBSCRIPTION_KEY."
        )
        super().__init__(self.en)


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
        """Give the keyring, the current key first; None when the operator set none."""
        return None if self.keyring is None else _keys_of(self.keyring.get_secret_value())

    def as_environment(self) -> dict[str, str]:
        """Write the settings as variables, for a process that is to have the same ones."""
        plain = {
            "DATA": str(self.data_folder),
            "DATABASE_URL": self.database_url or "",
            "SNELSTART_URL": self.snelstart.url,
            "SNELSTART_AUTH_URL": self.snelstart.auth_url,
            "SUBSCRIPTION_KEY": self.snelstart.subscription_key.get_secret_value(),
        }
        return {PREFIX + name: value for name, value in plain.items() if value}


class _Unusable(Exception):  # noqa: N818 - it never leaves this module.
    """A text is no value of its setting."""


def _one_word(text: str) -> object:
    word = text.strip()
    if not word or not word.isascii() or not word.isprintable() or " " in word:
        raise _Unusable
    return word


def _address(text: str) -> object:
    """Take an address to which keys may travel: encrypted, or on this machine."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname or ""
    except ValueError:
        raise _Unusable from None
    if not host or parts.username or parts.query or parts.fragment:
        raise _Unusable
    if parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host)):
        return text.strip().rstrip("/")
    raise _Unusable


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _postgresql(text: str) -> object:
    try:
        conninfo_to_dict(text.strip())
    except ProgrammingError:
        raise _Unusable from None
    return text.strip()


def _keyring(text: str) -> object:
    _keys_of(text)
    return text


def _keys_of(text: str) -> dict[str, bytes]:
    keys = {}
    for pair in text.split(","):
        name, _, encoded = pair.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            raise _Unusable from None
        if not name or len(key) != ENCRYPTION_KEY_BYTES:
            raise _Unusable
        keys[name] = key
    return keys


def _whole(least: int, most: int) -> Callable[[str], object]:
    def parse(text: str) -> object:
        try:
            number = int(text)
        except ValueError:
            raise _Unusable from None
        if not least <= number <= most:
            raise _Unusable
        return number

    return parse


def _seconds(most: float) -> Callable[[str], object]:
    def parse(text: str) -> object:
        try:
            number = float(text)
        except ValueError:
            raise _Unusable from None
        if not math.isfinite(number) or not 0 < number <= most:
            raise _Unusable
        return number

    return parse


def _duration(most: float) -> Callable[[str], object]:
    parse_seconds = _seconds(most)

    def parse(text: str) -> object:
        return timedelta(seconds=float(str(parse_seconds(text))))

    return parse


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: where it goes, what it takes, and that in words."""

    group: str
    field: str
    parse: Callable[[str], object]
    nl: str
    en: str
    is_secret: bool = False


SETTINGS: Mapping[str, Setting] = {
    "DATABASE_URL": Setting(
        "", "database_url", _postgresql, "schrijf postgresql://…", "write postgresql://…", is_secret=True
    ),
    "KEYRING": Setting(
        "",
        "keyring",
        _keyring,
        "schrijf naam:base64 van 32 bytes, meer met komma's ertussen",
        "write name:base64 of 32 bytes, several separated by commas",
        is_secret=True,
    ),
    "SUBSCRIPTION_KEY": Setting(
        "snelstart",
        "subscription_key",
        _one_word,
        "het is één woord zonder spaties",
        "it is one word without spaces",
        is_secret=True,
    ),
    "SNELSTART_URL": Setting(
        "snelstart", "url", _address, "schrijf een adres met https://", "write an address with https://"
    ),
    "SNELSTART_AUTH_URL": Setting(
        "snelstart", "auth_url", _address, "schrijf een adres met https://", "write an address with https://"
    ),
    "SNELSTART_TIMEOUT_SECONDS": Setting(
        "snelstart",
        "timeout_seconds",
        _seconds(300),
        "een getal groter dan 0, hoogstens 300",
        "a number above 0, 300 at most",
    ),
    "HOST": Setting("web", "host", _one_word, "één adres, zoals 127.0.0.1", "one address, such as 127.0.0.1"),
    "PORT": Setting("web", "port", _whole(0, 65535), "een getal van 0 tot 65535", "a number from 0 to 65535"),
    "ADMINISTRATIONS_AT_ONCE": Setting(
        "worker", "administrations_at_once", _whole(1, 64), "een getal van 1 tot 64", "a number from 1 to 64"
    ),
    "CALLS_AT_ONCE": Setting(
        "pace", "threads", _whole(1, 32), "een getal van 1 tot 32", "a number from 1 to 32"
    ),
    "CHUNK": Setting("pace", "chunk", _whole(1, 1000), "een getal van 1 tot 1000", "a number from 1 to 1000"),
    "SEND_WITHIN_SECONDS": Setting(
        "pace",
        "send_within",
        _duration(3600),
        "een getal groter dan 0, hoogstens 3600",
        "a number above 0, 3600 at most",
    ),
    "SETTLE_SECONDS": Setting(
        "pace",
        "settle",
        _duration(3600),
        "een getal groter dan 0, hoogstens 3600",
        "a number above 0, 3600 at most",
    ),
    "FIRST_LOOK_SECONDS": Setting(
        "pace",
        "first_look",
        _duration(3600),
        "een getal groter dan 0, hoogstens 3600",
        "a number above 0, 3600 at most",
    ),
    "SLICE_SECONDS": Setting(
        "pace",
        "slice",
        _duration(3600),
        "een getal groter dan 0, hoogstens 3600",
        "a number above 0, 3600 at most",
    ),
}
"""By environment variable, without its prefix."""

NOT_SETTINGS = frozenset({"DATA", "VENV", "TEST_DATABASE_URL", "API_KEY", "CONNECTION_KEY"})
"""Variables of the same prefix that others read."""


def read_settings(environment: Mapping[str, str], *, data_folder: Path | None = None) -> Settings:
    """Read the settings from environment variables; a name with a typo is an error, not a default.

    An empty variable is as good as none.

    Raises:
        SettingError: A variable is unknown or its value cannot be used.
    """
    values: dict[str, dict[str, object]] = {}
    plain: dict[str, object] = {"data_folder": data_folder or default_data_folder(environment)}
    for variable, text in sorted(environment.items()):
        name = variable.removeprefix(PREFIX)
        if name == variable or name in NOT_SETTINGS or not text.strip():
            continue
        setting = SETTINGS.get(name)
        if setting is None:
            raise _unknown(variable)
        place = values.setdefault(setting.group, {}) if setting.group else plain
        try:
            place[setting.field] = setting.parse(text)
        except _Unusable:
            shown = "" if setting.is_secret else text
            raise SettingError(variable, shown, nl=setting.nl, en=setting.en) from None
    return Settings.model_validate({**plain, **values})


def _unknown(variable: str) -> SettingError:
    """Say that there is no such setting; its value may be a secret under a name with a typo."""
    close = difflib.get_close_matches(variable.removeprefix(PREFIX), SETTINGS, n=1)
    if close:
        return SettingError(
            variable,
            "",
            nl=f"zij bestaat niet. Bedoelt u {PREFIX}{close[0]}?",
            en=f"there is no such setting. Do you mean {PREFIX}{close[0]}?",
        )
    names = ", ".join(sorted(PREFIX + name for name in SETTINGS))
    return SettingError(variable, "", nl=f"zij bestaat niet. Er zijn: {names}", en="there is no such setting")
