"""Choose the claimed caller and the recipient among the people of a text.

Two linear models of the words around the mentions: one says whether somebody was on
the line at all, one which of two people rang ("X phoned Y", "a call from X").
Where the user gives a name, it decides.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from .clauses import Document, stem
from .people import Entity, role_classes

Parties = tuple[Entity | None, Entity | None]

_BITS = 13
_MOST_ENTITIES = 40  # the parties stand early in a text; more would only cost time
_CALLS = frozenset(
    (
        "call phon phone telephon telephone ring rang rung dial talk speak spoke spoken conversation chat contact "
        "voice line"
    ).split()
)
_SPEAKER = 1.5  # log-odds against somebody called a spokesperson
_HASHER = FeatureHasher(1 << _BITS, input_type="string", alternate_sign=False)


class PartyFinder:
    """Finds who is said to have rung whom."""

    def fit(self, texts: Sequence[tuple[Document, list[Entity]]], gold: Sequence[Parties]) -> Self:
        """Learn from ``gold`` (claimed caller, recipient), an entity of the text or None each."""
        members, labels, forward = [], [], []
        backward = []
        for (doc, entities), (caller, recipient) in zip(texts, gold, strict=True):
            for order, entity in enumerate(entities[:_MOST_ENTITIES]):
                members.append(list(_features(doc, entity, order)))
                labels.append(entity is caller or entity is recipient)
            if caller is not None and recipient is not None:
                forward.append(_pair(doc, entities, caller, recipient))
                backward.append(_pair(doc, entities, recipient, caller))
        member = LogisticRegression(C=8.0, solver="liblinear", random_state=0).fit(_hash(members), labels)
        self.member_ = np.append(member.coef_[0], member.intercept_[0]).astype(np.float32)
        order_of = _hash(forward) - _hash(backward)
        signs = np.repeat([1, -1], len(forward))
        order_model = LogisticRegression(C=0.5, solver="liblinear", fit_intercept=False, random_state=0)
        order_model.fit(vstack([order_of, -order_of]).tocsr(), signs)
        self.order_ = order_model.coef_[0].astype(np.float32)
        return self

    def choose(
        self, doc: Document, entities: list[Entity], caller: str | None = None, recipient: str | None = None
    ) -> Parties:
        """Return the likeliest (claimed caller, recipient); a given name decides."""
        known = match_name(caller, entities), match_name(recipient, entities)
        if not entities or (known[0] is not None and known[1] is not None):
            return known
        entities = entities[:_MOST_ENTITIES]
        rows = _hash([list(_features(doc, e, k)) for k, e in enumerate(entities)])
        scores = rows @ self.member_[:-1] + self.member_[-1]
        scores = scores - _SPEAKER * np.array([entity.speaker for entity in entities])
        ranked = [entities[k] for k in np.argsort(-scores, kind="stable") if entities[k] not in known]
        if known[0] is not None:
            return known[0], next(iter(ranked), None)
        if known[1] is not None:
            return next(iter(ranked), None), known[1]
        if len(ranked) == 1:
            return ranked[0], None
        return self.order(doc, entities, ranked[0], ranked[1])

    def order(self, doc: Document, entities: list[Entity], one: Entity, other: Entity) -> Parties:
        """Put whoever is likelier to have rung first."""
        rows = _hash([_pair(doc, entities, one, other), _pair(doc, entities, other, one)])
        forward, backward = rows @ self.order_
        return (one, other) if forward >= backward else (other, one)


def match_name(name: str | None, entities: Sequence[Entity]) -> Entity | None:
    """Return the entity that shares the last possible word with ``name``."""
    for word in reversed((name or "").lower().replace("-", " ").split()):
        for entity in entities:
            if len(word) > 2 and entity.named and word in entity.tokens:
                return entity
    return None


def _hash(rows: list[list[str]]) -> csr_matrix:
    hashed: csr_matrix = normalize(_HASHER.transform(rows))
    return hashed


def _pair(doc: Document, entities: list[Entity], one: Entity, other: Entity) -> list[str]:
    """Describe ``one`` as the caller of ``other``."""
    found = ["1" + name for name in _features(doc, one, 0)]
    found += ["2" + name for name in _features(doc, other, 0)]
    found += [
        f"role {a} {b}" for a in sorted(role_classes(one)) or ["none"] for b in sorted(role_classes(other)) or ["none"]
    ]
    near = 0
    for a, a_end in one.mentions[:6]:
        for b, b_end in other.mentions[:6]:
            first, last = (a_end, b) if a < b else (b_end, a)
            if last - first > 16 or near > 8:
                continue
            near += 1
            way = ">" if a < b else "<"
            roots = [stem(w) if w[0].islower() or not w[0].isalpha() else "<cap>" for w in doc.words[first:last]]
            found += [f"{way}{root}" for root in roots]
            found += [f"{way}{x} {y}" for x, y in pairwise(roots)]
            if len(roots) < 6:
                found.append(way + " ".join(roots))
            found += [f"{way}call {root}" for root in roots if root in _CALLS]
    found.append(f"first{one.mentions[0] < other.mentions[0]}")
    return found


def _features(doc: Document, entity: Entity, order: int) -> Iterator[str]:
    yield f"order{min(order, 5)}"
    yield f"named{entity.named}"
    yield f"count{min(len(entity.mentions), 4)}"
    yield f"speaker{entity.speaker}"
    yield f"roles{bool(entity.roles)}"
    words = doc.words
    for first, last in entity.mentions[:8]:
        yield from _call_words(words, first, last)
        before = [
            stem(w) if w[0].islower() or not w[0].isalpha() else "<cap>" for w in words[max(0, first - 4) : first]
        ]
        after = [stem(w) if w[0].islower() or not w[0].isalpha() else "<cap>" for w in words[last : last + 5]]
        for word in before:
            yield "b " + word
        for word in after:
            yield "a " + word
        yield "b2 " + " ".join(before[-2:])
        yield "b1 " + " ".join(before[-1:])
        yield "a2 " + " ".join(after[:2])
        yield "a1 " + " ".join(after[:1])
        yield "ba " + " ".join(before[-1:] + after[:1])


def _call_words(words: list[str], first: int, last: int) -> Iterator[str]:
    """Say where the nearest word for calling stands, and what is between."""
    between: list[str] = []
    for word in words[last : last + 14]:
        if word in ".;\n":
            break
        root = stem(word)
        if root in _CALLS:
            yield f"> {root} {min(len(between), 4)}"
            yield "> " + " ".join(between[-2:])
            yield f">cap{'<cap>' in between} {root}"
            break
        between.append("<cap>" if word[0].isupper() else root)
    between = []
    for word in reversed(words[max(0, first - 14) : first]):
        if word in ".;\n":
            break
        root = stem(word)
        if root in _CALLS:
            yield f"< {root} {min(len(between), 4)}"
            yield "< " + " ".join(between[-2:])
            yield f"<cap{'<cap>' in between} {root}"
            break
        between.append("<cap>" if word[0].isupper() else root)
