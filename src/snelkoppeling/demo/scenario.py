"""What happens when: an opening that shows everything once, and from then on whatever chance brings."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from snelkoppeling.demo.company import LegalForm
from snelkoppeling.demo.crm import Act
from snelkoppeling.demo.invoices import InvoiceKind
from snelkoppeling.demo.life import Life
from snelkoppeling.demo.mishaps import FollowUp, Mishaps

Deed = Callable[[], "Act | tuple[Act, FollowUp | None]"]


@dataclass(slots=True)
class _Pending:
    """Something that somebody will do about an earlier mishap."""

    acts_to_go: int
    do: FollowUp


class Scenario:
    """Decides what happens next in the CRM."""

    def __init__(self, life: Life, random: Random) -> None:
        self._life = life
        self._random = random
        self._mishaps = Mishaps(life)
        self._opening = self._first_deeds()
        self._pending: list[_Pending] = []
        self._chances = self._ordinary_chances() | self._mishap_chances()

    def next_act(self) -> Act:
        """Do the next thing in the CRM."""
        for pending in self._pending:
            pending.acts_to_go -= 1
        for pending in self._pending:
            if pending.acts_to_go <= 0:
                self._pending.remove(pending)
                return pending.do()
        deed = next(self._opening, None) or self._by_chance()
        try:
            return self._noted(deed())
        except LookupError:
            # Nobody to do it with yet: then somebody comes.
            return self._life.new_customer()

    def closing_acts(self) -> Iterator[Act]:
        """Do what is still to be done about earlier mishaps."""
        while self._pending:
            yield self._pending.pop(0).do()

    def _noted(self, done: Act | tuple[Act, FollowUp | None]) -> Act:
        if isinstance(done, Act):
            return done
        act, follow_up = done
        if follow_up:
            self._pending.append(_Pending(self._random.randint(2, 4), follow_up))
        return act

    def _by_chance(self) -> Deed:
        return self._random.choices(list(self._chances), weights=list(self._chances.values()))[0]

    def _first_deeds(self) -> Iterator[Deed]:
        life, mishaps = self._life, self._mishaps
        return iter(
            (
                lambda: life.new_customer(LegalForm.LIMITED),
                lambda: life.invoice_approved(InvoiceKind.HIGH),
                lambda: life.new_customer(LegalForm.SELF_EMPLOYED),
                life.phone_changed,
                lambda: life.invoice_approved(InvoiceKind.HIGH_AND_LOW),
                mishaps.wrong_iban,
                life.ubl_sent,
                mishaps.customer_comes_later,
                lambda: life.invoice_approved(InvoiceKind.REVERSE_CHARGE),
                mishaps.unbalanced_invoice,
                life.moved,
                mishaps.draft,
                mishaps.unknown_rate,
                mishaps.quote_sent,
                lambda: life.invoice_approved(InvoiceKind.WITH_EXEMPT),
                mishaps.repeated,
                life.contact_changed,
                mishaps.out_of_date,
            )
        )

    def _ordinary_chances(self) -> dict[Deed, int]:
        life = self._life
        return {
            life.invoice_approved: 50,
            life.new_customer: 14,
            life.ubl_sent: 8,
            life.phone_changed: 7,
            life.moved: 5,
            life.contact_changed: 5,
            life.bank_changed: 3,
        }

    def _mishap_chances(self) -> dict[Deed, int]:
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
