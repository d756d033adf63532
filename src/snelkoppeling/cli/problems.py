"""What can be wrong when a command is given, and every foreseen error in two languages."""

import difflib
from collections.abc import Sequence

from snelkoppeling.domain.problem import shortened
from snelkoppeling.errors import (
    ConnectionBrokenError,
    RecordRejectedError,
    RetryLaterError,
    SnelkoppelingError,
)

OURSELVES = "Snelkoppeling"
TRANSLATED = {
    "storage-unavailable": (
        (
            "De database antwoordt niet, en er is niets opgeslagen. Draait Snelkoppeling (./start)? Zo niet, "
            "start haar; met een eigen PostgreSQL: controleer SNELKOPPELING_DATABASE_URL."
        ),
        (
            "The database does not answer, and nothing was stored. Does Snelkoppeling run (./start)? If not, "
            "start it; with a PostgreSQL of your own, check SNELKOPPELING_DATABASE_URL."
        ),
    ),
    "already-coupled": (
        (
            "Er is al een administratie met deze naam gekoppeld. Geef haar in SnelStart een andere naam of "
            "koppel met de sleutel van de administratie die er al is."
        ),
        (
            "An administration with this name is coupled already. Give it another name there, or use the "
            "key of the administration that is there."
        ),
    ),
    "secret-unreadable": (
        (
            "De opgeslagen koppelsleutel is niet te openen: hij is verzegeld met een andere sleutelbos "
            "(encryption-keys.json of SNELKOPPELING_KEYRING). Zet de goede terug, of koppel opnieuw met "
            "./start connect."
        ),
        (
            "The stored connection key cannot be opened: it was sealed with another keyring "
            "(encryption-keys.json or SNELKOPPELING_KEYRING). Put the right one back, or couple again with "
            "./start connect."
        ),
    ),
}
"""Errors of lower layers that know one language, by code."""


class CommandError(SnelkoppelingError):
    """A command cannot be carried out as it was given."""

    exit_code = 1

    def __init__(self, code: str, *, nl: str, en: str) -> None:
        super().__init__(f"{nl} ({en})")
        self.code = code
        self.nl = nl
        self.en = en


class WrongUsageError(CommandError):
    """A command was typed in a way that it does not understand."""

    exit_code = 2


class StoppedError(Exception):
    """Somebody asked to stop before all was up; it never leaves the command line."""


def in_both_languages(error: SnelkoppelingError) -> tuple[str, str]:
    """Say any foreseen error in Dutch and in English."""
    match error:
        case ConnectionBrokenError(problem=problem):
            return problem.nl, problem.en
        case RecordRejectedError(problems=problems):
            return " ".join(one.nl for one in problems), " ".join(one.en for one in problems)
        case RetryLaterError() if is_busy(error):
            return (
                "Een worker schrijft op dit moment naar deze boeken. Probeer het over een minuut opnieuw.",
                "A worker is writing to these books at this moment. Try again in a minute.",
            )
        case RetryLaterError(system=system, reason=reason):
            return (
                (
                    f"{system} is nu niet te bereiken ({reason}). Controleer de verbinding en probeer het "
                    "straks opnieuw; er gaat niets verloren."
                ),
                (
                    f"{system} cannot be reached now ({reason}). Check the internet connection and try again "
                    "later; nothing gets lost."
                ),
            )
    if error.code in TRANSLATED:
        return TRANSLATED[error.code]
    return getattr(error, "nl", "") or str(error), getattr(error, "en", "")


def is_busy(error: SnelkoppelingError) -> bool:
    """Tell whether it is only that a worker of ours writes to the books just now."""
    return isinstance(error, RetryLaterError) and error.system == OURSELVES


def port_busy(host: str, port: int) -> CommandError:
    """Another program listens where the web should."""
    return CommandError(
        "port-busy",
        nl=f"Op {host}:{port} luistert al een ander programma. Kies een andere poort, bijvoorbeeld: "
        f"./start --port {port + 1}",
        en=f"Another program listens on {host}:{port} already. Choose another port, such as: "
        f"./start --port {port + 1}",
    )


def port_forbidden(host: str, port: int) -> CommandError:
    """Only root may listen there."""
    return CommandError(
        "port-forbidden",
        nl=f"Deze gebruiker mag niet op {host}:{port} luisteren. Kies een poort boven 1024.",
        en=f"This user may not listen on {host}:{port}. Choose a port above 1024.",
    )


def no_such_host(host: str) -> CommandError:
    """This machine has no such address."""
    return CommandError(
        "host-unknown",
        nl=f"Deze machine heeft geen adres {host}. Gebruik 127.0.0.1 voor alleen deze machine, of 0.0.0.0 "
        "voor elk van haar adressen.",
        en=f"This machine has no address {host}. Use 127.0.0.1 for this machine only, or 0.0.0.0 for all of "
        "its addresses.",
    )


