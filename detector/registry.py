"""Models on disk: save whole, verify before anything is unpickled, load, promote.

A model is a folder ``models/VERSION`` with the files of ``FILES`` and a manifest that
has the digest of each. ``models/current`` names the version that is served.
"""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import scipy
import sklearn
from sklearn.pipeline import Pipeline

from . import paths
from .codebook import FORMAT_VERSION
from .errors import ModelCorrupt, ModelError, ModelIncompatible, ModelMissing
from .explain import Background
from .reading import Reader
from .risk import Scorecard
from .unseen import Unseen

FILES = ("risk.joblib", "draws.npy", "reader.joblib", "readings.json.gz", "background.json")
MANIFEST = "manifest.json"
CURRENT = "current"


@dataclass(frozen=True)
class Model:
    """Everything that an assessment needs.

    Attributes
    ----------
    pipeline : Pipeline
        Evidence table to probability.
    draws : array of shape (n_draws, n_columns)
        Weights as they might as well be; see ``risk.fit_draws``.
    unseen : Unseen
        What either reader says of each text that it learned from, without having seen its story.
    manifest : dict
        Version, created_at, data, packages, metrics, prior, thresholds; empty
        until the model is saved.
    """

    pipeline: Pipeline
    draws: np.ndarray
    precise: Reader
    fast: Reader
    unseen: Unseen
    background: Background
    manifest: Mapping[str, Any]

    @property
    def version(self) -> str:
        """The name of the model's folder."""
        return str(self.manifest["version"])

    def scorecard(self) -> Scorecard:
        """Return the risk pipeline as arrays."""
        return Scorecard.compile(self.pipeline, self.draws)


def save(model: Model, folder: Path, facts: Mapping[str, Any]) -> Path:
    """Write a model as a new version below ``folder``; it is whole, or it is not there.

    Parameters
    ----------
    facts : dict
        What the manifest says besides files, versions and time: data, metrics, ...

    Returns
    -------
    Path
        The new version's folder. It is not served before ``promote``.

    Raises
    ------
    ModelError
        If ``folder`` cannot be made or written to.
    """
    created = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    except OSError as error:
        raise ModelError(f"{folder}: {error.strerror}; name a folder to write to in CALLRISK_MODELS") from error
    try:
        beside.chmod(0o755)
        contents = {
            "risk.joblib": _pickled(model.pipeline),
            "draws.npy": _array(model.draws),
            "reader.joblib": _pickled({"precise": model.precise, "fast": model.fast}),
            "readings.json.gz": model.unseen.packed(),
            "background.json": json.dumps(model.background.as_dict(), ensure_ascii=False, indent=0).encode(),
        }
        version = _free_name(folder, created.strftime("%Y-%m-%dT%H-%M"))
        manifest = {
            "format_version": FORMAT_VERSION,
            "version": version,
            "created_at": created.isoformat(timespec="seconds"),
            "packages": _packages(),
            **facts,
            "files": {name: sha256(content).hexdigest() for name, content in contents.items()},
        }
        contents[MANIFEST] = json.dumps(manifest, indent=2).encode() + b"\n"
        for name, content in contents.items():
            _write(beside / name, content)
        beside.rename(folder / version)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return folder / version


def promote(version: Path) -> None:
    """Make a saved version the current one of its folder, at one stroke."""
    beside = version.parent / f".{CURRENT}-{os.getpid()}"
    _write(beside, f"{version.name}\n".encode())
    beside.replace(version.parent / CURRENT)


def current() -> Path:
    """Return the folder of the model that is served: one's own, else the shipped one.

    Raises
    ------
    ModelMissing
        If there is neither.
    """
    for folder in (paths.own_models(), paths.shipped_models()):
        try:
            return folder / (folder / CURRENT).read_text().strip()
        except OSError:
            continue
    raise ModelMissing(f"no current model in {paths.own_models()}; run: python -m detector train")


def load(version: Path) -> Model:
    """Verify a model's files against its manifest, then load it.

    Loading a joblib file runs code from it, so nothing is unpickled before the digests
    agree. This catches mix-ups and damage, not somebody who can also rewrite the manifest.

    Raises
    ------
    ModelMissing, ModelCorrupt, ModelIncompatible
    """
    manifest = _manifest(version)
    contents = {}
    for name in FILES:
        try:
            contents[name] = (version / name).read_bytes()
        except OSError as error:
            raise ModelMissing(f"{version / name}: {error.strerror}; restore it, or retrain") from error
        if sha256(contents[name]).hexdigest() != manifest["files"].get(name):
            raise ModelCorrupt(f"{version / name} is not the file that {MANIFEST} describes; restore it, or retrain")
    background = json.loads(contents["background.json"])
    return Model(
        pipeline=joblib.load(io.BytesIO(contents["risk.joblib"])),
        draws=np.load(io.BytesIO(contents["draws.npy"]), allow_pickle=False),
        **joblib.load(io.BytesIO(contents["reader.joblib"])),
        unseen=Unseen.unpacked(contents["readings.json.gz"]),
        background=Background(**background),
        manifest=manifest,
    )


def _manifest(version: Path) -> dict[str, Any]:
    path = version / MANIFEST
    try:
        manifest = json.loads(path.read_bytes())
        made_with = manifest["packages"]["scikit-learn"]
        written = manifest["format_version"], manifest["files"].items()
    except OSError as error:
        raise ModelMissing(f"{path}: {error.strerror}; name a folder that has a model") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise ModelCorrupt(f"{path} is no manifest of a model; restore it, or retrain") from error
    if written[0] != FORMAT_VERSION:
        raise ModelIncompatible(f"{version.name} has format {written[0]}, this program reads {FORMAT_VERSION}; retrain")
    if _series(made_with) != _series(sklearn.__version__):
        raise ModelIncompatible(
            f"{version.name} was made with scikit-learn {made_with}, here is {sklearn.__version__};"
            " install that version, or retrain"
        )
    return dict(manifest)


def _series(release: str) -> list[str]:
    """Return major and minor version: pickles of scikit-learn keep within these."""
    return str(release).split(".")[:2]


def _packages() -> dict[str, str]:
    return {
        module.__name__.replace("sklearn", "scikit-learn"): module.__version__
        for module in (sklearn, np, scipy, pd, joblib)
    }


def _free_name(folder: Path, name: str) -> str:
    taken = {path.name for path in folder.iterdir()}
    return next(free for n in range(1, 1_000) if (free := name if n == 1 else f"{name}.{n}") not in taken)


def _pickled(what: object) -> bytes:
    stream = io.BytesIO()
    joblib.dump(what, stream, compress=("zlib", 6))
    return stream.getvalue()


def _array(values: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, values.astype(np.float32), allow_pickle=False)
    return stream.getvalue()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
