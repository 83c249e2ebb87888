"""What the linear models see of a text: words with people replaced, and word classes.

Features are strings. A clause has the n-grams of its words, those of its skeleton (the
markers and word classes alone, from ``lexicon.json``), its sentence and its surroundings;
a document the union of its clauses'. Changing anything here calls for a retrain.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from .clauses import Document, stem
from .dates import day_count
from .genders import neutral
from .people import Phrases
from .sides import CALLER, OFFICE, OFFICE_OF, OTHER, RECIPIENT
from .times import time_marks

# Words for a gender are one word, so that swapping it changes nothing.
_NEUTRAL = (
    dict.fromkeys(("he", "she"), "<he>")
    | dict.fromkeys(("him", "her", "his", "hers"), "<his>")
    | dict.fromkeys(("himself", "herself"), "<himself>")
    | dict.fromkeys(("mr", "mrs", "ms", "sir", "lady", "lord", "dame"), "<title>")
    | dict.fromkeys(("man", "woman", "gentleman", "lady", "boy", "girl"), "<somebody>")
    | dict.fromkeys(("men", "women", "gentlemen", "ladies"), "<people>")
)


_SPEECH = frozenset(("_SAY", "_CONFIRM", "_DENY", "_SILENCE", "_DECLINE", "_WISH", "_SOCIAL"))
_PAIRED = _SPEECH | {
    "_PUBLIC",
    "_NEG",
    "_CALL",
    "_CHECK",
    "_THIRD",
    "_AGREE",
    "_RELEASE",
    "_MET",
    "_ANON",
    CALLER,
    RECIPIENT,
}
_CONTACT = frozenset(
    stem(word)
    for word in ("talk", "speak", "spoke", "spoken", "meet", "met", "see", "discuss", "sit", "call", "called", "phone")
) | frozenset(
    stem(word)
    for word in (
        "conversation",
        "contact",
        "word",
        "hear",
        "heard",
        "ring",
        "rang",
        "rung",
        "telephoned",
        "talks",
        "visit",
    )
)
# Who does what is worth more than any other feature.
_STRESS = 2.0
_PREPOSITIONS = frozenset(("of", "to", "with", "by", "for", "from", "about", "at", "in", "on", "after", "against"))
_ADJACENT = frozenset(("the", "a", "an", "former", "then", "old", "new", "'s"))
_SPEAKERS = frozenset((CALLER, RECIPIENT, OTHER, OFFICE, *OFFICE_OF.values()))


@cache
def lexicon() -> dict[str, tuple[str, ...]]:
    """Map stems to their word classes (``lexicon.json``, read once)."""
    raw = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))
    classes: dict[str, list[str]] = {}
    for name, words in raw.items():
        for root in sorted({stem(word) for word in words}):
            classes.setdefault(root, []).append(name)
    return {root: tuple(names) for root, names in classes.items()}


def replaced_words(doc: Document, phrases: Phrases, marks: Sequence[str | None]) -> list[str]:
    """Return one feature word for each word: its marker, a neutral word, or its stem."""
    words = []
    inside = 0  # up to here the words belong to a role noun or a day
    times = time_marks(doc.words)
    for i, (word, mark) in enumerate(zip(doc.words, marks, strict=True)):
        if i in phrases.role:
            inside = phrases.role[i][0]
        if i in times and mark is None:
            inside, day = times[i]
            words.append(f"day:{day}")
        elif mark is not None:
            words.append(mark + (":" + phrases.role[i][1] if mark and i in phrases.role else ""))
        elif word[0].isdigit():
            words.append("#")
        elif i in phrases.role:
            words.append("role:" + phrases.role[i][1])
        elif i < inside or (i + 1 in phrases.seat and word.lower() == "the"):
            words.append("")  # "the Kremlin" and "Downing Street" are alike
        else:
            words.append(_NEUTRAL.get(word.lower()) or stem(neutral(word)))
    return words


def clause_features(doc: Document, words: Sequence[str]) -> list[list[str]]:
    """Return the features of each clause."""
    grams, skeletons = [], []
    for clause in doc.clauses:
        run = [w for w in words[clause.first : clause.last] if w and w[0] not in ',;:"“”()']
        grams.append(run)
        skeletons.append(_skeleton(run))
    sentence_words: dict[int, set[str]] = {}
    for clause, run, skeleton in zip(doc.clauses, grams, skeletons, strict=True):
        sentence_words.setdefault(clause.sentence, set()).update(run, skeleton)
    pairs = {
        number: [f"q {a} {b}" for a, b in combinations(sorted(_PAIRED & found), 2)]
        for number, found in sentence_words.items()
    }
    speaking = _speaking(doc, grams)
    rows = []
    last_sentence = len(doc.sentences) - 1
    for i, (clause, run, skeleton) in enumerate(zip(doc.clauses, grams, skeletons, strict=True)):
        row = set(_ngrams(run, 3, "w")) | set(_ngrams(skeleton, 3, "k"))
        row.update("s " + w for w in sentence_words[clause.sentence])
        row.update(pairs[clause.sentence])
        row.update(_gapped(skeleton))
        if i:
            row.update("p " + w for w in skeletons[i - 1])
        if i + 1 < len(skeletons):
            row.update("n " + w for w in skeletons[i + 1])
        row.update(f"d {speaking[i]} {name}" for name in skeleton if name in _SPEECH)
        row.update(_acts(run, speaking[i], sentence_words[clause.sentence]))
        days = day_count(doc.words[clause.first : clause.last])
        if days:
            row.add(f"days {min(days[0], 2)} {days[1]}")
        row.add("first" if clause.sentence == 0 else "last" if clause.sentence == last_sentence else "middle")
        row.add(f"clause {min(i, 3)}")
        rows.append(sorted(row))
    return rows


def document_features(clauses: Sequence[Sequence[str]]) -> list[str]:
    """Return the features of a document: its clauses' own, and its length."""
    row = {name for clause in clauses for name in clause if name[0] in "wkd" and name.count(" ") < 3}
    row.add(f"length {min(len(clauses) // 5, 5)}")
    return sorted(row)


