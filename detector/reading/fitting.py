"""Fits both readers, and reads every text by ones that never saw its story.

The encoders start on composed texts; then they are fitted once a fold and once on everything, and
each time one of them teaches a small network. The verdicts are learned on what the folds' networks made of
texts that they had not seen, so one fit gives both the readers and their honest figures.

Honest but for two small things: which words are common, and so no names, is counted over all texts;
and the networks whose views the verdicts of a fold are learned on had seen that fold.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from joblib import Parallel, delayed

from .bag import Bag
from .cues import Annotation, Reading
from .documents import parse
from .encoder import Ensemble
from .labels import Answer, Labels
from .learning import answers, example, fields_known, stated
from .people import common_words
from .reader import Reader, decide
from .sight import Eyes, Sight
from .units import NOBODY, anonymous
from .verdicts import Verdicts

# Two encoders: passes, how many of them leave out the augmented texts, composed texts in each, seed.
COURSES = ((5, 0, 0, 0), (6, 3, 800, 7))
N_COMPOSED, N_DISTILLED = 24_000, 6_000  # composed texts for the encoder's start, and for the small network


@dataclass(frozen=True)
class Fitted:
    """Readers, and what they would have said of each text without having seen its story.

    Attributes
    ----------
    precise, fast : Reader
    unseen, unseen_by_fast, unseen_named : list of Reading
        In the order of the texts; the last is the precise reader's where it is told the parties' names.
    """

    precise: Reader
    fast: Reader
    unseen: list[Reading]
    unseen_by_fast: list[Reading]
    unseen_named: list[Reading]


class Views(NamedTuple):
    """What networks make of one text: the encoder, the small network, the encoder told the parties' names."""

    precise: Sight
    fast: Sight
    named: Sight


@dataclass(frozen=True)
class Taught:
    """What was learned without one fold, and what came of that fold's texts, by their number."""

    precise: Eyes
    fast: Eyes
    views: Mapping[int, Views]


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
    every = list(texts), list(annotations), list(folds), phrases
    *parts, whole = Parallel(n_jobs=n_jobs)(delayed(teach)(start, *every, common, k) for k in [*numbers, None])
    return gather(whole, parts, annotations, folds)


def teach(
    start: Any,
    texts: Sequence[str],
    annotations: Sequence[Annotation],
    folds: Sequence[int],
    phrases: Sequence[Mapping[str, Any]],
    common: frozenset[str],
    fold: int | None,
) -> Taught:
    """Learn from all folds but one, and look at that one."""
    from . import distil, finetune

    seen = [k for k, other in enumerate(folds) if other != fold]
    learned = [texts[k] for k in seen], [annotations[k] for k in seen]
    encoders = [finetune.tuned(start, *learned, phrases, common, finetune.Course(*course)) for course in COURSES]
    precise = Eyes(Ensemble(encoders), answers(), common, second_opinion(*learned, common))
    teacher = Eyes(encoders[0], answers(), common)
    fast = distil.distilled(teacher, *learned, phrases, N_DISTILLED)
    held = [k for k, other in enumerate(folds) if other == fold]
    return Taught(precise, fast, {k: look(precise, fast, texts[k], annotations[k]) for k in held})


def second_opinion(texts: Sequence[str], annotations: Sequence[Annotation], common: frozenset[str]) -> Bag:
    """Fit the bag of words on annotated texts, and on who is who in them as annotated."""
    examples = [example(text, annotation, common) for text, annotation in zip(texts, annotations, strict=True)]
    units = [anonymous(one.doc, one.phrases) for one in examples]
    sides = [
        [NOBODY if one.sides is None else one.sides[unit.word] for unit in of_text]
        for one, of_text in zip(examples, units, strict=True)
    ]
    return Bag().fit(units, sides, *targets(answers(), annotations))


def look(precise: Eyes, fast: Eyes, text: str, annotation: Annotation) -> Views:
    """Look at one text in every way."""
    doc = parse(text)
    named = precise.see(doc, annotation.claimed_caller or None, annotation.recipient or None)
    return Views(precise.see(doc), fast.see(doc), named)


def gather(whole: Taught, parts: Sequence[Taught], annotations: Sequence[Annotation], folds: Sequence[int]) -> Fitted:
    """Learn the verdicts: for each fold on the others, and on all of them."""
    every = {k: views for part in parts for k, views in part.views.items()}
    views, every_answer = [every[k] for k in range(len(annotations))], whole.precise.answers
    labels, known = targets(every_answer, annotations)

    def verdicts(sights: Sequence[Sight], kept: np.ndarray) -> Verdicts:
        seen = np.stack([sight.views for sight in sights])
        return Verdicts(every_answer).fit(seen[kept], labels[kept], known[kept])

    unseen: dict[str, dict[int, Reading]] = {name: {} for name in Views._fields}
    precise, fast = [one.precise for one in views], [one.fast for one in views]
    for fold in sorted(set(folds)):
        others = np.array([other != fold for other in folds])
        by_precise, by_fast = verdicts(precise, others), verdicts(fast, others)
        for k in np.flatnonzero(~others).tolist():
            unseen["precise"][k] = decide(views[k].precise, by_precise)
            unseen["fast"][k] = decide(views[k].fast, by_fast)
            unseen["named"][k] = decide(views[k].named, by_precise)
    all_of_them = np.ones(len(folds), bool)
    return Fitted(
        Reader(whole.precise, verdicts(precise, all_of_them)),
        Reader(whole.fast, verdicts(fast, all_of_them)),
        *([unseen[name][k] for k in range(len(views))] for name in Views._fields),
    )


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
