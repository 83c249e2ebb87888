from math import exp, log

import pytest
from hypothesis import given
from strategies import evidence, priors

from detector import Detector, ReportError
from detector.codebook import FIELDS

BOTH = (
    "Downing Street and the Elysee both published accounts of a telephone call between the British prime minister and the"
    " French president on Tuesday. The prime minister's spokesman said the two leaders spoke for half an hour about fishing"
    " rights. The president's office confirmed the call and said that they had discussed fishing rights; the two readouts"
    " agree. The call had been arranged by the two offices."
)


@given(values=evidence, prior=priors)
def test_contributions_sum_to_the_weight_and_the_weight_gives_the_risk(detector, values, prior):
    a = detector.score(evidence=values, prior=prior)
    assert sum(c.log_odds for c in a.contributions) == pytest.approx(a.weight_of_evidence, abs=1e-9)
    log_odds = log(prior / (1 - prior)) + a.weight_of_evidence
    assert a.risk == pytest.approx(1 / (1 + exp(-log_odds)), abs=1e-9)
    assert a.likelihood_ratio == pytest.approx(exp(a.weight_of_evidence), rel=1e-9)
    assert a.interval[0] <= a.risk <= a.interval[1]
    for other, risk in a.risk_at_prior.items():
        assert risk == pytest.approx(
            1 / (1 + exp(-log(float(other) / (1 - float(other))) - a.weight_of_evidence)), abs=1e-9
        )


@given(values=evidence, prior=priors)
def test_what_contributes_is_known_and_no_context(detector, values, prior):
    a = detector.score(evidence=values, prior=prior)
    known = {name for name, value in values.items() if value != "unknown" and not FIELDS[name].context}
    assert {c.field for c in a.contributions} - {"claim_denied", "invented_call"} == known


@given(prior=priors)
def test_no_evidence_gives_exactly_the_prior(detector, prior):
    for nothing in ({}, {"medium": "video", "caller_role": "royalty"}, {"content": "unknown"}):
        a = detector.score(evidence=nothing, prior=prior)
        assert (a.risk, a.weight_of_evidence, a.band) == (prior, 0, "undetermined")
        assert "too_little_evidence" in [notice.code for notice in a.notices]


@given(values=evidence)
def test_a_denial_by_the_callers_side_never_lowers_the_risk(detector, values):
    silent = {**values, "caller_position": "unknown"}
    assert detector.score(evidence={**silent, "caller_position": "denied"}).risk >= detector.score(evidence=silent).risk


@given(values=evidence)
def test_the_recipients_word_alone_never_lowers_the_risk(detector, values):
    silent = {**values, "recipient_position": "unknown"}
    assert (
        detector.score(evidence={**silent, "recipient_position": "confirmed"}).risk
        >= detector.score(evidence=silent).risk
    )


def test_a_call_that_both_sides_confirm_alike_is_low(detector):
    a = detector.score(BOTH)
    assert a.band == "low"
    assert a.evidence["caller_position"].value == "confirmed"
    assert a.evidence["recipient_position"].value == "confirmed"


def test_given_beats_read(detector):
    a = detector.score(BOTH, evidence={"caller_position": "denied"})
    assert (a.evidence["caller_position"].value, a.evidence["caller_position"].origin) == ("denied", "given")
    assert a.evidence["recipient_position"].origin == "read"


def test_given_as_unknown_beats_read_but_an_unread_item_does_not(detector):
    said = detector.score(BOTH, evidence={"caller_position": "unknown"})
    assert said.evidence["caller_position"].value == "unknown"
    sent_back = detector.score(BOTH, evidence={"caller_position": {"value": "unknown", "origin": "none"}})
    assert sent_back.evidence["caller_position"].value == "confirmed"


def test_evidence_as_returned_gives_the_same_risk_without_the_text(detector):
    first = detector.score(BOTH)
    again = detector.score(evidence=first.as_json()["evidence"])
    assert again.risk == first.risk
    assert again.evidence == first.evidence


