import json
from math import exp, log

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXT = "The singer said that the president had telephoned her. The president's office denied that there was a call."


def refused(reply, status, kind):
    """Check that a reply is a problem document of this kind, and return it."""
    assert (reply.status_code, reply.content_type) == (status, "application/problem+json")
    assert (reply.json["status"], reply.json["type"]) == (status, f"/problems/{kind}")
    assert reply.json["title"]
    assert reply.json["detail"]
    return reply.json


def test_a_text_is_answered_with_an_assessment(client):
    reply = client.post("/v1/score", json={"text": TEXT})
    assert (reply.status_code, reply.content_type) == (200, "application/json")
    a = reply.json
    assert list(a)[:5] == ["risk", "interval", "band", "summary", "in_scope"]
    assert a["risk"] == pytest.approx(
        1 / (1 + exp(-log(a["prior"] / (1 - a["prior"])) - a["weight_of_evidence"])), abs=1e-9
    )
    assert sum(c["log_odds"] for c in a["contributions"]) == pytest.approx(a["weight_of_evidence"], abs=1e-9)
    for item in a["evidence"].values():
        if item["origin"] == "read":
            assert TEXT[item["start"] : item["end"]] == item["quote"]
        else:
            assert item == {"value": "unknown", "origin": "none"}


def test_the_answer_has_every_key_of_the_contract(client):
    a = client.post("/v1/score", json={"evidence": {"caller_position": "denied"}}).json
    assert set(a) == {
        "risk", "interval", "band", "summary", "in_scope", "notices", "prior", "weight_of_evidence", "likelihood_ratio",
        "risk_at_prior", "claimed_caller", "recipient", "evidence", "contributions", "next_checks", "similar_cases", "model",
    }  # fmt: skip
    assert set(a["risk_at_prior"]) == {"0.02", "0.1", "0.3"}
    assert a["contributions"][0].keys() == {"field", "value", "log_odds"}
    assert a["next_checks"][0].keys() >= {"field", "question", "expected_bits", "if_answered"}
    assert a["similar_cases"][0].keys() == {"id", "title", "outcome", "similarity", "sources"}
    assert a["model"].keys() == {"version", "trained_at"}


def test_no_evidence_gives_the_prior(client):
    assert client.post("/v1/score", json={"evidence": {}}).json["risk"] == 0.1
    assert client.post("/v1/score", json={"evidence": {}, "prior": 0.25}).json["risk"] == 0.25


def test_the_answer_can_be_sent_back_as_evidence(client):
    first = client.post("/v1/score", json={"text": TEXT}).json
    again = client.post("/v1/score", json={"evidence": first["evidence"]}).json
    assert (again["risk"], again["evidence"]) == (first["risk"], first["evidence"])


def test_a_text_that_reports_no_call_is_a_200_without_a_risk(client):
    reply = client.post("/v1/score", json={"text": "Fry the potatoes in butter until they are golden."})
    assert reply.status_code == 200
    a = reply.json
    assert (a["in_scope"], a["risk"], a["interval"], a["band"], a["contributions"]) == (False, None, None, None, [])
    assert a["notices"][0]["code"] == "no_call_reported"


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "line 1 column 1"),
        (b'{"text": "x"', "line 1 column 13"),
        (b"{'text': 'x'}", "double quotes"),
        (b'{"text": "x", "prior": NaN}', "NaN is no JSON number"),
        (b'{"text": "\xff"}', "utf-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"prior": ' + b"9" * 5_000 + b"}", "integer"),
    ],
)
def test_what_is_not_json_is_refused_with_the_place(client, body, detail):
    reply = client.post("/v1/score", data=body, content_type="application/json")
    assert detail in refused(reply, 400, "bad-json")["detail"]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", None])
def test_another_media_type_is_refused(client, content_type):
    reply = client.post("/v1/score", data=b"{}", content_type=content_type)
    assert "send application/json" in refused(reply, 415, "unsupported-media-type")["detail"]


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "application/vnd.desk+json"])
def test_json_by_other_names_is_taken(client, content_type):
    assert client.post("/v1/score", data=b'{"evidence": {}}', content_type=content_type).status_code == 200


def test_unknown_keys_fields_and_values_are_all_named(client):
    sent = {"evidence": {"caller_position": "maybe", "colour": "red"}, "who": "me", "prior": 2, "as_of": "soon"}
    problem = refused(client.post("/v1/score", json=sent), 422, "invalid-report")
    assert {error["pointer"] for error in problem["errors"]} == {
        "#/evidence/caller_position", "#/evidence/colour", "#/who", "#/prior", "#/as_of",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "detail"),
    [
        ({"text": ""}, "text: is empty"),
        ({"text": "x" * 50_001}, "has 50,001 characters, 50,000 are allowed"),
        ({"text": "\U0001f4de" * 50_001}, "has 50,001 characters, 50,000 are allowed"),
        ({"text": 5}, "text: should be a valid string"),
        ({}, "neither text nor evidence"),
        ([], "A report is an object"),
        ("a call", "A report is an object"),
        ({"evidence": {}, "prior": 0}, "prior: should be a number above 0 and below 1"),
        ({"evidence": {}, "prior": 1}, "prior: should be a number above 0 and below 1"),
        ({"evidence": {"content": {"value": "odd", "colour": "red"}}}, "colour: is no key of an evidence item"),
        ({"evidence": {"days_call_to_report": -1}}, "not a whole number of days"),
        ({"evidence": "denied"}, "evidence: should be"),
        ({"evidence": {}, "claimed_caller": ""}, "claimed_caller: "),
    ],
)
def test_each_bad_report_gets_its_own_message(client, sent, detail):
    assert detail in refused(client.post("/v1/score", json=sent), 422, "invalid-report")["detail"]


def test_a_body_over_the_limit_is_refused(client):
    reply = client.post("/v1/score", data=b" " * 1_048_577, content_type="application/json")
    assert "1,048,576 bytes" in refused(reply, 413, "body-too-large")["detail"]


def test_the_longest_text_fits_the_body_in_any_encoding(client):
    escaped = b'{"text": "' + rb"\ud83d\udcde" * 50_000 + b'"}'
    assert client.post("/v1/score", data=escaped, content_type="application/json").status_code == 200


def test_other_methods_and_addresses_are_refused(client):
    reply = client.get("/v1/score")
    refused(reply, 405, "method-not-allowed")
    assert "POST" in reply.headers["Allow"]
    refused(client.get("/v1/nothing"), 404, "not-found")


def test_a_fault_of_ours_tells_nothing_of_the_inside(app, client, monkeypatch):
    monkeypatch.setattr(app.extensions["detector"], "assess", lambda report: 1 / 0)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    reply = client.post("/v1/score", json={"evidence": {}})
    assert "ZeroDivision" not in reply.text
    refused(reply, 500, "internal-error")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
)
REPORTS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("text", "evidence", "claimed_caller", "recipient", "as_of", "prior"), JSON)
)


@given(sent=REPORTS | JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_sent_is_answered_or_refused(client, sent):
    reply = client.post("/v1/score", data=json.dumps(sent), content_type="application/json")
    assert reply.status_code in {200, 400, 422}


@given(body=st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_bytes_are_sent_are_refused(client, body):
    assert client.post("/v1/score", data=body, content_type="application/json").status_code in {400, 422}
