"""Texts put together at random from a bank of annotated sentences, to start an encoder on.

``datasets/phrases.jsonl`` has sentences of our own with gaps for the two parties, their
offices, others, and days. They tell no incident, so what is composed belongs to no story.
"""

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..mentions import places
from .cues import Value
from .units import Side

_FIRST = """
    Anna Marta Elena Karim Joao Pierre Hugo Mikael Sofia Leila Omar Ivan Petra Lucas Nadia Tomas Ingrid Rafael Yuki
    Wei Amara Kofi Dmitri Olga Pavel Hannah Peter David Maria Samuel Grace Priya Arjun Fatima Hassan Zoltan Irena
    Bogdan Milos Astrid Lars Jonas Emma Chloe Diego Carla Bruno Giulia Marco Tariq Aisha Daniel Ruth Simon Clara
""".split()
_LAST = """
    Lindqvist Moreau Okafor Petrov Kowalski Haddad Tanaka Silva Mendes Novak Horvat Bauer Keller Rossi Bianchi Larsen
    Nilsen Virtanen Dubois Laurent Garcia Ortega Ramos Castillo Singh Patel Khan Rahman Nguyen Park Kim Zhang Chen
    Ivanova Sokolov Melnyk Popescu Ionescu Demir Yilmaz Cohen Levi Abebe Mensah Diallo Traore Hughes Campbell Fraser
""".split()
_PLACES = [
    place.split("/")
    for place in (
        "France/Paris/French Germany/Berlin/German Italy/Rome/Italian Spain/Madrid/Spanish Poland/Warsaw/Polish "
        "Turkey/Ankara/Turkish Russia/Moscow/Russian Ukraine/Kyiv/Ukrainian Brazil/Brasilia/Brazilian "
        "Canada/Ottawa/Canadian Japan/Tokyo/Japanese India/Delhi/Indian Kenya/Nairobi/Kenyan Nigeria/Abuja/Nigerian "
        "Egypt/Cairo/Egyptian Israel/Jerusalem/Israeli Georgia/Tbilisi/Georgian Armenia/Yerevan/Armenian "
        "Serbia/Belgrade/Serbian Hungary/Budapest/Hungarian Greece/Athens/Greek Portugal/Lisbon/Portuguese "
        "Norway/Oslo/Norwegian Sweden/Stockholm/Swedish Chile/Santiago/Chilean Peru/Lima/Peruvian Iran/Tehran/Iranian"
    ).split()
]
_SEATS = {"France": "the Élysée", "Russia": "the Kremlin", "Italy": "Palazzo Chigi", "Spain": "Moncloa"}
_ROLES = {
    "head_of_state_or_government": (6, "president/prime minister/head of state/premier/chancellor/leader/PM"),
    "minister_or_senior_official": (3, "foreign minister/defence minister/ambassador/interior minister/vice president"),
    "legislator": (1.5, "senator/member of parliament/party leader/candidate/MP"),
    "royalty": (1, "king/prince/crown prince/emir"),
    "religious_leader": (1, "archbishop/patriarch/cardinal/bishop"),
    "celebrity": (3, "singer/actor/film director/pop star/novelist/comedian"),
    "athlete": (1.5, "striker/footballer/tennis champion/head coach/federation president"),
    "business_leader": (1.5, "billionaire/chief executive/banker/entrepreneur"),
    "activist": (1, "opposition leader/campaigner/activist"),
    "scientist_or_laureate": (0.7, "physicist/laureate/chemist"),
    "journalist": (1, "radio host/presenter/journalist/editor"),
    "private_citizen": (1, "student/pensioner/teacher/nurse"),
}
_PUBLIC = frozenset(("head_of_state_or_government", "minister_or_senior_official", "royalty"))
_OUTSIDE = "the foreign ministry in Vienna/the United Nations/the Swiss government/NATO".split("/")
_OUTLETS = "the Morning Post/Channel Six/Radio Nova/the Daily Courier/the state agency/the evening news".split("/")
_TOPICS = (
    "grain exports and the border/the charity concert/gas prices/the coming summit/trade and visas/the ceasefire/"
    "flood relief/the next match/a film project/vaccines/the budget/the peace plan/the election result"
).split("/")
_TITLES = (
    "the defence minister/the NATION president/the interior minister/the NATION prime minister/the king/the mayor/"
    "the former president/the party leader/the NATION ambassador/the national coach/the archbishop/the striker/"
    "the governor/the singer's brother/a NATION diplomat/the deputy chairman"
).split("/")
_WHO = {"C": Side.CALLER, "R": Side.RECIPIENT, "CS": Side.CALLER_SIDE, "RS": Side.RECIPIENT_SIDE}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_GAP = re.compile(
    r"\{([CR])(_last|_role|_office|_place)?\}|\{(P[123](?:_role)?|X_office|OUTLET|TOPIC)\}|\{DAY([1-4])(?:\+(\d+))?\}"
)


@dataclass
class Composed:
    """A text with the code points of what is annotated in it."""

    text: str = ""
    stated: dict[str, tuple[Value, int, int]] = field(default_factory=dict)
    mentions: dict[Side, list[tuple[int, int]]] = field(default_factory=lambda: {side: [] for side in Side})
    parties: tuple[str, str] = ("", "")


