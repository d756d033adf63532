"""Gives account at the end: whether the books agree with the CRM to the cent, and what is on the list."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from snelkoppeling.demo.api import DemoApi, Standing, StandingState
from snelkoppeling.demo.books import EMPTY_BOOKS, Books, DemoBooks
from snelkoppeling.demo.comparison import Carried, Comparison, compare
from snelkoppeling.demo.courier import Courier, DemoTime, Tally
from snelkoppeling.demo.crm import Crm, KeptRecord, KeptRelation
from snelkoppeling.demo.expected import identity_of, relation_fields
from snelkoppeling.demo.figures import BOUGHT, COST_CENTRE, PURCHASES, SALES, SOLD, Figure
from snelkoppeling.demo.invoices import in_dutch
from snelkoppeling.demo.wording import counted
from snelkoppeling.domain.money import ZERO

LOOK_AGAIN_SECONDS = 0.25
LOOK_AGAIN_AT_MOST_SECONDS = 2.0
"""While nothing changes it is looked at ever less often."""
STAYS_THE_SAME_SECONDS = 4.0
"""A difference that stays this long, with nothing under way, is one."""
ON_THE_LIST = {StandingState.SET_ASIDE, StandingState.HELD, StandingState.WAITING}


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A record that stands on the bookkeeper's list, or waits for another."""

    name: str
    reasons: tuple[str, ...]
    """In Dutch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoReport:
    """The account of one demonstration."""

    figures: tuple[Figure, ...]
    differences: tuple[str, ...]
    listed: tuple[ListedRecord, ...]
    under_way: tuple[str, ...]
    """Names of the records that were not seen to arrive."""
    surprises: tuple[str, ...]
    """What came out otherwise than was expected when it was done."""
    silent: str = ""
    """Who did not answer, so that nothing could be compared; empty when all did."""
    acts: int
    typical_milliseconds: int | None
    """The median from sending to standing in SnelStart."""

    @property
    def agrees(self) -> bool:
        """Whether all has arrived, and the books hold exactly what the CRM says that they should."""
        return not (self.silent or self.differences or self.under_way)

    @property
    def conclusion(self) -> str:
        """Say in one Dutch sentence whether all is well."""
        if self.silent:
            return f"{self.silent} antwoordt niet, dus er is niets vergeleken."
        if self.differences:
            points = counted(len(self.differences), "punt", "punten")
            return f"De boeken wijken op {points} af van het CRM."
        if self.under_way:
            rest = counted(len(self.under_way), "gegeven is", "gegevens zijn")
            return f"Wat in SnelStart staat klopt tot op de cent ({self._booked}), maar {rest} nog onderweg."
        centres = any(figure.label.startswith(COST_CENTRE) for figure in self.figures)
        per_centre = ", ook per kostenplaats" if centres else ""
        return f"De boeken kloppen met het CRM, tot op de cent{per_centre}: {self._booked}."

    @property
    def _booked(self) -> str:
        held = {figure.label: figure.in_books for figure in self.figures}
        sold, bought = (
            f"{counted(int(held[label]), one, several)} ({held.get(total, in_dutch(ZERO))})"
            for label, total, one, several in (
                (SALES, SOLD, "verkoopfactuur", "verkoopfacturen"),
                (PURCHASES, BOUGHT, "inkoopfactuur", "inkoopfacturen"),
            )
        )
        return f"{sold} en {bought}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """What is compared: the CRM, the service between, and the books before and now."""

    api: DemoApi
    crm: Crm
    books: DemoBooks
    books_before: Books


def settled_report(
    parties: Parties, courier: Courier, *, time: DemoTime, patience_seconds: float
) -> DemoReport:
    """Give the account once all has arrived, or at the latest when patience is over."""
    began = time.ticks()
    earlier, same_since, rest = None, began, LOOK_AGAIN_SECONDS
    while True:
        courier.look_again()
        report = _report(parties, courier.tally)
        now = time.ticks()
        if report != earlier:
            earlier, same_since, rest = report, now, LOOK_AGAIN_SECONDS
        is_final = report.agrees or now - same_since >= STAYS_THE_SAME_SECONDS
        if (is_final and not report.under_way) or now - began >= patience_seconds:
            return report
        time.rest(rest)
        rest = min(1.5 * rest, LOOK_AGAIN_AT_MOST_SECONDS)


def _report(parties: Parties, tally: Tally) -> DemoReport:
    crm = parties.crm
    records = crm.records
    standings = _Standings(parties.api.standing)
    # The books after the standings: what arrives in between then counts as under way and as no difference.
    carried = _carried(crm, standings)
    now = parties.books.read()
    silent = "" if now is not None else "SnelStart"
    if standings.all_silent:
        silent = "Snelkoppeling"
    added = _since(now or EMPTY_BOOKS, parties.books_before)
    comparison = Comparison((), ()) if silent else compare(carried, added)
    return DemoReport(
        figures=comparison.figures,
        differences=comparison.differences,
        listed=tuple(
            ListedRecord(kept.name, standing.reasons)
            for kept in records
            if (standing := standings.of(kept)) and standing.state in ON_THE_LIST
        ),
        under_way=tuple(kept.name for kept in records if not silent and standings.is_under_way(kept)),
        surprises=tuple(tally.surprises),
        silent=silent,
        acts=tally.acts,
        typical_milliseconds=round(median(tally.milliseconds)) if tally.milliseconds else None,
    )


class _Standings:
    """Where each record stands, asked once."""

    def __init__(self, ask: Callable[[str], Standing | None]) -> None:
        self._ask = ask
        self._known: dict[str, Standing | None] = {}

    def of(self, kept: KeptRecord) -> Standing | None:
        """Tell where a record stands; None for one that the service does not know, or when it is silent."""
        if isinstance(kept, KeptRelation) and kept.came_with:
            return None
        if not kept.state_url:
            return None
        if kept.state_url not in self._known:
            self._known[kept.state_url] = self._ask(kept.state_url)
        return self._known[kept.state_url]

    @property
    def all_silent(self) -> bool:
        """Whether the service was asked and said nothing at all."""
        return bool(self._known) and not any(self._known.values())

    def has_arrived(self, kept: KeptRecord) -> bool:
        """Tell whether the service says that the books hold a record."""
        if isinstance(kept, KeptRelation) and kept.came_with:
            return self.has_arrived(kept.came_with)
        standing = self.of(kept)
        return standing is not None and standing.state is StandingState.IN_SYNC and not kept.is_refused

    def is_under_way(self, kept: KeptRecord) -> bool:
        """Tell whether a record is still to arrive, or whether nothing is known of it."""
        if kept.is_refused or (isinstance(kept, KeptRelation) and kept.came_with):
            return False
        standing = self.of(kept)
        return standing is None or standing.state is StandingState.DUE


def _carried(crm: Crm, standings: _Standings) -> Carried:
    apart = [one for one in crm.relations if not standings.has_arrived(one)]
    return Carried(
        relations=[kept for kept in crm.relations if standings.has_arrived(kept)],
        projects=[kept for kept in crm.projects if standings.has_arrived(kept)],
        invoices=[kept for kept in crm.invoices if standings.has_arrived(kept)],
        invoices_under_way=frozenset(
            (kept.invoice.direction, kept.invoice.number)
            for kept in crm.invoices
            if standings.is_under_way(kept)
        ),
        relations_apart=frozenset(
            name for kept in apart for name in (identity_of(relation_fields(kept.firm)), kept.known_as)
        ),
        projects_apart=frozenset(
            kept.project.cost_centre for kept in crm.projects if not standings.has_arrived(kept)
        ),
    )


def _since(now: Books, before: Books) -> Books:
    """Give what was added to the books since a moment."""
    old_relations = {relation.id for relation in before.relations}
    old_centres = {centre.number for centre in before.cost_centres}
    old_invoices = {invoice.id for invoice in before.invoices}
    return Books(
        relations=[one for one in now.relations if one.id not in old_relations],
        cost_centres=[one for one in now.cost_centres if one.number not in old_centres],
        invoices=[one for one in now.invoices if one.id not in old_invoices],
    )
