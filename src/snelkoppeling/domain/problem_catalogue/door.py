"""Problems that the doors find in what is sent to them."""

from collections.abc import Mapping

from snelkoppeling.domain.problem_catalogue.row import Entry

_REQUEST: Mapping[str, Entry] = {
    "key-missing": (
        "De API-sleutel ontbreekt. Stuur hem mee in de kop `Authorization: Bearer snk_…`; de beheerder maakt de sleutel in Snelkoppeling.",
        "The API key is missing. Send it in the header `Authorization: Bearer snk_…`; an administrator makes the key in Snelkoppeling.",
    ),
    "key-unknown": (
        "Deze API-sleutel is niet bekend. Controleer of hij volledig is overgenomen, of vraag de beheerder om een nieuwe.",
        "This API key is not known. Check that it was copied completely, or ask an administrator for a new one.",
    ),
    "no-such-address": (
        "Het adres {value} bestaat niet. Kijk op /docs/api welke adressen er zijn.",
        "The address {value} does not exist. See /docs/api for the addresses there are.",
    ),
    "never-arrived": (
        "{value} is hier nooit aangekomen. Stuur het met PUT naar hetzelfde adres, of controleer het id.",
        "{value} never arrived here. Send it with PUT to the same address, or check the id.",
    ),
    "method-not-allowed": (
        "{value} kan niet op dit adres; wel: {allowed}. Gebruik een van die methoden.",
        "{value} does not work on this address; these do: {allowed}. Use one of those methods.",
    ),
    "content-type-wrong": (
        "Content-Type {value} wordt hier niet gelezen. Stuur {expected}.",
        "Content-Type {value} is not read here. Send {expected}.",
    ),
    "body-too-large": (
        "Het bericht is groter dan {limit}. Stuur het in kleinere delen, of grote bijlagen apart.",
        "The message is larger than {limit}. Send it in smaller parts, or large documents apart.",
    ),
    "query-unknown": (
        "{field} is hier geen parameter; wel: {known}. Verbeter of verwijder hem in het adres.",
        "{field} is no parameter here; these are: {known}. Correct or remove it in the address.",
    ),
    "request-unreadable": (
        "Dit verzoek is geen geldige HTTP-aanroep. Laat de leverancier van het CRM het verzoek nakijken.",
        "This request is not valid HTTP. Have the CRM's vendor look at the request.",
    ),
    "database-away": (
        "De database van Snelkoppeling antwoordt even niet; er is niets aangenomen. Stuur hetzelfde over enkele seconden opnieuw.",
        "Snelkoppeling's database does not answer just now; nothing was accepted. Send the same again in a few seconds.",
    ),
    "door-failed": (
        "Er ging bij ons iets mis dat niet had mogen gebeuren. Stuur het later opnieuw; blijft het, geef dan kenmerk {value} door aan de beheerder.",
        "Something went wrong on our side that should not have. Send it again later; if it stays, give reference {value} to an administrator.",
    ),
    "idempotency-key-reused": (
        "Idempotency-Key {value} is al gebruikt voor een ander bericht. Kies voor elk nieuw bericht een nieuwe sleutel.",
        "Idempotency-Key {value} was used for another message already. Choose a new key for each new message.",
    ),
    "idempotency-key-unusable": (
        "Idempotency-Key {value} is niet bruikbaar. Gebruik 1 tot 200 zichtbare ASCII-tekens, bijvoorbeeld een UUID.",
        "Idempotency-Key {value} cannot be used. Use 1 to 200 visible ASCII characters, such as a UUID.",
    ),
    "not-carried": (
        "Snelkoppeling neemt geen {what_nl} aan ({value}): alleen relaties en definitieve facturen horen in de boekhouding. Stuur deze niet.",
        "Snelkoppeling takes no {what_en} ({value}): only relations and final invoices belong in the books. Do not send these.",
    ),
    "more-problems": (
        "En nog {value} problemen. Los deze eerst op en stuur het opnieuw.",
        "And {value} more problems. Solve these first and send it again.",
    ),
}

