"""The reader: text to evidence, each value with the words that carry it.

A text is cut into clauses and its people are replaced by their roles; linear models
score every value on the whole text and on each clause; a small model of all scores
decides which value a field has, and the best clause is its quote. Day counts come from
the grammar in `dates`. Everything is learned from annotated texts in a few seconds.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Self

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.model_selection import GroupKFold
from sklearn.utils.validation import check_is_fitted

from ..codebook import FIELDS
from .clauses import Document, parse
from .cues import Annotation, Cue, Reading
from .dates import day_count
from .decisions import Decisions
from .features import clause_features, replaced_words
from .labels import (
    Answer,
    Labels,
    annotated_parties,
    answer,
    clause_labels,
    mirrored_columns,
    shared_columns,
    text_labels,
    with_shared,
)
from .parties import Parties, PartyFinder
from .people import Entity, Phrases, find_entities, find_phrases
from .scope import reports_call
from .scorers import ClauseRows, Scores, TextScorer, summary
from .sides import mark_sides

# Read wrongly, these print a hoax: they need more certainty than others.
_RISKY = {
    Answer("caller_position", "confirmed"): 0.5,
    Answer("recipient_position", "denied"): 0.6,
}


class _Parsed(NamedTuple):
    doc: Document
    phrases: Phrases
    entities: list[Entity]


class Reader(BaseEstimator):
    """Reads the codebook's evidence from a text.

    Parameters
    ----------
    C, C_text, C_decision : float
        Inverse regularisation of the models of clauses, of texts, and of the decision.
    folds : int
        Inner folds; the decision is learned on scores of texts not fitted on.
    kept : int
        Weights kept in each set of models.
    random_state : int
        Seed of the solvers.
    """

    def __init__(
        self,
        C: float = 0.05,
        C_text: float = 0.3,
        C_decision: float = 0.0007,
        folds: int = 3,
        kept: int = 300_000,
        random_state: int = 0,
    ) -> None:
        self.C = C
        self.C_text = C_text
        self.C_decision = C_decision
        self.folds = folds
        self.kept = kept
        self.random_state = random_state

    def fit(
        self, texts: Sequence[str], annotations: Sequence[Annotation], groups: Sequence[object] | None = None
    ) -> Self:
        """Learn from annotated texts.

        Parameters
        ----------
        texts : sequence of str
        annotations : sequence of Annotation
            One a text.
        groups : sequence, optional
            Texts with the same one stay together in the inner folds; by default those
            about the same two people.

        Raises
        ------
        ValueError
            If there are no texts, or not one annotation each.
        """
        if len(texts) == 0 or len(texts) != len(annotations):
            raise ValueError(f"need one annotation a text, got {len(texts)} texts and {len(annotations)}")
        parsed = self._learn_people(texts, annotations)
        rows = [
            self._rows(p, annotated_parties(p.doc, p.entities, a)) for p, a in zip(parsed, annotations, strict=True)
        ]
        self.answers_ = sorted({answer(f, value) for a in annotations for f, (value, _) in a.cues.items()})
        shared = shared_columns(self.answers_)
        of_texts = text_labels(annotations, self.answers_)
        of_clauses = with_shared(clause_labels([p.doc for p in parsed], annotations, self.answers_), shared)
        if groups is None:
            groups = [f"{a.claimed_caller}\n{a.recipient}" for a in annotations]
        every = with_shared(of_texts, shared)
        summaries = self._unseen_summaries(rows, of_clauses, every, [str(g) for g in groups])
        self.decisions_ = Decisions(self.C_decision, self.answers_, shared).fit(summaries, of_texts)
        self.scorer_ = self._scorer().fit(rows, of_clauses, every)
        return self

    def _learn_people(self, texts: Sequence[str], annotations: Sequence[Annotation]) -> list[_Parsed]:
        docs = [parse(text) for text in texts]
        self.common_ = frozenset(word for doc in docs for word in doc.words if word.islower())
        parsed = [self._parse(doc) for doc in docs]
        gold = [annotated_parties(p.doc, p.entities, a) for p, a in zip(parsed, annotations, strict=True)]
        self.parties_ = PartyFinder().fit([(p.doc, p.entities) for p in parsed], gold)
        return parsed

    def _parse(self, doc: Document) -> _Parsed:
        phrases = find_phrases(doc, self.common_)
        return _Parsed(doc, phrases, find_entities(doc, phrases))

    def _rows(self, parsed: _Parsed, parties: Parties) -> ClauseRows:
        marks = mark_sides(parsed.doc, parsed.phrases, parsed.entities, *parties)
        return clause_features(parsed.doc, replaced_words(parsed.doc, parsed.phrases, marks))

    def _scorer(self) -> TextScorer:
        return TextScorer(self.C, self.C_text, self.kept, self.random_state, mirrored_columns(self.answers_))

    def _unseen_summaries(
        self, rows: Sequence[ClauseRows], of_clauses: Labels, of_texts: Labels, groups: Sequence[str]
    ) -> Scores:
        owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
        result = np.zeros((len(rows), 3 * of_texts.shape[1]), np.float32)
        folds = min(self.folds, len(set(groups)))
        if folds < 2:  # too little to hold anything back
            return result
        for seen, unseen in GroupKFold(folds).split(rows, groups=groups):
            scorer = self._scorer().fit([rows[k] for k in seen], of_clauses[np.isin(owner, seen)], of_texts[seen])
            wholes, clauses = scorer.score([rows[k] for k in unseen])
            for k, whole, parts in zip(unseen, wholes, clauses, strict=True):
                result[k] = summary(whole, parts)
        return result

    def read(
        self, text: str, as_of: date | None = None, claimed_caller: str | None = None, recipient: str | None = None
    ) -> Reading:
        """Read the evidence of one text.

        Parameters
        ----------
        text : str
            Any string.
        as_of : date, optional
            The day from whose viewpoint the text is read.
        claimed_caller, recipient : str, optional
            Names, where known; else they are found in the text.

        Returns
        -------
        Reading
            Cues in the codebook's order of fields.

        Raises
        ------
        sklearn.exceptions.NotFittedError
            If the reader has not been fitted.
        """
        check_is_fitted(self, "scorer_")
        parsed = self._parse(parse(text))
        if not reports_call(parsed.doc):
            return Reading((), claimed_caller, recipient, in_scope=False)
        parties = self.parties_.choose(parsed.doc, parsed.entities, claimed_caller, recipient)
        names = (claimed_caller or _name(parsed.doc, parties[0]), recipient or _name(parsed.doc, parties[1]))
        wholes, (clauses,) = self.scorer_.score([self._rows(parsed, parties)])
        probabilities = self.decisions_.probabilities(summary(wholes[0], clauses))
        for column, known in enumerate(self.answers_):
            if probabilities[column] < _RISKY.get(known, 0.0):
                probabilities[column] = 0.0
        cues = []
        for field in FIELDS:
            if field in self.decisions_.columns_ and len(clauses):
                best, given = self.decisions_.best(field, probabilities)
                cue = self._cue(parsed.doc, best, float(probabilities[best]), clauses[:, best]) if given else None
                cues += [cue] if cue else []
        return Reading(tuple(cues), *names)

    def _cue(self, doc: Document, column: int, confidence: float, scores: Scores) -> Cue | None:
        known = self.answers_[column]
        clause = doc.clauses[int(scores.argmax())]
        value: str | int = known.name
        if FIELDS[known.field].in_days:
            counted = day_count(doc.words[clause.first : clause.last])
            if known.name == "more" and (counted is None or counted[0] < 2):
                return None
            value = counted[0] if known.name == "more" and counted else int(known.name)
        start, end = doc.span(clause.first, clause.last)
        return Cue(known.field, value, doc.text[start:end], start, end, confidence)


def _name(doc: Document, entity: Entity | None) -> str | None:
    """Return the longest form of the name in the text."""
    if entity is None or not entity.named:
        return None
    first, last = max(entity.mentions, key=lambda m: m[1] - m[0])
    return doc.text[slice(*doc.span(first, last))]
