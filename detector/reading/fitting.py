"""Fits both readers, and reads every text by ones that never saw its story.

The encoder starts on composed texts; then encoder and fast reader are fitted once a fold and
once on everything. The verdicts are learned on what the folds' readers made of texts that they
had not seen, so one fit gives both the readers and their honest figures.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from .clauses import parse
from .cues import Annotation, Reading
from .fast import FastReader
from .labels import Answer, Labels
from .learning import fields_known, stated
from .people import common_words
from .precise import PreciseReader, decide
from .sight import Eyes, Sight
from .verdicts import Verdicts

EPOCHS = 6
N_COMPOSED = 8_000
# Networks fine-tuned from the same start in different orders, whose weights are averaged
# (Wortsman et al. 2022, "Model soups"); more than one costs time in training only.
N_AVERAGED = 1


@dataclass(frozen=True)
class Fitted:
    """Readers, and what they would have said of each text without having seen its story.

    Attributes
    ----------
    reader : PreciseReader
        It has the fast reader too.
    unseen, unseen_by_fast : list of Reading
        In the order of the texts.
    """

    reader: PreciseReader
    unseen: list[Reading]
    unseen_by_fast: list[Reading]


@dataclass(frozen=True)
class Taught:
    """What was learned without one fold, and what came of that fold's texts, by their number."""

    eyes: Eyes
    fast: FastReader
    sights: Mapping[int, Sight]
    readings: Mapping[int, Reading]


def fit_both(
    texts: Sequence[str],
    annotations: Sequence[Annotation],
    folds: Sequence[int],
    phrases: Sequence[Mapping[str, Any]],
    n_jobs: int = 2,
    say: Callable[[str], None] = lambda line: None,
) -> Fitted:
    """Fit the precise reader and the fast one.

    Parameters
    ----------
    texts, annotations : sequences
        One annotation a text.
    folds : sequence of int
        In which fold each text is tested; texts of one story must share theirs.
    phrases : sequence of dict
        The bank that `composing` puts texts together from.
    n_jobs : int
        Processes, each on one thread.

    Raises
    ------
    ImportError
        If torch or another package of the extra ``train-reader`` is missing.
    """
    from . import finetune

    common = common_words(parse(text) for text in texts)
    say(f"starting the encoder on {N_COMPOSED} composed texts ...")
    start = finetune.start(phrases, common, N_COMPOSED)
    numbers = sorted(set(folds))
    say(f"teaching both readers, for {len(numbers)} folds and on all texts ...")
    every = list(texts), list(annotations), list(folds)
    *parts, whole = Parallel(n_jobs=n_jobs)(delayed(teach)(start, *every, common, k) for k in [*numbers, None])
    return gather(whole, parts, annotations, folds)


def teach(
    start: Any,
    texts: Sequence[str],
    annotations: Sequence[Annotation],
    folds: Sequence[int],
    common: frozenset[str],
    fold: int | None,
) -> Taught:
    """Learn from all folds but one, and look at that one."""
    from . import finetune

    seen = [k for k, other in enumerate(folds) if other != fold]
    taught = [texts[k] for k in seen], [annotations[k] for k in seen]
    eyes = finetune.tuned(start, *taught, common, EPOCHS, N_AVERAGED)
    fast = FastReader().fit(*taught)
    held = [k for k, other in enumerate(folds) if other == fold]
    return Taught(
        eyes,
        fast,
        {k: eyes.see(texts[k]).beside(fast) for k in held},
        {k: fast.read(texts[k]) for k in held},
    )


def gather(whole: Taught, parts: Sequence[Taught], annotations: Sequence[Annotation], folds: Sequence[int]) -> Fitted:
    """Learn the verdicts: for each fold on the others, and on all of them."""
    sights = {k: sight for part in parts for k, sight in part.sights.items()}
    readings = {k: reading for part in parts for k, reading in part.readings.items()}
    answers, order = whole.eyes.answers, range(len(annotations))
    views = np.stack([sights[k].views(answers) for k in order])
    labels, known = targets(answers, annotations)
    unseen: dict[int, Reading] = {}
    for fold in sorted(set(folds)):
        others = np.array([other != fold for other in folds])
        verdicts = Verdicts(answers).fit(views[others], labels[others], known[others])
        unseen |= {k: decide(sights[k], verdicts) for k in order if not others[k]}
    reader = PreciseReader(whole.eyes, whole.fast, Verdicts(answers).fit(views, labels, known))
    return Fitted(reader, [unseen[k] for k in order], [readings[k] for k in order])


def targets(answers: Sequence[Answer], annotations: Sequence[Annotation]) -> tuple[Labels, Labels]:
    """Return which answers each text states, and of which it is known whether it does."""
    columns = {known: k for k, known in enumerate(answers)}
    labels = np.zeros((len(annotations), len(columns)), bool)
    known = np.zeros_like(labels)
    for row, annotation in enumerate(annotations):
        labels[row, [columns[a] for a in stated(annotation)]] = True
        of_fields = fields_known(annotation)
        known[row] = [a.field in of_fields for a in answers]
    return labels, known
