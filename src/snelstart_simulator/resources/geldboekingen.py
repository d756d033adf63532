"""Bookings in bank and cash journals (SnelStart API, section 6.11)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from snelstart_simulator import money_posting
from snelstart_simulator.administration import Books
from snelstart_simulator.call import Answer, Call, json_answer
from snelstart_simulator.models.geldboeking import (
    Bankboeking,
    BtwBoekingsRegel,
    BtwRegelTarief,
    BtwRegelType,
    GrootboekBoekingsRegel,
    Kasboeking,
    VerantwoordingsRegel,
)
from snelstart_simulator.models.record import Guid, reference
from snelstart_simulator.models.reference_data import RegelBtwSoort
from snelstart_simulator.odata.query import listed
from snelstart_simulator.reading import read_object
from snelstart_simulator.refusals import NotFound, refuse
from snelstart_simulator.resources.booked import fields_of_put, midnight
from snelstart_simulator.resources.geldboeking_concept import InvoiceLine, MoneyConcept, VatLine, read_money
from snelstart_simulator.resources.geldboeking_rules import (
    BANK,
    CASH,
    JournalKind,
    check_may_change,
    check_money,
)
from snelstart_simulator.resources.vat_rules import BookedLine
from snelstart_simulator.routing import Route
from snelstart_simulator.table import Table

B = TypeVar("B", Bankboeking, Kasboeking)


@dataclass(frozen=True, slots=True)
class _Resource(Generic[B]):
    """The calls of one of the two kinds of journals."""

    name: str
    scope: str
    kind: JournalKind
    record: type[B]
    table: Callable[[Books], Table[B]]

    def list_page(self, call: Call) -> Answer:
        """Give a page of bookings."""
        return listed(call, self.table(call.books), self.record)

    def read(self, call: Call) -> Answer:
        """Give one booking."""
        return json_answer(self._existing(call))

    def create(self, call: Call) -> Answer:
        """Book money; the invoices in it are settled at once."""
        concept = read_money(read_object(call.body))
        if concept.id is not None:
            raise refuse("ALG-0100")
        lines = check_money(call, concept, self.kind)
        made = self._booking(call, concept, lines=lines, own=call.world.identifiers.new(), old=None)
        return json_answer(self._stored(call, made), 201)

    def change(self, call: Call) -> Answer:
        """Replace a booking as a whole, lines included."""
        old = self._existing(call)
        concept = read_money(fields_of_put(call, old))
        if concept.id not in {None, old.id}:
            raise refuse("BOE-0078")
        check_may_change(call, old.id, datum=old.datum)
        if concept.dagboek not in {None, old.dagboek.id}:
            raise refuse("BOE-0077")
        lines = check_money(call, concept, self.kind)
        money_posting.unpost_money(call.world, call.books, old)
        made = self._booking(call, concept, lines=lines, own=old.id, old=old)
        return json_answer(self._stored(call, made))

    def delete(self, call: Call) -> Answer:
        """Remove a booking; the invoices in it are open again."""
        old = self._existing(call)
        check_may_change(call, old.id, datum=old.datum)
        money_posting.remove_money(call.world, call.books, table=self.table(call.books), boeking=old)
        return json_answer({})

    def routes(self) -> tuple[Route, ...]:
        """List the calls with the scopes they need."""
        path, reading, writing = f"/{self.name}", (f"{self.scope}:read",), (f"{self.scope}:write",)
        return (
            Route("GET", path, reading, self.list_page),
            Route("POST", path, writing, self.create),
            Route("GET", f"{path}/{{id}}", reading, self.read),
            Route("PUT", f"{path}/{{id}}", writing, self.change),
            Route("DELETE", f"{path}/{{id}}", writing, self.delete),
        )

    def _existing(self, call: Call) -> B:
        found = self.table(call.books).get(call.id)
        if found is None:
            raise NotFound
        return found

    def _stored(self, call: Call, boeking: B) -> B:
        self.table(call.books).put(boeking)
        money_posting.post_money(call.world, call.books, boeking)
        return boeking

    def _booking(
        self, call: Call, concept: MoneyConcept, *, lines: list[BookedLine], own: Guid, old: B | None
    ) -> B:
        if concept.dagboek is None:
            raise ValueError("a booking was not checked before it was made")
        return self.record(
            id=own,
            uri=f"/{self.name}/{own}",
            modified_on=call.now,
            datum=midnight(concept.datum),
            markering=concept.markering,
            boekstuk=concept.boekstuk,
            gewijzigd_door_accountant=old.gewijzigd_door_accountant if old else False,
            omschrijving=concept.omschrijving,
            grootboek_boekings_regels=_ledger_lines(concept, lines),
            inkoopboeking_boekings_regels=_invoice_lines("inkoopboekingen", concept.inkoop),
            verkoopboeking_boekings_regels=_invoice_lines("verkoopboekingen", concept.verkoop),
            btw_boekingsregels=tuple(_vat_line(line) for line in concept.btw),
            bedrag_uitgegeven=concept.uitgegeven,
            bedrag_ontvangen=concept.ontvangen,
            dagboek=reference("dagboeken", concept.dagboek),
        )


def _ledger_lines(concept: MoneyConcept, lines: list[BookedLine]) -> tuple[GrootboekBoekingsRegel, ...]:
    return tuple(
        GrootboekBoekingsRegel(
            omschrijving=given.omschrijving or "",
            grootboek=reference("grootboeken", line.grootboek.id),
            kostenplaats=reference("kostenplaatsen", given.kostenplaats) if given.kostenplaats else None,
            debet=given.amounts.debet,
            credit=given.amounts.credit,
            btw_soort=cast("RegelBtwSoort", line.soort),
        )
        for given, line in zip(concept.regels, lines, strict=True)
    )


def _invoice_lines(resource: str, lines: tuple[InvoiceLine, ...]) -> tuple[VerantwoordingsRegel, ...]:
    return tuple(
        VerantwoordingsRegel(
            boeking_id=reference(resource, line.boeking),
            omschrijving=line.omschrijving,
            debet=line.amounts.debet,
            credit=line.amounts.credit,
        )
        for line in lines
        if line.boeking
    )


def _vat_line(line: VatLine) -> BtwBoekingsRegel:
    return BtwBoekingsRegel(
        type=cast("BtwRegelType", line.type),
        tarief=cast("BtwRegelTarief", line.tarief),
        debet=line.amounts.debet,
        credit=line.amounts.credit,
    )


_BANKBOEKINGEN = _Resource(
    name="bankboekingen",
    scope="bankieren",
    kind=BANK,
    record=Bankboeking,
    table=lambda books: books.bankboekingen,
)
_KASBOEKINGEN = _Resource(
    name="kasboekingen", scope="kas", kind=CASH, record=Kasboeking, table=lambda books: books.kasboekingen
)
ROUTES = (*_BANKBOEKINGEN.routes(), *_KASBOEKINGEN.routes())
