"""The behavioural suite is whole, and the shipped reader does as well on it as is claimed."""

from collections import Counter

import pytest

from detector import paths
from detector.behaviour import load_cases, passes, rates
from detector.codebook import FIELDS

CASES = load_cases(paths.shipped_datasets() / "behaviour.jsonl")
EXPECTED = {*FIELDS, "claimed_caller", "recipient", "in_scope", "outcome"}


def test_the_suite_is_large_and_its_cases_are_sound():
    assert len(CASES) >= 300
    assert len({case["capability"] for case in CASES}) >= 25
    assert max(Counter(case["text"] + case.get("other", "") for case in CASES).values()) == 1
    for case in CASES:
        for name, value in case.get("expect", {}).items():
            assert name in EXPECTED
            if name in FIELDS and value is not None and not FIELDS[name].in_days:
                assert value in {known.name for known in FIELDS[name].values}


def test_rates_are_shares_of_cases_that_pass():
    cases = [{"capability": "a"}, {"capability": "a"}, {"capability": "b"}]
    table = rates(cases, [True, False, True])
    assert table["rate"].to_dict() == {"a": 0.5, "b": 1.0, "all": pytest.approx(2 / 3)}


@pytest.mark.parametrize("capability", ["invariance: names", "invariance: countries", "invariance: gender"])
def test_names_countries_and_genders_change_nothing(detector, capability):
    assert [case["other"] for case in CASES if case["capability"] == capability and not passes(detector, case)] == []
