"""What the first version stored, as it stored it: an upgrade takes it for what it is, and writes nothing."""

import json

import pytest

from snelkoppeling.domain.identity import BooksId, EntityType
from snelkoppeling.storage.codec import decode_image, decode_record, encode_record
from snelkoppeling.sync.reconcile import differing_fields
from tests.contract.books.benches import Shelf, SnelStartBench, links_to

RELATION = (
    '{"name":"Garage Utrecht","roles":["customer"],"number":null,"visiting_address":{"street":'
    '"Dorpsstraat 96",'
    '"postal_code":"8685 AB","city":"Zwolle","country_code":"NL"},"postal_address":null,"contacts":[{"name":'
    '"J. de Wit","is_primary":false,"is_invoice_contact":false},{"name":"A. Visser","is_primary":true,'
    '"is_invoice_contact":false}],"phone":"+31 30 249 9253","mobile":null,"email":"info@klant2.example",'
    '"invoice_email":null,"kvk_number":"10000002","vat_number":null,"iban":null,"bic":null,'
    '"payment_term_days":null,"is_active":true,"stated":["contacts","email","kvk_number","name","phone",'
    '"visiting_address"]}'
)
RELATION_AGREED = (
    '{"name": "Garage Utrecht", "email": "info@klant2.example", "phone": "+31 30 249 9253", "kvk_number": '
    '"10000002", "is_customer": true, "visiting_city": "Zwolle", "contact_person": "A. Visser", '
    '"visiting_street": "Dorpsstraat 96", "visiting_country": "NL", "visiting_postal_code": "8685 AB"}'
)
RELATION_DIGEST = "5b3de5db6fce78673fd4a480cabe12b109d54f01e9cc2dcb4c1d1832daffdf98"
INVOICE = (
    '{"direction":"sales","invoice_type":"380","number":"2026-0003","issue_date":"2026-05-16","due_date":null,'
    '"currency":"EUR","relation":"R4","lines":[{"description":"Werk 1","net_amount":{"amount":"3287.26"},'
    '"vat_category":"S","vat_rate":"21","account_number":null,"revenue_group":null},{"description":"Werk 2",'
    '"net_amount":{"amount":"3781.82"},"vat_category":"S","vat_rate":"21","account_number":null,'
    '"revenue_group":null}],"vat_breakdown":[{"vat_category":"S","vat_rate":"21","taxable_amount":{"amount":'
    '"7069.08"},"vat_amount":{"amount":"1484.51"}}],"total_without_vat":{"amount":"7069.08"},"total_vat":'
    '{"amount":"1484.51"},"total_with_vat":{"amount":"8553.59"},"prepaid_amount":{"amount":"0"},'
    '"rounding_amount":{"amount":"0"},"description":""}'
)
INVOICE_AGREED = (
    '{"vat": ["sales_high 1484.51"], "lines": ["8200 3287.26 high Werk 1", "8200 3781.82 high Werk 2"], '
    '"total": "8553.59", "customer": "3b1d6644-839b-45d0-9834-4cd94c5f2b9f", "description": '
    '"Factuur 2026-0003", "invoice_date": "2026-05-16", "invoice_number": "2026-0003", '
    '"payment_term_days": null}'
)
INVOICE_DIGEST = "de0ee6b55120731336b01fb605c9c98456dc9ceb7880a162cc737b1355be4afc"
CUSTOMER = BooksId(json.loads(INVOICE_AGREED)["customer"])


@pytest.mark.parametrize(
    ("entity_type", "stored", "digest"),
    [(EntityType.RELATION, RELATION, RELATION_DIGEST), (EntityType.INVOICE, INVOICE, INVOICE_DIGEST)],
)
def test_a_record_that_is_sent_again_unchanged_is_known_as_such(
    entity_type: EntityType, stored: str, digest: str
) -> None:
    assert encode_record(decode_record(entity_type, stored)).content_hash.hex() == digest


@pytest.mark.parametrize(
    ("entity_type", "stored", "agreed"),
    [(EntityType.RELATION, RELATION, RELATION_AGREED), (EntityType.INVOICE, INVOICE, INVOICE_AGREED)],
)
def test_what_was_agreed_is_still_agreed_although_images_tell_more_now(
    snelstart: SnelStartBench, *, entity_type: EntityType, stored: str, agreed: str
) -> None:
    shelf = Shelf(snelstart.books().store(entity_type), links_to(EntityType.RELATION, "R4", CUSTOMER))

    wanted = shelf.desired(decode_record(entity_type, stored)).image

    assert differing_fields(wanted, decode_image(agreed) or {}) == frozenset()
