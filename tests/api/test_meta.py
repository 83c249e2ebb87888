import pytest

from api import create_app, problems
from api.settings import SettingsError
from detector import codebook
from detector.errors import ModelMissing


def test_codebook_is_the_detectors(client):
    assert client.get("/v1/codebook").json == codebook.as_dict()


def test_model_says_what_is_served(client, detector):
    model = client.get("/v1/model").json
    assert model["version"] == detector.model.version
    assert model["thresholds"] == {"elevated": 0.05, "high": 0.5}
    assert model["prior"] == 0.1
    assert model["data_digest"] == detector.model.manifest["data"]["sha256"]
    assert 0.5 < model["metrics"]["risk"]["annotated, all"]["auc"] < 1
    assert model["limits"] == {"text_characters": 50_000, "body_bytes": 1_048_576}


def test_a_living_service_says_so(client):
    assert client.get("/healthz").json == {"status": "alive"}


def test_ready_names_the_model(client, detector):
    assert client.get("/readyz").json == {"status": "ready", "model": detector.model.version}


def test_a_service_that_cannot_score_is_not_ready(app, client, monkeypatch):
    monkeypatch.setattr(app.extensions["detector"], "assess", lambda report: 1 / 0)
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json["type"]) == (503, "/problems/not-ready")


def test_a_service_whose_model_scores_wrong_is_not_ready(app, client, monkeypatch, detector):
    nothing = detector.score(evidence={})
    monkeypatch.setattr(app.extensions["detector"], "assess", lambda report: nothing)
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize("kind", problems.KINDS)
def test_the_type_of_a_problem_leads_to_its_remedy(client, kind):
    assert client.get(f"/problems/{kind}").json["remedy"] == problems.KINDS[kind][2]


def test_settings_come_from_the_environment_and_a_caller_wins(monkeypatch, detector):
    monkeypatch.setenv("CALLRISK_PRIOR", "0.3")
    monkeypatch.setenv("CALLRISK_MAX_TEXT", "10")
    app = create_app({"max_text": 20})
    assert app.extensions["detector"].prior == 0.3
    assert app.extensions["detector"].max_text == 20
    assert app.test_client().post("/v1/score", json={"evidence": {}}).json["risk"] == 0.3


@pytest.mark.parametrize(
    ("variable", "value"), [("CALLRISK_PRIOR", "1.5"), ("CALLRISK_MAX_TEXT", "many"), ("CALLRISK_MAX_BODY", "0")]
)
def test_a_wrong_setting_is_named(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        create_app()


def test_a_service_without_its_model_does_not_start(tmp_path):
    with pytest.raises(ModelMissing):
        create_app({"model": tmp_path})
