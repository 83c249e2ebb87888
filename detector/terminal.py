"""An assessment as a table for people at a terminal."""

from itertools import pairwise
from textwrap import shorten

import click

from .codebook import FIELDS, PATTERNS, UNKNOWN
from .schema import Assessment

_PATTERNS = {pattern.name: pattern.label for pattern in PATTERNS}


# What raises the risk, what lowers it, what does neither; never by colour alone: a note follows each quote.
_COLOURS = {1: "red", -1: "green", 0: "cyan"}


def marked(text: str, a: Assessment) -> str:
    """Return the text with the words of each cue in colour, and what they were read as after them."""
    weights = {c.field: c.log_odds for c in a.contributions}
    colours: list[str | None] = [None] * len(text)
    strongest = [0.0] * len(text)
    notes: dict[int, list[str]] = {}
    for name, item in a.evidence.items():
        if item.origin != "read" or item.start is None or item.end is None:
            continue
        weight = weights.get(name, 0.0)
        notes.setdefault(item.end, []).append(_note(name, item.value, weights.get(name)))
        for at in range(item.start, item.end):
            if colours[at] is None or abs(weight) > abs(strongest[at]):
                strongest[at], colours[at] = weight, _COLOURS[(weight > 0) - (weight < 0)]
    cuts = [0, *(at for at in range(1, len(text)) if colours[at] != colours[at - 1] or at in notes), len(text)]
    pieces = []
    for start, end in pairwise(cuts):
        pieces.append(click.style(text[start:end], fg=colours[start]) if colours[start] else text[start:end])
        pieces += [click.style(note, dim=True) for note in notes.get(end, ())]
    return "".join(pieces)


def _note(name: str, value: str | int, weight: float | None) -> str:
    worth = "" if weight is None else f" {weight:+.2f}"
    return f"[{FIELDS[name].label}: {FIELDS[name].value_label(value)}{worth}]"


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
