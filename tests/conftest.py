"""The shipped data and model, loaded once for all tests."""

import pytest

from detector import Detector, incidents, paths


@pytest.fixture(scope="session")
def frame():
    """The shipped incidents, a row a text."""
    return incidents.load(paths.shipped_incidents())


@pytest.fixture(scope="session")
def detector():
    """The shipped model, whatever the environment names."""
    folder = paths.shipped_models()
    return Detector.load(folder / (folder / "current").read_text().strip())
