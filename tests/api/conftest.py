import pytest

from api import create_app
from detector import paths


@pytest.fixture(scope="session")
def app(detector):
    return create_app({"model": paths.shipped_models() / detector.model.version})


@pytest.fixture
def client(app):
    return app.test_client()
