"""A small convolutional network, taught by the encoder what to say of many texts; needs torch.

It learns from the annotations and from what the encoder makes of the same units, composed texts
among them (Hinton et al. 2015, "Distilling the knowledge in a neural network"). Its word vectors
start as the base model's, drawn together.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

from .composing import compose
from .convolution import STEM, STEPS, UNKNOWN, Convolution, found, stem
from .cues import Annotation
from .finetune import base_embeddings, base_vocabulary, batches
from .labels import CALL
from .learning import Lesson, careless, composed_example, example, lesson
from .sight import Eyes
from .units import N_SIDES, Scores

_SEED = 7
_VECTOR, _WIDTH = 48, 64
_EPOCHS, _BATCH = 6, 32
_RATE_OF_VECTORS, _RATE = 2e-3, 3e-3
_SHOWN = 2  # times that an original text is shown, each time with other stand-ins
_LONGEST = 400  # units of one text that it learns from
_AT_LEAST = 2  # times that a word must stand in the texts to have a vector, if the base model has none for it


class Shown(NamedTuple):
    """A lesson, and the encoder's log-odds for its units."""

    lesson: Lesson
    rows: list[int]
    taught: Scores


def distilled(
    teacher: Eyes,
    texts: Sequence[str],
    annotations: Sequence[Annotation],
    phrases: Sequence[Mapping[str, Any]],
    n_composed: int,
) -> Eyes:
    """Return eyes with a small network, taught by eyes with a large one."""
    torch.set_num_threads(1)
    chance = random.Random(_SEED)
    columns = {known: k for k, known in enumerate(teacher.answers)}
    lessons = [
        lesson(example(text, annotation, teacher.common, careless(text, chance)), columns, chance)
        for text, annotation in zip(texts, annotations, strict=True)
        for _ in range(_SHOWN if annotation.complete and not annotation.augmented else 1)
    ]
    composed = (composed_example(compose(phrases, chance), teacher.common) for _ in range(n_composed))
    lessons = [_cut(one) for one in (*lessons, *(lesson(one, columns, chance) for one in composed)) if one.units]
    rows, vectors = vocabulary(unit.text for one in lessons for unit in one.units)
    shown = [Shown(one, found(rows, one.units), teacher.network.scores(one.units)) for one in lessons]
    network = fit(Network(torch.from_numpy(vectors.astype(np.float32)), len(columns) + N_SIDES), shown, columns[CALL])
    return Eyes(network.exported(rows), teacher.answers, teacher.common)


def _cut(one: Lesson) -> Lesson:
    return one._replace(units=one.units[:_LONGEST], sides=one.sides[:_LONGEST], carried=one.carried[:_LONGEST])


def vocabulary(words: Iterable[str]) -> tuple[dict[str, int], npt.NDArray[np.float16]]:
    """Return the row of each word and stem, and the vectors: the base model's, in fewer dimensions."""
    counts, base = Counter(words), base_vocabulary()
    whole = [word for word in base.words() if word.isalpha() and len(word) > 1]
    known = list(dict.fromkeys([*(word for word, count in counts.items() if count >= _AT_LEAST), *whole]))
    embeddings = base_embeddings()
    vectors = np.stack([embeddings[base.numbers(word)].mean(axis=0) for word in known])
    by_stem: dict[str, list[int]] = {}
    for row, word in enumerate(known):
        if len(word) >= STEM:
            by_stem.setdefault(stem(word), []).append(row)
    means = [vectors[rows].mean(axis=0) for rows in by_stem.values()]
    centred = np.concatenate([np.zeros((1, vectors.shape[1])), vectors - vectors.mean(0), means - vectors.mean(0)])
    _, axes = np.linalg.eigh(np.cov(centred.T))
    small = centred @ axes[:, -_VECTOR:]
    rows = {word: row for row, word in enumerate([*known, *by_stem], UNKNOWN + 1)}
    return rows, (small / small.std()).astype(np.float16)


