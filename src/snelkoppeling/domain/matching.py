"""Finds the relation in the books that is one of the CRM, though nothing links the two yet.

A number that only one company has makes it certain, as long as the names do not speak of two: branch offices
share a KvK number, and the companies of a fiscal unit a VAT number. What several may share makes it likely,
and then a person decides. Numbers that differ outweigh all that is alike.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from snelkoppeling.domain.identifiers import compact
from snelkoppeling.domain.identity import BooksId

LEGAL_FORMS = frozenset({"bv", "nv", "vof", "cv", "gmbh", "ltd", "bvba", "srl"})
"""What people leave out of a company's name or write in their own way."""
HOME_PREFIX = "NL"
TELLING_LETTERS = 4
"""So long is a word of a name that says more than `de` or `van`."""
MOST_SHARED = 20
"""What more relations than these share, such as `info@onbekend.example`, tells nobody apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells one relation from another."""

    name: str
    number: int | None = None
    kvk_number: str = ""
    vat_number: str = ""
    iban: str = ""
    emails: frozenset[str] = frozenset()
    name_key: str = ""
    postal_codes: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        name: str,
        *,
        number: int | None = None,
        kvk_number: str | None = None,
        vat_number: str | None = None,
        iban: str | None = None,
        email: str | None = None,
        postal_codes: Iterable[str | None] = (),
    ) -> "Traits":
        """Write what is known of a relation so that it can be compared."""
        return cls(
            name=name,
            number=number or None,
            kvk_number=compact(kvk_number or ""),
            vat_number=_vat_key(vat_number or ""),
            iban=compact(iban or ""),
            emails=frozenset(filter(None, map(str.strip, (email or "").casefold().split(";")))),
            name_key=name_key(name),
            postal_codes=frozenset(filter(None, (compact(code or "") for code in postal_codes))),
        )

    def lookup_keys(self) -> list[str]:
        """List what others may share with it, ready to look up."""
        named = [
            ("kvk", self.kvk_number),
            ("vat", self.vat_number),
            ("number", self.number),
            ("iban", self.iban),
        ]
        keys = [f"{kind}:{value}" for kind, value in named if value]
        keys += [f"email:{address}" for address in self.emails]
        if self.name_key:
            keys += [f"name:{self.name_key}|{code}" for code in self.postal_codes]
        return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRelation:
    """A relation in the books."""

    books_id: BooksId
    traits: Traits
    is_active: bool = True

    @property
    def label(self) -> str:
        """What people call it."""
        number, name = self.traits.number, self.traits.name
        return f"{number} {name}" if number is not None else name


