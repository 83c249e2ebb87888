"""What it was like before: past incidents whose evidence looks alike."""

from collections.abc import Mapping
from typing import Any

from ..codebook import FIELDS, UNKNOWN
from ..schema import SimilarCase
from .background import Background

N_CASES = 5


def similar_cases(values: Mapping[str, str | int], background: Background) -> list[SimilarCase]:
    """Return the nearest incidents, the most similar first.

    Similarity is the share of what is known of this report that is the same in the incident
    (days count as the same within one range of the codebook); of equals, the incident with
    fewer answers besides comes first. The nearest authentic and the nearest other call are
    always among them: people who are shown only hoaxes learn to distrust real calls. Without
    evidence there is nothing to compare, and none is returned.
    """
    known = _answers(values)
    if not known:
        return []
    nearest: dict[str, tuple[tuple[float, int], dict[str, Any]]] = {}
    for case in background.cases:
        other = _answers(case["evidence"])
        rank = len(known & other) / len(known), -len(other)
        if case["id"] not in nearest or rank > nearest[case["id"]][0]:
            nearest[case["id"]] = rank, case
    ranked = sorted(nearest.values(), key=lambda found: found[0], reverse=True)
    real = [found for found in ranked if found[1]["outcome"] == "authentic"]
    not_real = [found for found in ranked if found[1]["outcome"] not in ("authentic", "unresolved")]
    chosen = real[:1] + not_real[:1]
    chosen += [found for found in ranked if found not in chosen][: N_CASES - len(chosen)]
    return [
        SimilarCase(
            id=case["id"],
            title=case["title"],
            outcome=case["outcome"],
            similarity=rank[0],
            sources=case["sources"],
        )
        for rank, case in sorted(chosen, key=lambda found: found[0], reverse=True)
    ]


def _answers(values: Mapping[str, str | int]) -> set[tuple[str, str]]:
    return {(name, FIELDS[name].category(value)) for name, value in values.items() if value != UNKNOWN}
