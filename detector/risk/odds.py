"""Risk, prior and weight of evidence: the arithmetic between them."""

from math import exp, log, log1p


def risk_at(prior: float, weight: float) -> float:
    """Return sigmoid(logit(prior) + weight); with no weight, the prior to the last bit.

    >>> round(risk_at(0.1, 2.27), 2)
    0.52
    """
    if weight == 0:
        return prior
    log_odds = log(prior) - log1p(-prior) + weight
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    odds = exp(log_odds)
    return odds / (1 + odds)


def likelihood_ratio(weight: float) -> float:
    """Return how many times as typical of calls that were not authentic the evidence is."""
    return exp(weight)
