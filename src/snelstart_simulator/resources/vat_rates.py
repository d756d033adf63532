"""The VAT rates of the EU's countries, for selling to private persons there (SnelStart API, section 6.2)."""

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.vat_rates import VatRateDefinition, VatRates
from snelstart_simulator.odata.query import listed_rows
from snelstart_simulator.refusals import NotFound
from snelstart_simulator.routing import Route
from snelstart_simulator.seed.vat_rates import VAT_RATE_DEFINITIONS, VAT_RATES, vat_rates_of


def list_definitions(call: Call) -> Answer:
    """Give the kinds of rates."""
    return listed_rows(call, VAT_RATE_DEFINITIONS, VatRateDefinition)


def list_page(call: Call) -> Answer:
    """Give a page of countries with their rates."""
    return listed_rows(call, VAT_RATES, VatRates)


def read(call: Call) -> Answer:
    """Give the rates of one country."""
    found = vat_rates_of(call.parameters[0])
    if found is None:
        raise NotFound
    return json_answer(found)


ROUTES = (
    Route("GET", "/vatratedefinitions", ("settings:read",), list_definitions),
    Route("GET", "/vatrates", ("settings:read",), list_page),
    Route("GET", "/vatrates/{id}", ("settings:read",), read),
)
