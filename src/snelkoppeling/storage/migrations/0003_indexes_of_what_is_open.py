"""Goes through the tables for what was added before: checks the rows, and builds indexes."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models
from django.db.models import F, Q

DEPENDENT = Q(state__in=["waiting", "set_aside", "dormant"])
OPEN = DEPENDENT | Q(state="held")
PENDING = Q(state__in=["due", "waiting", "held"])


def built(name: str, definition: str) -> list[str]:
    """Build an index, or build it anew, while everybody goes on working; once more does no harm.

    What a broken off attempt left behind is taken away first, and the old index stays until there is another.
    """
    return [
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}_unfinished",
        f"CREATE INDEX CONCURRENTLY {name}_unfinished ON sync_item {definition}",
        f"DROP INDEX CONCURRENTLY IF EXISTS {name}",
        f"ALTER INDEX {name}_unfinished RENAME TO {name}",
    ]


STATEMENTS = [
    *built(
        "sync_item_open",
        "(state, state_since) WHERE state IN ('waiting', 'set_aside', 'dormant', 'held')",
    ),
    *built(
        "sync_item_open_of",
        "(administration_id, state, state_since, id)"
        " WHERE state IN ('waiting', 'set_aside', 'dormant', 'held')",
    ),
    *built(
        "sync_item_depends_on",
        "USING gin (depends_on) WHERE state IN ('waiting', 'set_aside', 'dormant')",
    ),
    *built(
        "sync_item_pending",
        "(administration_id, rank, entity_type, id) WHERE state IN ('due', 'waiting', 'held')",
    ),
]


class Migration(migrations.Migration):
    """Each step stands by itself, and can be taken again when it was broken off."""

    atomic = False

    dependencies: ClassVar[list[tuple[str, str]]] = [("storage", "0002_projects_plans_and_choices")]

    operations: ClassVar = [
        ValidateConstraint("record", "record_entity_type"),
        ValidateConstraint("syncitem", "sync_item_entity_type"),
        ValidateConstraint("syncitem", "sync_item_state"),
        migrations.RunSQL(
            STATEMENTS,
            migrations.RunSQL.noop,
            state_operations=[
                migrations.RemoveIndex("syncitem", "sync_item_open"),
                migrations.AddIndex(
                    "syncitem",
                    models.Index(fields=["state", "state_since"], condition=OPEN, name="sync_item_open"),
                ),
                migrations.AddIndex(
                    "syncitem",
                    models.Index(
                        fields=["administration", "state", "state_since", "id"],
                        condition=OPEN,
                        name="sync_item_open_of",
                    ),
                ),
                migrations.RemoveIndex("syncitem", "sync_item_depends_on"),
                migrations.AddIndex(
                    "syncitem",
                    GinIndex(fields=["depends_on"], condition=DEPENDENT, name="sync_item_depends_on"),
                ),
                migrations.AddIndex(
                    "syncitem",
                    models.Index(
                        F("administration"),
                        F("rank"),
                        F("entity_type"),
                        F("id"),
                        condition=PENDING,
                        name="sync_item_pending",
                    ),
                ),
            ],
        ),
    ]
