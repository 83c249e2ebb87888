"""The README's example is what the program prints."""

import os
import subprocess
import sys
from pathlib import Path

from detector import paths

ROOT = Path(__file__).parent.parent
PROMPT = '    $ python -m detector score "'


def test_the_first_example_is_real():
    readme = (ROOT / "README.md").read_text()
    example = readme[readme.index(PROMPT) + len(PROMPT) :].split("\n\n## ")[0]
    report, shown = example.split('"\n', 1)
    done = subprocess.run(
        [sys.executable, "-m", "detector", "score", " ".join(report.split())],
        cwd=ROOT,
        env={**os.environ, "CALLRISK_MODELS": str(paths.shipped_models())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.removeprefix("    ") for line in shown.rstrip().splitlines()] == done.stdout.rstrip().splitlines()
