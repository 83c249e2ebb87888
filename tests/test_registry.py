import json
import os
import pickle
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from detector import Detector, registry
from detector.errors import ModelCorrupt, ModelError, ModelIncompatible, ModelMissing


class Trap:
    """Unpickled, it leaves a file behind."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.fixture
def version(detector, tmp_path) -> Path:
    """A copy of the shipped model."""
    return shutil.copytree(registry.paths.shipped_models() / detector.model.version, tmp_path / "copy")


def rewrite(version, **changes):
    manifest = json.loads((version / "manifest.json").read_text())
    (version / "manifest.json").write_text(json.dumps(manifest | changes))


def test_a_whole_model_loads(version, detector):
    assert registry.load(version).version == detector.model.version


@pytest.mark.parametrize("name", registry.FILES)
def test_a_changed_file_is_refused(version, name):
    with (version / name).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelCorrupt, match=f"{name} is not the file that manifest.json describes"):
        registry.load(version)


@pytest.mark.parametrize("name", ["risk.joblib", "reader.joblib"])
def test_a_planted_pickle_is_refused_before_it_runs(version, tmp_path, name):
    trap = tmp_path / "sprung"
    (version / name).write_bytes(pickle.dumps(Trap(trap)))
    with pytest.raises(ModelCorrupt):
        registry.load(version)
    assert not trap.exists()


def test_the_trap_would_have_worked(version, tmp_path):
    trap = tmp_path / "sprung"
    content = pickle.dumps(Trap(trap))
    (version / "risk.joblib").write_bytes(content)
    files = json.loads((version / "manifest.json").read_text())["files"]
    rewrite(version, files=files | {"risk.joblib": sha256(content).hexdigest()})
    with pytest.raises(TypeError):
        registry.load(version).scorecard()
    assert trap.exists()


@pytest.mark.parametrize("name", [*registry.FILES, "manifest.json"])
def test_a_missing_file_is_named(version, name):
    (version / name).unlink()
    with pytest.raises(ModelMissing, match=name):
        registry.load(version)


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"packages": {"scikit-learn": "1"}, "files": 3}'])
def test_a_broken_manifest_is_refused(version, content):
    (version / "manifest.json").write_text(content)
    with pytest.raises(ModelCorrupt, match="is no manifest"):
        registry.load(version)


def test_another_format_is_refused(version):
    rewrite(version, format_version=99)
    with pytest.raises(ModelIncompatible, match="has format 99, this program reads 2; retrain"):
        registry.load(version)


def test_another_scikit_learn_is_refused(version):
    rewrite(version, packages={"scikit-learn": "0.24.2"})
    with pytest.raises(ModelIncompatible, match=r"was made with scikit-learn 0\.24\.2, here is"):
        registry.load(version)


def test_a_saved_model_answers_as_before(detector, tmp_path):
    saved = registry.save(detector.model, tmp_path, {"data": {"sha256": "0"}, "metrics": {}})
    report = {
        "text": "The Kremlin denied that the president had telephoned the singer.",
        "evidence": {"content": "odd"},
    }
    again, before = Detector.load(saved).score(**report), detector.score(**report)
    assert again.model_copy(update={"model": before.model}) == before
    assert [path.name for path in tmp_path.iterdir()] == [saved.name]


def test_two_models_of_one_minute_have_two_names(detector, tmp_path):
    first, second = (registry.save(detector.model, tmp_path, {}) for _ in range(2))
    assert first != second
    assert first.is_dir()
    assert second.is_dir()


def test_a_failed_save_leaves_nothing_behind(detector, tmp_path):
    with pytest.raises(TypeError):
        registry.save(detector.model, tmp_path, {"metrics": object()})
    assert list(tmp_path.iterdir()) == []


def test_ones_own_model_comes_before_the_shipped_one(detector, tmp_path, monkeypatch):
    monkeypatch.setenv("CALLRISK_MODELS", str(tmp_path / "own"))
    assert registry.current().name == detector.model.version
    own = registry.save(detector.model, tmp_path / "own", {})
    registry.promote(own)
    assert registry.current() == own


def test_without_any_model_it_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setenv("CALLRISK_MODELS", str(tmp_path))
    monkeypatch.setattr(registry.paths, "shipped_models", lambda: tmp_path)
    with pytest.raises(ModelMissing, match="python -m detector train"):
        registry.current()


def test_pickled_bytes_are_the_same_for_the_same_model(detector, tmp_path):
    first, second = (registry.save(detector.model, tmp_path, {}) for _ in range(2))
    for name in registry.FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_draws_are_read_without_pickle(version):
    assert np.load(version / "draws.npy", allow_pickle=False).ndim == 2


def test_a_folder_that_cannot_be_written_is_named(detector, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ModelError, match=r"file/models: .*name a folder to write to in CALLRISK_MODELS"):
        registry.save(detector.model, tmp_path / "file" / "models", {})
