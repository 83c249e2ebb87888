"""From annotations to what the models learn: parties, values of texts, values of clauses."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..codebook import FIELDS
from .clauses import Document
from .cues import Annotation, Value
from .parties import Parties, match_name
from .people import Entity

Labels = npt.NDArray[np.bool_]


# What several answers have in common is easier to learn from few texts than each alone: that
# somebody wished for the call, that either side denied it.
_SHARED = (
    ("prior_public_request", "_asked"),
    ("_position", "denied"),
    ("_position", "confirmed"),
    ("_position", "no_answer_yet"),
    ("_position", "declined_to_comment"),
    ("report_source", "_personal"),
    ("report_source", "_office"),
)

# Rare and one-sided in any collection: the same words with the sides swapped say the other.
_MIRRORED = (
    (("prior_public_request", "recipient_asked"), ("prior_public_request", "caller_asked")),
    (("caller_position", "denied"), ("recipient_position", "denied")),
)


class Answer(NamedTuple):
    """A value of a field as a model sees it; day counts from two days on are all ``more``."""

    field: str
    name: str


CALL = Answer("call", "reported")  # no field of the codebook: whether there is a call at all
OUTCOMES = (Answer("outcome", "authentic"), Answer("outcome", "not_authentic"))  # how it ended, where the text tells


def answer(field: str, value: Value) -> Answer:
    """Return what ``value`` is to the models.

    >>> answer("days_call_to_report", 5)
    Answer(field='days_call_to_report', name='more')
    """
    if FIELDS[field].in_days and int(value) > 1:
        return Answer(field, "more")
    return Answer(field, str(value))


def annotated_parties(doc: Document, entities: Sequence[Entity], annotation: Annotation) -> Parties:
    """Find the annotated people among the entities: by name, else by the words that tell their role."""
    found: list[Entity | None] = []
    for name, role in ((annotation.claimed_caller, "caller_role"), (annotation.recipient, "recipient_role")):
        entity = match_name(name, entities)
        if entity is None and role in annotation.cues:
            start, end = quote_span(doc.text, annotation.cues[role][1])
            entity = next(
                (e for e in entities for a, b in e.mentions if doc.starts[a] < end and doc.ends[b - 1] > start), None
            )
        found.append(entity)
    caller, recipient = found
    return caller, None if recipient is caller else recipient


def quote_span(text: str, quote: str) -> tuple[int, int]:
    """Return where ``quote`` stands first in ``text``; an empty span where it does not."""
    start = text.find(quote)
    return (start, start + len(quote)) if start >= 0 else (0, 0)


def text_labels(annotations: Sequence[Annotation], answers: Sequence[Answer]) -> Labels:
    """Return a row a text, a column an answer."""
    column = {known: k for k, known in enumerate(answers)}
    labels = np.zeros((len(annotations), len(answers)), bool)
    for row, annotation in enumerate(annotations):
        for field, (value, _) in annotation.cues.items():
            labels[row, column[answer(field, value)]] = True
    return labels


def clause_labels(docs: Sequence[Document], annotations: Sequence[Annotation], answers: Sequence[Answer]) -> Labels:
    """Return a row a clause: True where the clause and the annotated quote share at least half of the shorter."""
    column = {known: k for k, known in enumerate(answers)}
    labels = np.zeros((sum(len(doc.clauses) for doc in docs), len(answers)), bool)
    base = 0
    for doc, annotation in zip(docs, annotations, strict=True):
        spans = np.array([doc.span(c.first, c.last) for c in doc.clauses]).reshape(-1, 2)
        for field, (value, quote) in annotation.cues.items():
            start, end = quote_span(doc.text, quote)
            shared = np.minimum(spans[:, 1], end) - np.maximum(spans[:, 0], start)
            enough = shared * 2 >= np.minimum(spans[:, 1] - spans[:, 0], end - start)
            labels[base : base + len(spans), column[answer(field, value)]] = enough & (shared > 0)
        base += len(spans)
    return labels


def shared_columns(answers: Sequence[Answer]) -> list[list[int]]:
    """Return the columns of the answers that have something in common."""
    return [
        [k for k, known in enumerate(answers) if known.field.endswith(field) and known.name.endswith(name)]
        for field, name in _SHARED
    ]


def with_shared(labels: Labels, shared: Sequence[Sequence[int]]) -> Labels:
    """Append a column for what answers have in common."""
    return np.column_stack([labels, *(labels[:, columns].any(axis=1) for columns in shared)])


def mirrored_columns(answers: Sequence[Answer]) -> list[tuple[int, int]]:
    """Return pairs of columns that become each other when caller and recipient are swapped."""
    column = {tuple(known): k for k, known in enumerate(answers)}
    return [(column[one], column[other]) for one, other in _MIRRORED if one in column and other in column]
