"""The fast reader: sparse and linear, for many texts and where no encoder can run.

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
    CALL,
    OUTCOMES,
    Answer,
    Labels,
    annotated_parties,
    answer,
    clause_labels,
    mirrored_columns,
    quote_span,
    shared_columns,
    text_labels,
    with_shared,
)
from .language import foreign_language
from .parties import Parties, PartyFinder
from .people import Entity, Phrases, common_words, find_entities, find_phrases
from .scope import Tell, in_sentences
from .scorers import ClauseRows, Scores, TextScorer, summary
from .sides import mark_sides
from .units import Unit, anonymous

_LEAST_SHARE = 1e-3
_REFUSED = -3.0  # log-odds: to refuse a report is worse than to weigh the little that another text says
# Read wrongly, these print a hoax: they need more certainty than others.
_RISKY = {
    Answer("caller_position", "confirmed"): 0.5,
    Answer("recipient_position", "denied"): 0.6,
}


class _Parsed(NamedTuple):
    doc: Document
    phrases: Phrases
    entities: list[Entity]


class Told(NamedTuple):
    """How surely a text tells each outcome, and the words, first and last (exclusive), that do."""

    log_odds: dict[Answer, float]
    words: tuple[int, int]


class FastReader(BaseEstimator):
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
        docs = [parse(text) for text in texts]
        self.common_ = common_words(docs)
        every = [self._parse(doc) for doc in docs]
        units = [anonymous(p.doc, p.phrases) for p in every]
        known = [k for k, annotation in enumerate(annotations) if annotation.in_scope is not None]
        self.scope_ = Tell().fit([units[k] for k in known], [bool(annotations[k].in_scope) for k in known])
        self.outcomes_ = fit_outcomes(docs, units, annotations)
        if groups is None:
            groups = [f"{a.claimed_caller}\n{a.recipient}" for a in annotations]
        whole = [k for k, annotation in enumerate(annotations) if annotation.complete]
        return self._fit_evidence(
            [every[k] for k in whole], [annotations[k] for k in whole], [str(groups[k]) for k in whole]
        )

    def _fit_evidence(self, parsed: list[_Parsed], annotations: Sequence[Annotation], groups: list[str]) -> Self:
        gold = [annotated_parties(p.doc, p.entities, a) for p, a in zip(parsed, annotations, strict=True)]
        self.parties_ = PartyFinder().fit([(p.doc, p.entities) for p in parsed], gold)
        rows = [self._rows(p, parties) for p, parties in zip(parsed, gold, strict=True)]
        self.answers_ = sorted({answer(f, value) for a in annotations for f, (value, _) in a.cues.items()})
        shared = shared_columns(self.answers_)
        of_texts = text_labels(annotations, self.answers_)
        of_clauses = with_shared(clause_labels([p.doc for p in parsed], annotations, self.answers_), shared)
        every = with_shared(of_texts, shared)
        summaries = self._unseen_summaries(rows, of_clauses, every, groups)
        self.decisions_ = Decisions(self.C_decision, self.answers_, shared).fit(summaries, of_texts)
        self.scorer_ = self._scorer().fit(rows, of_clauses, every)
        return self

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
        if language := foreign_language(parsed.doc, self.common_):
            return Reading((), claimed_caller, recipient, in_scope=False, language=language)
        units = anonymous(parsed.doc, parsed.phrases)
        if not parsed.doc.sentences or self.scope_.log_odds([units])[0] < _REFUSED:
            return Reading((), claimed_caller, recipient, in_scope=False)
        parties = self.parties_.choose(parsed.doc, parsed.entities, claimed_caller, recipient)
        names = (claimed_caller or _name(parsed.doc, parties[0]), recipient or _name(parsed.doc, parties[1]))
        probabilities, clauses = self._probabilities(parsed, parties)
        for column, known in enumerate(self.answers_):
            if probabilities[column] < _RISKY.get(known, 0.0):
                probabilities[column] = 0.0
        cues = []
        for field in FIELDS:
            if field in self.decisions_.columns_ and len(clauses):
                best, given = self.decisions_.best(field, probabilities)
                cue = self._cue(parsed.doc, best, float(probabilities[best]), clauses[:, best]) if given else None
                cues += [cue] if cue else []
        told = self.told(parsed.doc, units)
        start, end = parsed.doc.span(*told.words)
        share = 1 / (1 + np.exp(-max(told.log_odds.values())))
        which = max(told.log_odds, key=lambda known: told.log_odds[known])
        outcome = Cue(which.field, which.name, text[start:end], start, end, float(share)) if share > 0.5 else None
        return Reading(tuple(cues), *names, outcome=outcome)

    def told(self, doc: Document, units: Sequence[Unit]) -> Told:
        """Return how surely a text tells either outcome, and the sentence that does."""
        sentences = in_sentences(doc, units) or [list(units)]
        odds = np.stack([tell.log_odds(sentences) for tell in self.outcomes_.values()])
        words = doc.sentences[int(odds.max(axis=0).argmax())] if doc.sentences else (0, len(doc.words))
        return Told(dict(zip(self.outcomes_, odds.max(axis=1).tolist(), strict=True)), words)

    def log_odds(
        self, doc: Document, claimed_caller: str | None = None, recipient: str | None = None
    ) -> dict[Answer, float]:
        """Return the log-odds of each answer that this reader knows, of ``CALL`` and of ``OUTCOMES``.

        Parameters
        ----------
        doc : Document
        claimed_caller, recipient : str, optional
            Names, where known.
        """
        parsed = self._parse(doc)
        parties = self.parties_.choose(doc, parsed.entities, claimed_caller, recipient)
        found, _ = self._probabilities(parsed, parties)
        share = np.clip(found, _LEAST_SHARE, 1 - _LEAST_SHARE)
        odds = dict(zip(self.answers_, np.log(share / (1 - share)).tolist(), strict=True))
        units = anonymous(doc, parsed.phrases)
        return {**odds, CALL: float(self.scope_.log_odds([units])[0]), **self.told(doc, units).log_odds}

    def _probabilities(self, parsed: _Parsed, parties: Parties) -> tuple[Scores, Scores]:
        """Return the probability of each answer, and its score in each clause."""
        wholes, (clauses,) = self.scorer_.score([self._rows(parsed, parties)])
        return self.decisions_.probabilities(summary(wholes[0], clauses)), clauses

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


def fit_outcomes(
    docs: Sequence[Document], units: Sequence[Sequence[Unit]], annotations: Sequence[Annotation]
) -> dict[Answer, Tell]:
    """Learn which sentences tell how it ended; all others, and those of look-alikes, don't."""
    sentences: list[list[Unit]] = []
    told: list[str | None] = []
    for doc, whole, annotation in zip(docs, units, annotations, strict=True):
        outcome, quote = annotation.outcome or (None, "")
        start, end = quote_span(doc.text, quote) if outcome else (0, 0)
        for (first, last), part in zip(doc.sentences, in_sentences(doc, whole), strict=True):
            low, high = doc.span(first, last)
            sentences.append(part)
            told.append(outcome if low < end and high > start else None)
    return {known: Tell().fit(sentences, [one == known.name for one in told]) for known in OUTCOMES}