class Network(nn.Module):
    """What `Convolution` runs."""

    def __init__(self, vectors: torch.Tensor, n_outputs: int) -> None:
        super().__init__()
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=False)
        widths = [vectors.shape[1], *[_WIDTH] * len(STEPS)]
        self.layers = nn.ModuleList(
            nn.Conv1d(before, _WIDTH, 3, padding=step, dilation=step)
            for before, step in zip(widths, STEPS, strict=False)
        )
        self.head = nn.Linear(_WIDTH, n_outputs)
        nn.init.constant_(self.head.bias, -3.0)
        self.dropout = nn.Dropout(0.1)

    def forward(self, rows: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return scores (batch, units, outputs)."""
        hidden = self.dropout(self.vectors(rows)).transpose(1, 2) * mask[:, None]
        for number, layer in enumerate(self.layers):
            seen = torch.relu(layer(hidden)) * mask[:, None]
            hidden = hidden + seen if number else seen
        scores: torch.Tensor = self.head(self.dropout(hidden.transpose(1, 2)))
        return scores

    def exported(self, rows: Mapping[str, int]) -> Convolution:
        """Return the weights for numpy."""
        state = {name: value.detach().numpy() for name, value in self.state_dict().items()}
        layers = [
            (state[f"layers.{k}.weight"].transpose(2, 1, 0).reshape(-1, _WIDTH), state[f"layers.{k}.bias"])
            for k in range(len(STEPS))
        ]
        vectors = state["vectors.weight"].astype(np.float16)
        return Convolution(dict(rows), vectors, layers, (state["head.weight"].T.copy(), state["head.bias"]))


def loss(scores: torch.Tensor, mask: torch.Tensor, some: Sequence[Shown], call: int) -> torch.Tensor:
    """Cross-entropy with the annotations and with the encoder, of the units and of their maximum over the text."""
    shape = (*mask.shape, scores.shape[2] - N_SIDES)
    taught, carried = torch.full(scores.shape, -30.0), torch.zeros(shape)
    for k, (one, _, said) in enumerate(some):
        taught[k, : len(said)] = torch.from_numpy(said)
        carried[k, : len(said)] = torch.from_numpy(one.carried)
    whole = torch.from_numpy(np.stack([one.whole for one, _, _ in some]))
    known = torch.from_numpy(np.stack([one.known for one, _, _ in some]))
    of_units = known.clone()
    of_units[:, call] = 0.0  # no unit in particular tells of a call
    ours, theirs = scores[..., N_SIDES:], taught[..., N_SIDES:].sigmoid()
    highest, their_highest = (ours - 1e4 * (1 - mask[..., None])).amax(1), theirs.amax(1)
    units = cross_entropy(ours, theirs, reduction="none")
    units = units + cross_entropy(ours, carried, reduction="none") * of_units[:, None]
    wholes = cross_entropy(highest, their_highest, reduction="none")
    wholes = wholes + cross_entropy(highest, whole, reduction="none") * known
    sides = -(taught[..., :N_SIDES].softmax(-1) * scores[..., :N_SIDES].log_softmax(-1)).sum(-1)
    by_unit = (units.sum(-1) + 2.0 * sides) * mask
    return by_unit.sum() / mask.sum() + 0.3 * wholes.sum(-1).mean()


def fit(network: Network, shown: Sequence[Shown], call: int) -> Network:
    """Train in place."""
    torch.manual_seed(_SEED)
    shuffler = random.Random(_SEED)
    steps = _EPOCHS * -(-len(shown) // _BATCH)
    vectors, rest = list(network.vectors.parameters()), [*network.layers.parameters(), *network.head.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": vectors, "lr": _RATE_OF_VECTORS}, {"params": rest, "lr": _RATE}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.05 * steps), max(0.0, (steps - step) / (0.95 * steps)))
    )
    network.train()
    for _ in range(_EPOCHS):
        for some in batches(shown, _BATCH, shuffler, lambda one: len(one.rows)):
            longest = max(len(one.rows) for one in some)
            rows, mask = torch.zeros(len(some), longest, dtype=torch.long), torch.zeros(len(some), longest)
            for k, one in enumerate(some):
                rows[k, : len(one.rows)] = torch.tensor(one.rows)
                mask[k, : len(one.rows)] = 1.0
            value = loss(network(rows, mask), mask, some, call)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    network.eval()
    return network
