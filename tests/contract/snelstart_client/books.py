"""A client of the simulator, and what its tests put in the books."""

from datetime import date
from decimal import Decimal
from typing import Any

from snelstart_client import (
    Limiter,
    Outside,
    RetryPolicy,
    Secret,
    Settings,
    SnelStart,
    Timeouts,
    Verwijzing,
    where,
)
from snelstart_client.ids import KostenplaatsId
from snelstart_client.resources.btwtarieven import BtwSoort
from snelstart_client.resources.inkoopboekingen import Inkoopboeking, InkoopBtwSoort
from snelstart_client.resources.relaties import Relatie, Relatiesoort
from snelstart_client.resources.verkoopboekingen import (
    Boekingsregel,
    BtwRegel,
    Verkoopboeking,
    VerkoopBtwSoort,
)
from snelstart_simulator.process import RunningSimulator

PATIENT = RetryPolicy(attempts=4, base=0.01, cap=0.05)


def open_client(
    simulator: RunningSimulator,
    *,
    retries: RetryPolicy = PATIENT,
    read_timeout: float = 20,
    limiter: Limiter | None = None,
    outside: Outside | None = None,
    **settings: Any,
) -> SnelStart:
    """Open a client of the simulator's first administration."""
    return SnelStart(
        Secret(simulator.koppelsleutel),
        Secret(simulator.subscription_key),
        settings=Settings(
            base_url=simulator.api,
            auth_url=simulator.auth,
            retries=retries,
            timeouts=Timeouts(read=read_timeout),
            **settings,
        ),
        limiter=limiter,
        outside=outside,
    )


def a_customer(snelstart: SnelStart, naam: str = "Bakker's & zn") -> Relatie:
    """Make a customer."""
    return snelstart.relaties.create(Relatie(naam=naam, relatiesoort=(Relatiesoort.KLANT,)))


def a_booking(
    snelstart: SnelStart,
    klant: Relatie,
    *,
    factuurnummer: str = "2026-0042",
    kostenplaats: KostenplaatsId | None = None,
) -> Verkoopboeking:
    """Word a booking of 121 euros with 21 % VAT; it is not sent."""
    (omzet,) = snelstart.grootboeken.list(where("Nummer").eq(8100))
    return Verkoopboeking(
        factuurnummer=factuurnummer,
        klant=Verwijzing(klant.id),
        factuurdatum=date(2026, 3, 1),
        factuurbedrag=Decimal("121.00"),
        betalingstermijn=14,
        boekingsregels=(
            Boekingsregel(
                omschrijving="Advies",
                grootboek=Verwijzing(omzet.id),
                kostenplaats=Verwijzing(kostenplaats) if kostenplaats else None,
                bedrag=Decimal(100),
                btw_soort=BtwSoort.HOOG,
            ),
        ),
        btw=(BtwRegel(btw_soort=VerkoopBtwSoort.VERKOPEN_HOOG, btw_bedrag=Decimal(21)),),
    )


def a_supplier(snelstart: SnelStart, naam: str = "Groothandel") -> Relatie:
    """Make a supplier that wants its money within 21 days."""
    return snelstart.relaties.create(
        Relatie(naam=naam, relatiesoort=(Relatiesoort.LEVERANCIER,), krediettermijn=21)
    )


def a_purchase(
    snelstart: SnelStart,
    leverancier: Relatie,
    *,
    factuurnummer: str = "INK/42",
    kostenplaats: KostenplaatsId | None = None,
) -> Inkoopboeking:
    """Word a purchase of 121 euros with 21 % VAT; it is not sent."""
    (kosten,) = snelstart.grootboeken.list(where("Nummer").eq(4300))
    return Inkoopboeking(
        factuurnummer=factuurnummer,
        leverancier=Verwijzing(leverancier.id),
        factuurdatum=date(2026, 3, 1),
        factuurbedrag=Decimal("121.00"),
        omschrijving="Dakpannen",
        markering=True,
        boekingsregels=(
            Boekingsregel(
                omschrijving="Pannen",
                grootboek=Verwijzing(kosten.id),
                kostenplaats=Verwijzing(kostenplaats) if kostenplaats else None,
                bedrag=Decimal(100),
                btw_soort=BtwSoort.HOOG,
            ),
        ),
        btw=(BtwRegel(btw_soort=InkoopBtwSoort.INKOPEN_HOOG, btw_bedrag=Decimal(21)),),
    )


def purchases_booked(simulator: RunningSimulator) -> list[str]:
    """Give the numbers of the purchases in the books, whatever the client believes."""
    return [booking["factuurnummer"] for booking in simulator.control.books()["inkoopboekingen"]]


def numbers_booked(simulator: RunningSimulator) -> list[str]:
    """Give the invoice numbers in the books, whatever the client believes."""
    return [booking["factuurnummer"] for booking in simulator.control.books()["verkoopboekingen"]]
