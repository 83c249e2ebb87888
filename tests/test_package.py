"""The built wheel, installed where nothing of this checkout is."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = (
    "import json, detector; a = detector.Detector.load().score(evidence={'caller_position': 'denied'});"
    "print(json.dumps([detector.__file__, a.risk, [c.id for c in a.similar_cases]]))"
)


def run(*command, cwd):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_the_wheel_scores_in_a_fresh_environment(tmp_path, detector):
    pip = [sys.executable, "-m", "pip", "--quiet"]
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT), cwd=tmp_path)
    (wheel,) = tmp_path.glob("callrisk-*.whl")
    fresh = tmp_path / "fresh"
    venv.create(fresh, with_pip=False)
    python = str(fresh / "bin" / "python")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    run(
        *pip,
        "--python",
        python,
        "install",
        "--no-compile",
        "-c",
        str(_pins(tmp_path)),
        f"{wheel}[serve]",
        cwd=elsewhere,
    )

    file, risk, cases = json.loads(run(python, "-c", CODE, cwd=elsewhere))
    expected = detector.score(evidence={"caller_position": "denied"})
    assert Path(file).is_relative_to(fresh)
    assert risk == pytest.approx(expected.risk, abs=1e-9)
    assert cases == [case.id for case in expected.similar_cases]
    scored = run(str(fresh / "bin" / "callrisk"), "score", "--json", "The Kremlin denied the call.", cwd=elsewhere)
    assert json.loads(scored)["model"]["version"] == detector.model.version
    checked = run(str(fresh / "bin" / "callrisk"), "check-data", str(ROOT / "datasets/incidents.jsonl"), cwd=elsewhere)
    assert checked.endswith("0 fault(s)\n")


def _pins(folder: Path) -> Path:
    """Return the lock's versions without their hashes: a wheel that was just built has none."""
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    pins = folder / "pins.txt"
    pins.write_text("\n".join(line.split(" \\")[0] for line in lines if "==" in line))
    return pins


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_pin_every_package_with_hashes(lock):
    text = (ROOT / lock).read_text()
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert "://" not in text.replace("https://example.org", "")
