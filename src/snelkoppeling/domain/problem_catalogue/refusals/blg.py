"""Refusals of attachments."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.refusals.refusal import Refusal, our_mistake
from snelkoppeling.domain.problem_catalogue.row import Who

_NAME = "documents[].file_name"
_CONTENT = "documents[].content"
_TOO_LARGE = Refusal(
    "De bijlage is groter dan 10 MB, en meer neemt SnelStart niet aan. Maak het bestand in het CRM kleiner en stuur de factuur opnieuw.",
    "The attachment is larger than the 10 MB that SnelStart takes. Make the file smaller in the CRM and send the invoice again.",
    Who.CRM,
    _CONTENT,
)
_EMPTY = Refusal(
    "De bijlage is een leeg bestand. Maak het bestand in het CRM opnieuw en stuur de factuur nog eens.",
    "The attachment is an empty file. Make the file again in the CRM and send the invoice once more.",
    Who.CRM,
    _CONTENT,
)
_NO_THUMBNAIL = "Snelkoppeling stuurt geen miniaturen mee, en toch weigert SnelStart er een."
_NO_THUMBNAIL_EN = "Snelkoppeling sends no thumbnails, and yet SnelStart refuses one."

BLG: Mapping[str, Refusal] = {
    "BLG-0001": Refusal(
        "De bijlage staat niet meer in SnelStart. Stuur de factuur met het bestand opnieuw vanuit het CRM, of laat de boekhouder het bestand zelf toevoegen.",
        "The attachment is no longer in SnelStart. Send the invoice with its file again from the CRM, or let the bookkeeper add the file.",
        Who.CRM,
        "documents[]",
    ),
    "BLG-0002": our_mistake(
        "SnelStart kent al een bijlage met hetzelfde id.",
        "SnelStart has an attachment with the same id already.",
        "documents[]",
    ),
    "BLG-0003": Refusal(
        "SnelStart kon de bijlage niet opslaan. Probeer opnieuw; lukt het dan niet, voeg dan als boekhouder het bestand in SnelStart zelf aan de boeking toe.",
        "SnelStart could not store the attachment. Retry; if that fails, the bookkeeper adds the file to the booking in SnelStart.",
        Who.BOOKKEEPER,
        "documents[]",
    ),
    "BLG-0004": Refusal(
        "De inkoopboeking is in SnelStart alleen nog te lezen, dus er kan geen bijlage bij. De boekhouder geeft de boeking weer vrij en probeert opnieuw, of bewaart het bestand elders.",
        "The purchase booking can only be read in SnelStart, so no attachment can be added. The bookkeeper releases the booking and retries, or keeps the file elsewhere.",
        Who.BOOKKEEPER,
        "documents[]",
    ),
    "BLG-0005": Refusal(
        "De inkoopboeking waar de bijlage bij hoort, staat niet meer in SnelStart. De boekhouder gaat na wie haar verwijderde; hoort zij er te zijn, stuur de factuur dan opnieuw vanuit het CRM.",
        "The purchase booking that the attachment belongs to is no longer in SnelStart. The bookkeeper finds out who deleted it; if it should be there, send the invoice again from the CRM.",
        Who.BOOKKEEPER,
        "documents[]",
    ),
    "BLG-0006": _TOO_LARGE,
    "BLG-0007": Refusal(
        "De bijlage heeft geen bestandsnaam. Geef het bestand in het CRM een naam en stuur de factuur opnieuw.",
        "The attachment has no file name. Give the file a name in the CRM and send the invoice again.",
        Who.CRM,
        _NAME,
    ),
    "BLG-0008": _EMPTY,
    "BLG-0009": our_mistake(
        "SnelStart kreeg een aanroep voor een bijlage waar niets in stond.",
        "SnelStart received a call for an attachment with nothing in it.",
        "documents[]",
    ),
    "BLG-0010": our_mistake(
        "SnelStart kreeg een aanroep voor een bijlage zonder bijlage.",
        "SnelStart received a call for an attachment without the attachment.",
        "documents[]",
    ),
    "BLG-0011": _EMPTY,
    "BLG-0012": our_mistake(_NO_THUMBNAIL, _NO_THUMBNAIL_EN, "documents[]"),
    "BLG-0013": _TOO_LARGE,
    "BLG-0014": our_mistake(_NO_THUMBNAIL, _NO_THUMBNAIL_EN, "documents[]"),
    "BLG-0015": Refusal(
        "Het doorgeven van de bijlage mislukte in SnelStart. Probeer opnieuw; blijft het mislukken, dan voegt de boekhouder het bestand in SnelStart zelf toe.",
        "Handing over the attachment failed in SnelStart. Retry; if it keeps failing, the bookkeeper adds the file in SnelStart.",
        Who.BOOKKEEPER,
        "documents[]",
    ),
    "BLG-0016": Refusal(
        "De bestandsnaam van de bijlage heeft tekens die SnelStart niet neemt, zoals een schuine streep of vraagteken. Hernoem het bestand in het CRM en stuur de factuur opnieuw.",
        "The file name of the attachment has characters that SnelStart does not take, such as a slash or question mark. Rename the file in the CRM and send the invoice again.",
        Who.CRM,
        _NAME,
    ),
    "BLG-0017": Refusal(
        "De bestandsnaam van de bijlage is te lang. Geef het bestand in het CRM een naam van hoogstens 100 tekens en stuur de factuur opnieuw.",
        "The file name of the attachment is too long. Give the file a name of at most 100 characters in the CRM and send the invoice again.",
        Who.CRM,
        _NAME,
    ),
}