def not_ready(log: str, last_words: str) -> CommandError:
    """The web did not come up."""
    said = f" ({last_words})" if last_words else ""
    return CommandError(
        "web-not-ready",
        nl=f"De webserver kwam niet op gang{said}. Het logboek zegt waarom: {log}",
        en=f"The web server did not come up. Its log says why: {log}",
    )


def database_away(reason: str) -> CommandError:
    """The operator's own database does not answer."""
    return CommandError(
        "database-away",
        nl=f"De database van SNELKOPPELING_DATABASE_URL is niet te bereiken: {reason}. Controleer het adres, "
        "het wachtwoord, en of PostgreSQL draait.",
        en=f"The database of SNELKOPPELING_DATABASE_URL cannot be reached: {reason}. Check the address, the "
        "password, and whether PostgreSQL runs.",
    )


def database_lost(reason: str) -> CommandError:
    """The database that comes along ended again while it was starting."""
    return CommandError(
        "database-lost",
        nl=f"De database viel weer uit terwijl zij startte: {reason}. Probeer het opnieuw; anders: "
        "./start doctor.",
        en=f"The database ended again while it was starting: {reason}. Try again; if it stays like this, see "
        "./start doctor.",
    )


def not_a_demonstration(folder: str) -> CommandError:
    """The data folder holds real data."""
    return CommandError(
        "not-a-demonstration",
        nl=f"In {folder} staan gegevens die niet van een demonstratie zijn. Er is niets veranderd. Geef geen "
        "--data, of een andere map.",
        en=f"{folder} holds data that is not of a demonstration. Nothing was changed. Leave out --data, or "
        "choose another folder.",
    )


def tables_not_made(reason: str) -> CommandError:
    """The tables could not be brought up to date."""
    return CommandError(
        "tables-not-made",
        nl=f"De tabellen konden niet worden bijgewerkt: {reason}. De databasegebruiker moet tabellen mogen "
        "maken. Er is niets veranderd.",
        en=f"The tables could not be brought up to date: {reason}. The user of the database must be allowed "
        "to make tables. Nothing was changed.",
    )


def file_trouble(path: str, reason: str) -> CommandError:
    """A file or folder could not be read or written."""
    return CommandError(
        "file-trouble",
        nl=f"Met {path} lukte het niet: {reason}. Kijk of de schijf vol is en wie de map mag gebruiken.",
        en=f"{path} did not work: {reason}. See whether the disk is full, and who may use the folder.",
    )


def nothing_here(folder: str) -> CommandError:
    """Nobody has started anything with this data folder yet."""
    return CommandError(
        "nothing-here",
        nl=f"In {folder} is nog niets. Begin met ./start; of kijk eerst rond met ./start demo.",
        en=f"There is nothing in {folder} yet. Begin with ./start; or look around first with ./start demo.",
    )


def no_database() -> CommandError:
    """A part that runs alone was not told which database it shares with the others."""
    return CommandError(
        "no-database",
        nl="Er draait hier geen database. Zet SNELKOPPELING_DATABASE_URL, of start alles samen met ./start.",
        en="No database runs here. Set SNELKOPPELING_DATABASE_URL, or start everything with ./start.",
    )


def nothing_coupled() -> CommandError:
    """There is no administration yet."""
    return CommandError(
        "nothing-coupled",
        nl="Er is nog geen administratie gekoppeld. Koppel er een: ./start connect",
        en="No administration is coupled yet. Couple one: ./start connect",
    )


def administration_unknown(name: str, known: Sequence[str]) -> CommandError:
    """There is no administration of this name, or it must be said which one is meant."""
    listed = ", ".join(known)
    nl = f"Er is geen administratie “{name}”." if name else "Er zijn meer administraties; noem er een."
    en = f"There is no administration “{name}”." if name else "There are several administrations; name one."
    return CommandError(
        "administration-unknown", nl=f"{nl} Er zijn: {listed}.", en=f"{en} There are: {listed}."
    )


def plan_not_seen(name: str) -> CommandError:
    """The first plan of an administration must be looked at before it is approved."""
    return CommandError(
        "plan-not-seen",
        nl=f"{name} wacht op haar eerste plan. Bekijk het (./start plan) en keur het goed met het kenmerk "
        "dat daar staat.",
        en=f"{name} awaits its first plan. Look at it (./start plan) and approve it by the mark shown there.",
    )


def nothing_to_choose(title: str) -> CommandError:
    """The record asks for no choice."""
    return CommandError(
        "nothing-to-choose",
        nl=f"Over {title} hoeft niets te worden gekozen. De stand: ./start show",
        en=f"There is nothing to choose about {title}. See ./start show",
    )


def choice_not_offered(choice: str, offered: Sequence[str]) -> CommandError:
    """This way out does not fit the doubt."""
    listed = ", ".join(offered)
    return WrongUsageError(
        "choice-not-offered",
        nl=f"Keuze “{choice}” past hier niet. Kies uit: {listed}.",
        en=f"Choice “{choice}” does not fit here. Choose from: {listed}.",
    )


