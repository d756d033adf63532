"""Problems that arise between a record and the books."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Row, Who

BOOKS: Mapping[str, Row] = {
    "removed-from-books": Row(
        "{value} is in SnelStart verwijderd of op non-actief gezet. De boekhouder maakt het daar weer actief, of haal het "
        "uit het CRM; er wordt niets vanzelf opnieuw gemaakt.",
        "{value} was removed from SnelStart or made inactive. The bookkeeper activates it there, or remove it "
        "from the CRM; nothing is created again by itself.",
        Who.BOOKKEEPER,
    ),
    "changed-after-booking": Row(
        "De factuur is gewijzigd nadat zij is geboekt ({fields}). Een boeking verandert niet stil: maak in het CRM "
        "een creditnota en een nieuwe factuur.",
        "The invoice was changed after it was booked ({fields}). A booking is not changed silently: make a credit "
        "note and a new invoice in the CRM.",
        Who.CRM,
    ),
    "twin-ambiguous": Row(
        "In SnelStart kan meer dan één relatie dezelfde zijn als {value}, of spreken de nummers elkaar tegen: {candidates}. De boekhouder kiest welke het is, laat een nieuwe maken of houdt deze buiten SnelStart. Staan er dubbele in SnelStart, voeg die daar dan eerst samen.",
        "More than one relation in SnelStart may be {value}, or the numbers contradict each other: {candidates}. The bookkeeper chooses which one it is, has a new one made or keeps this one out of SnelStart. If SnelStart holds duplicates, merge those there first.",
        Who.BOOKKEEPER,
    ),
    "twin-taken": Row(
        "{candidates} staat al in SnelStart en hoort daar bij {owner} in het CRM. Eén boeking of relatie in SnelStart hoort bij één record in het CRM: voeg de dubbele in het CRM samen, of geef deze een eigen nummer.",
        "{candidates} is in SnelStart already and belongs to {owner} in the CRM. One booking or relation in SnelStart belongs to one record of the CRM: merge the duplicate in the CRM, or give this one a number of its own.",
        Who.CRM,
    ),
    "twin-inactive": Row(
        "{value} staat al in SnelStart, maar op non-actief: {candidates}. De boekhouder maakt deze relatie in SnelStart weer actief en probeert opnieuw, of kiest dat er een nieuwe wordt gemaakt.",
        "{value} is in SnelStart already, but inactive: {candidates}. The bookkeeper reactivates this relation in SnelStart and retries, or chooses to have a new one made.",
        Who.BOOKKEEPER,
    ),
    "relation-likely-known": Row(
        "{value} lijkt al in SnelStart te staan: {candidates}. De boekhouder kiest: het is deze (koppelen), of er wordt een nieuwe relatie gemaakt.",
        "{value} seems to be in SnelStart already: {candidates}. The bookkeeper chooses: it is this one (link), or a new relation is made.",
        Who.BOOKKEEPER,
    ),
    "number-in-use": Row(
        "Relatiecode {value} is in SnelStart al van {candidates}. De boekhouder kiest: het is dezelfde (koppelen), of deze relatie blijft buiten SnelStart. Is het een andere, geef haar dan in het CRM een ander nummer of laat het nummer weg: SnelStart geeft dan zelf een nummer.",
        "Relation number {value} belongs to {candidates} in SnelStart already. The bookkeeper chooses: it is the same one (link), or this relation stays out of SnelStart. If it is another one, give it another number in the CRM or leave the number out: SnelStart then gives one itself.",
        Who.BOOKKEEPER,
    ),
    "invoice-number-in-use": Row(
        "Factuurnummer {value} bestaat al in SnelStart, met een verschil (SnelStart / CRM): {difference}. De boekhouder vergelijkt beide en kiest: het is dezelfde (koppelen), of deze factuur blijft buiten SnelStart. Is het een andere, geef haar dan in het CRM een eigen nummer.",
        "Invoice number {value} exists in SnelStart already, with a difference (SnelStart / CRM): {difference}. The bookkeeper compares the two and chooses: it is the same one (link), or this invoice stays out of SnelStart. If it is another one, give it a number of its own in the CRM.",
        Who.BOOKKEEPER,
    ),
    "purchase-number-of-other-supplier": Row(
        "Factuurnummer {value} staat in SnelStart al bij leverancier {supplier}, en deze administratie neemt elk inkoopnummer maar één keer. De beheerder zet bij de boekingsregels “leverancier in het factuurnummer” (supplier_in_number) aan en probeert opnieuw.",
        "Invoice number {value} exists in SnelStart already for supplier {supplier}, and this administration takes each purchase number only once. An administrator switches “supplier in the invoice number” (supplier_in_number) on in the posting settings and retries.",
        Who.ADMIN,
    ),
    "purchase-number-of-sale": Row(
        "Factuurnummer {value} staat in SnelStart al bij een verkoopfactuur, en deze administratie neemt elk nummer maar één keer. De beheerder zet bij de boekingsregels “leverancier in het factuurnummer” (supplier_in_number) aan en probeert opnieuw.",
        "Invoice number {value} exists in SnelStart already for a sale, and this administration takes each number only once. An administrator switches “supplier in the invoice number” (supplier_in_number) on in the posting settings and retries.",
        Who.ADMIN,
    ),
    "sales-number-of-purchase": Row(
        "Factuurnummer {value} staat in SnelStart al bij een inkoopfactuur, en deze administratie neemt elk nummer maar één keer. De boekhouder geeft die inkoopfactuur in SnelStart een ander nummer en probeert opnieuw; de beheerder voorkomt herhaling met “leverancier in het factuurnummer” (supplier_in_number).",
        "Invoice number {value} exists in SnelStart already for a purchase, and this administration takes each number only once. The bookkeeper gives that purchase another number in SnelStart and retries; an administrator prevents it from now on with “supplier in the invoice number” (supplier_in_number).",
        Who.BOOKKEEPER,
    ),
    "booking-locked": Row(
        "De boeking van factuur {value} kan in SnelStart niet meer worden gewijzigd ({answer}). Maak in het CRM een creditnota en een nieuwe factuur; de boekhouder kiest dan dat de boeking blijft zoals zij in SnelStart staat. Maakt hij de boeking in SnelStart weer vrij, dan kan hij haar ook gelijk maken aan het CRM.",
        "The booking of invoice {value} can no longer be changed in SnelStart ({answer}). Make a credit note and a new invoice in the CRM; the bookkeeper then chooses to keep the booking as it is in SnelStart. Once it is set free in SnelStart, it can also be made equal to the CRM.",
        Who.BOOKKEEPER,
        "{answer}",
    ),
    "project-closed": Row(
        "De factuur boekt op project {value}, dat is afgesloten; kostenplaats {name} staat in SnelStart op non-actief en neemt geen boekingen aan. Zet het project in het CRM weer op actief tot de factuur is geboekt, of kies in het CRM een ander project; daarna gaat de factuur vanzelf mee.",
        "The invoice books on project {value}, which is closed; cost centre {name} is inactive in SnelStart and takes no bookings. Make the project active in the CRM until the invoice is booked, or choose another project there; the invoice then follows by itself.",
        Who.CRM,
        "{value}",
    ),
    "key-refused": Row(
        "SnelStart neemt de koppelsleutel niet meer aan. De beheerder maakt in SnelStart Web onder Koppelingen een "
        "nieuwe sleutel en voert die hier in; alles blijft bewaard en gaat daarna vanzelf verder.",
        "SnelStart no longer accepts the connection key. An administrator makes a new one in SnelStart Web under "
        "Koppelingen and enters it here; everything is kept and goes on by itself.",
        Who.ADMIN,
    ),
    "subscription-refused": Row(
        "SnelStart weigert onze abonnementssleutel (subscription key). De beheerder van Snelkoppeling vernieuwt die "
        "in de instellingen; de koppelsleutel van de klant is niet het probleem.",
        "SnelStart refuses our subscription key. The operator renews it in the settings; the customer's connection "
        "key is not the problem.",
        Who.OPERATOR,
    ),
    "scope-missing": Row(
        "De koppelsleutel mag dit niet ({value}). De beheerder maakt in SnelStart een sleutel met alle rechten.",
        "The connection key lacks the right to do this ({value}). An administrator makes a key with all rights.",
        Who.ADMIN,
    ),
    "other-administration": Row(
        "De koppelsleutel hoort nu bij een andere administratie ({value}) dan eerder ({expected}). Alles staat stil "
        "tot een beheerder dit bevestigt of de goede sleutel invoert.",
        "The connection key now belongs to another administration ({value}) than before ({expected}). Everything "
        "stops until an administrator confirms this or enters the right key.",
        Who.ADMIN,
    ),
    "rejected-by-books": Row(
        "SnelStart weigert dit: {answer} ({value}). Verbeter het in het CRM; de volgende wijziging wordt vanzelf "
        "opnieuw gestuurd. Is niet duidelijk wat, vraag het de boekhouder.",
        "SnelStart refuses this: {answer} ({value}). Correct it in the CRM; the next change is sent by itself. If it "
        "is not clear what, ask the bookkeeper.",
        Who.CRM,
        "{answer}",
    ),
    "waits-for": Row(
        "Wacht tot {value} in SnelStart staat; dan gaat dit vanzelf verder. Staat {value} op de lijst, los dat eerst op.",
        "Waits until {value} is in SnelStart; then this goes on by itself. If {value} is on the list, solve that first.",
        Who.NOBODY,
        "{value}",
    ),
    "waits-for-unknown": Row(
        "Hoort bij {value}, maar het CRM heeft {value} nog niet gestuurd. Stuur {value} vanuit het CRM; dan gaat dit vanzelf verder.",
        "Belongs to {value}, which the CRM has not sent yet. Send {value} from the CRM; then this goes on by itself.",
        Who.CRM,
        "{value}",
    ),
    "internal-error": Row(
        "Bij {value} ging in Snelkoppeling iets mis dat niet had mogen gebeuren. De beheerder van Snelkoppeling vindt de fout in het logboek en kan het daarna opnieuw proberen; wat misschien al is verstuurd, wordt dan eerst opgezocht.",
        "Something went wrong in Snelkoppeling itself with {value}. The operator finds the error in the log and can then retry; what may have been sent already is looked up first.",
        Who.OPERATOR,
    ),
    "plan-too-drastic": Row(
        "{touched} van de {in_books} gekoppelde relaties zouden in SnelStart tegelijk veranderen. Er is niets gewijzigd. De beheerder bekijkt het plan en keurt het goed, of verbetert het CRM.",
        "{touched} of the {in_books} linked relations would change in SnelStart at once. Nothing was changed. An administrator looks at the plan and approves it, or corrects the CRM.",
        Who.ADMIN,
    ),
    "text-too-long": Row(
        "In {field} passen hoogstens {limit} tekens en dit zijn er {length}: “{value}”. Kort het in het CRM in.",
        "{field} holds at most {limit} characters and this has {length}: “{value}”. Shorten it in the CRM.",
        Who.CRM,
    ),
    "name-missing": Row(
        "De relatie heeft geen naam. Vul de naam in het CRM in.",
        "The relation has no name. Fill it in in the CRM.",
        Who.CRM,
    ),
    "country-unknown": Row(
        "Land “{value}” kent SnelStart niet. Gebruik in het CRM de landcode van twee letters, zoals NL of BE.",
        "SnelStart does not know country “{value}”. Use the two-letter code in the CRM, such as NL or BE.",
        Who.CRM,
        "{value}",
    ),
    "unexpected-answer": Row(
        "SnelStart gaf een antwoord dat niet in zijn beschrijving staat (HTTP {value}). Probeer het opnieuw; blijft het zo, meld het dan bij de beheerder van Snelkoppeling.",
        "SnelStart gave an answer that its description does not know (HTTP {value}). Retry; if it stays so, tell the operator.",
        Who.OPERATOR,
        "{value}",
    ),
    "attachment-too-large": Row(
        "Bijlage “{value}” is {size} MB; SnelStart neemt hoogstens 10 MB. Maak het bestand in het CRM kleiner en stuur het opnieuw.",
        "Attachment “{value}” is {size} MB; SnelStart takes 10 MB at most. Make the file smaller in the CRM and send it again.",
        Who.CRM,
    ),
    "edited-in-books": Row(
        "De boeking van {value} staat in SnelStart anders dan zij was afgesproken ({fields}): zij is daar aangepast, of eerder zo gehouden. Nu heeft het CRM haar ook gewijzigd. Er is niets overschreven. De boekhouder vergelijkt beide en kiest: SnelStart laten zoals het is, of de boeking gelijk maken aan het CRM.",
        "The booking of {value} is not in SnelStart as it was agreed ({fields}): it was edited there, or kept so before. Now the CRM has changed it as well. Nothing was overwritten. The bookkeeper compares the two and chooses: keep SnelStart as it is, or make the booking equal to the CRM.",
        Who.BOOKKEEPER,
    ),
    "accounts-would-move": Row(
        "De factuur {value} is in het CRM gewijzigd. Regels die op de factuur hetzelfde zeggen, zouden nu op een andere rekening komen ({moves}): de grootboekregels, het land of btw-nummer van de relatie, of de indeling van de regels is na het boeken veranderd. Er is niets overschreven. De boekhouder kiest: SnelStart laten zoals het is, of de boeking gelijk maken aan wat er nu uit komt.",
        "Invoice {value} was changed in the CRM. Lines that say the same on the invoice would now go to another account ({moves}): the ledger rules, the country or VAT number of the relation, or the class of the lines changed after it was booked. Nothing was overwritten. The bookkeeper chooses: keep SnelStart as it is, or make the booking equal to what comes of it now.",
        Who.BOOKKEEPER,
        "{moves}",
    ),
    "changed-by-accountant": Row(
        "De accountant heeft de boeking van {value} in SnelStart gewijzigd, en het CRM heeft haar daarna ook gewijzigd. Er is niets overschreven. De boekhouder overlegt met de accountant en kiest: SnelStart laten zoals het is, of de boeking gelijk maken aan het CRM.",
        "The accountant changed the booking of {value} in SnelStart, and the CRM changed it afterwards. Nothing was overwritten. The bookkeeper talks to the accountant and chooses: keep SnelStart as it is, or make the booking equal to the CRM.",
        Who.BOOKKEEPER,
    ),
    "left-out-by-choice": Row(
        "{value} wordt op verzoek buiten SnelStart gehouden. Wijzigt het in het CRM, dan komt het opnieuw op de lijst.",
        "{value} is kept out of SnelStart on request. When the CRM changes it, it comes back on the list.",
        Who.NOBODY,
    ),
    "turned-after-booking": Row(
        "Factuur {value} is geboekt en is nu in het CRM van factuur een creditnota geworden, of andersom. Er is niets gewijzigd. Hoort de creditnota een eigen nummer te hebben, herstel dit dan in het CRM; anders kiest de boekhouder of de boeking mee verandert.",
        "Invoice {value} is booked and has become a credit note in the CRM, or the other way round. Nothing was changed. If the credit note should have a number of its own, correct that in the CRM; else the bookkeeper chooses whether the booking follows.",
        Who.BOOKKEEPER,
    ),
    "direction-changed-after-booking": Row(
        "Factuur {value} is geboekt en is nu in het CRM van verkoop inkoop geworden, of andersom. Zo'n boeking kan niet mee veranderen. Herstel het in het CRM, of verwijder de boeking in SnelStart en stuur de factuur onder een eigen id.",
        "Invoice {value} is booked and has turned from a sale into a purchase in the CRM, or the other way round. Such a booking cannot follow. Correct it in the CRM, or delete the booking in SnelStart and send the invoice under an id of its own.",
        Who.CRM,
    ),
    "closed-project-not-needed": Row(
        "Project {value} is afgesloten en staat niet in SnelStart. Het wordt daar pas een kostenplaats als een factuur het nodig heeft.",
        "Project {value} is closed and not in SnelStart. It becomes a cost centre there only when an invoice needs it.",
        Who.NOBODY,
    ),
    "not-needed-yet": Row(
        "{value} wordt in SnelStart gemaakt zodra een factuur deze relatie nodig heeft; zo staat het ingesteld.",
        "{value} is made in SnelStart as soon as an invoice needs this relation; that is how it is set.",
        Who.NOBODY,
    ),
    "needs-left-out": Row(
        "Hoort bij {value}, dat op verzoek buiten SnelStart wordt gehouden. De boekhouder kiest bij {value} opnieuw, of laat ook dit erbuiten.",
        "Belongs to {value}, which is kept out of SnelStart on request. The bookkeeper chooses again for {value}, or leaves this out as well.",
        Who.BOOKKEEPER,
    ),
    "before-start-date": Row(
        "De factuur is van {value} en er wordt geboekt vanaf {start_date}. Zij is bewaard en wordt niet geboekt. Moet zij toch mee, dan zet de beheerder de startdatum eerder.",
        "The invoice is of {value} and bookings start from {start_date}. It is kept and not booked. If it must be booked after all, an administrator sets an earlier start date.",
        Who.NOBODY,
    ),
    "invoice-left-out": Row(
        "Deze bijlage hoort bij factuur {value}, die niet wordt geboekt. Zij gaat mee zodra de factuur wel wordt geboekt.",
        "This document belongs to invoice {value}, which is not booked. It follows when the invoice is.",
        Who.NOBODY,
    ),
    "project-number-not-numeric": Row(
        "Projectnummer “{value}” is geen getal, en zo staat het voor kostenplaatsen ingesteld. Geef het project in het CRM een nummer van alleen cijfers of een kostenplaatsnummer, of laat de beheerder de nummering van projecten anders instellen.",
        "Project number “{value}” is no number, as the setting for cost centres requires. Give the project a number of digits only or a cost centre number in the CRM, or let an administrator set the numbering of projects differently.",
        Who.CRM,
    ),
    "project-number-without-digits": Row(
        "In projectnummer “{value}” staan geen cijfers (of alleen nullen), en een kostenplaats in SnelStart heeft een getal als nummer. Geef het project in het CRM een nummer met cijfers of een kostenplaatsnummer, of laat de beheerder projecten doorlopend laten nummeren.",
        "Project number “{value}” has no digits (or only zeros), and a cost centre in SnelStart has a number. Give the project a number with digits or a cost centre number in the CRM, or let an administrator have projects numbered in sequence.",
        Who.CRM,
    ),
    "cost-centre-number-impossible": Row(
        "Kostenplaatsnummer {value} kan niet: SnelStart neemt 1 tot en met 999999999. Geef het project in het CRM een korter nummer of een eigen kostenplaatsnummer, of laat de beheerder projecten doorlopend laten nummeren.",
        "Cost centre number {value} is impossible: SnelStart takes 1 up to 999999999. Give the project a shorter number or a cost centre number of its own in the CRM, or let an administrator have projects numbered in sequence.",
        Who.CRM,
    ),
    "project-nameless": Row(
        "Het project heeft geen nummer en geen omschrijving. Vul in het CRM de omschrijving van het project in.",
        "The project has neither number nor description. Fill in the project's description in the CRM.",
        Who.CRM,
    ),
    "cost-centre-number-in-use": Row(
        "Kostenplaats {value} bestaat al in SnelStart en heet daar “{name}”. De boekhouder kiest: het is dezelfde (koppelen), of dit project blijft buiten SnelStart. Is het een ander project, geef dat dan in het CRM een ander nummer.",
        "Cost centre {value} exists in SnelStart already and is called “{name}” there. The bookkeeper chooses: it is the same one (link), or this project stays out of SnelStart. If it is another project, give it another number in the CRM.",
        Who.BOOKKEEPER,
    ),
}
