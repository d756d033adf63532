"""Reads the VAT returns of an administration: which periods are declared, and may no longer change."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from snelstart_client.filters import Filter
from snelstart_client.ids import BtwAangifteId
from snelstart_client.session import Session
from snelstart_client.wire import Dag, Model, Moment


class BtwAangiftePeriode(StrEnum):
    """How long the period of a VAT return is."""

    ONBEKEND = "Onbekend"
    MAAND = "Maand"
    KWARTAAL = "Kwartaal"
    JAAR = "Jaar"


class BtwAangifteStatus(StrEnum):
    """How far a VAT return has come."""

    NIET_VERZONDEN = "NietVerzonden"
    VERZONDEN = "Verzonden"
    GEACCEPTEERD = "Geaccepteerd"
    FOUT = "Fout"
    GEACCEPTEERD_EN_HERBEREKEND = "GeaccepteerdEnHerberekend"
    GEACCEPTEERD_EXTERN = "GeaccepteerdExtern"
    """Declared outside SnelStart."""


class Boekjaar(Model, frozen=True, kw_only=True):
    """The book year that a VAT return belongs to."""

    start_date: Dag | None = None
    end_date: Dag | None = None


class BtwAangifteRubriek(Model, frozen=True, kw_only=True):
    """One section of a VAT return, in whole euros."""

    btw: int | None = None
    omzet: int | None = None
    btw_schatting: int | None = None
    omzet_schatting: int | None = None


class BtwAangifte(Model, frozen=True, kw_only=True):
    """A VAT return; a booking that is part of one cannot be changed (BOE-0046)."""

    id: BtwAangifteId = BtwAangifteId("")
    boekjaar: Boekjaar | None = None
    aangifte_periode_begin_datum: Dag | None = None
    btw_aangifte_periode: str | None = None
    """One of BtwAangiftePeriode; with the first day it says which dates the return is about."""
    btw_aangifte_status: str | None = None
    """One of BtwAangifteStatus."""
    is_suppletie: bool | None = None
    """Whether it corrects an earlier return."""
    is_aangifte_geschat: bool | None = None
    datum_tijd_berekening: Moment | None = None
    datum_tijd_verzending: Moment | None = None
    betalen_voor: Dag | None = None
    betalingskenmerk: str | None = None
    btw_nummer: str | None = None
    fout_bericht: str | None = None
    btw_percentage_hoog: Decimal | None = None
    btw_percentage_laag: Decimal | None = None
    btw_percentage_overig: Decimal | None = None
    rubriek1_a: BtwAangifteRubriek | None = None
    rubriek1_b: BtwAangifteRubriek | None = None
    rubriek1_c: BtwAangifteRubriek | None = None
    rubriek1_d: BtwAangifteRubriek | None = None
    rubriek1_e: BtwAangifteRubriek | None = None
    rubriek2_a: BtwAangifteRubriek | None = None
    rubriek3_a: BtwAangifteRubriek | None = None
    rubriek3_b: BtwAangifteRubriek | None = None
    rubriek3_c: BtwAangifteRubriek | None = None
    rubriek4_a: BtwAangifteRubriek | None = None
    rubriek4_b: BtwAangifteRubriek | None = None
    rubriek5_a: BtwAangifteRubriek | None = None
    rubriek5_b: BtwAangifteRubriek | None = None
    rubriek5_c: BtwAangifteRubriek | None = None
    rubriek5_d: BtwAangifteRubriek | None = None
    rubriek5_e: BtwAangifteRubriek | None = None
    rubriek5_f: BtwAangifteRubriek | None = None
    rubriek5_g: BtwAangifteRubriek | None = None


class BtwAangiftes:
    """The calls of `/btwaangiftes` (scope btwaangiftes:read)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def iter(self, filter: Filter | None = None) -> Iterator[BtwAangifte]:  # noqa: A002 - the name of the option on the wire
        """Yield the VAT returns that meet a condition."""
        return self._session.pages("/btwaangiftes", BtwAangifte, filter=filter)

    def get(self, btw_aangifte_id: BtwAangifteId) -> BtwAangifte:
        """Read one VAT return."""
        return self._session.one("/btwaangiftes/{}", BtwAangifte, btw_aangifte_id)

    def list(self, filter: Filter | None = None) -> tuple[BtwAangifte, ...]:  # noqa: A002 - as above
        """Read the VAT returns that meet a condition, all pages or an error."""
        return tuple(self.iter(filter))
