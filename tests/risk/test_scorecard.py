import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from detector.risk import ScorecardClassifier


@parametrize_with_checks([ScorecardClassifier()])
def test_scorecard_keeps_the_contract_of_scikit_learn(estimator, check):
    check(estimator)


@pytest.fixture
def sample():
    rng = np.random.default_rng(0)
    X = rng.integers(0, 2, size=(400, 3)).astype(float)
    y = (X @ [1.5, -1.0, 0.0] + rng.logistic(size=400) > 0).astype(int)
    return X, y


def test_without_bounds_it_is_ridge_logistic_regression(sample):
    X, y = sample
    ours = ScorecardClassifier(sds=0.5).fit(X, y)
    theirs = LogisticRegression(C=0.25, fit_intercept=False, tol=1e-10).fit(X, y)
    np.testing.assert_allclose(ours.coef_, theirs.coef_[0], atol=1e-5)


def test_a_weight_without_data_stays_where_its_prior_put_it(sample):
    X, y = sample
    X = np.column_stack([X, np.zeros(len(X))])
    assert ScorecardClassifier(means=[0, 0, 0, 1.7]).fit(X, y).coef_[3] == pytest.approx(1.7)


def test_bounds_hold_against_the_data(sample):
    X, y = sample
    fitted = ScorecardClassifier(means=[-0.5, 0.5, 0.4], lows=[-np.inf, 0, 0.4], highs=[0, np.inf, 0.4]).fit(X, y)
    np.testing.assert_array_equal(fitted.coef_, [0, 0, 0.4])


def test_no_evidence_gives_no_weight(sample):
    fitted = ScorecardClassifier().fit(*sample)
    assert fitted.decision_function(np.zeros((1, 3)))[0] == 0
    assert fitted.predict_proba(np.zeros((1, 3)))[0, 1] == 0.5


def test_a_heavier_record_counts_as_that_many(sample):
    X, y = sample
    twice = ScorecardClassifier().fit(np.vstack([X, X]), np.concatenate([y, y]))
    heavy = ScorecardClassifier().fit(X, y, sample_weight=np.full(len(y), 2.0))
    np.testing.assert_allclose(twice.coef_, heavy.coef_, atol=1e-6)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sds": 0.0}, "standard deviation must be above 0"),
        ({"lows": 1.0, "highs": 0.0}, "no lower bound may be above"),
    ],
)
def test_impossible_priors_are_refused(sample, options, message):
    with pytest.raises(ValueError, match=message):
        ScorecardClassifier(**options).fit(*sample)
