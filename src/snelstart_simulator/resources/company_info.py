"""The administration's own particulars, of which one can be changed (SnelStart API, sections 5 and 6.12)."""

import msgspec

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.reading import read_object
from snelstart_simulator.routing import Route


def read(call: Call) -> Answer:
    """Give what the administration says about itself."""
    return json_answer(call.administration.company_info)


def change(call: Call) -> Answer:
    """Switch foreign VAT on or off; all other fields are ignored."""
    fields = read_object(call.body)
    has_switch = fields.has("factureerBuitenlandsBtw")
    switch = fields.flag("factureerBuitenlandsBtw")
    fields.require_readable()
    if has_switch:
        call.administration.company_info = msgspec.structs.replace(
            call.administration.company_info, factureer_buitenlands_btw=switch
        )
    return json_answer(call.administration.company_info)


ROUTES = (
    Route("GET", "/companyInfo", ("settings:read",), read),
    Route("PUT", "/companyInfo", ("settings:write",), change),
)
