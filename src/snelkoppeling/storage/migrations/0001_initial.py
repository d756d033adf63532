"""Makes the first tables."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from typing import ClassVar

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the first version."""

    initial = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Administration",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("name", models.TextField(unique=True)),
                ("identifier", models.TextField(null=True, unique=True)),
                ("connection_key", models.BinaryField()),
                ("settings", models.JSONField(db_default={})),
                ("pause", models.JSONField(null=True)),
                ("back_off_until", models.DateTimeField(null=True)),
                ("failures", models.IntegerField(db_default=0)),
                ("line_down", models.BooleanField(db_default=False)),
                ("approved_updates", models.IntegerField(null=True)),
                ("limiter_state", models.BinaryField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "db_table": "administration",
            },
        ),
        migrations.CreateModel(
            name="AttachmentContent",
            fields=[
                ("sha256", models.TextField(primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={
                "db_table": "attachment_content",
            },
        ),
        migrations.CreateModel(
            name="Connection",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                ("name", models.TextField()),
                ("api_key_digest", models.BinaryField(unique=True)),
                ("api_key_start", models.TextField()),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("last_used_at", models.DateTimeField(null=True)),
                (
                    "administration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="storage.administration"
                    ),
                ),
            ],
            options={
                "db_table": "connection",
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity_type", models.TextField()),
                ("external_id", models.TextField()),
                ("payload", models.TextField()),
                ("content_hash", models.BinaryField()),
                ("search_text", models.TextField()),
                ("modified_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                ("version", models.BigIntegerField(db_default=1)),
                (
                    "connection",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="storage.connection"
                    ),
                ),
            ],
            options={
                "db_table": "record",
            },
        ),
        migrations.CreateModel(
            name="SyncItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("entity_type", models.TextField()),
                ("rank", models.SmallIntegerField()),
                ("lane", models.SmallIntegerField()),
                ("state", models.TextField()),
                ("state_since", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("books_id", models.TextField(null=True)),
                ("books_label", models.TextField(db_default="")),
                ("is_adopted", models.BooleanField(db_default=False)),
                ("last_agreed", models.JSONField(null=True)),
                ("intent", models.JSONField(null=True)),
                ("problems", models.JSONField(db_default=[])),
                (
                    "depends_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), db_default=[], size=None
                    ),
                ),
                ("attempts", models.IntegerField(db_default=0)),
                ("synced_version", models.BigIntegerField(null=True)),
                (
                    "administration",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="storage.administration",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="storage.record",
                    ),
                ),
            ],
            options={
                "db_table": "sync_item",
            },
        ),
        migrations.CreateModel(
            name="History",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("name", models.TextField()),
                ("before", models.JSONField(null=True)),
                ("after", models.JSONField(null=True)),
                ("detail", models.TextField(db_default="")),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="storage.syncitem",
                    ),
                ),
            ],
            options={
                "db_table": "history",
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.TextField()),
                ("request_digest", models.BinaryField()),
                ("status", models.SmallIntegerField()),
                ("body", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                (
                    "connection",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to="storage.connection"
                    ),
                ),
            ],
            options={
                "db_table": "idempotency_key",
                "indexes": [models.Index(fields=["created_at"], name="idempotency_key_age")],
                "constraints": [
                    models.UniqueConstraint(fields=("connection", "key"), name="idempotency_key_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                models.OrderBy(models.F("received_at"), descending=True), name="record_latest"
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.UniqueConstraint(
                fields=("connection", "entity_type", "external_id"), name="record_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="record",
            constraint=models.CheckConstraint(
                condition=models.Q(("entity_type__in", ["relation", "invoice", "attachment"])),
                name="record_entity_type",
            ),
        ),
        migrations.AddIndex(
            model_name="syncitem",
            index=models.Index(
                models.F("administration"),
                models.F("lane"),
                models.F("rank"),
                models.OrderBy(models.F("due_at"), nulls_first=True),
                models.F("id"),
                condition=models.Q(("state", "due")),
                name="sync_item_due",
            ),
        ),
        migrations.AddIndex(
            model_name="syncitem",
            index=models.Index(
                condition=models.Q(("state", "due"), ("books_id__isnull", False)),
                fields=["administration", "entity_type"],
                name="sync_item_due_update",
            ),
        ),
        migrations.AddIndex(
            model_name="syncitem",
            index=models.Index(
                condition=models.Q(("state", "due"), ("books_id__isnull", True)),
                fields=["administration", "entity_type"],
                name="sync_item_due_new",
            ),
        ),
        migrations.AddIndex(
            model_name="syncitem",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["waiting", "set_aside"]), ("state", "held"), _connector="OR"
                ),
                fields=["state", "state_since"],
                name="sync_item_open",
            ),
        ),
        migrations.AddIndex(
            model_name="syncitem",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("state__in", ["waiting", "set_aside"])),
                fields=["depends_on"],
                name="sync_item_depends_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.UniqueConstraint(fields=("record", "administration"), name="sync_item_record"),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("books_id__isnull", False)),
                fields=("administration", "entity_type", "books_id"),
                name="sync_item_twin",
            ),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["due", "waiting", "set_aside", "held", "in_sync"])),
                name="sync_item_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__in", [0, 1])), name="sync_item_lane"
            ),
        ),
        migrations.AddConstraint(
            model_name="syncitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("entity_type__in", ["relation", "invoice", "attachment"])),
                name="sync_item_entity_type",
            ),
        ),
        migrations.AddIndex(
            model_name="history",
            index=models.Index(fields=["item", "id"], name="history_item"),
        ),
        migrations.RunSQL(
            # Items change several times each, and a queue must not drag its dead rows along.
            "ALTER TABLE sync_item SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02,"
            " autovacuum_analyze_scale_factor = 0.02)",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            # Files are compressed already.
            "ALTER TABLE attachment_content ALTER COLUMN content SET STORAGE EXTERNAL",
            migrations.RunSQL.noop,
        ),
    ]
