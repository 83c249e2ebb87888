"""Serve with granian: README.md, "Design notes", has the measurements that chose it."""

import os
import socket

from granian import Granian
from granian.constants import Interfaces

from detector import DetectorError

from . import create_app

THREADS = 256  # a worker: each slow sender keeps one waiting; assessing takes turns (``assess`` in score.py)
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def run(host: str, port: int, workers: int) -> None:
    """Serve until told to stop.

    Raises
    ------
    DetectorError
        If the settings, the model or the address cannot be used: said here once, before any
        worker starts.
    """
    _check_address(host, port)
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


def _check_address(host: str, port: int) -> None:
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does, for a quick restart
            probe.bind((host, port))
    except OSError as error:
        raise DetectorError(f"cannot listen on {host}:{port}: {error.strerror}; choose another HOST or PORT") from error