class Verdict(StrEnum):
    """What the candidates come to."""

    UNKNOWN = "unknown"
    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"
    INACTIVE = "inactive"
    """The only ones are out of use."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A relation in the books that may be the one, and what speaks for and against it."""

    known: KnownRelation
    reason: str
    """In Dutch."""
    is_certain: bool
    is_contradicted: bool = False
    """They have one strong number in common, and another one not."""


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for one relation of the CRM; the likeliest candidate is first."""

    verdict: Verdict
    candidates: tuple[Resemblance, ...] = ()


Linked = Callable[[Sequence[BooksId]], Collection[BooksId]]


def nobody_is(_ids: Sequence[BooksId]) -> Collection[BooksId]:
    """Say that no relation in the books is linked yet."""
    return ()


class RelationIndex:
    """The relations of the books by all that they can be found by; not meant for several threads at once."""

    def __init__(self, relations: Iterable[KnownRelation] = ()) -> None:
        self._by_id: dict[BooksId, KnownRelation] = {}
        self._by_key: dict[str, list[BooksId]] = {}
        for relation in relations:
            self.add(relation)

    def __len__(self) -> int:
        return len(self._by_id)

    def add(self, relation: KnownRelation) -> None:
        """Add a relation, or what it has become; negative numbers are those of SnelStart itself."""
        if (relation.traits.number or 0) < 0:
            return
        if relation.books_id in self._by_id:
            self.remove(relation.books_id)
        self._by_id[relation.books_id] = relation
        for key in relation.traits.lookup_keys():
            self._by_key.setdefault(key, []).append(relation.books_id)

    def remove(self, books_id: BooksId) -> None:
        """Forget a relation; one that is not there is no matter."""
        gone = self._by_id.pop(books_id, None)
        if gone is not None:
            for key in gone.traits.lookup_keys():
                self._by_key[key].remove(books_id)

    def match(self, wanted: Traits, linked: Linked = nobody_is) -> Match:
        """Find the relation that is the wanted one, or those that may be it.

        `linked` tells which relations belong to other records of the CRM already: that one of those is
        alike says nothing, unless a number of its own says that the CRM holds it twice.
        """
        keys = [self._by_key.get(key, ()) for key in wanted.lookup_keys()]
        ids = dict.fromkeys(one for held in keys if len(held) <= MOST_SHARED for one in held)
        found = [alike for one in ids if (alike := resemblance(wanted, self._by_id[one])) is not None]
        weak = [one.known.books_id for one in found if not one.is_certain and not one.is_contradicted]
        taken = linked(weak) if weak else ()
        return judged([one for one in found if one.is_certain or one.known.books_id not in taken])


def resemblance(wanted: Traits, known: KnownRelation) -> Resemblance | None:
    """Say what two relations have in common; None when they are different ones or have nothing in common."""
    held = known.traits
    same = [
        words
        for words, ours, theirs in (
            ("zelfde KvK-nummer", wanted.kvk_number, held.kvk_number),
            ("zelfde btw-nummer", wanted.vat_number, held.vat_number),
        )
        if ours and ours == theirs
    ]
    other = [
        f"maar een ander {words} ({theirs})"
        for words, ours, theirs in (
            ("KvK-nummer", wanted.kvk_number, held.kvk_number),
            ("btw-nummer", wanted.vat_number, held.vat_number),
        )
        if ours and theirs and ours != theirs
    ]
    if other and not same:
        return None
    weak, is_sure = _weaker(wanted, held)
    if not same and not weak:
        return None
    is_own = _is_one_company(wanted, held, is_near=bool(weak))
    doubt = ["andere naam"] if same and not is_own and not other else []
    return Resemblance(
        known,
        ", ".join([*same, *weak, *doubt, *other]),
        is_certain=bool((same and is_own) or is_sure) and not other,
        is_contradicted=bool(other),
    )


def _is_one_company(wanted: Traits, held: Traits, *, is_near: bool) -> bool:
    """Tell whether the name and address of two relations with a number in common can be those of one company.

    `is_near` says that they have more in common than that number.
    """
    if wanted.name_key == held.name_key:
        return True
    if not wanted.kvk_number or wanted.kvk_number != held.kvk_number:
        # A VAT number alone: the companies of a fiscal unit often share their address and half of their name.
        return False
    has_address_in_common = bool(wanted.postal_codes & held.postal_codes)
    if wanted.postal_codes and held.postal_codes and not has_address_in_common:
        # A branch office: the head office pays, and answers its mail.
        return False
    ours, theirs = set(wanted.name_key.split()), set(held.name_key.split())
    has_name_in_common = any(len(word) >= TELLING_LETTERS for word in ours & theirs)
    return is_near or has_address_in_common or has_name_in_common or ours <= theirs or theirs <= ours


def _weaker(wanted: Traits, held: Traits) -> tuple[list[str], bool]:
    """List what two relations share that others may share too, and tell whether together it is enough."""
    reasons, is_sure = [], False
    is_named_alike = bool(wanted.name_key) and wanted.name_key == held.name_key
    if wanted.number is not None and wanted.number == held.number:
        is_sure = is_named_alike
        reasons.append("zelfde relatiecode en naam" if is_sure else "zelfde relatiecode, andere naam")
    if wanted.iban and wanted.iban == held.iban:
        reasons.append("zelfde IBAN")
    if wanted.emails & held.emails:
        reasons.append("zelfde e-mailadres")
    if is_named_alike and wanted.postal_codes & held.postal_codes:
        reasons.append("zelfde naam en postcode")
    return reasons, is_sure


def judged(found: Sequence[Resemblance]) -> Match:
    """Say what candidates come to: one that is certain and in use goes before all that are merely likely."""
    if not found:
        return Match(Verdict.UNKNOWN)
    in_use = [one for one in found if one.known.is_active]
    certain = [one for one in found if one.is_certain]
    certain_in_use = [one for one in certain if one.known.is_active]
    contradicted = [one for one in in_use if one.is_contradicted]
    if len(certain_in_use) == 1 and not contradicted:
        return Match(Verdict.CERTAIN, tuple(certain_in_use))
    ordered = tuple(sorted(in_use, key=lambda one: not one.is_certain))
    if certain_in_use or contradicted:
        return Match(Verdict.AMBIGUOUS, ordered)
    if certain or not in_use:
        # Out of use, and still the one: making another would give the books two.
        return Match(Verdict.INACTIVE, tuple(certain or found))
    return Match(Verdict.AMBIGUOUS if len(in_use) > 1 else Verdict.LIKELY, ordered)


def name_key(name: str) -> str:
    """Write a name without what people write differently: case, accents, signs, order and legal form."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("&", " en "))
    joined = "".join(char for char in plain if char not in ".'’`" and not unicodedata.combining(char))
    words = "".join(char if char.isalnum() else " " for char in joined).split()
    telling = [word for word in words if word not in LEGAL_FORMS] or words
    return " ".join(sorted(telling))


def _vat_key(number: str) -> str:
    """Write a VAT number; a Dutch one may have lost its country (SnelStart API, section 6.1)."""
    plain = compact(number)
    return HOME_PREFIX + plain if plain[:1].isdigit() else plain
