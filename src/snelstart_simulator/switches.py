"""What nobody could tell for certain about SnelStart, as settings (SnelStart API, sections 13 and 14)."""

from decimal import Decimal
from typing import Literal

import msgspec

from snelstart_simulator.models.factuurnummer import NumberComparison


class Switches(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the simulator behaves where the real behaviour is a guess; the default is the likeliest."""

    check_vat_amount: bool = True
    """Refuse a VAT amount that is too far from percentage times base (BOE-0069)."""

    vat_tolerance_per_line: Decimal = Decimal("0.01")
    """How far a VAT amount may be off, in euros for each line of its kind."""

    numbers_compared: NumberComparison = "exact"
    """When two invoice numbers are the same one (BOE-0021)."""

    filter_texts: Literal["exact", "ignoring_case"] = "exact"
    """How a filter compares texts; ignoring case, spaces at the end do not count either."""

    purchase_numbers_unique_in: Literal["administration", "supplier", "administration_and_sales"] = (
        "administration"
    )
    """Among which bookings the number of a purchase is unique; the last holds for sales too (BOE-0021)."""

    reverse_charge_line: Literal["geen", "rate"] = "geen"
    """What the lines of a purchase with domestic reverse charge carry: no VAT, or the kind of its rate."""

    reverse_charge_row: Literal["zero", "shifted_vat"] = "zero"
    """What a row `InkopenVerlegd` holds: nothing, or the shifted VAT, which is no part of the total."""

    acquisition_line: Literal["geen", "by_account"] = "geen"
    """What a line on an account for purchases from abroad carries: no VAT, or the kind of the account."""

    acquisition_row: Literal["none", "zero"] = "none"
    """Whether a purchase from abroad has no VAT row, or one of the account's rate with nothing in it."""

    purchase_without_vat_on_rate_accounts: Literal["refused", "accepted"] = "refused"
    """Whether a line without VAT may stand on a cost account of one rate (else BOE-0082)."""

    exempt_beside_reverse_charge: Literal["accepted", "refused"] = "accepted"
    """Whether lines without any VAT may stand beside a reverse charge (else BOE-0062)."""

    foreign_revenue_elsewhere: Literal["refused", "accepted"] = "refused"
    """Whether accounts for foreign revenue may be used without foreign VAT (else BOE-0061)."""

    recognises_attachments: bool = True
    """Whether a purchase can be made of an attached UBL file, for which a package may be needed."""

    recognition_seconds: Decimal = Decimal(2)
    """How long making a purchase of an attachment takes."""

    booking_on_put: Literal["replaced", "merged"] = "replaced"
    """Whether a booking that is put is taken as a whole, or keeps what the body leaves out or has as null."""

    booking_of_accountant_on_put: Literal["accepted", "refused"] = "accepted"
    """Whether a booking that the accountant has changed may be changed or deleted (else BOE-0051)."""

    attachments_on_put: Literal["kept", "removed"] = "kept"
    """What putting a booking does to its documents."""

    open_credit_notes: Literal["negative", "positive"] = "negative"
    """The sign of `openstaandSaldo` on a credit note; holds for invoices that are written from now on."""

    open_purchases: Literal["positive", "negative"] = "positive"
    """The sign of `openstaandSaldo` on a purchase invoice; holds for those that are written from now on."""

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

    missing_purchase_of_document: Literal["not_found", "code"] = "not_found"
    """How a document for a purchase that is not there is refused: by 404, or by BLG-0005."""

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
    """Whether a booking that is partly paid may be changed (else BOE-0083)."""

    custom_fields_touch_modified_on: bool = True
    """Whether setting a custom field changes its relation's `modifiedOn`."""

    custom_fields_on_put: Literal["merged", "replaced"] = "merged"
    """Whether custom fields that a change does not name keep their value, or lose it."""

    memorial_lines_counted: Literal["all", "ledger"] = "all"
    """Which lines count as the two of a memorial booking (BOE-0094): those on invoices too, or not."""

    memorial_invoice_amount: Literal["settles", "debit"] = "settles"
    """What a positive amount in a memorial booking does to a sales invoice: settle it, or debit it."""

    new_booking_in_filed_vat_return: Literal["accepted", "refused"] = "accepted"
    """Whether something may be booked in a period whose VAT return was filed (else BOE-0042)."""

    external_filing_taken_back: Literal["accepted", "refused"] = "accepted"
    """Whether a return that was marked as filed elsewhere can be unmarked (else BTW-0001)."""

    longest_file_name: int = 100
    """A longer name of a document is refused (BLG-0017); the real limit is unknown."""

    token_dies_with_its_key: bool = True
    """Whether withdrawing a koppelsleutel makes the tokens worthless that it gave, or only stops new ones."""

    webhook_names: Literal["pascal", "camel"] = "pascal"
    """How the webhook's message spells its names: `KoppelSleutel` or `koppelSleutel`."""

    forbidden_message: str = "Authorization has been denied for this request."
    """What an answer 403 says when the token lacks a scope."""
