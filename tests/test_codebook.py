import pytest

from detector import codebook
from detector.codebook import FIELDS, PATTERNS


def test_every_field_has_what_people_need():
    for field in FIELDS.values():
        assert field.question.endswith("?"), field.name
        assert field.check.endswith("."), field.name
        assert len({value.label for value in field.values}) == len(field.values), field.name


def test_context_fields_have_no_weight_that_could_move():
    for field in FIELDS.values():
        if field.context:
            assert {(value.weight.low, value.weight.high) for value in field.values} == {(0, 0)}, field.name


@pytest.mark.parametrize(
    ("field", "value", "low", "high", "start"),
    [
        ("caller_position", "denied", 0, float("inf"), 1.5),
        ("caller_position", "confirmed", float("-inf"), 0, -2.5),
        ("recipient_position", "confirmed", 0, 0, 0),
        ("recipient_position", "denied", 0, float("inf"), 0.7),
        ("independent_confirmation", "yes", float("-inf"), 0, -1.5),
        ("identity_check", "anomaly", 0, float("inf"), 1.2),
        ("report_source", "recording", -0.5, 0.5, 0),
        ("content", "ordinary", float("-inf"), 0, 0),
        ("days_call_to_report", "0", 0, 0, 0),
        ("prior_public_request", "caller_asked", 0, 0, 0),
    ],
)
def test_weights_have_the_codebooks_directions_and_starts(field, value, low, high, start):
    weight = next(v.weight for v in FIELDS[field].values if v.name == value)
    assert (weight.low, weight.high, weight.start) == (low, high, start)


def test_patterns_name_fields_and_values_of_the_codebook():
    for pattern in PATTERNS:
        for field, value in pattern.when.items():
            assert value in {v.name for v in FIELDS[field].values}


@pytest.mark.parametrize(
    ("days", "category"), [(0, "0"), (1, "1"), (3, "1"), (4, "4"), (14, "4"), (15, "15"), (900, "15")]
)
def test_days_fall_into_the_range_that_holds_them(days, category):
    assert FIELDS["days_request_to_call"].category(days) == category


@pytest.mark.parametrize(
    ("days", "label"), [(0, "the same day"), (1, "one day"), (12, "12 days"), ("unknown", "not known")]
)
def test_days_are_said_in_words(days, label):
    assert FIELDS["days_request_to_call"].value_label(days) == label


def test_published_codebook_lists_every_field_and_value():
    published = {field["name"]: [value["name"] for value in field["values"]] for field in codebook.as_dict()["fields"]}
    assert published == {name: [value.name for value in field.values] for name, field in FIELDS.items()}
