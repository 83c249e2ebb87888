"""The shipped model is what the shipped data give, and training does what it says."""

import json
import sys
from dataclasses import replace

import numpy as np
import pytest

from detector import incidents, paths, training
from detector.errors import ModelError
from detector.evaluation import for_risk
from detector.risk import fit_draws, fit_pipeline

CANDIDATE = {"risk": {"read, all": {"log_loss": 0.55, "log_loss_se": 0.02}}}


def test_shipped_risk_model_is_what_the_shipped_data_give(detector, frame):
    again = fit_pipeline(for_risk(frame))
    np.testing.assert_allclose(detector.model.pipeline.predict_proba(frame), again.predict_proba(frame), atol=1e-6)
    draws = fit_draws(again, for_risk(frame), seed=detector.model.manifest["seed"])
    np.testing.assert_allclose(detector.model.draws, draws, atol=1e-4)


def test_shipped_model_belongs_to_the_shipped_data(detector):
    assert detector.model.manifest["data"]["sha256"] == incidents.digest(paths.shipped_incidents())


def test_shipped_model_beats_the_base_rate_on_stories_it_has_not_seen(detector):
    risk = detector.model.manifest["metrics"]["risk"]
    assert risk["annotated, all"]["log_loss"] < risk["base rate"]["log_loss"]
    assert risk["read, all"]["log_loss"] < risk["base rate"]["log_loss"]


@pytest.mark.parametrize(("before", "promoted"), [(0.55, True), (0.531, True), (0.52, False)])
def test_only_what_is_no_worse_by_a_standard_error_is_promoted(before, promoted):
    old = {"risk": {"read, all": {"log_loss": before, "log_loss_se": 0.02}}}
    assert training.no_worse(CANDIDATE, old) is promoted


def test_changes_name_figures_and_weights(detector, frame):
    changed = replace(
        detector.model,
        pipeline=fit_pipeline(frame[frame["collection"] != "pranks"]),
        manifest={"metrics": json.loads(json.dumps(detector.model.manifest["metrics"]))},
    )
    changed.manifest["metrics"]["reading"]["micro_f1"] += 0.1
    lines = training.changes(detector.model, changed, frame)
    assert any(line.startswith("reading: micro_f1 ") for line in lines)
    assert any(line.startswith("weight caller_position=") and "->" in line for line in lines)
    assert lines[-1].endswith(f"of {len(frame)} texts' weight of evidence moved by 0.1 or more")


def test_the_same_model_changes_nothing(detector, frame):
    assert training.changes(detector.model, detector.model, frame) == [
        f"0 of {len(frame)} texts' weight of evidence moved by 0.1 or more"
    ]


def test_without_torch_teaching_a_reader_says_what_it_needs(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "detector.reading.finetune", raising=False)
    with pytest.raises(ModelError, match=r"pip install 'callrisk\[train-reader\]'"):
        training.train(paths.shipped_incidents(), tmp_path, readers=True)
    assert list(tmp_path.iterdir()) == []
