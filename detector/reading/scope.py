"""Whether a text reports a call between two people at all, and whether it tells how it ended.

Both are linear models of words and their neighbours: the first of texts, the second of sentences.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import FeatureHasher
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from .clauses import Document
from .units import NAMES, PLACES, Unit

_BITS = 16
_HASHER = FeatureHasher(1 << _BITS, input_type="string", alternate_sign=False)
_STAND_INS = dict.fromkeys(NAMES, "<name>") | dict.fromkeys(PLACES, "<place>")


class Tell:
    """Tells texts, or sentences, of one kind from others.

    Parameters
    ----------
    C : float
        Inverse strength of the regularisation.
    """

    def __init__(self, C: float = 30.0) -> None:
        self.C = C

    def fit(self, texts: Sequence[Sequence[Unit]], kind: Sequence[bool]) -> Self:
        """Learn from texts as units; where all are of one kind, everything will be."""
        self.weights_, self.bias_ = np.zeros(1 << _BITS, np.float32), 9.0 if all(kind) else -9.0
        if any(kind) and not all(kind):
            model = LogisticRegression(C=self.C, class_weight="balanced", max_iter=2000)
            model.fit(_features(texts), list(kind))
            self.weights_, self.bias_ = model.coef_[0].astype(np.float32), float(model.intercept_[0])
        return self

    def log_odds(self, texts: Sequence[Sequence[Unit]]) -> npt.NDArray[np.float64]:
        """Return the log-odds of each text that it is of the kind."""
        return np.asarray(_features(texts) @ self.weights_ + self.bias_, np.float64)


def in_sentences(doc: Document, units: Sequence[Unit]) -> list[list[Unit]]:
    """Cut the units of a text at its sentences."""
    parts: list[list[Unit]] = [[] for _ in doc.sentences]
    number = 0
    for unit in units:
        while number + 1 < len(parts) and unit.word >= doc.sentences[number + 1][0]:
            number += 1
        if parts:
            parts[number].append(unit)
    return parts


def _features(texts: Sequence[Sequence[Unit]]) -> csr_matrix:
    rows = []
    for units in texts:
        words = [_STAND_INS.get(unit.text, "#" if unit.text[:1].isdigit() else unit.text) for unit in units]
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        gapped = [f"{a} _ {b}" for a, b in zip(words, words[2:], strict=False)]
        rows.append(sorted({*words, *pairs, *gapped}))
    hashed: csr_matrix = normalize(_HASHER.transform(rows))
    return hashed
