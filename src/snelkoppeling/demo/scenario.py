"""What happens when: an opening that shows everything once, and from then on whatever chance brings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from snelkoppeling.demo.company import LegalForm
from snelkoppeling.demo.crm import Act, Deed
from snelkoppeling.demo.disagreements import Disagreements
from snelkoppeling.demo.kinds import InvoiceKind
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.mishaps import FollowUp, Mishaps
from snelkoppeling.domain.relation import RelationRole

Turn = Callable[[], "Deed | tuple[Act, FollowUp | None] | tuple[Deed, FollowUp | None]"]


@dataclass(slots=True)
class _Pending:
    """Something that somebody will do about an earlier mishap."""

    deeds_to_go: int
    do: FollowUp


class Scenario:
    """Decides what happens next in the CRM."""

    def __init__(self, life: Life, random: Random, disagreements: Disagreements) -> None:
        self._life = life
        self._random = random
        self._mishaps = Mishaps(life)
        self._disagreements = disagreements
        self._opening = self._first_turns()
        self._pending: list[_Pending] = []
        self._chances = self._ordinary_chances() | self._mishap_chances()

    def next_deed(self) -> Deed:
        """Do the next thing in the CRM."""
        for pending in self._pending:
            pending.deeds_to_go -= 1
        for pending in self._pending:
            if pending.deeds_to_go <= 0:
                self._pending.remove(pending)
                return self._noted(pending.do)
        return self._noted(next(self._opening, None) or self._by_chance())

    def closing_deeds(self) -> Iterator[Deed]:
        """Do what is still to be done about what happened earlier."""
        while self._pending:
            yield self._noted(self._pending.pop(0).do)

    def _noted(self, turn: Turn) -> Deed:
        try:
            done = turn()
        except LookupError:
            # Nobody to do it with yet: then somebody comes.
            return self._life.new_customer()
        if not isinstance(done, tuple):
            return done
        deed, follow_up = done
        if follow_up:
            self._pending.append(_Pending(self._random.randint(1, 3), follow_up))
        return deed

    def _by_chance(self) -> Turn:
        return self._random.choices(list(self._chances), weights=list(self._chances.values()))[0]

    def _first_turns(self) -> Iterator[Turn]:
        life, mishaps, disagreements = self._life, self._mishaps, self._disagreements
        return iter(
            (
                lambda: life.new_customer(LegalForm.LIMITED),
                lambda: life.invoice_approved(InvoiceKind.HIGH, with_project=True),
                lambda: life.invoice_approved(InvoiceKind.PURCHASE_HIGH, with_project=True),
                disagreements.books_are_right,
                life.phone_changed,
                mishaps.wrong_iban,
                life.moved_to_project,
                life.ubl_sent,
                life.credited,
                disagreements.crm_is_right,
                mishaps.unbalanced_invoice,
                lambda: life.credited(RelationRole.SUPPLIER),
                life.project_closed,
                mishaps.customer_comes_later,
                mishaps.draft,
                life.project_reopened,
                life.moved,
                mishaps.unknown_rate,
                mishaps.quote_sent,
                lambda: life.invoice_approved(InvoiceKind.WITH_EXEMPT),
                mishaps.repeated,
                life.contact_changed,
                mishaps.out_of_date,
            )
        )

    def _ordinary_chances(self) -> dict[Turn, int]:
        life = self._life
        return {
            life.sale_to_anybody: 40,
            life.purchase_received: 20,
            life.new_customer: 12,
            life.new_supplier: 3,
            life.ubl_sent: 8,
            life.credited: 4,
            life.moved_to_project: 4,
            life.project_begun: 2,
            life.phone_changed: 6,
            life.moved: 4,
            life.contact_changed: 4,
            life.bank_changed: 3,
        }

    def _mishap_chances(self) -> dict[Turn, int]:
        mishaps = self._mishaps
        return {
            mishaps.wrong_iban: 2,
            mishaps.customer_comes_later: 2,
            mishaps.unknown_rate: 1,
            mishaps.unbalanced_invoice: 1,
            mishaps.draft: 1,
            mishaps.quote_sent: 1,
            mishaps.repeated: 3,
            mishaps.out_of_date: 1,
        }