_BODY: Mapping[str, Entry] = {
    "body-empty": (
        "Het bericht is leeg. Stuur {expected}.",
        "The message is empty. Send {expected}.",
    ),
    "body-not-utf8": (
        "Het bericht is geen UTF-8 (byte {value}). Sla het op als UTF-8 en stuur het opnieuw.",
        "The message is not UTF-8 (byte {value}). Save it as UTF-8 and send it again.",
    ),
    "body-not-json": (
        "Het bericht is geen geldige JSON: op regel {line}, teken {column} gaat het mis bij “{value}”. Verbeter de JSON.",
        "The message is not valid JSON: it goes wrong on line {line}, character {column}, at “{value}”. Correct the JSON.",
    ),
    "json-duplicate-name": (
        "Het veld {field} staat twee keer in hetzelfde object. Laat er één staan; wij kiezen niet welke geldt.",
        "The field {field} occurs twice in one object. Keep one of them; we do not choose which one holds.",
    ),
    "json-too-deep": (
        "De JSON is dieper genest dan {limit} niveaus. Stuur het record zoals /docs/api het beschrijft.",
        "The JSON is nested deeper than {limit} levels. Send the record as /docs/api describes it.",
    ),
    "text-unprintable": (
        "{field} bevat een teken dat geen tekst is ({character}). Verwijder dat teken in het CRM.",
        "{field} holds a character that is no text ({character}). Remove that character in the CRM.",
    ),
    "multipart-unreadable": (
        "Het multipart-bericht is niet te lezen. Stuur multipart/form-data met een boundary en de delen {expected}.",
        "The multipart message cannot be read. Send multipart/form-data with a boundary and the parts {expected}.",
    ),
    "multipart-part-missing": (
        "Het deel {field} ontbreekt in het multipart-bericht. Voeg het toe.",
        "The part {field} is missing from the multipart message. Add it.",
    ),
    "multipart-part-unknown": (
        "Het deel {field} hoort niet in dit multipart-bericht; wel: {known}. Hernoem of verwijder het.",
        "The part {field} does not belong in this multipart message; these do: {known}. Rename or remove it.",
    ),
    "multipart-part-twice": (
        "Het deel {field} komt meer dan eens voor. Stuur het één keer.",
        "The part {field} occurs more than once. Send it once.",
    ),
    "batch-empty": (
        "Het bestand heeft geen enkele regel met een record. Zet op elke regel één JSON-object.",
        "The file has no line with a record. Put one JSON object on each line.",
    ),
    "batch-line-too-long": (
        "Deze regel is langer dan {limit}. Stuur dit record apart met PUT, met grote bijlagen als multipart.",
        "This line is longer than {limit}. Send this record apart with PUT, with large documents as multipart.",
    ),
    "batch-too-many-lines": (
        "Het bestand heeft meer dan {value} regels; vanaf deze regel is niets aangenomen. Stuur de rest als een nieuw bestand.",
        "The file has more than {value} lines; from this line on nothing was accepted. Send the rest as another file.",
    ),
    "type-unknown": (
        "Recordsoort “{value}” is niet bekend. Zet in het veld type relation of invoice.",
        "Record type “{value}” is not known. Put relation or invoice in the field type.",
    ),
}

