"""A second opinion on what a text states: linear models of the words of the whole text and their neighbours.

They see the same units as the network, with its view of who is who put in for names. A linear
model errs elsewhere than a network does, so the two together are right more often.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from .labels import Labels
from .units import N_SIDES, NAMES, PLACES, Scores, Side, Unit

_BITS = 16
_HASHER = FeatureHasher(1 << _BITS, input_type="string", alternate_sign=False)
_STAND_INS = dict.fromkeys(NAMES, "<name>") | dict.fromkeys(PLACES, "<place>")
_STEM = 5
_FEW = 3  # an answer that fewer texts state is not learned
_NEVER, _ALWAYS = -9.0, 9.0  # log-odds of what no text states, of what each does


class Bag:
    """Says how likely a text is to state each answer.

    Parameters
    ----------
    C : float
        Inverse strength of the regularisation.
    """

    def __init__(self, C: float = 30.0) -> None:
        self.C = C

    def fit(
        self, texts: Sequence[Sequence[Unit]], sides: Sequence[Sequence[int]], stated: Labels, known: Labels
    ) -> Self:
        """Learn from annotated texts.

        Parameters
        ----------
        texts : sequence of sequences of Unit
        sides : sequence of sequences of int
            For whom each unit stands, as in `Side`; anything else is nobody.
        stated, known : arrays of shape (n_texts, n_answers)
            Which answers each text states; of which it is known whether it does.
        """
        found = _hashed([features(units, of_units) for units, of_units in zip(texts, sides, strict=True)])
        self.weights_ = np.zeros((1 << _BITS, stated.shape[1]), np.float16)
        self.biases_ = np.full(stated.shape[1], _NEVER, np.float32)
        for k in range(stated.shape[1]):
            rows = np.flatnonzero(known[:, k])
            said = stated[rows, k]
            if said.sum() >= _FEW and not said.all():
                model = LogisticRegression(C=self.C, solver="liblinear", intercept_scaling=5).fit(found[rows], said)
                self.weights_[:, k], self.biases_[k] = model.coef_[0], model.intercept_[0]
            elif said.any() and said.all():
                self.biases_[k] = _ALWAYS
        return self

    def log_odds(self, units: Sequence[Unit], sides: Sequence[int]) -> Scores:
        """Return the log-odds of each answer, an array of shape (n_answers,)."""
        found = _hashed([features(units, sides)])
        weights = self.weights_[found.indices].astype(np.float32)
        return np.asarray(found.data @ weights + self.biases_, np.float32)


def features(units: Sequence[Unit], sides: Sequence[int]) -> list[str]:
    """Return words, pairs, triples, pairs with gaps, and beginnings of words; a party's words are one tag."""
    words: list[str] = []
    found: set[str] = set()
    for unit, side in zip(units, sides, strict=True):
        word = _STAND_INS.get(unit.text) or ("#" if unit.text[:1].isdigit() else unit.text)
        if 0 <= side < len(Side):
            tag = f"<{side}>"
            found.add(f"{tag}{word}")
            if words[-1:] != [tag]:
                words.append(tag)
        else:
            words.append(word)
    found.update(words)
    found.update(f"{a} {b}" for a, b in pairwise(words))
    for gap in (2, 3):
        found.update(f"{a} {'_' * (gap - 1)} {b}" for a, b in zip(words, words[gap:], strict=False))
    found.update(f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False))
    found.update(f"{word[:_STEM]}*" for word in words if len(word) > _STEM and word.isalpha())
    return sorted(found)


def _hashed(texts: Sequence[Sequence[str]]) -> csr_matrix:
    hashed: csr_matrix = normalize(_HASHER.transform(texts))
    return hashed


def sides_of(scores: Scores) -> list[int]:
    """Return the likeliest side of each unit, from a network's outputs."""
    sides: list[int] = scores[:, :N_SIDES].argmax(axis=1).tolist()
    return sides
