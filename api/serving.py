"""Serve with granian: README.md, "Design notes", has the measurements that chose it."""

import os

from granian import Granian
from granian.constants import Interfaces

from . import create_app

THREADS = 256  # a worker: each slow sender keeps one waiting; assessing takes turns (``assess`` in score.py)
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(host: str, port: int, workers: int) -> None:
    """Serve until told to stop.

    Raises
    ------
    DetectorError
        If the settings or the model cannot be used: said here once, before any worker starts.
    """
    create_app()
    for variable in _ONE_THREAD:  # a report is too small to share out; threads would only fight for the cores
        os.environ.setdefault(variable, "1")
    Granian(
        "api:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=2 * THREADS,
        respawn_failed_workers=True,
    ).serve()
