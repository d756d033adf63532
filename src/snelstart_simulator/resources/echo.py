"""Says back what it is told, to try a connection."""

from urllib.parse import unquote

from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.routing import Route


def echo(call: Call) -> Answer:
    """Give the input back."""
    said = unquote(call.parameters[0])
    return json_answer(said) if said else Answer(204)


ROUTES = (
    Route("GET", "/echo/{input}", (), echo),
    Route("GET", "/echo", (), lambda _call: Answer(204)),
)
