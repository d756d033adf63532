"""Makes the web application of its parts."""

# mypy: disable-error-code="import-untyped"
# Django ships without type information.

import django

from snelkoppeling.web.handler import ThreadedHandler
from snelkoppeling.web.services import WebServices, install
from snelkoppeling.web.shell import Application, Shell

MIDDLEWARE = ("snelkoppeling.web.middleware.ProblemDocuments",)
"""For Django's settings, together with `ROOT_URLCONF`."""
ROOT_URLCONF = "snelkoppeling.web.urls"


def create_application(services: WebServices) -> Application:
    """Make the ASGI application; Django must have been configured with `MIDDLEWARE` and `ROOT_URLCONF`."""
    install(services)
    django.setup(set_prefix=False)
    return Shell(ThreadedHandler())
