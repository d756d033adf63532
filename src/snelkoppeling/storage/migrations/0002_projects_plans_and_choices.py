"""Makes room for projects, for plans that await approval, and for what people choose."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from typing import ClassVar

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

STATES = ["due", "waiting", "set_aside", "held", "dormant", "in_sync"]
ENTITY_TYPES = Q(entity_type__in=["relation", "project", "invoice", "attachment"])
BE_QUICK = "SET LOCAL lock_timeout = '10s'"
"""Whoever comes after us waits as long as we do: behind a long backup, we had better try again later."""


class Migration(migrations.Migration):
    """What is added is empty at first, so that a process of the version before goes on meanwhile.

    Nothing here goes through a table, as nobody can even read it meanwhile; the next step does that.
    """

    dependencies: ClassVar[list[tuple[str, str]]] = [("storage", "0001_initial")]

    operations: ClassVar = [
        migrations.RunSQL(BE_QUICK, migrations.RunSQL.noop),
        migrations.AddField("administration", "awaits_plan", models.BooleanField(db_default=False)),
        migrations.AddField("administration", "plan", models.JSONField(null=True)),
        migrations.AddField("syncitem", "conflict", models.JSONField(null=True)),
        migrations.AddField("syncitem", "decision", models.JSONField(null=True)),
        migrations.AddField("syncitem", "is_needed", models.BooleanField(db_default=False)),
        migrations.RemoveConstraint("record", "record_entity_type"),
        AddConstraintNotValid(
            "record", models.CheckConstraint(condition=ENTITY_TYPES, name="record_entity_type")
        ),
        migrations.RemoveConstraint("syncitem", "sync_item_entity_type"),
        AddConstraintNotValid(
            "syncitem", models.CheckConstraint(condition=ENTITY_TYPES, name="sync_item_entity_type")
        ),
        migrations.RemoveConstraint("syncitem", "sync_item_state"),
        AddConstraintNotValid(
            "syncitem", models.CheckConstraint(condition=Q(state__in=STATES), name="sync_item_state")
        ),
    ]
