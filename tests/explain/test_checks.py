from math import log2

import pytest

from detector.codebook import EVIDENCE_FIELDS
from detector.explain import next_checks
from detector.risk import risk_at

SELF_REPORT = {"report_source": "recipient_personal", "recipient_position": "confirmed"}


@pytest.fixture
def checks(detector):
    return lambda values, prior=0.1: next_checks(values, prior, detector.model.scorecard(), detector.model.background)


def test_a_fresh_self_report_starts_with_asking_the_callers_office(checks):
    first = checks(SELF_REPORT)[0]
    assert first.field == "caller_position"
    assert "found independently" in first.check


def test_known_fields_and_fields_that_cannot_tell_are_not_asked(checks):
    asked = {check.field for check in checks(SELF_REPORT)}
    assert not asked & {"report_source", "recipient_position", "days_call_to_report", "medium"}


def test_checks_are_ranked_by_expected_bits(checks):
    bits = [check.expected_bits for check in checks({})]
    assert bits == sorted(bits, reverse=True)
    assert min(bits) > 0


def test_risk_after_an_answer_is_the_risk_with_that_answer(checks, detector):
    check = next(check for check in checks(SELF_REPORT, 0.2) if check.field == "caller_position")
    answered = detector.score(evidence={**SELF_REPORT, "caller_position": "denied"}, prior=0.2)
    assert check.if_answered["denied"] == pytest.approx(answered.risk, abs=1e-12)
    assert set(check.if_answered) == {"confirmed", "denied", "declined_to_comment", "no_answer_yet"}


def test_expected_bits_are_the_mean_divergence(checks, detector):
    check = next(check for check in checks({}) if check.field == "content")
    shares, prior = detector.model.background.answers["content"], 0.1
    expected = 0.0
    for answer, (authentic, other) in shares.items():
        risk = check.if_answered[answer]
        chance = (1 - prior) * authentic + prior * other
        expected += chance * (risk * log2(risk / prior) + (1 - risk) * log2((1 - risk) / (1 - prior)))
    assert check.expected_bits == pytest.approx(expected, abs=1e-12)


def test_shares_of_answers_add_up_in_each_class(detector):
    answers = detector.model.background.answers
    assert set(answers) == {field.name for field in EVIDENCE_FIELDS}
    for shares in answers.values():
        for label in (0, 1):
            assert sum(pair[label] for pair in shares.values()) == pytest.approx(1)


def test_nothing_is_expected_where_the_risk_is_settled(checks):
    settled = {check.field: check.expected_bits for check in checks({}, 1e-9)}
    assert max(settled.values()) < 1e-6
    assert risk_at(1e-9, 0) == 1e-9
