"""Which server in front of the service? The same app, load and machine for each; prints a table.

    make bench        (needs wrk: apt-get install wrk)

Figures are of one run side by side; compare them with one another, not with another machine's.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PORT = 8791
ADDRESS = f"http://127.0.0.1:{PORT}"
BODY = '{"evidence": {"caller_position": "denied", "recipient_position": "confirmed", "report_source": "recipient_personal"}}'
SECONDS = 5
BIN = Path(sys.executable).parent
GUNICORN = [str(BIN / "gunicorn"), "--workers", "2", "--bind", f"127.0.0.1:{PORT}"]
GRANIAN = [str(BIN / "granian"), "--interface", "wsgi", "--factory", "--workers", "2", "--port", str(PORT), "--no-log"]
SERVERS = {
    "gunicorn, sync": [*GUNICORN, "api:create_app()"],
    "gunicorn, 256 threads": [*GUNICORN, "--threads", "256", "api:create_app()"],
    "granian, 1 thread": [*GRANIAN, "--blocking-threads", "1", "api:create_app"],
    "granian, 256 threads": [*GRANIAN, "--blocking-threads", "256", "--backpressure", "512", "api:create_app"],
    "waitress, 1 process": [str(BIN / "waitress-serve"), "--listen", f"127.0.0.1:{PORT}", "--call", "api:create_app"],
}


@contextmanager
def running(command: list[str]) -> Iterator[tuple[int, float]]:
    """Run a server; yield its process id and the seconds until it was ready."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers("/readyz"):
            time.sleep(0.05)
        yield process.pid, time.perf_counter() - start
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(path: str) -> bool:
    try:
        with urllib.request.urlopen(f"{ADDRESS}{path}", timeout=2):
            return True
    except OSError:
        return False


def load(connections: int) -> str:
    """Return requests/s and the median and 99th percentile of the answer time under a load."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f"wrk.method='POST' wrk.headers['Content-Type']='application/json' wrk.body='{BODY}'")
        script.write("function done(s, l, r) io.write(string.format('=%d %.1f %.1f %d', s.requests/s.duration*1e6,")
        script.write("l:percentile(50)/1e3, l:percentile(99)/1e3, s.errors.status+s.errors.timeout+s.errors.read)) end")
        script.flush()
        wrk = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-s", script.name, f"{ADDRESS}/v1/score"]
        rate, median, p99, errors = (
            subprocess.run(wrk, capture_output=True, text=True, check=True).stdout.rsplit("=")[-1].split()
        )
    return f"{rate}/s {median}/{p99} ms" + (f" {errors} errors" if errors != "0" else "")


def slow_senders(count: int) -> str:
    """Say whether a report is answered while ``count`` clients have sent half of theirs."""
    head = b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
    senders = [socket.create_connection(("127.0.0.1", PORT)) for _ in range(count)]
    for sender in senders:
        sender.sendall(head)
    time.sleep(0.5)
    answered = _answers("/healthz")
    for sender in senders:
        sender.close()
    return "yes" if answered else "no"


def memory(pid: int) -> str:
    """Return the resident memory of a process and its children, in MB."""
    sizes = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(pid), "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return f"{sum(map(int, sizes.stdout.split())) / 1024:.0f}"


def main() -> None:
    """Print the table."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: apt-get install wrk (brew install wrk)")
    heads = [
        "server",
        *(f"{n} connections" for n in (2, 16, 64)),
        "answers beside 100 slow senders",
        "MB",
        "s to ready",
    ]
    print("| " + " | ".join(heads) + " |")
    print("|---" * len(heads) + "|")
    for name, command in SERVERS.items():
        with running(command) as (pid, ready):
            cells = [name, *(load(n) for n in (2, 16, 64)), slow_senders(100), memory(pid), f"{ready:.1f}"]
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
