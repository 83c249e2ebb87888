import pytest

from detector.explain import notices, summary
from detector.schema import Contribution


def contributions(**log_odds):
    values = {"caller_position": "denied", "content": "odd", "identity_check": "verified", "claim_denied": "yes"}
    return [Contribution(field=name, value=values[name], log_odds=weight) for name, weight in log_odds.items()]


def test_summary_says_the_strongest_reasons_and_what_they_come_to():
    said = summary("high", 0.6, 12.18, contributions(content=0.4, caller_position=1.5, claim_denied=1.1))
    assert said == (
        "High risk (60 %): the claimed caller's side denies the call, and the recipient's side tells of a call that the "
        "claimed caller's side denies; all in all 12 times as typical of calls that were not authentic as of real ones."
    )


def test_summary_of_a_low_risk_speaks_of_real_calls():
    said = summary("low", 0.004, 0.2, contributions(identity_check=-2.0, content=0.4))
    assert said.startswith("Low risk (under 1 %): checked and found right; all in all 5 times as typical of real calls")


def test_summary_without_evidence_stays_at_the_prior():
    assert summary("undetermined", 0.1, 1.0, contributions(content=0.0)) == (
        "Not enough to tell: nothing here bears on who was on the line, so the risk stays at the prior, 10 %."
    )


@pytest.mark.parametrize(
    ("band", "weights", "codes"),
    [
        ("undetermined", {}, ["too_little_evidence"]),
        ("high", {"caller_position": 1.5}, []),
        ("undetermined", {"caller_position": 1.5, "identity_check": -1.2}, ["contradictory_evidence"]),
    ],
)
def test_notices_say_why_it_cannot_tell(band, weights, codes):
    assert [notice.code for notice in notices(band, contributions(**weights), False, False)] == codes


def test_a_text_that_names_nobody_is_remarked_upon():
    assert [notice.code for notice in notices("high", contributions(caller_position=2.0), True, False)] == [
        "no_parties_named"
    ]