def load_phrases(path: Path) -> list[dict[str, Any]]:
    """Load the bank: ``kind``, ``text`` and ``evidence`` (field to value and quote) of each sentence."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def compose(phrases: Sequence[Mapping[str, Any]], chance: random.Random) -> Composed:
    """Put sentences together whose fields don't collide, and fill their gaps."""
    chosen, fields = [], set()
    leads = [phrase for phrase in phrases if phrase["kind"] == "lead"]
    if chance.random() < 0.9:
        chosen.append(chance.choice(leads))
        fields.update(chosen[0]["evidence"])
    wanted = len(chosen) + chance.choice((0, 1, 1, 2, 2, 3, 3, 4, 5, 6))
    for _ in range(3 * wanted):
        phrase = chance.choice(phrases)
        if len(chosen) <= wanted and phrase["kind"] != "lead" and not fields & set(phrase["evidence"]):
            chosen.append(phrase)
            fields.update(phrase["evidence"])
    if chance.random() < 0.15:
        chance.shuffle(chosen)
    filler = _Filler(chance)
    composed = Composed(parties=(filler.parties["C"].name, filler.parties["R"].name))
    for phrase in chosen:
        _append(composed, phrase, filler, chance.choice((" ", " ", " ", " ", "\n", "\n\n")))
    return composed if chance.random() > 0.12 else _recased(composed, chance)


def _append(composed: Composed, phrase: Mapping[str, Any], filler: "_Filler", gap: str) -> None:
    """Fill a sentence's gaps, append it, and move its annotations to where they stand now."""
    if composed.text:
        composed.text += gap if composed.text[-1] in '.!?"”' or "\n" in gap else "." + gap
    template, base, done = phrase["text"], len(composed.text), 0
    moved = [0] * (len(template) + 1)  # where each character of the template stands
    for match in _GAP.finditer(template):
        for at in range(done, match.start()):
            moved[at] = len(composed.text) + at - done
        composed.text += template[done : match.start()]
        start = len(composed.text)
        words, side, role = filler.words(match)
        opens = start == base or re.search(r'[.!?:]["”]?\s$', composed.text[base:]) is not None
        composed.text += words[0].upper() + words[1:] if opens else words
        if side is not None:
            composed.mentions[side].append((start, len(composed.text)))
        if role is not None:
            composed.stated.setdefault(role[0], (role[1], start, len(composed.text)))
        moved[match.start()] = start
        done = match.end()
    for at in range(done, len(template) + 1):
        moved[at] = len(composed.text) + at - done
    composed.text += template[done:]
    for who, side in _WHO.items():
        for first, last in places(template, phrase.get("mentions", {}).get(who, ())):
            composed.mentions[side].append((moved[first], moved[last]))
    for name, (value, quote) in phrase["evidence"].items():
        first = template.find(quote)
        composed.stated[name] = (value, moved[first], moved[first + len(quote)])


def _recased(composed: Composed, chance: random.Random) -> Composed:
    text = composed.text.upper() if chance.random() < 0.5 else composed.text.lower()
    return replace(composed, text=text) if len(text) == len(composed.text) else composed


class _Filler:
    """Two parties and three bystanders, invented, and what else fills gaps."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        last = chance.sample(_LAST, 5)
        countries = chance.sample(_PLACES, 3)
        self.parties = {key: _Party(chance, last[k], countries[k]) for k, key in enumerate("CR")}
        self.bystanders = {f"P{k}": f"{chance.choice(_FIRST)} {last[1 + k]}" for k in (1, 2, 3)}
        titles = chance.sample(_TITLES, 3)
        self.bystanders |= {f"P{k}_role": titles[k - 1].replace("NATION", countries[2][2]) for k in (1, 2, 3)}
        self.monday = chance.randrange(7)

    def words(self, match: re.Match[str]) -> tuple[str, Side | None, tuple[str, str] | None]:
        """Return what fills a gap, for whom it stands, and which role it tells."""
        party, part, other, day, later = match.groups()
        if party:
            side = Side.CALLER if party == "C" else Side.RECIPIENT
            words = self.parties[party].words(part or "")
            role = ("caller_role" if party == "C" else "recipient_role", self.parties[party].role)
            if part in ("_office", "_place"):
                return words, Side.CALLER_SIDE if party == "C" else Side.RECIPIENT_SIDE, None
            return words, side, role if part == "_role" else None
        if day:
            return _DAYS[(self.monday + int(day) - 1 + int(later or 0)) % 7], None, None
        if other in self.bystanders:
            return self.bystanders[other], None, None
        return self.chance.choice({"X_office": _OUTSIDE, "OUTLET": _OUTLETS, "TOPIC": _TOPICS}[other]), None, None


class _Party:
    def __init__(self, chance: random.Random, last: str, place: list[str]) -> None:
        self.chance = chance
        self.last = last
        self.name = f"{chance.choice(_FIRST)} {last}"
        self.place = place
        self.role = chance.choices(list(_ROLES), [weight for weight, _ in _ROLES.values()])[0]
        self.noun = chance.choice(_ROLES[self.role][1].split("/"))
        self.office = chance.choice(self._offices())
        self.introduced = False

    def words(self, part: str) -> str:
        """Return the party's name, surname, role, office or place."""
        if part == "_last" or (not part and self.introduced and self.chance.random() < 0.7):
            return self.last
        self.introduced = self.introduced or not part
        if part == "_role":
            return self.chance.choice(
                (f"the {self.place[2]} {self.noun}", f"the {self.noun}", f"{self.place[0]}'s {self.noun}")
            )
        if part == "_office":
            return self.office if self.chance.random() < 0.7 else self.chance.choice(self._offices())
        return self.chance.choice(self.place[:2]) if part == "_place" else self.name

    def _offices(self) -> list[str]:
        if self.role in _PUBLIC:
            known = [f"the {self.noun}'s office", self.place[1], f"the {self.place[2]} government", "his spokesman"]
            return [*known, _SEATS.get(self.place[0], "the palace"), "the ministry"]
        return [f"the {self.noun}'s office", "his publicist", "her agent", f"{self.last}'s lawyer", "her family"]
