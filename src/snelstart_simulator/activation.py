"""The activation link and the webhook that tells an app its koppelsleutel (SnelStart API, section 1.4)."""

from collections.abc import Awaitable, Callable
from html import escape
from typing import Literal
from urllib.parse import parse_qsl, quote

import httpx

from snelstart_simulator.administration import Administration
from snelstart_simulator.call import Answer
from snelstart_simulator.gateway import Request
from snelstart_simulator.page import HTML, document
from snelstart_simulator.seed.administration import koppelsleutel_of
from snelstart_simulator.world import Coupling, Delivery, World

PATH = "/couplings/activate/"
_LONGEST_REFERENCE = 500
_SECONDS_TO_ANSWER = 10
_SEE_OTHER = 303

Action = Literal["Create", "Regenerate", "Delete"]
Courier = Callable[[str, dict[str, str]], Awaitable[int | None]]
"""Posts a JSON body to an address; gives the status, or None when nobody answered."""


class NoSuchCoupling(Exception):  # noqa: N818 - told to the one who asked, not an error of ours.
    """No app has coupled with this reference."""


async def post_json(url: str, body: dict[str, str]) -> int | None:
    """Post a message to a webhook, once."""
    async with httpx.AsyncClient(timeout=_SECONDS_TO_ANSWER, trust_env=False) as http:
        try:
            return (await http.post(url, json=body)).status_code
        except httpx.HTTPError:
            return None


async def answer(world: World, request: Request, *, courier: Courier) -> Answer:
    """Show the page on which a user chooses an administration, or couple the one that was chosen."""
    given = dict(parse_qsl(request.query.decode("latin-1"), keep_blank_values=True))
    app, reference = request.path[len(PATH) :], given.get("referenceKey", "")
    refusal = _refusal(world, app, reference)
    if refusal:
        return _page(400, f"<p>{escape(refusal)}</p>")
    if request.method != "POST":
        return _page(200, _choices(world, app))
    chosen = dict(parse_qsl(request.body.decode("utf-8", "replace"))).get("administratie", "")
    administration = world.administrations.get(chosen)
    if administration is None:
        return _page(400, "<p>Kies een administratie.</p>")
    await couple(world, administration, app=app, reference=reference, courier=courier)
    back = given.get("successUrl")
    if back:
        return Answer(_SEE_OTHER, b"", ((b"location", quote(back, safe=":/?&=%#+,;@[]").encode()),))
    return _page(200, "<p>De koppeling is gemaakt. U kunt dit venster sluiten.</p>")


async def couple(
    world: World, administration: Administration, *, app: str, reference: str, courier: Courier
) -> None:
    """Give an app a key of its own to an administration, and tell its webhook."""
    key = koppelsleutel_of(f"{app}@{administration.naam}", world.identifiers.text(24))
    administration.koppelsleutels.append(key)
    world.couplings[reference] = Coupling(app, administration.naam, key)
    world.changes += 1
    await _tell(world, reference, action="Create", courier=courier)


async def regenerate(world: World, reference: str, courier: Courier) -> None:
    """Replace the key of a coupling, as a user does who no longer trusts the old one."""
    old = _withdraw(world, reference)
    key = koppelsleutel_of(f"{old.app}@{old.administration}", world.identifiers.text(24))
    world.administrations[old.administration].koppelsleutels.append(key)
    world.couplings[reference] = Coupling(old.app, old.administration, key)
    await _tell(world, reference, action="Regenerate", courier=courier)


async def uncouple(world: World, reference: str, courier: Courier) -> None:
    """End a coupling, as a user does in SnelStart."""
    _withdraw(world, reference)
    await _tell(world, reference, action="Delete", courier=courier)
    del world.couplings[reference]


def _withdraw(world: World, reference: str) -> Coupling:
    coupling = world.couplings.get(reference)
    if coupling is None:
        raise NoSuchCoupling(f"nothing was coupled with the reference '{reference}'")
    administration = world.administrations.get(coupling.administration)
    if administration and coupling.koppelsleutel in administration.koppelsleutels:
        administration.koppelsleutels.remove(coupling.koppelsleutel)
    return coupling


async def _tell(world: World, reference: str, *, action: Action, courier: Courier) -> None:
    """Send one message; whatever comes of it, it is not sent again."""
    coupling = world.couplings[reference]
    body = {"KoppelSleutel": coupling.koppelsleutel, "ActionType": action, "ReferenceKey": reference}
    if world.switches.webhook_names == "camel":
        body = {name[0].lower() + name[1:]: value for name, value in body.items()}
    url = world.webhooks[coupling.app]
    world.deliveries.append(Delivery(url, body, await courier(url, body)))


def _refusal(world: World, app: str, reference: str) -> str | None:
    if app not in world.webhooks:
        return "Deze koppeling bestaat niet."
    if not reference:
        return "De referenceKey ontbreekt; ga terug naar de toepassing en begin opnieuw."
    if len(reference) > _LONGEST_REFERENCE:
        return f"De referenceKey is langer dan {_LONGEST_REFERENCE} tekens."
    return None


def _choices(world: World, app: str) -> str:
    choices = "".join(
        f"<button name='administratie' value='{escape(one.naam, quote=True)}'>"
        f"{escape(one.company_info.administratie_naam)}</button>"
        for one in world.administrations.values()
    )
    question = f"Welke administratie mag <b>{escape(app)}</b> gebruiken?"
    return f"<p>{question}</p><form method='post' class='keuzes'>{choices}</form>"


def _page(status: int, content: str) -> Answer:
    section = f"<section><h2>Koppelen</h2>{content}</section>"
    return Answer(status, document(section, note="Koppelingen", refresh=False).encode(), (HTML,))
