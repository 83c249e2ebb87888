"""How well evidence is read from texts: precision, recall and F1 by field.

Training and the evaluation page report these figures.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd


def reading_f1(gold: Sequence[Mapping[str, str | int]], read: Sequence[Mapping[str, str | int]]) -> pd.DataFrame:
    """Score what was read against what was annotated.

    A value read where the annotation is silent is a false positive, a missing one a
    false negative, a wrong one both.

    Parameters
    ----------
    gold, read : sequence of mappings
        Field to value, one mapping a text, in the same order.

    Returns
    -------
    pandas.DataFrame
        ``precision``, ``recall``, ``f1`` and ``support``, a row a field in alphabetical
        order, then ``micro`` (over (text, field) pairs) and ``macro`` (mean over fields).

    Raises
    ------
    ValueError
        If the two differ in length.

    >>> reading_f1([{"medium": "phone"}], [{"medium": "phone"}]).loc["micro", "f1"]
    np.float64(1.0)
    """
    right: Counter[str] = Counter()
    annotated: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for expected, got in zip(gold, read, strict=True):
        annotated.update(expected.keys())
        found.update(got.keys())
        right.update(field for field, value in got.items() if expected.get(field) == value)
    fields = sorted(annotated | found)
    rows = {field: _scores(right[field], found[field], annotated[field]) for field in fields}
    total = _scores(right.total(), found.total(), annotated.total())
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["precision", "recall", "f1", "support"])
    mean = [float(table[name].mean()) if fields else 0.0 for name in ("precision", "recall", "f1")]
    table.loc["micro"] = total
    table.loc["macro"] = [*mean, annotated.total()]
    return table.astype({"support": int})


def _scores(right: int, found: int, annotated: int) -> list[float]:
    precision = right / found if found else 0.0
    recall = right / annotated if annotated else 0.0
    return [precision, recall, 2 * right / (found + annotated) if found + annotated else 0.0, annotated]
