"""Problems that the doors find in what is sent to them."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.door_records import DOOR_RECORDS
from snelkoppeling.domain.problem_catalogue.row import Row, Who

_REQUEST: Mapping[str, Row] = {
    "key-missing": Row(
        "De API-sleutel ontbreekt. Stuur hem mee in de kop `Authorization: Bearer snk_…`; de beheerder maakt de sleutel in Snelkoppeling.",
        "The API key is missing. Send it in the header `Authorization: Bearer snk_…`; an administrator makes the key in Snelkoppeling.",
        Who.INTEGRATOR,
    ),
    "key-unknown": Row(
        "Deze API-sleutel is niet bekend. Controleer of hij volledig is overgenomen, of vraag de beheerder om een nieuwe.",
        "This API key is not known. Check that it was copied completely, or ask an administrator for a new one.",
        Who.ADMIN,
    ),
    "nothing-to-decide": Row(
        "{value} vraagt nu geen beslissing (stand: {state}). Haal eerst de stand op: alleen wat apart staat met een conflict, laat u kiezen.",
        "{value} asks for no decision now (state: {state}). Get its state first: only what is set aside with a conflict lets you choose.",
        Who.BOOKKEEPER,
    ),
    "conflict-changed": Row(
        "Bij {value} staat nu iets anders dan wat u zag. Er is niets beslist. Haal de stand opnieuw op, bekijk het conflict en kies dan.",
        "{value} now shows something else than what you saw. Nothing was decided. Get its state again, look at the conflict, and choose then.",
        Who.BOOKKEEPER,
    ),
    "choice-not-asked": Row(
        "{record} vraagt niet om de keuze {value}; wel: {known}. Kies een van die, en bekijk eerst het conflict bij de stand van het record.",
        "{record} does not ask for the choice {value}; it does for: {known}. Choose one of these, and look at the conflict in its state first.",
        Who.BOOKKEEPER,
    ),
    "decision-field-missing": Row(
        "Bij deze keuze hoort {field}, en dat ontbreekt. Stuur mee wat u koos uit: {known}.",
        "This choice needs {field}, which is missing. Send along what you chose from: {known}.",
        Who.BOOKKEEPER,
    ),
    "decision-field-unused": Row(
        "{field} ({value}) hoort niet bij deze keuze. Laat het weg, of kies link (books_id) of allow (doubts).",
        "{field} ({value}) does not belong to this choice. Leave it out, or choose link (books_id) or allow (doubts).",
        Who.BOOKKEEPER,
    ),
    "decision-not-shown": Row(
        "{value} in {field} staat niet in het conflict van dit record. Kies uit: {known}.",
        "{value} in {field} is not in the conflict of this record. Choose from: {known}.",
        Who.BOOKKEEPER,
    ),
    "no-such-task": Row(
        "Er staat niets (meer) apart met de oorzaak {value}. Kijk op /api/v1/tasks welke taken er zijn.",
        "Nothing is set aside (any more) for the cause {value}. See /api/v1/tasks for the tasks there are.",
        Who.INTEGRATOR,
    ),
    "no-such-address": Row(
        "Het adres {value} bestaat niet. Kijk op /docs/api welke adressen er zijn.",
        "The address {value} does not exist. See /docs/api for the addresses there are.",
        Who.INTEGRATOR,
    ),
    "never-arrived": Row(
        "{value} is hier nooit aangekomen. Stuur het met PUT naar hetzelfde adres, of controleer het id.",
        "{value} never arrived here. Send it with PUT to the same address, or check the id.",
        Who.INTEGRATOR,
    ),
    "method-not-allowed": Row(
        "{value} kan niet op dit adres; wel: {allowed}. Gebruik een van die methoden.",
        "{value} does not work on this address; these do: {allowed}. Use one of those methods.",
        Who.INTEGRATOR,
    ),
    "content-type-wrong": Row(
        "Content-Type {value} wordt hier niet gelezen. Stuur {expected}.",
        "Content-Type {value} is not read here. Send {expected}.",
        Who.INTEGRATOR,
    ),
    "body-too-large": Row(
        "Het bericht is groter dan {limit}. Stuur het in kleinere delen, of grote bijlagen apart.",
        "The message is larger than {limit}. Send it in smaller parts, or large documents apart.",
        Who.INTEGRATOR,
    ),
    "query-unknown": Row(
        "{field} is hier geen parameter; wel: {known}. Verbeter of verwijder hem in het adres.",
        "{field} is no parameter here; these are: {known}. Correct or remove it in the address.",
        Who.INTEGRATOR,
    ),
    "request-unreadable": Row(
        "Dit verzoek is geen geldige HTTP-aanroep. Laat de leverancier van de CRM-koppeling het verzoek nakijken.",
        "This request is not valid HTTP. Have the maker of the CRM's integration look at the request.",
        Who.INTEGRATOR,
    ),
    "database-away": Row(
        "De database van Snelkoppeling antwoordt even niet; er is niets aangenomen. Stuur hetzelfde over enkele seconden opnieuw.",
        "Snelkoppeling's database does not answer just now; nothing was accepted. Send the same again in a few seconds.",
        Who.NOBODY,
    ),
    "door-failed": Row(
        "Er ging bij ons iets mis dat niet had mogen gebeuren. Stuur het later opnieuw; blijft het, geef dan kenmerk {value} door aan de beheerder van Snelkoppeling.",
        "Something went wrong on our side that should not have. Send it again later; if it stays, give reference {value} to the operator of Snelkoppeling.",
        Who.OPERATOR,
    ),
    "idempotency-key-reused": Row(
        "Idempotency-Key {value} is al gebruikt voor een ander bericht. Kies voor elk nieuw bericht een nieuwe sleutel.",
        "Idempotency-Key {value} was used for another message already. Choose a new key for each new message.",
        Who.INTEGRATOR,
    ),
    "idempotency-key-unusable": Row(
        "Idempotency-Key {value} is niet bruikbaar. Gebruik 1 tot 200 zichtbare ASCII-tekens, bijvoorbeeld een UUID.",
        "Idempotency-Key {value} cannot be used. Use 1 to 200 visible ASCII characters, such as a UUID.",
        Who.INTEGRATOR,
    ),
    "not-carried": Row(
        "Snelkoppeling neemt geen {what_nl} aan ({value}): alleen relaties, projecten en definitieve facturen horen in de boekhouding. Stuur deze niet.",
        "Snelkoppeling takes no {what_en} ({value}): only relations, projects and final invoices belong in the books. Do not send these.",
        Who.INTEGRATOR,
    ),
    "more-problems": Row(
        "En nog {value} problemen. Los deze eerst op en stuur het opnieuw.",
        "And {value} more problems. Solve these first and send it again.",
        Who.CRM,
    ),
}

_BODY: Mapping[str, Row] = {
    "body-empty": Row(
        "Het bericht is leeg. Stuur {expected}.",
        "The message is empty. Send {expected}.",
        Who.INTEGRATOR,
    ),
    "body-not-utf8": Row(
        "Het bericht is geen UTF-8 (byte {value}). Sla het op als UTF-8 en stuur het opnieuw.",
        "The message is not UTF-8 (byte {value}). Save it as UTF-8 and send it again.",
        Who.INTEGRATOR,
    ),
    "body-not-json": Row(
        "Het bericht is geen geldige JSON: op regel {line}, teken {column} gaat het mis bij “{value}”. Verbeter de JSON.",
        "The message is not valid JSON: it goes wrong on line {line}, character {column}, at “{value}”. Correct the JSON.",
        Who.INTEGRATOR,
    ),
    "json-duplicate-name": Row(
        "Het veld {field} staat twee keer in hetzelfde object. Laat er één staan; wij kiezen niet welke geldt.",
        "The field {field} occurs twice in one object. Keep one of them; we do not choose which one holds.",
        Who.INTEGRATOR,
    ),
    "json-too-deep": Row(
        "De JSON is dieper genest dan {limit} niveaus. Stuur het record zoals /docs/api het beschrijft.",
        "The JSON is nested deeper than {limit} levels. Send the record as /docs/api describes it.",
        Who.INTEGRATOR,
    ),
    "text-unprintable": Row(
        "{field} bevat een teken dat geen tekst is ({character}). Verwijder dat teken in het CRM.",
        "{field} holds a character that is no text ({character}). Remove that character in the CRM.",
        Who.CRM,
    ),
    "multipart-unreadable": Row(
        "Het multipart-bericht is niet te lezen. Stuur multipart/form-data met een boundary en de delen {expected}.",
        "The multipart message cannot be read. Send multipart/form-data with a boundary and the parts {expected}.",
        Who.INTEGRATOR,
    ),
    "multipart-part-missing": Row(
        "Het deel {field} ontbreekt in het multipart-bericht. Voeg het toe.",
        "The part {field} is missing from the multipart message. Add it.",
        Who.INTEGRATOR,
    ),
    "multipart-part-unknown": Row(
        "Het deel {field} hoort niet in dit multipart-bericht; wel: {known}. Hernoem of verwijder het.",
        "The part {field} does not belong in this multipart message; these do: {known}. Rename or remove it.",
        Who.INTEGRATOR,
    ),
    "multipart-part-twice": Row(
        "Het deel {field} komt meer dan eens voor. Stuur het één keer.",
        "The part {field} occurs more than once. Send it once.",
        Who.INTEGRATOR,
    ),
    "batch-empty": Row(
        "Het bestand heeft geen enkele regel met een record. Zet op elke regel één JSON-object.",
        "The file has no line with a record. Put one JSON object on each line.",
        Who.INTEGRATOR,
    ),
    "batch-line-too-long": Row(
        "Deze regel is langer dan {limit}. Stuur dit record apart met PUT, met grote bijlagen als multipart.",
        "This line is longer than {limit}. Send this record apart with PUT, with large documents as multipart.",
        Who.INTEGRATOR,
    ),
    "batch-too-many-lines": Row(
        "Het bestand heeft meer dan {value} regels; vanaf deze regel is niets aangenomen. Stuur de rest als een nieuw bestand.",
        "The file has more than {value} lines; from this line on nothing was accepted. Send the rest as another file.",
        Who.INTEGRATOR,
    ),
    "type-unknown": Row(
        "Recordsoort “{value}” is niet bekend. Zet in het veld type relation, project of invoice.",
        "Record type “{value}” is not known. Put relation, project or invoice in the field type.",
        Who.INTEGRATOR,
    ),
}

DOOR: Mapping[str, Row] = {**_REQUEST, **_BODY, **DOOR_RECORDS}
