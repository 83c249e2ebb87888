import random

import pytest

from detector import paths
from detector.codebook import FIELDS
from detector.reading.composing import compose, load_phrases
from detector.reading.units import Side

PHRASES = load_phrases(paths.shipped_datasets() / "phrases.jsonl")


def test_the_bank_has_every_value_of_every_field_but_roles():
    have = {(name, str(value)) for phrase in PHRASES for name, (value, _) in phrase["evidence"].items()}
    for name, field in FIELDS.items():
        if not field.in_days and not name.endswith("_role"):
            assert {(name, value.name) for value in field.values} <= have, name


@pytest.mark.parametrize("seed", range(50))
def test_annotations_stand_where_they_say(seed):
    composed = compose(PHRASES, random.Random(seed))
    assert "{" not in composed.text
    for name, (_, start, end) in composed.stated.items():
        assert composed.text[start:end].strip() == composed.text[start:end] != "", name
    for spans in composed.mentions.values():
        for start, end in spans:
            assert not composed.text[start - 1 : start].isalnum()
            assert not composed.text[end : end + 1].isalnum()


def test_a_quote_is_filled_like_its_sentence():
    phrase = {"kind": "lead", "text": "{C} rang {R}.", "evidence": {"medium": ("phone", "rang {R}")}}
    composed = compose([phrase], random.Random(3))
    value, start, end = composed.stated["medium"]
    (callee,) = composed.mentions[Side.RECIPIENT]
    assert (value, composed.text[start:end]) == ("phone", f"rang {composed.text[slice(*callee)]}")


def test_words_of_ones_own_for_a_party_are_mentions_too():
    phrase = {
        "kind": "lead",
        "text": "{C} rang the nuns of {R_place}.",
        "evidence": {},
        "mentions": {"R": ["the nuns"]},
    }
    composed = compose([phrase], random.Random(3))
    (callees,) = composed.mentions[Side.RECIPIENT]
    assert composed.text[slice(*callees)] == "the nuns"


def test_bystanders_have_names_and_titles_and_are_nobodys():
    phrase = {"kind": "lead", "text": "{P1}, {P1_role}, saw {P3}.", "evidence": {}}
    composed = compose([phrase], random.Random(3))
    assert "{" not in composed.text
    assert not any(composed.mentions.values())
