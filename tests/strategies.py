"""Random evidence, for hypothesis."""

from hypothesis import strategies as st

from detector.codebook import FIELDS, UNKNOWN


def _values(field):
    known = st.integers(0, 400) if field.in_days else st.sampled_from([value.name for value in field.values])
    return known | st.just(UNKNOWN)


evidence = st.fixed_dictionaries({}, optional={name: _values(field) for name, field in FIELDS.items()})
priors = st.floats(1e-6, 1 - 1e-6)
