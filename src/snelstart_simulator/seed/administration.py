"""Makes a fresh administration, or a whole fresh world with one."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec

from snelstart_simulator.administration import LIMITS, Administration, Books, BookState, LimitsName
from snelstart_simulator.identifiers import Identifiers
from snelstart_simulator.models.company_info import CompanyInfo
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.models.relatie import Adres, Relatie
from snelstart_simulator.seed.btwtarieven import btwtarieven
from snelstart_simulator.seed.landen import landen
from snelstart_simulator.seed.rekeningschema import dagboeken, grootboeken
from snelstart_simulator.world import World

DEFAULT_NAAM = "demo"
DEFAULT_USERNAME = "simulator"
DEFAULT_PASSWORD = "geheim"  # noqa: S105 - it opens a simulator only.
DEFAULT_SUBSCRIPTION_KEY = "simulator-abonnement"
_FOREIGN_VAT_ACCOUNT = 1680
_SYSTEM_RELATIONS = (
    (-1, "Leverancier onbekend", "Leverancier"),
    (-2, "Klant onbekend", "Klant"),
    (0, "<Vul hier uw bedrijfsnaam in>", "Eigen"),
)


def koppelsleutel_of(username: str, password: str) -> str:
    """Write a user's name and password as a koppelsleutel (SnelStart API, section 1.2)."""
    return base64.b64encode(f"{username}:{password}".encode()).decode()


def seed_world(world: World) -> None:
    """Give an empty world one administration and a subscription key that is always valid."""
    administration = fresh_administration(world, DEFAULT_NAAM, limits=world.default_limits)
    administration.username, administration.password = DEFAULT_USERNAME, DEFAULT_PASSWORD
    administration.koppelsleutels = [koppelsleutel_of(DEFAULT_USERNAME, DEFAULT_PASSWORD)]
    world.administrations[administration.naam] = administration
    world.subscription_keys[DEFAULT_SUBSCRIPTION_KEY] = None


def fresh_administration(
    world: World,
    naam: str,
    *,
    company_info: Mapping[str, Any] | None = None,
    limits: LimitsName = "productie",
) -> Administration:
    """Make an administration as it is on its first day; `company_info` overrules by the names on the wire."""
    books = fresh_books(world)
    given = {
        "administratieIdentifier": world.identifiers.new(),
        "administratieNaam": naam,
        "bedrijfsnaam": naam,
        "huidigBoekjaar": world.clock.now().year,
        **(company_info or {}),
    }
    info = msgspec.convert(given, CompanyInfo, strict=False)
    vat_account = books.grootboeken.find("nummer", _FOREIGN_VAT_ACCOUNT)
    if info.buitenlandse_btw_grootboek is None and vat_account:
        info = msgspec.structs.replace(
            info, buitenlandse_btw_grootboek=reference("grootboeken", vat_account[0].id)
        )
    return Administration(naam, info, books=books, limits=LIMITS[limits])


def fresh_books(world: World) -> Books:
    """Make books in which nothing has been booked."""
    identifiers, moment = world.identifiers, world.wall_time()
    countries = landen(identifiers)
    home = next(land.id for land in countries if land.landcode == "NL")
    return Books(
        BookState(
            landen=countries,
            btwtarieven=btwtarieven(),
            dagboeken=dagboeken(identifiers),
            grootboeken=grootboeken(identifiers, moment, world.switches),
            relaties=_system_relations(identifiers, home, world),
        )
    )


def _system_relations(identifiers: Identifiers, home: Guid, world: World) -> list[Relatie]:
    made = []
    adres = Adres(land=reference("landen", home))
    for relatiecode, naam, soort in _SYSTEM_RELATIONS:
        own = identifiers.new()
        made.append(
            Relatie(
                id=own,
                uri=f"/relaties/{own}",
                relatiesoort=(soort,),
                modified_on=world.wall_time(),
                relatiecode=relatiecode,
                naam=naam,
                vestigings_adres=adres,
                correspondentie_adres=adres,
                inkoop_boekingen_uri=f"/relaties/{own}/inkoopboekingen",
                verkoop_boekingen_uri=f"/relaties/{own}/verkoopboekingen",
            )
        )
    return made
