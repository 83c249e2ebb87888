"""An assessment as a table for people at a terminal."""

from textwrap import shorten

from .codebook import FIELDS, PATTERNS, UNKNOWN
from .schema import Assessment

_PATTERNS = {pattern.name: pattern.label for pattern in PATTERNS}


def show(a: Assessment) -> str:
    """Return the lines that ``score`` prints."""
    lines = [a.summary]
    if a.risk is not None and a.interval is not None:
        low, high = a.interval
        lines += [
            f"risk {a.risk:.2f} ({low:.2f} to {high:.2f}), band {a.band}, at a prior of {a.prior:g};"
            f" model {a.model.version}"
        ]
    lines += [f"! {notice.message}" for notice in a.notices]
    if known := [(name, item) for name, item in a.evidence.items() if item.value != UNKNOWN]:
        weights = {c.field: f"{c.log_odds:+.2f}" for c in a.contributions}
        lines += ["", "evidence (log-odds; - for context)"]
        lines += [
            f"  {weights.get(name, '-'):>6}  {FIELDS[name].label}: {FIELDS[name].value_label(item.value)}"
            + (f'  "{shorten(item.quote, 70)}"' if item.quote else f"  ({item.origin})")
            for name, item in known
        ]
        lines += [f"  {weights[name]:>6}  {label}" for name, label in _PATTERNS.items() if name in weights]
    if a.next_checks:
        lines += ["", "what to check next"]
        lines += [f"  {check.expected_bits:.2f} bits  {check.check}" for check in a.next_checks[:4]]
    if a.similar_cases:
        lines += ["", "what it was like before"]
        lines += [
            f"  {case.similarity:.2f}  {case.outcome}: {case.title}  {case.sources[0]}" for case in a.similar_cases
        ]
    return "\n".join(lines)
