"""Books purchase invoices, and reads, changes and deletes what was booked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from snelstart_client.ids import InkoopboekingId, RelatieId
from snelstart_client.resources.boekingen import Boeking, Boekingsregel, BtwRegel
from snelstart_client.session import Session
from snelstart_client.wire import Body, Verwijzing

__all__ = ["Boekingsregel", "BtwRegel", "InkoopBtwSoort", "Inkoopboeking", "Inkoopboekingen"]


class InkoopBtwSoort(StrEnum):
    """The VAT kinds of the VAT rows of a purchase booking (SnelStart API, section 7.1)."""

    GEEN = "Geen"
    VERKOPEN_LAAG = "VerkopenLaag"
    VERKOPEN_HOOG = "VerkopenHoog"
    VERKOPEN_OVERIG = "VerkopenOverig"
    INKOPEN_LAAG = "InkopenLaag"
    INKOPEN_HOOG = "InkopenHoog"
    INKOPEN_OVERIG = "InkopenOverig"
    INKOPEN_VERLEGD = "InkopenVerlegd"


class Inkoopboeking(Boeking, frozen=True, kw_only=True):
    """A purchase invoice in the books (SnelStart API, section 6.6)."""

    id: InkoopboekingId = InkoopboekingId("")
    leverancier: Verwijzing[RelatieId] | None = None


class Inkoopboekingen:
    """The calls of `/inkoopboekingen`; reading needs boekhouden:read, writing boekhouden:write.

    SnelStart has no list of them: find one by its number and supplier in `/inkoopfacturen`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, inkoopboeking_id: InkoopboekingId) -> Inkoopboeking:
        """Read one booking."""
        return self._session.one("/inkoopboekingen/{}", Inkoopboeking, inkoopboeking_id)

    def create(self, inkoopboeking: Body) -> Inkoopboeking:
        """Book an invoice; after an OutcomeUnknownError look for its number before booking it again."""
        return self._session.create("/inkoopboekingen", inkoopboeking, kind=Inkoopboeking)

    def create_from_ubl(
        self, file_name: str, content: bytes, *, pdf_content: bytes | None = None, force_persist: bool = False
    ) -> Inkoopboeking:
        """Let SnelStart book a UBL invoice as it reads it; `force_persist` books one that it objects to.

        Which supplier and ledger account it takes is not documented. The scope orders:write is needed too.
        """
        body: dict[str, Any] = {"fileName": file_name, "content": content, "forcePersist": force_persist}
        if pdf_content is not None:
            body["pdfContent"] = pdf_content
        return self._session.create("/inkoopboekingen/ubl", body, kind=Inkoopboeking)

    def update(self, inkoopboeking_id: InkoopboekingId, body: Mapping[str, Any]) -> Inkoopboeking:
        """Replace a booking whole, its lines included; lay the changes over `bron` to keep the rest."""
        return self._session.replace("/inkoopboekingen/{}", body, inkoopboeking_id, kind=Inkoopboeking)

    def delete(self, inkoopboeking_id: InkoopboekingId) -> None:
        """Delete a booking."""
        self._session.delete("/inkoopboekingen/{}", inkoopboeking_id)

    def list_of_relatie(self, relatie_id: RelatieId) -> tuple[Inkoopboeking, ...]:
        """Read all bookings of one supplier (scopes relaties:read and boekhouden:read)."""
        return tuple(self._session.plain_list("/relaties/{}/inkoopboekingen", Inkoopboeking, relatie_id))