_FIELD: Mapping[str, Entry] = {
    "field-missing": (
        "Het verplichte veld {field} ontbreekt. Stuur het mee.",
        "The required field {field} is missing. Send it along.",
    ),
    "field-unknown": (
        "Het veld {field} is niet bekend; het lijkt het meest op {near}. Verbeter de naam of laat het veld weg: anders zou de inhoud ongemerkt verloren gaan.",
        "The field {field} is not known; it looks most like {near}. Correct the name or leave the field out: otherwise its content would be lost unnoticed.",
    ),
    "field-not-null": (
        "{field} mag niet null zijn. Vul het in, of laat het veld weg als u het niet wilt wijzigen.",
        "{field} cannot be null. Fill it in, or leave the field out if you do not want to change it.",
    ),
    "text-expected": (
        "{field} moet tekst zijn, maar is {value}. Zet de waarde tussen aanhalingstekens.",
        "{field} must be text, but is {value}. Put the value between quotes.",
    ),
    "text-empty": (
        "{field} is leeg. Vul het in het CRM in.",
        "{field} is empty. Fill it in in the CRM.",
    ),
    "field-too-long": (
        "{field} heeft {length} tekens (“{value}”); er passen er {limit} in SnelStart. Kort het in het CRM in; wij knippen niets af.",
        "{field} has {length} characters (“{value}”); {limit} fit in SnelStart. Shorten it in the CRM; we cut nothing off.",
    ),
    "whole-number-expected": (
        "{field} moet een geheel getal zijn zonder aanhalingstekens, maar is {value}. Stuur bijvoorbeeld 30.",
        "{field} must be a whole number without quotes, but is {value}. Send 30, for example.",
    ),
    "number-below": (
        "{field} is {value}, maar moet ten minste {limit} zijn. Verbeter het getal in het CRM.",
        "{field} is {value}, but must be at least {limit}. Correct the number in the CRM.",
    ),
    "number-above": (
        "{field} is {value}, maar mag hoogstens {limit} zijn. Verbeter het getal in het CRM.",
        "{field} is {value}, but may be at most {limit}. Correct the number in the CRM.",
    ),
    "true-or-false-expected": (
        "{field} moet true of false zijn, maar is {value}. Stuur het zonder aanhalingstekens.",
        "{field} must be true or false, but is {value}. Send it without quotes.",
    ),
    "list-expected": (
        "{field} moet een lijst zijn, maar is {value}. Zet de waarden tussen [ en ].",
        "{field} must be a list, but is {value}. Put the values between [ and ].",
    ),
    "list-empty": (
        "{field} is leeg. Stuur er ten minste één.",
        "{field} is empty. Send at least one.",
    ),
    "list-too-long": (
        "{field} telt er {length}; hoogstens {limit} worden gelezen. Splits het record in het CRM.",
        "{field} counts {length}; at most {limit} are read. Split the record in the CRM.",
    ),
    "object-expected": (
        "{field} moet een object zijn, maar is {value}. Zet de velden tussen {{ en }}.",
        "{field} must be an object, but is {value}. Put the fields between {{ and }}.",
    ),
    "choice-unknown": (
        "{field} kent de waarde {value} niet. Kies uit: {known}.",
        "{field} does not know the value {value}. Choose from: {known}.",
    ),
    "value-unreadable": (
        "De waarde {value} van {field} is niet te lezen. Stuur haar zoals /docs/api beschrijft.",
        "The value {value} of {field} cannot be read. Send it as /docs/api describes.",
    ),
    "amount-unreadable": (
        '{field} is geen bedrag: {value}. Schrijf een bedrag als "121.00": cijfers en een punt, zonder euroteken, komma, spatie of exponent.',
        '{field} is no amount: {value}. Write an amount as "121.00": digits and a point, without a euro sign, comma, space or exponent.',
    ),
    "amount-too-precise": (
        "{field} heeft meer dan twee decimalen: {value}. Rond in het CRM af op hele centen; wij ronden geen bedragen af.",
        "{field} has more than two decimals: {value}. Round to whole cents in the CRM; we round no amounts.",
    ),
    "amount-out-of-range": (
        "{field} is {value}; bedragen gaan tot en met 99999999999.99. Controleer het bedrag in het CRM.",
        "{field} is {value}; amounts go up to 99999999999.99. Check the amount in the CRM.",
    ),
    "rate-unreadable": (
        '{field} is geen btw-percentage: {value}. Schrijf een getal van 0 tot en met 100 met hoogstens vier decimalen, zoals "21" of "9.00".',
        '{field} is no VAT percentage: {value}. Write a number from 0 to 100 with at most four decimals, such as "21" or "9.00".',
    ),
    "rate-missing": (
        '{field} ontbreekt, en categorie S heeft een tarief nodig. Stuur het percentage mee, zoals "21".',
        '{field} is missing, and category S needs a rate. Send the percentage along, such as "21".',
    ),
    "date-unreadable": (
        "{field} is geen datum: {value}. Schrijf jaar-maand-dag, zoals 2026-03-31, zonder tijd.",
        "{field} is no date: {value}. Write year-month-day, such as 2026-03-31, without a time.",
    ),
    "date-out-of-range": (
        "{field} is {value}; verwacht wordt een datum van 1990 tot en met 2100. Verbeter de datum in het CRM.",
        "{field} is {value}; a date from 1990 to 2100 is expected. Correct the date in the CRM.",
    ),
    "moment-unreadable": (
        "{field} is geen tijdstip: {value}. Schrijf het met tijdzone, zoals 2026-03-31T14:05:00Z.",
        "{field} is no moment: {value}. Write it with a time zone, such as 2026-03-31T14:05:00Z.",
    ),
    "moment-without-zone": (
        "{field} noemt geen tijdzone: {value}. Zet er Z of bijvoorbeeld +02:00 achter.",
        "{field} names no time zone: {value}. Add Z or, for example, +02:00.",
    ),
    "modified-in-future": (
        "{field} ligt meer dan een dag in de toekomst: {value}. Zet de klok van het CRM goed; anders zouden latere wijzigingen ouder lijken.",
        "{field} lies more than a day in the future: {value}. Set the CRM's clock right; otherwise later changes would seem older.",
    ),
    "country-code-unknown": (
        "Landcode {value} in {field} bestaat niet. Gebruik twee letters volgens ISO 3166, zoals NL, BE, GB of GR.",
        "Country code {value} in {field} does not exist. Use two letters of ISO 3166, such as NL, BE, GB or GR.",
    ),
    "currency-unknown": (
        "Muntcode {value} in {field} bestaat niet. Gebruik drie letters volgens ISO 4217, zoals EUR.",
        "Currency code {value} in {field} does not exist. Use three letters of ISO 4217, such as EUR.",
    ),
    "external-id-unusable": (
        "Id {value} in {field} is niet bruikbaar. Gebruik 1 tot 200 zichtbare tekens, zonder spatie of schuine streep aan begin of eind.",
        "Id {value} in {field} cannot be used. Use 1 to 200 visible characters, without a space or slash at either end.",
    ),
}

