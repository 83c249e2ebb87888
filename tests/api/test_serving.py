"""The service as it really runs: a server, its workers, and HTTP."""

import json
import os
import socket
import subprocess
import sys
import urllib.request

import pytest
from server import ROOT, free_port, serving


@pytest.fixture(scope="module")
def address():
    with serving() as address:
        yield address


def post(address, body, **headers):
    request = urllib.request.Request(
        f"{address}/v1/score", data=body, headers={"Content-Type": "application/json", **headers}
    )
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.load(reply)


def test_a_report_is_scored_over_http(address):
    assert post(address, b'{"evidence": {}}')["risk"] == 0.1


def test_a_body_in_chunks_is_taken(address):
    pieces = iter([b'{"evid', b'ence": {}}'])
    assert post(address, pieces, **{"Transfer-Encoding": "chunked"})["risk"] == 0.1


def test_slow_senders_hold_nobody_up(address):
    host, port = address.removeprefix("http://").split(":")
    head = b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    slow = [socket.create_connection((host, int(port))) for _ in range(30)]
    try:
        for sender in slow:
            sender.sendall(head)
        assert post(address, b'{"evidence": {}}')["risk"] == 0.1
    finally:
        for sender in slow:
            sender.close()


def test_an_address_in_use_is_named(address):
    port = address.rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, "-m", "detector", "serve", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert (
        done.stderr
        == f"Error: cannot listen on 127.0.0.1:{port}: Address already in use; choose another HOST or PORT\n"
    )


@pytest.mark.parametrize(
    ("environ", "message"),
    [({"CALLRISK_PRIOR": "2"}, "CALLRISK_PRIOR"), ({"CALLRISK_MODEL": "/nowhere"}, "name a folder that has a model")],
)
def test_a_service_that_cannot_start_says_why_in_one_line(environ, message):
    done = subprocess.run(
        [sys.executable, "-m", "detector", "serve", "--port", str(free_port())],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