def _speaking(doc: Document, runs: Sequence[Sequence[str]]) -> list[str]:
    """Return who holds the floor in each clause: its first subject, else the one before's.

    A sentence without one, "He had said ...", goes on about the first of the sentence before.
    """
    result: list[str] = []
    floor = subject = "<nobody>"
    sentence = -1
    for clause, run in zip(doc.clauses, runs, strict=True):
        found = _subject(run)
        if clause.sentence != sentence:
            sentence = clause.sentence
            floor = subject = found or subject
        elif subject == "<nobody>":
            subject = found or subject
        floor = found or floor
        result.append(floor)
    return result


def _subject(run: Sequence[str]) -> str | None:
    """Return the first person or office that no preposition governs and that owns nothing."""
    governed = False
    for i, word in enumerate(run):
        if word[0] == "<" and (mark := word.split(":")[0]) in _SPEAKERS:
            if not governed and run[i + 1 : i + 2] != ["'s"]:
                return mark
            governed = False
        elif word in _PREPOSITIONS:
            governed = True
        elif word not in _ADJACENT and not word.startswith(("<", "role:")):
            governed = False
    return None


def _skeleton(run: Sequence[str]) -> list[str]:
    classes, out = lexicon(), []
    for word in run:
        if word[0] == "<" or word.startswith("role:"):
            out.append(word.split(":")[0] if word[0] == "<" else word)
        else:
            out.extend("_" + name for name in classes.get(word, ()))
    return out


def _acts(run: Sequence[str], speaker: str, sentence: Collection[str]) -> Iterator[str]:
    """Yield what the clause does about a contact: wishes for it, denies it; and who does."""
    classes = [lexicon().get(word, ()) for word in run]
    for i, here in enumerate(classes):
        for act in ("WISH", "NEG"):
            if act in here and any(word in _CONTACT for word in run[i + 1 : i + 7]):
                yield f"x {act}"
                yield f"x {act} {speaker}"
                if "_PUBLIC" in sentence:
                    yield f"x {act} public"
                    yield f"x {act} public {speaker}"
        if "DENY" in here:
            yield f"x DENY {speaker}"


def _gapped(skeleton: Sequence[str]) -> Iterator[str]:
    """Yield pairs in order with up to three others between: a wish, then a talk."""
    for i, name in enumerate(skeleton):
        if name in _PAIRED:
            for after in skeleton[i + 2 : i + 5]:
                if after in _PAIRED:
                    yield f"g {name} {after}"


def _ngrams(run: Sequence[str], most: int, prefix: str) -> Iterator[str]:
    for size in range(1, most + 1):
        for i in range(len(run) - size + 1):
            yield f"{prefix} " + " ".join(run[i : i + size])


class Vocabulary:
    """Numbers for the feature strings seen in at least ``least`` rows, with idf weights."""

    def __init__(self, least: int) -> None:
        self.least = least

    def fit(self, rows: Sequence[Sequence[str]]) -> "Vocabulary":
        """Learn which features occur often enough."""
        counts: dict[str, int] = {}
        for row in rows:
            for name in row:
                counts[name] = counts.get(name, 0) + 1
        kept = sorted(name for name, count in counts.items() if count >= self.least)
        self.index_ = {name: number for number, name in enumerate(kept)}
        seen = np.array([counts[name] for name in kept], np.float64)
        stress = np.array([_STRESS if name[0] in "dx" else 1.0 for name in kept])
        self.idf_ = (stress * (np.log((1 + len(rows)) / (1 + seen)) + 1)).astype(np.float32)
        return self

    def transform(self, rows: Sequence[Sequence[str]]) -> csr_matrix:
        """Return rows of idf weights, each of length one."""
        get = self.index_.get
        found = [[k for name in row if (k := get(name)) is not None] for row in rows]
        lengths = np.array([len(row) for row in found], np.int64)
        indices = np.fromiter((k for row in found for k in row), np.int32, int(lengths.sum()))
        pointers = np.concatenate([[0], np.cumsum(lengths)])
        data: npt.NDArray[np.float32] = self.idf_[indices]
        norms = np.sqrt(np.add.reduceat(np.append(data**2, 0.0), pointers[:-1])) if len(found) else data
        norms = np.where(lengths > 0, norms, 1.0)
        data = (data / np.repeat(norms, lengths)).astype(np.float32)
        return csr_matrix((data, indices, pointers), shape=(len(found), len(self.index_)))
