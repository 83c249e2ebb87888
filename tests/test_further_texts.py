"""The texts about scope and about told outcomes are what the datasheet says."""

import json
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "datasets"


def rows(name):
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", ["scope.jsonl", "outcomes.jsonl"])
def test_ids_and_texts_are_unique(name):
    for key in ("id", "text"):
        assert max(Counter(row[key] for row in rows(name)).values()) == 1


def test_counts_of_scope():
    assert Counter(row["reason"] for row in rows("scope.jsonl")) == {
        "no_call_reported": 777,
        "unsupported_language": 24,
        None: 298,
    }
    assert all(row["in_scope"] is (row["reason"] is None) for row in rows("scope.jsonl"))


def test_counts_of_outcomes():
    assert Counter(row["outcome"] for row in rows("outcomes.jsonl")) == {
        "not_authentic": 465,
        "authentic": 297,
        None: 489,
    }


def test_a_told_outcome_has_its_quote_and_a_look_alike_has_none():
    for row in rows("outcomes.jsonl"):
        if row["outcome"] is None:
            assert row["quote"] is None, row["id"]
            assert row["lookalike"], row["id"]
        else:
            assert row["text"].count(row["quote"]) == 1, row["id"]
            assert row["how"], row["id"]
