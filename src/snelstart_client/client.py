"""Puts session and resources together: one object is one administration."""

from types import TracebackType
from typing import Self

import httpx

from snelstart_client.calls import CallObserver, ignore_call
from snelstart_client.limiter import Limiter
from snelstart_client.resources.bankboekingen import Bankboekingen
from snelstart_client.resources.btwaangiftes import BtwAangiftes
from snelstart_client.resources.btwtarieven import Btwtarieven
from snelstart_client.resources.company_info import CompanyInfoCalls
from snelstart_client.resources.dagboeken import Dagboeken
from snelstart_client.resources.documenten import Documenten
from snelstart_client.resources.echo import Echo
from snelstart_client.resources.grootboeken import Grootboeken
from snelstart_client.resources.grootboekmutaties import Grootboekmutaties
from snelstart_client.resources.inkoopboekingen import Inkoopboekingen
from snelstart_client.resources.inkoopfacturen import Inkoopfacturen
from snelstart_client.resources.kasboekingen import Kasboekingen
from snelstart_client.resources.kostenplaatsen import Kostenplaatsen
from snelstart_client.resources.landen import Landen
from snelstart_client.resources.memoriaalboekingen import Memoriaalboekingen
from snelstart_client.resources.relaties import Relaties
from snelstart_client.resources.vatrates import VatRateDefinitions, VatRatesCalls
from snelstart_client.resources.verkoopboekingen import Verkoopboekingen
from snelstart_client.resources.verkoopfacturen import Verkoopfacturen
from snelstart_client.secret import Secret
from snelstart_client.session import Session
from snelstart_client.settings import Outside, Settings


class Resources:
    """Every resource of SnelStart, over one session."""

    def __init__(self, session: Session) -> None:
        """Give each resource the session."""
        self.bankboekingen = Bankboekingen(session)
        self.btwaangiftes = BtwAangiftes(session)
        self.btwtarieven = Btwtarieven(session)
        self.company_info = CompanyInfoCalls(session)
        self.dagboeken = Dagboeken(session)
        self.documenten = Documenten(session)
        self.echo = Echo(session)
        self.grootboeken = Grootboeken(session)
        self.grootboekmutaties = Grootboekmutaties(session)
        self.inkoopboekingen = Inkoopboekingen(session)
        self.inkoopfacturen = Inkoopfacturen(session)
        self.kasboekingen = Kasboekingen(session)
        self.kostenplaatsen = Kostenplaatsen(session)
        self.landen = Landen(session)
        self.memoriaalboekingen = Memoriaalboekingen(session)
        self.relaties = Relaties(session)
        self.vatratedefinitions = VatRateDefinitions(session)
        self.vatrates = VatRatesCalls(session)
        self.verkoopboekingen = Verkoopboekingen(session)
        self.verkoopfacturen = Verkoopfacturen(session)


class SnelStart(Resources):
    """One administration in SnelStart; any number of threads may share it."""

    def __init__(
        self,
        koppelsleutel: Secret,
        subscription_key: Secret,
        *,
        settings: Settings | None = None,
        limiter: Limiter | None = None,
        observer: CallObserver = ignore_call,
        transport: httpx.BaseTransport | None = None,
        outside: Outside | None = None,
    ) -> None:
        """Prepare the calls; without a limiter only SnelStart's own 429 holds them back."""
        session = Session(
            koppelsleutel,
            subscription_key,
            settings=settings,
            limiter=limiter,
            observer=observer,
            transport=transport,
            outside=outside,
        )
        super().__init__(session)
        self._session = session

    @property
    def limiter(self) -> Limiter:
        """The limiter, to show what is left and to keep its state over a restart."""
        return self._session.limiter

    def scopes(self) -> frozenset[str]:
        """Read what the koppelsleutel permits, such as `boekhouden:write`, to warn before a call fails."""
        return self._session.scopes()

    def close(self) -> None:
        """Close the connections; a transport that was passed in stays open."""
        self._session.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
