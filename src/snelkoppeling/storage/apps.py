"""Tells Django that the tables of this package are an app of its own."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The app that holds the tables."""

    name = "snelkoppeling.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
