"""Makes room for projects, for plans that await approval, and for what people choose."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from typing import ClassVar

import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Q

STATES = ["due", "waiting", "set_aside", "held", "dormant", "in_sync"]
DEPENDENT = Q(state__in=["waiting", "set_aside", "dormant"])
ENTITY_TYPES = Q(entity_type__in=["relation", "project", "invoice", "attachment"])


class Migration(migrations.Migration):
    """What is added is empty at first, so that a process of the version before goes on meanwhile."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("storage", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("administration", "awaits_plan", models.BooleanField(db_default=False)),
        migrations.AddField("administration", "plan", models.JSONField(null=True)),
        migrations.AddField("syncitem", "conflict", models.JSONField(null=True)),
        migrations.AddField("syncitem", "decision", models.JSONField(null=True)),
        migrations.AddField("syncitem", "is_needed", models.BooleanField(db_default=False)),
        migrations.RemoveConstraint("record", "record_entity_type"),
        migrations.AddConstraint(
            "record", models.CheckConstraint(condition=ENTITY_TYPES, name="record_entity_type")
        ),
        migrations.RemoveConstraint("syncitem", "sync_item_entity_type"),
        migrations.AddConstraint(
            "syncitem", models.CheckConstraint(condition=ENTITY_TYPES, name="sync_item_entity_type")
        ),
        migrations.RemoveConstraint("syncitem", "sync_item_state"),
        migrations.AddConstraint(
            "syncitem", models.CheckConstraint(condition=Q(state__in=STATES), name="sync_item_state")
        ),
        migrations.RemoveIndex("syncitem", "sync_item_open"),
        migrations.AddIndex(
            "syncitem",
            models.Index(
                fields=["state", "state_since"],
                condition=DEPENDENT | Q(state="held"),
                name="sync_item_open",
            ),
        ),
        migrations.RemoveIndex("syncitem", "sync_item_depends_on"),
        migrations.AddIndex(
            "syncitem",
            django.contrib.postgres.indexes.GinIndex(
                fields=["depends_on"], condition=DEPENDENT, name="sync_item_depends_on"
            ),
        ),
        migrations.AddIndex(
            "syncitem",
            models.Index(
                F("administration"),
                F("rank"),
                F("entity_type"),
                F("id"),
                condition=Q(state__in=["due", "waiting", "held"]),
                name="sync_item_pending",
            ),
        ),
    ]
