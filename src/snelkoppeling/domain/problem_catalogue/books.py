"""Problems that arise between a record and the books."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Entry

BOOKS: Mapping[str, Entry] = {
    "removed-from-books": (
        "{value} is in SnelStart verwijderd of op non-actief gezet. Maak het daar weer actief, of haal het uit het "
        "CRM; er wordt niets vanzelf opnieuw gemaakt.",
        "{value} was removed from SnelStart or made inactive. Reactivate it there, or remove it from the CRM; "
        "nothing is created again by itself.",
    ),
    "changed-after-booking": (
        "De factuur is gewijzigd nadat zij is geboekt ({fields}). Een boeking verandert niet stil: maak in het CRM "
        "een creditnota en een nieuwe factuur.",
        "The invoice was changed after it was booked ({fields}). A booking is not changed silently: make a credit "
        "note and a new invoice in the CRM.",
    ),
    "twin-ambiguous": (
        "In SnelStart passen meer relaties bij {value}: {candidates}. Voeg ze samen of verbeter de nummers in "
        "SnelStart, en probeer opnieuw.",
        "Several relations in SnelStart fit {value}: {candidates}. Merge them or correct their numbers in SnelStart, "
        "then retry.",
    ),
    "twin-taken": (
        "{candidates} staat al in SnelStart en hoort daar bij {owner} in het CRM. Eén boeking of relatie in SnelStart hoort bij één record in het CRM: voeg de dubbele in het CRM samen, of geef deze een eigen nummer.",
        "{candidates} is in SnelStart already and belongs to {owner} in the CRM. One booking or relation in SnelStart belongs to one record of the CRM: merge the duplicate in the CRM, or give this one a number of its own.",
    ),
    "twin-inactive": (
        "Relatie {candidates} in SnelStart heeft hetzelfde nummer ({value}) en staat op non-actief. Maak haar in "
        "SnelStart weer actief, en probeer opnieuw.",
        "Relation {candidates} in SnelStart has the same number ({value}) and is inactive. Reactivate it in "
        "SnelStart, then retry.",
    ),
    "number-in-use": (
        "Relatiecode {value} is in SnelStart al van een andere relatie ({candidates}). Kies in het CRM een ander "
        "nummer, of laat het weg: SnelStart geeft dan zelf een nummer.",
        "Relation number {value} belongs to another relation in SnelStart ({candidates}). Choose another number in "
        "the CRM, or leave it out: SnelStart then gives one itself.",
    ),
    "invoice-number-in-use": (
        "Factuurnummer {value} bestaat al in SnelStart, bij een andere factuur: {difference}. Vergelijk beide; geef "
        "deze factuur een eigen nummer of verwijder de andere in SnelStart.",
        "Invoice number {value} exists in SnelStart already, for another invoice: {difference}. Compare the two; give "
        "this one a number of its own or delete the other in SnelStart.",
    ),
    "key-refused": (
        "SnelStart neemt de koppelsleutel niet meer aan. De beheerder maakt in SnelStart Web onder Koppelingen een "
        "nieuwe sleutel en voert die hier in; alles blijft bewaard en gaat daarna vanzelf verder.",
        "SnelStart no longer accepts the connection key. An administrator makes a new one in SnelStart Web under "
        "Koppelingen and enters it here; everything is kept and goes on by itself.",
    ),
    "subscription-refused": (
        "SnelStart weigert onze abonnementssleutel (subscription key). De beheerder van Snelkoppeling vernieuwt die "
        "in de instellingen; de koppelsleutel van de klant is niet het probleem.",
        "SnelStart refuses our subscription key. The operator renews it in the settings; the customer's connection "
        "key is not the problem.",
    ),
    "scope-missing": (
        "De koppelsleutel mag dit niet ({value}). De beheerder maakt in SnelStart een sleutel met alle rechten.",
        "The connection key lacks the right to do this ({value}). An administrator makes a key with all rights.",
    ),
    "other-administration": (
        "De koppelsleutel hoort nu bij een andere administratie ({value}) dan eerder ({expected}). Alles staat stil "
        "tot een beheerder dit bevestigt of de goede sleutel invoert.",
        "The connection key now belongs to another administration ({value}) than before ({expected}). Everything "
        "stops until an administrator confirms this or enters the right key.",
    ),
    "rejected-by-books": (
        "SnelStart weigert dit: {answer} ({value}). Verbeter het in het CRM; de volgende wijziging wordt vanzelf "
        "opnieuw gestuurd.",
        "SnelStart refuses this: {answer} ({value}). Correct it in the CRM; the next change is sent by itself.",
    ),
    "waits-for": (
        "Wacht tot {value} in SnelStart staat; dan gaat dit vanzelf verder. Staat {value} op de lijst, los dat eerst op.",
        "Waits until {value} is in SnelStart; then this goes on by itself. If {value} is on the list, solve that first.",
    ),
    "waits-for-unknown": (
        "Hoort bij {value}, maar het CRM heeft {value} nog niet gestuurd. Stuur {value} vanuit het CRM; dan gaat dit vanzelf verder.",
        "Belongs to {value}, which the CRM has not sent yet. Send {value} from the CRM; then this goes on by itself.",
    ),
    "internal-error": (
        "Bij {value} ging in Snelkoppeling iets mis dat niet had mogen gebeuren. De beheerder vindt de fout in het logboek en kan het daarna opnieuw proberen; wat misschien al is verstuurd, wordt dan eerst opgezocht.",
        "Something went wrong in Snelkoppeling itself with {value}. The operator finds the error in the log and can then retry; what may have been sent already is looked up first.",
    ),
    "plan-too-drastic": (
        "{touched} van de {in_books} gekoppelde relaties zouden in SnelStart tegelijk veranderen. Er is niets gewijzigd. De beheerder bekijkt het plan en keurt het goed, of verbetert het CRM.",
        "{touched} of the {in_books} linked relations would change in SnelStart at once. Nothing was changed. An administrator looks at the plan and approves it, or corrects the CRM.",
    ),
    "text-too-long": (
        "In {field} passen hoogstens {limit} tekens en dit zijn er {length}: “{value}”. Kort het in het CRM in.",
        "{field} holds at most {limit} characters and this has {length}: “{value}”. Shorten it in the CRM.",
    ),
    "name-missing": (
        "De relatie heeft geen naam. Vul de naam in het CRM in.",
        "The relation has no name. Fill it in in the CRM.",
    ),
    "country-unknown": (
        "Land “{value}” kent SnelStart niet. Gebruik in het CRM de landcode van twee letters, zoals NL of BE.",
        "SnelStart does not know country “{value}”. Use the two-letter code in the CRM, such as NL or BE.",
    ),
    "period-blocked": (
        "SnelStart weigert de boeking: {answer} ({value}). De boekhouder opent de periode in SnelStart en probeert opnieuw, of het CRM stuurt de factuur met een datum in een open periode.",
        "SnelStart refuses the booking: {answer} ({value}). The bookkeeper opens the period in SnelStart and retries, or the CRM sends the invoice with a date in an open period.",
    ),
    "unexpected-answer": (
        "SnelStart gaf een antwoord dat niet in zijn beschrijving staat (HTTP {value}). Probeer het opnieuw; blijft het zo, meld het dan bij de beheerder.",
        "SnelStart gave an answer that its description does not know (HTTP {value}). Retry; if it stays so, tell the operator.",
    ),
    "attachment-too-large": (
        "Bijlage “{value}” is {size} MB; SnelStart neemt hoogstens 10 MB. Maak het bestand kleiner en stuur het opnieuw.",
        "Attachment “{value}” is {size} MB; SnelStart takes 10 MB at most. Make the file smaller and send it again.",
    ),
}
