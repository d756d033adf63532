"""The tables; the repositories beside this module read and write them in SQL."""

# mypy: allow-subclassing-any, disable-error-code="import-untyped"
# Django ships without type information.

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from snelkoppeling.domain.identity import EntityType
from snelkoppeling.sync.records import ItemState, Lane

DUE = Q(state=ItemState.DUE.value)
DEPENDENT = Q(state__in=[ItemState.WAITING.value, ItemState.SET_ASIDE.value, ItemState.DORMANT.value])
PENDING = Q(state__in=[ItemState.DUE.value, ItemState.WAITING.value, ItemState.HELD.value])
ENTITY_TYPES = Q(entity_type__in=[entity_type.value for entity_type in EntityType])


class Administration(models.Model):
    """An administration in SnelStart: its key, its settings, and how its traffic stands."""

    id = models.AutoField(primary_key=True)
    name = models.TextField(unique=True)
    identifier = models.TextField(unique=True, null=True)  # noqa: DJ001 - unknown until SnelStart told it.
    connection_key = models.BinaryField()
    settings = models.JSONField(db_default={})
    pause = models.JSONField(null=True)
    back_off_until = models.DateTimeField(null=True)
    failures = models.IntegerField(db_default=0)
    line_down = models.BooleanField(db_default=False)
    approved_updates = models.IntegerField(null=True)
    awaits_plan = models.BooleanField(db_default=False)
    plan = models.JSONField(null=True)
    limiter_state = models.BinaryField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Where it is kept."""

        db_table = "administration"

    def __str__(self) -> str:
        return str(self.name)


class Connection(models.Model):
    """Joins one CRM to one administration; of its API key only a digest is kept."""

    id = models.AutoField(primary_key=True)
    name = models.TextField()
    administration = models.ForeignKey(Administration, models.PROTECT)
    api_key_digest = models.BinaryField(unique=True)
    api_key_start = models.TextField()
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        """Where it is kept."""

        db_table = "connection"

    def __str__(self) -> str:
        return str(self.name)


class Record(models.Model):
    """The newest state of a record as it was received."""

    connection = models.ForeignKey(Connection, models.PROTECT, db_index=False)
    entity_type = models.TextField()
    external_id = models.TextField()
    payload = models.TextField()
    content_hash = models.BinaryField()
    search_text = models.TextField()
    modified_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    version = models.BigIntegerField(db_default=1)

    class Meta:
        """Where it is kept, and what never holds twice."""

        db_table = "record"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "entity_type", "external_id"], name="record_key"),
            models.CheckConstraint(condition=ENTITY_TYPES, name="record_entity_type"),
        ]
        indexes: ClassVar = [models.Index(F("received_at").desc(), name="record_latest")]

    def __str__(self) -> str:
        return f"{self.entity_type} {self.external_id}"


class SyncItem(models.Model):
    """One record in one administration: its state, its twin, what was agreed and what was intended."""

    # The statement that adds items takes these from the rows they refer to; checking each again costs more
    # than storing it.
    record = models.ForeignKey(Record, models.CASCADE, db_index=False, db_constraint=False)
    administration = models.ForeignKey(Administration, models.PROTECT, db_index=False, db_constraint=False)
    entity_type = models.TextField()
    rank = models.SmallIntegerField()
    lane = models.SmallIntegerField()
    state = models.TextField()
    state_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    books_id = models.TextField(null=True)  # noqa: DJ001 - null has a meaning of its own: no twin.
    books_label = models.TextField(db_default="")
    is_adopted = models.BooleanField(db_default=False)
    last_agreed = models.JSONField(null=True)
    intent = models.JSONField(null=True)
    problems = models.JSONField(db_default=[])
    conflict = models.JSONField(null=True)
    decision = models.JSONField(null=True)
    is_needed = models.BooleanField(db_default=False)
    depends_on = ArrayField(models.TextField(), db_default=[])
    attempts = models.IntegerField(db_default=0)
    synced_version = models.BigIntegerField(null=True)

    class Meta:
        """Where it is kept, what never holds twice, and how the worker finds its work."""

        db_table = "sync_item"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "administration"], name="sync_item_record"),
            models.UniqueConstraint(
                fields=["administration", "entity_type", "books_id"],
                condition=Q(books_id__isnull=False),
                name="sync_item_twin",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ItemState]), name="sync_item_state"
            ),
            models.CheckConstraint(
                condition=Q(lane__in=[lane.value for lane in Lane]), name="sync_item_lane"
            ),
            models.CheckConstraint(condition=ENTITY_TYPES, name="sync_item_entity_type"),
        ]
        indexes: ClassVar = [
            models.Index(
                F("administration"),
                F("lane"),
                F("rank"),
                F("due_at").asc(nulls_first=True),
                F("id"),
                condition=DUE,
                name="sync_item_due",
            ),
            models.Index(
                fields=["administration", "entity_type"],
                condition=DUE & Q(books_id__isnull=False),
                name="sync_item_due_update",
            ),
            models.Index(
                fields=["administration", "entity_type"],
                condition=DUE & Q(books_id__isnull=True),
                name="sync_item_due_new",
            ),
            models.Index(
                fields=["state", "state_since"],
                condition=DEPENDENT | Q(state=ItemState.HELD.value),
                name="sync_item_open",
            ),
            models.Index(
                fields=["administration", "state", "state_since", "id"],
                condition=DEPENDENT | Q(state=ItemState.HELD.value),
                name="sync_item_open_of",
            ),
            GinIndex(fields=["depends_on"], condition=DEPENDENT, name="sync_item_depends_on"),
            models.Index(
                F("administration"),
                F("rank"),
                F("entity_type"),
                F("id"),
                condition=PENDING,
                name="sync_item_pending",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entity_type} {self.pk}"


class History(models.Model):
    """One thing that happened to a record."""

    item = models.ForeignKey(SyncItem, models.CASCADE, db_index=False, db_constraint=False)
    at = models.DateTimeField()
    name = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    detail = models.TextField(db_default="")

    class Meta:
        """Where it is kept."""

        db_table = "history"
        indexes: ClassVar = [models.Index(fields=["item", "id"], name="history_item")]

    def __str__(self) -> str:
        return str(self.name)


class AttachmentContent(models.Model):
    """A file, once for each content."""

    sha256 = models.TextField(primary_key=True)
    content = models.BinaryField()

    class Meta:
        """Where it is kept."""

        db_table = "attachment_content"

    def __str__(self) -> str:
        return str(self.sha256)


class IdempotencyKey(models.Model):
    """The answer that a request with an idempotency key got, to be given again."""

    connection = models.ForeignKey(Connection, models.CASCADE, db_index=False)
    key = models.TextField()
    request_digest = models.BinaryField()
    status = models.SmallIntegerField()
    body = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        """Where it is kept, and what never holds twice."""

        db_table = "idempotency_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["connection", "key"], name="idempotency_key_once")
        ]
        indexes: ClassVar = [models.Index(fields=["created_at"], name="idempotency_key_age")]

    def __str__(self) -> str:
        return str(self.key)