def test_quotes_stand_where_the_offsets_say(detector, frame):
    for text in frame["text"].iloc[::40]:
        for name, item in detector.read(text).items():
            if item.origin == "read":
                assert text[item.start : item.end] == item.quote, name


def test_offsets_count_code_points(detector):
    plain = detector.read(BOTH)
    shifted = detector.read("😀😀 " + BOTH)
    assert shifted["caller_position"].value == plain["caller_position"].value
    for item in shifted.values():
        if item.origin == "read":
            assert ("😀😀 " + BOTH)[item.start : item.end] == item.quote


def test_a_text_without_a_call_has_no_risk(detector):
    a = detector.score("Peel the potatoes, cut them into slices and fry them in butter until they are golden.")
    assert (a.in_scope, a.risk, a.band, a.interval, a.weight_of_evidence) == (False, None, None, None, None)
    assert (a.contributions, a.next_checks, a.similar_cases) == ([], [], [])
    assert [notice.code for notice in a.notices] == ["no_call_reported"]


def test_evidence_is_scored_whatever_the_text(detector):
    a = detector.score("Peel the potatoes and fry them.", evidence={"caller_position": "denied"})
    assert a.risk > 0.1
    assert a.notices[0].code == "no_call_reported"


def test_many_reports_come_back_in_order(detector):
    reports = [BOTH, {"evidence": {"caller_position": "denied"}}, {"text": BOTH, "prior": 0.5}]
    answers = detector.score_many(reports)
    assert answers == [
        detector.score(BOTH),
        detector.score(evidence={"caller_position": "denied"}),
        detector.score(BOTH, prior=0.5),
    ]


def test_a_desks_own_prior_is_the_default(detector):
    assert Detector(detector.model, prior=0.3).score(evidence={}).risk == 0.3


def test_names_that_are_given_are_kept(detector):
    a = detector.score(BOTH, claimed_caller="The prime minister", recipient="The president")
    assert (a.claimed_caller, a.recipient) == ("The prime minister", "The president")


def test_a_wrong_report_says_everything_that_is_wrong(detector):
    with pytest.raises(
        ReportError, match=r"prior: .*evidence\.caller_position|evidence\.caller_position: .*prior"
    ) as caught:
        detector.score("x", evidence={"caller_position": "maybe"}, prior=2)
    assert {fault.field for fault in caught.value.faults} == {"evidence.caller_position", "prior"}


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00", "call " * 9_000, "🤙 call", "(" * 50_000, "اتصل الرئيس call", "<p>He rang.</p>"]
)
def test_hostile_text_is_answered(detector, text):
    assert detector.score(text).model.version == detector.model.version


TOLD = [
    "The governor took a call from the president of Ukraine on Monday. "
    "Two comedians said on Wednesday that they had made the call and published it.",
    pytest.param(
        "The singer had said that the president telephoned her, and the president's office denied it. "
        "Two radio hosts admitted on Friday that they had made the call.",
        # A regression that is measured and not mended: 27 % of the ends told in datasets/outcomes.jsonl are overlooked
        # in folds. There 89 of the 108 texts with "admit" are look-alikes, and the encoders see such texts in a fifth
        # to a half of their passes. Strict, so that a reader taught better has to take this mark away.
        marks=pytest.mark.xfail(
            reason="the shipped encoders take an admission after a denial for one of the many look-alikes that taught them;"
            " they must be taught anew with more told ends (models/README.md, told outcomes)",
            strict=True,
        ),
    ),
]


@pytest.mark.parametrize("text", TOLD)
def test_a_told_outcome_is_said_and_settles_nothing(detector, text):
    a = detector.score(text)
    (notice,) = [notice for notice in a.notices if notice.code == "outcome_stated"]
    assert notice.quote in text[text.index("Two ") :]
    assert "not authentic" in notice.message
    assert a.band == "undetermined"
    assert a.risk is not None


def test_another_language_is_named(detector):
    a = detector.score("Le président de la région affirme avoir reçu mardi soir un appel téléphonique du ministre.")
    assert (a.in_scope, a.risk) == (False, None)
    (notice,) = a.notices
    assert notice.code == "unsupported_language"
    assert "French" in notice.message
