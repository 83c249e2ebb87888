"""A fine-tuned encoder at work: scores of every output for every unit of a text.

The weights are an ONNX graph in 8 bits, run by onnxruntime on one thread; nothing is
downloaded and torch is not needed. `finetune` makes them.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from .units import Scores, Unit

Pieces = npt.NDArray[np.int64]

WINDOW = 254  # word pieces seen at once, without the two that frame them
MOST = 16_384  # word pieces looked at; 50,000 characters of English are about 12,000
SHARED = 1_000  # units of a text that more than one encoder reads
_MARGIN = 16  # pieces at a window's edge that the next window sees better
_UNKNOWN, _START, _END = 100, 101, 102


class Vocabulary:
    """Word pieces of units.

    Parameters
    ----------
    definition : str
        A ``tokenizer.json`` of the Hugging Face library, BERT's without case.
    """

    def __init__(self, definition: str) -> None:
        self.definition = definition

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_str(self.definition)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def __getstate__(self) -> dict[str, str]:
        return {"definition": self.definition}

    def words(self) -> list[str]:
        """Return every piece, those that go on a word with ``##``."""
        return list(self._tokenizer.get_vocab())

    def numbers(self, word: str) -> list[int]:
        """Return the numbers of a word's pieces."""
        return self._tokenizer.encode(word, add_special_tokens=False).ids or [_UNKNOWN]

    def pieces(self, units: Sequence[Unit]) -> tuple[Pieces, Pieces]:
        """Return the number of each piece, and which unit it belongs to."""
        encoded = self._tokenizer.encode([unit.text for unit in units], is_pretokenized=True, add_special_tokens=False)
        return np.array(encoded.ids, np.int64), np.array(encoded.word_ids, np.int64)


def windows(n: int) -> list[tuple[int, int, int, int]]:
    """Cut ``n`` pieces into windows: first and last (exclusive) seen, first and last (exclusive) kept.

    >>> windows(300)
    [(0, 254, 0, 238), (46, 300, 238, 300)]
    """
    if n <= WINDOW:
        return [(0, n, 0, n)]
    starts = [*range(0, n - WINDOW, WINDOW - 2 * _MARGIN), n - WINDOW]
    cuts = [0, *(start + WINDOW - _MARGIN for start in starts[:-1]), n]
    return [(start, start + WINDOW, *kept) for start, kept in zip(starts, pairwise(cuts), strict=True)]


def framed(ids: Pieces) -> Pieces:
    """Return the pieces between the symbols that every window starts and ends with."""
    return np.concatenate([[_START], ids, [_END]]).astype(np.int64)


class Encoder:
    """Scores units.

    Parameters
    ----------
    graph : bytes
        ONNX; input ``ids`` (1, n_pieces), output (1, n_pieces, n_outputs).
    vocabulary : Vocabulary
    """

    def __init__(self, graph: bytes, vocabulary: Vocabulary) -> None:
        self.graph = graph
        self.vocabulary = vocabulary

    def __getstate__(self) -> dict[str, Any]:
        return {"graph": self.graph, "vocabulary": self.vocabulary}

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(self.graph, options, providers=["CPUExecutionProvider"])

    def scores(self, units: Sequence[Unit]) -> Scores:
        """Return the log-odds of every output for every unit: the highest of its pieces.

        Returns
        -------
        array of shape (n_units, n_outputs)
            A unit without any piece (a lone control character), or beyond ``MOST``, has -30.
        """
        return self.scores_of(*self.vocabulary.pieces(units), len(units))

    def scores_of(self, ids: Pieces, owners: Pieces, n_units: int) -> Scores:
        """Return the same of word pieces, as `Vocabulary.pieces` gives them."""
        ids, owners = ids[:MOST], owners[:MOST]
        parts = []
        for first, last, keep_first, keep_last in windows(len(ids)):
            (found,) = self._session.run(None, {"ids": framed(ids[first:last])[None]})
            parts.append(found[0, 1 + keep_first - first : 1 + keep_last - first])
        pieces = np.concatenate(parts)
        result = np.full((n_units, pieces.shape[1]), -30.0, np.float32)
        np.maximum.at(result, owners, pieces)
        return result


class Ensemble:
    """Several encoders, taught in different ways: they err in different places, so their mean errs less.

    Parameters
    ----------
    encoders : sequence of Encoder
        Of one vocabulary. The first reads a whole text, the others its first ``SHARED`` units.
    """

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self.encoders = list(encoders)

    def scores(self, units: Sequence[Unit]) -> Scores:
        """Return the mean of the encoders' log-odds, an array of shape (n_units, n_outputs)."""
        first, *others = self.encoders
        ids, owners = first.vocabulary.pieces(units)
        result = first.scores_of(ids, owners, len(units))
        early = owners < SHARED
        shared = result[:SHARED]
        for number, encoder in enumerate(others, 2):
            shared += (encoder.scores_of(ids[early], owners[early], len(shared)) - shared) / number
        return result
