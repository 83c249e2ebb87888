"""The assessment in words: the summary, and what its reader must know."""

from collections.abc import Sequence

from ..codebook import FIELDS, PATTERNS
from ..risk.band import SETTLES
from ..schema import Band, Contribution, Notice

_PATTERN_LABELS = {pattern.name: pattern.label[0].lower() + pattern.label[1:] for pattern in PATTERNS}


def summary(band: Band, risk: float, ratio: float, contributions: Sequence[Contribution]) -> str:
    """Say in one sentence what the evidence is and what it comes to.

    Parameters
    ----------
    ratio : float
        The likelihood ratio of all the evidence.
    """
    telling = sorted((c for c in contributions if abs(c.log_odds) >= 0.1), key=lambda c: -abs(c.log_odds))
    if not telling:
        return (
            "Not enough to tell: nothing here bears on who was on the line,"
            f" so the risk stays at the prior, {_percent(risk)}."
        )
    reasons = [_clause(c) for c in telling if (c.log_odds > 0) == (ratio > 1)][:2] or [_clause(telling[0])]
    verdict = "Not enough to tell" if band == "undetermined" else f"{band.capitalize()} risk ({_percent(risk)})"
    kind = "calls that were not authentic as of real ones" if ratio >= 1 else "real calls as of those that were not"
    return f"{verdict}: {', and '.join(reasons)}; all in all {max(ratio, 1 / ratio):.2g} times as typical of {kind}."


def notices(band: Band, contributions: Sequence[Contribution], read_text: bool, named: bool) -> list[Notice]:
    """List the coded remarks that go with an assessment."""
    found = []
    if read_text and not named:
        found.append(
            Notice(code="no_parties_named", message="The text does not say who is said to have rung whom; name them.")
        )
    weights = [c.log_odds for c in contributions]
    if weights and max(weights) >= SETTLES and min(weights) <= -SETTLES:
        found.append(
            Notice(
                code="contradictory_evidence",
                message="Strong evidence points both ways; check the pieces against each other.",
            )
        )
    elif band == "undetermined":
        found.append(
            Notice(
                code="too_little_evidence",
                message="What is known does not settle it; the next checks say what would tell most.",
            )
        )
    return found


def no_call_notice() -> Notice:
    """Return the remark on a text that reports no call."""
    return Notice(code="no_call_reported", message="The text reports no call.")


def language_notice(language: str) -> Notice:
    """Return the remark on a text that is not in English."""
    return Notice(
        code="unsupported_language",
        message=f"The text is in {language}; only English is read. Send a translation, or give the evidence.",
    )


def outcome_notice(outcome: str, quote: str) -> Notice:
    """Return the remark on a text that itself tells how it ended."""
    ended = "the call was authentic" if outcome == "authentic" else "the call was not authentic"
    return Notice(
        code="outcome_stated",
        message=f"The text itself says that {ended}; such words are not used as evidence.",
        quote=quote,
    )


def _percent(risk: float) -> str:
    return "under 1 %" if risk < 0.01 else "over 99 %" if risk > 0.99 else f"{100 * risk:.0f} %"


def _clause(contribution: Contribution) -> str:
    if contribution.field in _PATTERN_LABELS:
        return _PATTERN_LABELS[contribution.field]
    return FIELDS[contribution.field].clause(contribution.value)
