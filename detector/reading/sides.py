"""For whom each name, office, place and spokesperson of a text speaks.

`mark_sides` replaces them by markers once the claimed caller and the recipient are chosen.
Names, countries and genders are used to find roles and for nothing else: two texts that
differ only in those come out the same.
"""

from .clauses import Document
from .genders import neutral
from .people import Entity, Phrases, near_countries, offices, role_classes

CALLER, RECIPIENT, OTHER = "<caller>", "<recipient>", "<other>"
OFFICE_OF = {CALLER: "<caller-side>", RECIPIENT: "<recipient-side>"}
PLACE_OF = {CALLER: "<caller-place>", RECIPIENT: "<recipient-place>"}
OFFICE, PLACE = "<office>", "<place>"

_MY = frozenset({"his", "her", "their", "its", "our", "my", "whose"})
_BYSTANDERS = frozenset({"journalist", "private_citizen", "other"})
_PUBLIC = frozenset(
    {"head_of_state_or_government", "minister_or_senior_official", "royalty", "religious_leader", "legislator"}
)


def mark_sides(
    doc: Document, phrases: Phrases, entities: list[Entity], caller: Entity | None, recipient: Entity | None
) -> list[str | None]:
    """Give each word its marker, or None where it stands for itself.

    Only the first word of a phrase carries the marker; the others get ``""``.
    """
    marks: list[str | None] = [None] * len(doc.words)

    def put(first: int, last: int, mark: str) -> None:
        if marks[first] is None:
            marks[first:last] = [mark] + [""] * (last - first - 1)

    side_of = {id(caller): CALLER, id(recipient): RECIPIENT}
    homes = _homes(phrases, caller, recipient)
    held = {CALLER: role_classes(caller), RECIPIENT: role_classes(recipient)}
    nouns = [
        (entity, first, last, homes.get(next(iter(near_countries(doc, phrases, first, last)), ""), ""))
        for entity in entities
        if not entity.named and id(entity) not in side_of
        for first, last in entity.mentions
    ]
    for entity, _, _, home in nouns:
        if home and not held[home]:  # "the Russian president" tells what the Russian party is
            held[home] = role_classes(entity)
    for entity, first, last, home in nouns:
        if side := _side_of_noun(role_classes(entity), home, held):
            put(first, last, side)
    for entity in entities:
        for first, last in entity.mentions:
            side = side_of.get(id(entity))
            if side or (entity.named and not entity.speaker):
                put(first, last, side or OTHER)
    for first, (last, country) in phrases.seat.items():
        put(first, last, OFFICE_OF.get(homes.get(country, ""), OFFICE))
    for first, (last, country) in phrases.country.items():
        put(first, last, PLACE_OF.get(homes.get(country, ""), PLACE))
    for first, last in phrases.speaker.items():
        if marks[first] is None:
            private = tuple(map(neutral, doc.words[first:last])) in offices().private_speakers
            owner = (private and _private_party(held)) or _owner(doc, marks, first, last) or ""
            put(first, last, OFFICE_OF.get(owner, OFFICE))
    for entity in entities:
        for first, last in entity.mentions if entity.speaker else ():
            put(first, last, _speaker_side(marks, entity))
    return marks


def _side_of_noun(wanted: set[str], home: str, held: dict[str, set[str]]) -> str | None:
    """Say which party a role noun stands for: the one who holds such a role, else the one without any.

    ``home`` is the side whose country stands by the noun, if any.
    """
    if wanted & _BYSTANDERS:
        return None
    if home:
        return home if wanted & held[home] or not held[home] else None
    holders = [side for side, roles in held.items() if roles & wanted]
    if holders:
        return holders[0] if len(holders) == 1 else None
    vacant = [side for side, roles in held.items() if not roles]
    return vacant[0] if len(vacant) == 1 else None


def _homes(phrases: Phrases, caller: Entity | None, recipient: Entity | None) -> dict[str, str]:
    """Map countries to the side that they stand for."""
    calling = caller.countries if caller else set()
    receiving = recipient.countries if recipient else set()
    homes = dict.fromkeys(calling - receiving, CALLER) | dict.fromkeys(receiving - calling, RECIPIENT)
    seats = [country for _, country in phrases.seat.values() if country not in homes]
    # A seat of government whose country nobody is said to come from speaks for the only
    # party left without one, or for whoever holds an office.
    if seats and not calling and (receiving or not (recipient and recipient.roles)):
        homes[seats[0]] = CALLER
    elif seats and not receiving and calling:
        homes[seats[0]] = RECIPIENT
    elif seats and caller and not calling:
        homes[seats[0]] = CALLER
    return homes


def _owner(doc: Document, marks: list[str | None], first: int, last: int) -> str | None:
    """Find whose spokesperson the words name: X's ..., ... of X, his ..."""
    sides = {CALLER: CALLER, RECIPIENT: RECIPIENT}
    for side in (CALLER, RECIPIENT):
        sides[OFFICE_OF[side]] = sides[PLACE_OF[side]] = side
    for i in range(first - 1, max(-1, first - 6), -1):
        if marks[i] in sides:
            return sides[marks[i] or ""]
        if doc.words[i].lower() in _MY:
            break
        if doc.words[i] in ".;:!?\n":
            break
    else:
        i = -1
    if last < len(doc.words) and doc.words[last].lower() in ("of", "for", "at", "in", "to", "around"):
        for j in range(last + 1, min(last + 6, len(doc.words))):
            if marks[j] in sides:
                return sides[marks[j] or ""]
    if i >= 0 and doc.words[i].lower() in _MY:
        for j in range(i - 1, max(-1, i - 40), -1):
            if marks[j] in (CALLER, RECIPIENT):
                return marks[j]
    return None


def _private_party(held: dict[str, set[str]]) -> str | None:
    """Return the party without a public office, where the other has one: publicists speak for it."""
    public = [bool(held[side] & _PUBLIC) for side in (CALLER, RECIPIENT)]
    return {(True, False): RECIPIENT, (False, True): CALLER}.get((public[0], public[1]))


def _speaker_side(marks: list[str | None], entity: Entity) -> str:
    for first, last in entity.mentions:
        for mark in (*reversed(marks[max(0, first - 4) : first]), *marks[last : last + 6]):
            if mark in OFFICE_OF.values():
                return mark or OTHER
    return OTHER
