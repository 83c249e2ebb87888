"""Fine-tuning learns, and what it exports says what the network says. Needs the extra ``train-reader``."""

import os
import random

import numpy as np
import pytest

if "torch" in os.environ.get("CALLRISK_REQUIRE", ""):
    import torch
else:
    torch = pytest.importorskip("torch")

from detector.reading import distil, finetune, fitting
from detector.reading.cues import Annotation
from detector.reading.documents import parse
from detector.reading.learning import answers, careless, example, lesson, rows
from detector.reading.people import common_words
from detector.reading.sight import Eyes
from detector.reading.units import N_SIDES, Unit

pytestmark = pytest.mark.filterwarnings("ignore")  # the exporter warns of what it does not need
TEXTS = ["Ivo Brandt rang Lena Oduya. His office denied it.", "Lena Oduya took a video call from Ivo Brandt."]
ANNOTATIONS = [
    Annotation({"medium": ("phone", "rang")}, mentions={"caller": ["Ivo Brandt"], "recipient": ["Lena Oduya"]}),
    Annotation({"medium": ("video", "video call")}, mentions={"caller": ["Ivo Brandt"], "recipient": ["Lena Oduya"]}),
]
COLUMNS = {known: k for k, known in enumerate(answers())}
COMMON = common_words(parse(text) for text in TEXTS)


@pytest.fixture(scope="module")
def vocabulary():
    return finetune.base_vocabulary()


@pytest.fixture(scope="module")
def network(vocabulary):
    chance = random.Random(0)
    examples = [example(text, annotation, COMMON) for text, annotation in zip(TEXTS, ANNOTATIONS, strict=True)]
    epochs = [
        [row for one in examples for row in rows(lesson(one, COLUMNS, chance), COLUMNS, vocabulary)] for _ in range(30)
    ]
    return finetune.fit(finetune.Network(len(COLUMNS) + N_SIDES), epochs, seed=0, batch=2)


def test_two_texts_are_learned_by_heart(network, vocabulary):
    encoder = finetune.export(network, vocabulary)
    for text, right in zip(TEXTS, ("phone", "video"), strict=True):
        units = [Unit(word.lower(), k) for k, word in enumerate(parse(text).words)]
        highest = encoder.scores(units)[:, N_SIDES:].max(axis=0)
        scores = {known.name: highest[k] for known, k in COLUMNS.items() if known.field == "medium"}
        assert max(scores, key=scores.get) == right


def test_eight_bits_say_what_the_network_says(network, vocabulary):
    units = [Unit(word, k) for k, word in enumerate("smith took a video call from johnson .".split())]
    ids, _ = vocabulary.pieces(units)
    with torch.no_grad():
        whole = network(torch.from_numpy(finetune.framed(ids))[None], torch.ones(1, len(ids) + 2))[0, 1:-1].numpy()
    small = finetune.export(network, vocabulary).scores(units)
    assert np.corrcoef(whole.ravel(), small.ravel())[0, 1] > 0.98


def test_word_embeddings_stay_as_they_are(network):
    fresh = finetune.Network(3)
    torch.testing.assert_close(
        network.body.embeddings.word_embeddings.weight, fresh.body.embeddings.word_embeddings.weight
    )


def test_careless_typing_keeps_every_offset():
    shown = {careless(TEXTS[0], random.Random(seed)) for seed in range(100)}
    assert {len(text) for text in shown} == {len(TEXTS[0])}
    assert {TEXTS[0], TEXTS[0].lower(), TEXTS[0].upper()} <= shown


def test_the_small_network_says_in_numpy_what_it_says_in_torch(network, vocabulary):
    rows_of, vectors = distil.vocabulary(["rang", "rang", "presidnet"])
    small = distil.Network(torch.from_numpy(vectors.astype(np.float32)), len(COLUMNS) + N_SIDES).eval()
    units = [Unit(word, k) for k, word in enumerate("smith rang johnson , says the presidnet .".split())]
    found = torch.tensor([distil.found(rows_of, units)])
    with torch.no_grad():
        expected = small(found, torch.ones(found.shape))[0].numpy()
    np.testing.assert_allclose(small.exported(rows_of).scores(units), expected, atol=0.02)  # vectors have 16 bits


def test_the_small_network_learns_what_the_encoder_says(network, vocabulary):
    eyes = Eyes(finetune.export(network, vocabulary), list(COLUMNS), COMMON)
    phrases = [{"kind": "lead", "text": "{C} rang {R}.", "evidence": {}}]
    fast = distil.distilled(eyes, TEXTS * 60, ANNOTATIONS * 60, phrases, n_composed=3)
    for text in TEXTS:
        theirs, ours = (known.see(parse(text)).views[:, 0] for known in (eyes, fast))
        assert np.corrcoef(theirs, ours)[0, 1] > 0.8


def test_both_readers_are_fitted_and_read_each_text_without_its_fold(monkeypatch):
    monkeypatch.setattr(fitting, "N_COMPOSED", 4)
    monkeypatch.setattr(fitting, "N_DISTILLED", 2)
    monkeypatch.setattr(fitting, "COURSES", ((1, 0, 0, 0), (1, 1, 2, 7)))
    phrases = [{"kind": "lead", "text": "{C} rang {R}.", "evidence": {}}]
    texts = [f"{text} It was number {k}." for k in range(6) for text in TEXTS]
    fitted = fitting.fit_both(texts, ANNOTATIONS * 6, [k % 3 for k in range(12)], phrases, n_jobs=1)
    for reader, unseen in (
        (fitted.precise, fitted.unseen),
        (fitted.fast, fitted.unseen_by_fast),
        (fitted.precise, fitted.unseen_named),
    ):
        for text, reading in zip(texts, unseen, strict=True):
            assert all(text[cue.start : cue.end] == cue.quote for cue in (*reading.cues, *reader.read(text).cues))
