import numpy as np
import pytest

from detector.errors import DataError
from detector.evaluation import cross_validate, risk_figures


def test_too_few_stories_are_refused_before_anything_is_fitted(frame):
    pranks = frame[frame["label"] == 1]
    for few in (pranks, frame.iloc[:20]):
        with pytest.raises(DataError, match="5 stories of authentic calls and 5 of others are needed"):
            cross_validate(few, [])


def test_figures_of_no_evidence_are_the_base_rates(frame):
    labelled = frame[frame["label"].notna()]
    figures = risk_figures(labelled, np.zeros(len(labelled)))
    assert figures["auc"] == 0.5
    assert figures["log_loss"] == pytest.approx(np.log(2))
    assert figures["brier"] == pytest.approx(0.25)


def test_figures_of_certain_truth_are_perfect(frame):
    labelled = frame[frame["label"].notna()]
    figures = risk_figures(labelled, np.where(labelled["label"] == 1, 30.0, -30.0))
    assert figures["auc"] == 1
    assert figures["log_loss"] == pytest.approx(0, abs=1e-9)
    assert figures["brier"] == pytest.approx(0, abs=1e-9)


def test_an_incident_counts_once_however_many_texts_it_has(frame):
    labelled = frame[frame["label"].notna()]
    weights = labelled["label"].to_numpy() * 2 - 1
    once = risk_figures(labelled, weights)
    assert risk_figures(labelled.loc[labelled.index.repeat(2)], weights.repeat(2))["brier"] == pytest.approx(
        once["brier"]
    )
