"""A small convolutional network at work: scores of every output for every unit of a text, in numpy alone.

Each unit has a vector; three convolutions, the later ones wider apart, see seven words to
either side (van den Oord et al. 2016, "WaveNet", for convolutions that skip). `distil` makes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .units import Scores, Unit

STEPS = (1, 2, 4)  # how far apart the three words are that each convolution sees
UNKNOWN = 0  # the row of the vectors for what is not known
STEM = 5  # letters; an unknown word is taken for others that begin with so many
MOST = 20_000  # units looked at

Weights = npt.NDArray[np.float32]


def stem(word: str) -> str:
    """Return what stands in the vocabulary for all words that begin like ``word``."""
    return f"{word[:STEM]}*"


def found(rows: Mapping[str, int], units: Sequence[Unit]) -> list[int]:
    """Return the row of each unit."""
    return [rows.get(unit.text) or rows.get(stem(unit.text), UNKNOWN) for unit in units]


@dataclass(frozen=True)
class Convolution:
    """Scores units.

    Attributes
    ----------
    rows : mapping
        The row of each known word, and of each ``stem``.
    vectors : array of shape (n_words, width), float16
    layers : sequence of (array of shape (3 * width_before, width), array of shape (width,))
        Weights and bias of each convolution.
    head : (array of shape (width, n_outputs), array of shape (n_outputs,))
    """

    rows: Mapping[str, int]
    vectors: npt.NDArray[np.float16]
    layers: Sequence[tuple[Weights, Weights]]
    head: tuple[Weights, Weights]

    def scores(self, units: Sequence[Unit]) -> Scores:
        """Return the log-odds of every output for every unit.

        Returns
        -------
        array of shape (n_units, n_outputs)
            A unit beyond ``MOST`` has -30.
        """
        hidden = self.vectors[found(self.rows, units[:MOST])].astype(np.float32)
        for number, (step, (weights, bias)) in enumerate(zip(STEPS, self.layers, strict=True)):
            seen = np.maximum(_beside(hidden, step) @ weights + bias, 0)
            hidden = hidden + seen if number else seen
        result = hidden @ self.head[0] + self.head[1]
        missing = len(units) - len(result)
        return np.pad(result, ((0, missing), (0, 0)), constant_values=-30) if missing else result


def _beside(hidden: Weights, step: int) -> Weights:
    """Return each row between the ones ``step`` before and after it, zeros beyond the ends."""
    n, width = hidden.shape
    padded = np.zeros((n + 2 * step, width), np.float32)
    padded[step : step + n] = hidden
    return np.concatenate([padded[:n], hidden, padded[2 * step :]], axis=1)
