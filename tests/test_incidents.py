import json
from pathlib import Path

import pytest

from detector import incidents
from detector.codebook import FIELDS
from detector.errors import DataError


def record(**changes):
    """A faultless incident, with changes."""
    text = "The singer said on Monday that the president had telephoned her."
    facts = dict.fromkeys(FIELDS) | {"caller_position": "denied", "medium": "phone"}
    cue = {"value": "phone", "quote": "telephoned"}
    return {
        "id": "2020-01-01-a-b",
        "story": "2020-01-01-a-b",
        "collection": "pranks",
        "call_date": "2020-01",
        "claimed_caller": {"name": "Ann Able", "role": "head_of_state_or_government", "affiliation": "Ruritania"},
        "recipient": {"name": "Bea Best", "role": "celebrity", "affiliation": "Ruritania"},
        "outcome": "prank",
        "outcome_basis": "two hosts published it",
        "revealed_on": None,
        "perpetrators": None,
        "maker": None,
        "sources": ["https://example.org/report"],
        "notes": None,
        "snapshots": [
            {
                "as_of": "2020-01-01",
                "facts": facts,
                "texts": [{"style": "wire", "text": text, "annotators": 1, "evidence": {"medium": cue}}],
            }
        ],
    } | changes


def written(folder: Path, *lines) -> Path:
    path = folder / "incidents.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines) + "\n")
    return path


def with_text(**changes):
    made = record()
    made["snapshots"][0]["texts"][0] |= changes
    return made


def test_shipped_incidents_have_no_fault(frame):
    assert frame["incident"].nunique() == 399
    assert (len(frame), frame["origin"].isna().sum()) == (3800, 1393)


def test_a_faultless_record_is_taken(tmp_path):
    path = written(tmp_path, record())
    assert incidents.check(path) == []
    row = incidents.load(path).iloc[0]
    assert (row["label"], row["medium"], row["facts.caller_position"]) == (1, "phone", "denied")
    assert row["caller_position"] is None
    assert row["quotes"] == {"medium": "telephoned"}


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        (record(outcome="hoax"), "outcome: "),
        (record(sources=[]), "sources: "),
        (record(sources=["example"]), "sources.0: "),
        (record(call_date="January"), "call_date: "),
        (record(claimed_caller={"name": "A", "role": "wizard", "affiliation": "B"}), "claimed_caller.role: "),
        (record(colour="red"), "colour: "),
        ({key: value for key, value in record().items() if key != "story"}, "story: "),
        (with_text(evidence={"medium": {"value": "fax", "quote": "telephoned"}}), "evidence.medium: "),
        (
            with_text(evidence={"days_call_to_report": {"value": "two", "quote": "on Monday"}}),
            "evidence.days_call_to_report: ",
        ),
        (with_text(evidence={"smell": {"value": "odd", "quote": "on Monday"}}), "smell: "),
        (
            with_text(evidence={"medium": {"value": "phone", "quote": "by pigeon"}}),
            "evidence.medium.quote: is not in the text",
        ),
        (
            with_text(evidence={"recipient_role": {"value": "celebrity", "quote": "Bea"}}, text="Bea rang."),
            "a bare name tells no role",
        ),
        (with_text(text="A purported call.", evidence={}), "the word 'purported' gives the outcome away"),
    ],
)
def test_each_fault_names_file_line_incident_and_field(tmp_path, broken, field):
    path = written(tmp_path, record(id="other"), broken)
    (fault,) = incidents.check(path)
    assert fault.startswith(f"{path}:2: {broken['id']}: ")
    assert field in fault


@pytest.mark.parametrize(
    ("line", "reason"), [("{", "not a line of JSON"), ("[1]", "a line is one incident"), ('{"id": "x"}', "story: ")]
)
def test_lines_that_are_no_record_are_faults(tmp_path, line, reason):
    faults = incidents.check(written(tmp_path, line))
    assert any(reason in fault for fault in faults)


def test_an_id_may_be_used_once(tmp_path):
    path = written(tmp_path, record(), record())
    assert incidents.check(path) == [f"{path}:2: 2020-01-01-a-b: id: used twice, first in line 1"]


def test_nothing_is_taken_from_a_file_with_a_fault(tmp_path):
    path = written(tmp_path, record(), record(id="second", outcome="hoax"))
    with pytest.raises(DataError, match="1 fault; nothing was taken") as caught:
        incidents.load(path)
    assert len(caught.value.faults) == 1


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        incidents.load(tmp_path / "none.jsonl")


def test_labels_follow_the_outcomes(frame):
    labels = frame.groupby("outcome")["label"].first().dropna().to_dict()
    assert labels == {"authentic": 0, "fabricated": 1, "impersonation": 1, "prank": 1}


def test_weights_count_incidents_alike_then_balance_classes(frame):
    weight = frame["weight"]
    assert weight.sum() == pytest.approx(frame[frame["label"].notna()]["incident"].nunique())
    assert weight[frame["label"] == 0].sum() == pytest.approx(weight[frame["label"] == 1].sum())
    assert (weight[frame["label"].isna()] == 0).all()
    authentic = frame[frame["label"] == 0].groupby(["collection", "incident"])["weight"].sum()
    ratio = authentic["disputed"].mean() / authentic["leaders"].mean()
    assert ratio == pytest.approx(0.15)
