"""Evidence as numbers: one column a value, one a pattern; what is unknown is nothing."""

from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..codebook import EVIDENCE_FIELDS, PATTERNS, UNKNOWN, Weight

COLUMNS: dict[tuple[str, str], Weight] = {
    **{(field.name, value.name): value.weight for field in EVIDENCE_FIELDS for value in field.values},
    **{(pattern.name, "yes"): pattern.weight for pattern in PATTERNS},
}


class EvidenceEncoder(TransformerMixin, BaseEstimator):
    """Encode a table of evidence as 0/1 columns, one a value of each field that bears on the risk.

    A field that is unknown (None, NaN, "unknown", or no such column in the table) is all
    zeros, so that it contributes exactly nothing. Context fields have no column. The two
    derived patterns follow as columns of their own. Columns come from the codebook, never
    from the data, so that every split of them is encoded alike.

    Attributes
    ----------
    n_features_out_ : int
    """

    def fit(self, X: pd.DataFrame, y: object = None) -> Self:
        """Learn nothing: the codebook says it all."""
        self.n_features_out_ = len(COLUMNS)
        return self

    def transform(self, X: pd.DataFrame) -> np.ndarray:
        """Encode the rows of ``X``.

        Returns
        -------
        array of shape (n_rows, n_features_out_)

        Raises
        ------
        ValueError
            If a column holds a value that is not in the codebook.
        """
        check_is_fitted(self)
        encoded = {column: np.zeros(len(X)) for column in COLUMNS}
        for field in EVIDENCE_FIELDS:
            if field.name not in X:
                continue
            for row, value in enumerate(X[field.name].tolist()):
                if value is None or value == UNKNOWN or value != value:
                    continue
                column = field.name, field.category(value)
                if column not in encoded:
                    raise ValueError(f"row {row}: {value!r} is not a value of {field.name}")
                encoded[column][row] = 1
        for pattern in PATTERNS:
            encoded[pattern.name, "yes"] = np.prod([encoded[answer] for answer in pattern.when.items()], axis=0)
        return np.column_stack(list(encoded.values()))

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Return ``field=value`` for each column."""
        return np.array([f"{field}={value}" for field, value in COLUMNS], dtype=object)
