import numpy as np
import pandas as pd
import pytest

from detector.codebook import EVIDENCE_FIELDS, FIELDS
from detector.risk import EvidenceEncoder

ENCODER = EvidenceEncoder().fit(None)
NAMES = list(ENCODER.get_feature_names_out())


def encoded(**values):
    row = ENCODER.transform(pd.DataFrame([values], index=[7]))[0]
    return {name for name, value in zip(NAMES, row, strict=True) if value}


@pytest.mark.parametrize("unknown", [None, float("nan"), "unknown"])
def test_an_unknown_field_is_nothing(unknown):
    assert encoded(**dict.fromkeys(FIELDS, unknown)) == set()


def test_columns_come_from_the_codebook_context_fields_have_none():
    fields = {name.partition("=")[0] for name in NAMES}
    assert fields == {field.name for field in EVIDENCE_FIELDS} | {"claim_denied", "invented_call"}
    assert not {"medium", "report_channel", "caller_role", "recipient_role"} & fields


def test_a_value_is_one_column():
    assert encoded(identity_check="anomaly", medium="video") == {"identity_check=anomaly"}


def test_days_are_the_range_that_holds_them():
    assert encoded(days_request_to_call=2.0) == {"days_request_to_call=1"}
    assert encoded(days_request_to_call=0) == {"days_request_to_call=0"}


@pytest.mark.parametrize(
    ("caller", "recipient", "pattern"),
    [("denied", "confirmed", "claim_denied=yes"), ("confirmed", "denied", "invented_call=yes")],
)
def test_one_word_against_the_other_is_a_pattern(caller, recipient, pattern):
    answers = {f"caller_position={caller}", f"recipient_position={recipient}"}
    assert encoded(caller_position=caller, recipient_position=recipient) == {*answers, pattern}


def test_a_value_outside_the_codebook_is_refused():
    with pytest.raises(ValueError, match="row 0: 'maybe' is not a value of caller_position"):
        encoded(caller_position="maybe")


def test_every_row_is_encoded_by_itself():
    rows = pd.DataFrame({"content": ["odd", None, "ordinary"]})
    both = ENCODER.transform(rows)
    np.testing.assert_array_equal(both.sum(axis=1), [1, 0, 1])
