"""Shows bookings as the engine compares them: with the numbers of accounts and cost centres."""

from snelkoppeling.connectors.snelstart.mapping.invoice import Numbers, image_of_boeking
from snelkoppeling.connectors.snelstart.reference import ReferenceData
from snelkoppeling.sync.records import Image, ImageValue
from snelstart_client.resources.boekingen import Boeking


class BookingImages:
    """Makes images of what the books hold."""

    def __init__(self, reference: ReferenceData) -> None:
        self._reference = reference

    def of(self, boeking: Boeking, *, agreed: Image | None = None) -> Image:
        """Say what the books hold; `agreed` is what both sides last agreed on, in whose way it is written."""
        accounts = {regel.grootboek.id for regel in boeking.boekingsregels if regel.grootboek}
        centres = {regel.kostenplaats.id for regel in boeking.boekingsregels if regel.kostenplaats}
        numbers = self._numbers(needs_centres=bool(centres))
        if accounts - numbers.accounts.keys():
            self._reference.forget_ledger()
            numbers = self._numbers(needs_centres=bool(centres))
        if centres - numbers.cost_centres.keys():
            self._reference.cost_centres(read_now=True)
            numbers = self._numbers(needs_centres=True)
        return _as_agreed(image_of_boeking(boeking, numbers), agreed or {})

    def _numbers(self, *, needs_centres: bool) -> Numbers:
        accounts = self._reference.chart().accounts.values()
        centres = self._reference.cost_centres().values() if needs_centres else ()
        return Numbers(
            accounts={account.books_id: account.number for account in accounts},
            cost_centres={row.id: row.nummer for row in centres if row.nummer is not None},
        )


def _as_agreed(image: Image, agreed: Image) -> Image:
    """Write as it was agreed what SnelStart may write its own way: spaces, and the order of lines.

    A payment term that was left to SnelStart is the customer's, whatever it is by now.
    """
    shown = {name: _written_like(agreed.get(name), value) for name, value in image.items()}
    if "payment_term_days" in image and agreed.get("payment_term_days", 0) is None:
        shown["payment_term_days"] = None
    return shown


def _written_like(agreed: ImageValue, held: ImageValue) -> ImageValue:
    if isinstance(agreed, str) and isinstance(held, str):
        return agreed if _spaced(agreed) == _spaced(held) else held
    if isinstance(agreed, list) and isinstance(held, list):
        return agreed if sorted(map(_spaced, agreed)) == sorted(map(_spaced, held)) else held
    return held


def _spaced(text: str) -> str:
    return " ".join(text.split())
