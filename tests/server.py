"""The real service, started for a test as a user starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(**environ: str) -> Iterator[str]:
    """Run ``python -m detector serve`` until the block ends; yield its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [sys.executable, "-m", "detector", "serve", "--port", str(port), "--workers", "1"],
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                    break
            except OSError:
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.1)
        else:
            raise AssertionError(f"{address} was not ready in time")
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=20)