def choice_missing() -> CommandError:
    """All records of a cause are to be settled, and it was not said how."""
    return WrongUsageError(
        "choice-missing",
        nl="Geef bij --oorzaak ook --kies. Wat er te kiezen is: ./start tasks",
        en="Give --kies beside --oorzaak. What there is to choose: ./start tasks",
    )


def cause_unknown(cause: str, known: Sequence[str]) -> CommandError:
    """Nothing is set aside for this cause."""
    close = difflib.get_close_matches(cause, known, n=1)
    nl = f" Bedoelt u {close[0]}?" if close else " Wat er ligt: ./start tasks"
    en = f" Do you mean {close[0]}?" if close else " What there is: ./start tasks"
    return CommandError(
        "cause-unknown",
        nl=f"Er ligt niets met oorzaak “{cause}”.{nl}",
        en=f"Nothing lies there with cause “{cause}”.{en}",
    )


def several_ask(text: str, known: Sequence[str]) -> CommandError:
    """More than one record of this name asks for a choice."""
    listed = ", ".join(known)
    return WrongUsageError(
        "several-ask",
        nl=f"Met “{text}” vragen er {len(known)} om een keuze. Noem er een bij zijn id: {listed}.",
        en=f"{len(known)} with “{text}” ask for a choice. Name one by its id: {listed}.",
    )


def doubt_changed(title: str) -> CommandError:
    """What was shown is no longer what there is to choose."""
    return CommandError(
        "doubt-changed",
        nl=f"Intussen is {title} veranderd; er is niets gekozen. Bekijk het opnieuw: ./start show",
        en=f"{title} has changed meanwhile; nothing was chosen. Look at it again: ./start show",
    )


def candidate_unclear(label: str, known: Sequence[str]) -> CommandError:
    """It is not clear which record in SnelStart is meant."""
    listed = ", ".join(known) or "–"
    return WrongUsageError(
        "candidate-unclear",
        nl=f"Welke bedoelt u{f' met “{label}”' if label else ''}? Geef --koppel met een van: {listed}.",
        en=f"Which one do you mean{f' by “{label}”' if label else ''}? Give --koppel with one of: {listed}.",
    )


def rules_missing() -> CommandError:
    """It was not said which ledger rules."""
    return WrongUsageError(
        "rules-missing",
        nl="Noem een CSV-bestand of een pakket: diensten, goederen of rgs.",
        en="Name a CSV file or a pack: diensten (services), goederen (goods) or rgs.",
    )


def no_rgs_codes() -> CommandError:
    """The accounts of this administration bear no RGS codes."""
    return CommandError(
        "no-rgs-codes",
        nl="De rekeningen in SnelStart hebben geen RGS-code. Kies diensten of goederen, of een CSV-bestand.",
        en="The accounts in SnelStart bear no RGS code. Choose diensten (services), goederen (goods), or a "
        "CSV file.",
    )


def no_rules_file(name: str) -> CommandError:
    """There is no file of this name."""
    return CommandError(
        "no-rules-file",
        nl=f"Er is geen bestand {name}, en geen pakket met die naam: diensten, goederen of rgs.",
        en=f"There is no file {name}, nor a pack of that name: diensten (services), goederen (goods) or rgs.",
    )


def no_table(name: str) -> CommandError:
    """A file holds a workbook, not a table of text."""
    return CommandError(
        "rules-no-table",
        nl=f"{name} is een werkmap van een spreadsheet. Bewaar haar daar als CSV, en noem dat bestand.",
        en=f"{name} is the workbook of a spreadsheet. Save it there as CSV, and name that file.",
    )


def rules_unreadable(line: int, column: str, *, value: str, remedy_nl: str, remedy_en: str) -> CommandError:
    """A file with ledger rules has a cell that cannot be used."""
    shown = shortened(value)
    return CommandError(
        "rules-unreadable",
        nl=f"Regel {line}, kolom {column}: “{shown}” kan niet. {remedy_nl} Er is niets veranderd.",
        en=f"Line {line}, column {column}: “{shown}” cannot be used. {remedy_en} Nothing was changed.",
    )


def setting_unknown(name: str, known: Sequence[str]) -> CommandError:
    """There is no such setting of an administration."""
    return WrongUsageError(
        "administration-setting-unknown",
        nl=f"Er is geen instelling “{name}”. Er zijn: {', '.join(known)}.",
        en=f"There is no setting “{name}”. There are: {', '.join(known)}.",
    )


def setting_unusable(name: str, value: str, *, allowed: str) -> CommandError:
    """A setting of an administration cannot have this value."""
    return WrongUsageError(
        "administration-setting-unusable",
        nl=f"{name} kan niet “{value}” zijn. Mogelijk is: {allowed}. Er is niets veranderd.",
        en=f"{name} cannot be “{value}”. Possible is: {allowed}. Nothing was changed.",
    )


def record_not_found(text: str) -> CommandError:
    """Nothing that arrived is called so."""
    return CommandError(
        "record-not-found",
        nl=f"Er is niets met “{text}”. Zoek op factuurnummer, naam, of het id uit het CRM.",
        en=f"There is nothing with “{text}”. Look for an invoice number, a name, or the id in the CRM.",
    )