_NUMBER: Mapping[str, Entry] = {
    "kvk-invalid": (
        "KvK-nummer {value} klopt niet: het heeft 8 cijfers. Verbeter {field} in het CRM of laat het leeg.",
        "KvK number {value} is wrong: it has 8 digits. Correct {field} in the CRM or leave it empty.",
    ),
    "vat-number-invalid": (
        "Btw-nummer {value} klopt niet (landcode of controlecijfers). Verbeter {field} in het CRM, zoals NL123456782B90, of laat het leeg.",
        "VAT number {value} is wrong (country code or check digits). Correct {field} in the CRM, such as NL123456782B90, or leave it empty.",
    ),
    "vat-number-other-country": (
        "Btw-nummer {value} hoort bij {number_country}, maar het bezoekadres ligt in {country}; SnelStart neemt dat niet aan. Verbeter een van beide in het CRM.",
        "VAT number {value} belongs to {number_country}, but the visiting address is in {country}; SnelStart does not take that. Correct one of them in the CRM.",
    ),
    "iban-invalid": (
        "IBAN {value} klopt niet: land, lengte of controlegetal. Verbeter {field} in het CRM of laat het leeg.",
        "IBAN {value} is wrong: country, length or check digits. Correct {field} in the CRM or leave it empty.",
    ),
    "bic-invalid": (
        "BIC {value} klopt niet: het heeft 8 of 11 tekens, zoals RABONL2U. Verbeter {field} in het CRM of laat het leeg.",
        "BIC {value} is wrong: it has 8 or 11 characters, such as RABONL2U. Correct {field} in the CRM or leave it empty.",
    ),
    "phone-invalid": (
        "Telefoonnummer {value} in {field} is niet te lezen. Zet er één nummer in, zoals 020 123 4567 of +32 2 123 45 67, of laat het leeg.",
        "Phone number {value} in {field} cannot be read. Put one number in it, such as 020 123 4567 or +32 2 123 45 67, or leave it empty.",
    ),
    "email-invalid": (
        "E-mailadres {value} in {field} klopt niet. Verbeter het in het CRM; meer adressen scheidt u met een puntkomma.",
        "E-mail address {value} in {field} is wrong. Correct it in the CRM; several addresses are separated by a semicolon.",
    ),
}

_INVOICE: Mapping[str, Entry] = {
    "invoice-not-final": (
        "Factuurstatus “{value}” is niet definitief. Alleen definitieve facturen worden geboekt; stuur haar zodra zij definitief is.",
        "Invoice status “{value}” is not final. Only final invoices are booked; send it as soon as it is final.",
    ),
    "invoice-number-draft": (
        "“{value}” is geen definitief factuurnummer maar dat van een concept. Maak de factuur in het CRM definitief en stuur haar dan.",
        "“{value}” is no final invoice number but that of a draft. Make the invoice final in the CRM and send it then.",
    ),
    "document-type-unknown": (
        "Bijlage {field} is van soort {value}. Stuur een PDF (application/pdf) of een UBL-bestand (application/xml).",
        "Document {field} is of type {value}. Send a PDF (application/pdf) or a UBL file (application/xml).",
    ),
    "document-not-pdf": (
        "Bijlage {field} heet een PDF, maar begint niet met %PDF-. Maak het bestand in het CRM opnieuw en stuur het mee.",
        "Document {field} is called a PDF, but does not begin with %PDF-. Make the file again in the CRM and send it along.",
    ),
    "document-not-xml": (
        "Bijlage {field} heet een XML-bestand, maar is het niet. Stuur het UBL-bestand zelf mee, of laat het weg.",
        "Document {field} is called an XML file, but is not. Send the UBL file itself along, or leave it out.",
    ),
    "document-empty": (
        "Bijlage {field} is leeg. Stuur het bestand zelf mee, of laat de bijlage weg.",
        "Document {field} is empty. Send the file itself along, or leave the document out.",
    ),
    "document-too-large": (
        "Bijlage {field} is {size} bytes groot; SnelStart neemt hoogstens 10 MB. Maak het bestand kleiner.",
        "Document {field} is {size} bytes; SnelStart takes 10 MB at most. Make the file smaller.",
    ),
    "document-not-base64": (
        "De inhoud van bijlage {field} is geen base64. Codeer het bestand als base64, of stuur het als multipart/form-data.",
        "The content of document {field} is not base64. Encode the file as base64, or send it as multipart/form-data.",
    ),
}

DOOR: Mapping[str, Entry] = {**_REQUEST, **_BODY, **_FIELD, **_NUMBER, **_INVOICE}
