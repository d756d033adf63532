"""What nobody could tell for certain about SnelStart, as settings (SnelStart API, sections 13 and 14)."""

from decimal import Decimal
from typing import Literal

import msgspec


class Switches(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the simulator behaves where the real behaviour is a guess; the default is the likeliest."""

    check_vat_amount: bool = True
    """Refuse a VAT amount that is too far from percentage times base (BOE-0069)."""

    vat_tolerance_per_line: Decimal = Decimal("0.01")
    """How far a VAT amount may be off, in euros for each line of its kind."""

    retry_after: Literal["seconds", "http_date", "absent"] = "seconds"
    """How an answer 429 says when to come back."""

    hourly_limit_as: Literal["429", "403"] = "429"
    """Whether the hourly limit is a rate limit or a quota of the gateway."""

    refused_calls_count: bool = False
    """Whether a call that was refused for its rate counts towards the limits."""

    modified_on_zone: Literal["UTC", "Europe/Amsterdam"] = "UTC"
    """The zone of `modifiedOn`; holds for records that are written from now on."""

    payment_touches_modified_on: bool = False
    """Whether paying an invoice changes its `modifiedOn`."""

    attachment_touches_modified_on: bool = False
    """Whether adding, changing or removing a document changes its parent's `modifiedOn`."""

    missing_fields_as: Literal["codes", "model_state"] = "codes"
    """Whether a required or too long field is refused by its code or by the framework, where both exist."""

    key_casing_of_model_state: Literal["camel", "pascal"] = "camel"
    """How the framework's refusal spells its own names: `message` or `Message`."""

    not_found_body: Literal["empty", "message", "error_array"] = "empty"
    """What an answer 404 carries."""

    documents_post_status: Literal[200, 201] = 201
    """The status of an uploaded document: the description says 200, the live service said 201."""

    relatiesoort_may_grow: bool = True
    """Whether a relation may get a second kind (else REL-0064)."""

    relatiesoort_may_shrink: Literal["never", "without_bookings", "always"] = "without_bookings"
    """Whether a relation may lose a kind (else REL-0064)."""

    customer_and_supplier_at_once: bool = True
    """Whether a relation may be both (else REL-0065)."""

    partial_address: Literal["accepted", "refused"] = "accepted"
    """Whether an address may be half filled in (else REL-0060)."""

    inactive_relations_in_list: bool = True
    """Whether the list of relations shows inactive ones."""

    inactive_cost_centres_in_list: bool = True
    """Whether the list of cost centres shows inactive ones."""

    used_cost_centre_on_delete: Literal["made_inactive", "removed"] = "made_inactive"
    """What deleting a cost centre with bookings does."""

    dutch_vat_number: Literal["without_prefix", "as_given"] = "without_prefix"
    """How the VAT number of a Dutch relation comes back."""

    booking_with_payments_on_put: Literal["refused", "accepted"] = "refused"
    """Whether a sales booking that is partly paid may be changed (else BOE-0083)."""

    longest_file_name: int = 100
    """A longer name of a document is refused (BLG-0017); the real limit is unknown."""

    token_dies_with_its_key: bool = True
    """Whether withdrawing a koppelsleutel makes the tokens worthless that it gave, or only stops new ones."""

    webhook_names: Literal["pascal", "camel"] = "pascal"
    """How the webhook's message spells its names: `KoppelSleutel` or `koppelSleutel`."""

    forbidden_message: str = "Authorization has been denied for this request."
    """What an answer 403 says when the token lacks a scope."""
