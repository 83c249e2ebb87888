import pytest

from detector.errors import ReportError
from detector.schema import parse_report


def faults(sent, **options):
    with pytest.raises(ReportError) as caught:
        parse_report(sent, **options)
    return {fault.field: fault.reason for fault in caught.value.faults}


def test_a_bare_value_is_given_evidence():
    report = parse_report({"evidence": {"caller_position": "denied", "days_call_to_report": 3}})
    assert report.given["caller_position"].value == "denied"
    assert report.given["days_call_to_report"].value == 3
    assert report.given["caller_position"].origin == "given"


def test_an_item_as_returned_is_kept_as_sent():
    item = {"value": "denied", "origin": "read", "quote": "denies it", "start": 4, "end": 13, "confidence": 0.5}
    assert parse_report({"evidence": {"caller_position": item}}).given["caller_position"].model_dump() == item


@pytest.mark.parametrize("unknown", [None, "unknown", {"value": "unknown", "origin": "none"}])
def test_unknown_can_be_said(unknown):
    report = parse_report({"evidence": {"days_call_to_report": unknown, "content": unknown}})
    assert {item.value for item in report.given.values()} == {"unknown"}


def test_every_fault_is_named_not_only_the_first():
    found = faults(
        {"text": " ", "evidence": {"caller_position": "maybe", "colour": "red"}, "prior": 1, "as_of": "soon", "who": 1}
    )
    assert found.keys() == {"text", "evidence.caller_position", "evidence.colour", "prior", "as_of", "who"}
    assert found["evidence.caller_position"].startswith("'maybe' is not one of its values: confirmed, denied")
    assert found["evidence.colour"].startswith("is no field of the codebook")
    assert found["who"] == "is no key of a report"


@pytest.mark.parametrize("prior", [0, 1, -0.1, 1.5, "0.1", True, float("nan"), float("inf")])
def test_prior_outside_its_range_is_refused(prior):
    assert faults({"evidence": {}, "prior": prior}) == {"prior": "should be a number above 0 and below 1"}


@pytest.mark.parametrize("days", [-1, 36_501, 1.5, True, "soon", [], {"a": 1}])
def test_days_that_are_no_count_are_refused(days):
    assert any(
        field.startswith("evidence.days_call_to_report")
        for field in faults({"evidence": {"days_call_to_report": days}})
    )


@pytest.mark.parametrize(
    ("as_of", "reason"),
    [
        ("2015-02-30", "no day of the calendar"),
        ("20150915", "YYYY-MM-DD"),
        (20150915, "YYYY-MM-DD"),
        ("2015-9-1", "YYYY-MM-DD"),
    ],
)
def test_as_of_wants_a_day(as_of, reason):
    assert reason in faults({"text": "x", "as_of": as_of})["as_of"]


def test_text_has_a_limit_in_code_points():
    assert parse_report({"text": "😀" * 50_000}).text == "😀" * 50_000
    assert faults({"text": "x" * 50_001})["text"] == "has 50,001 characters, 50,000 are allowed: shorten it"
    assert "3 are allowed" in faults({"text": "four"}, max_text=3)["text"]


@pytest.mark.parametrize("sent", [{}, {"text": None}, {"evidence": None}, {"prior": 0.1}])
def test_a_report_of_nothing_is_refused(sent):
    assert "neither text nor evidence" in faults(sent)["text"]


@pytest.mark.parametrize("sent", [None, [], "text", 3])
def test_what_is_no_object_is_refused(sent):
    with pytest.raises(ReportError, match="an object with the keys text and/or evidence"):
        parse_report(sent)


def test_unknown_origin_with_a_known_value_is_refused():
    sent = {"evidence": {"content": {"value": "odd", "origin": "none"}}}
    assert "origin 'none' goes with the value 'unknown'" in faults(sent)["evidence.content"]
