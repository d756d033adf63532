"""Sets Django up for our database, and brings the tables up to date."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

from collections.abc import Mapping, Sequence
from typing import Any, Final

import django
import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg.conninfo import conninfo_to_dict

from snelkoppeling.storage.locks import Lock

OUR_APPS: Final = ("snelkoppeling.storage", "procrastinate.contrib.django")


def configure(
    conninfo: str,
    *,
    secret_key: str,
    installed_apps: Sequence[str] = (),
    middleware: Sequence[str] = (),
    root_urlconf: str | None = None,
    allowed_hosts: Sequence[str] = (),
    pool_size: int = 4,
    extra: Mapping[str, object] | None = None,
) -> None:
    """Configure Django, once in a process; `extra` holds settings that only the web knows."""
    settings.configure(
        SECRET_KEY=secret_key,
        DATABASES={"default": _database(conninfo, pool_size)},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[*OUR_APPS, *installed_apps],
        MIDDLEWARE=list(middleware),
        ROOT_URLCONF=root_urlconf,
        ALLOWED_HOSTS=list(allowed_hosts),
        USE_TZ=True,
        TIME_ZONE="Europe/Amsterdam",
        USE_I18N=True,
        LANGUAGE_CODE="nl",
        LANGUAGES=[("nl", "Nederlands"), ("en", "English")],
        LOGGING_CONFIG=None,
        **(extra or {}),
    )
    django.setup()


def is_configured() -> bool:
    """Tell whether this process has configured Django already."""
    return bool(settings.configured)


def migrate(conninfo: str) -> None:
    """Bring the tables up to date; of processes that start at once, one does it and the others wait."""
    with psycopg.connect(conninfo, autocommit=True, application_name="snelkoppeling migrate") as session:
        Lock.MIGRATION.wait(session)
        call_command("migrate", interactive=False, verbosity=0)


def _database(conninfo: str, pool_size: int) -> dict[str, Any]:
    options = {name: value for name, value in conninfo_to_dict(conninfo).items() if value is not None}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": options.pop("dbname", "postgres"),
        "USER": options.pop("user", ""),
        "PASSWORD": options.pop("password", ""),
        "HOST": options.pop("host", ""),
        "PORT": options.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **options,
            "pool": {"min_size": 0, "max_size": pool_size, "timeout": 5},
            "application_name": "snelkoppeling web",
        },
    }
