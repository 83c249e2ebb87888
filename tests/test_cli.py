import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from detector import paths
from detector.cli import main

ROOT = Path(__file__).parent.parent
TEXT = "The singer said that the president had telephoned her. The president's office denied that there was a call."


@pytest.fixture
def callrisk(monkeypatch):
    monkeypatch.setenv("CALLRISK_MODELS", str(paths.shipped_models()))
    return lambda *arguments, **options: CliRunner().invoke(main, arguments, **options)


def test_score_prints_a_table_for_people(callrisk):
    done = callrisk("score", TEXT)
    assert done.exit_code == 0
    assert "at a prior of 0.1" in done.stdout
    assert "what to check next" in done.stdout


def test_score_prints_json_for_programs(callrisk):
    done = callrisk("score", "--json", "--prior", "0.2", TEXT)
    assert json.loads(done.stdout)["prior"] == 0.2


def test_score_reads_stdin_and_files(callrisk, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    answers = [
        callrisk("score", "--json", input=TEXT),
        callrisk("score", "--json", "--file", "-", input=TEXT),
        callrisk("score", "--json", "--file", str(file)),
        callrisk("score", "--json", TEXT),
    ]
    assert len({answer.stdout for answer in answers}) == 1
    assert json.loads(answers[0].stdout)["in_scope"] is True


def test_score_explains_with_the_text_marked(callrisk):
    done = callrisk("score", "--explain", TEXT, color=True)
    shown = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    assert re.sub(r"\[[^\]]*\]", "", shown).startswith(TEXT)
    assert "[The claimed caller's side: denies the call +" in shown
    assert "\x1b[31m" in done.stdout  # what raises the risk is red


def test_colour_goes_to_terminals_only(callrisk):
    assert "\x1b" not in callrisk("score", "--explain", TEXT).stdout


def test_explaining_and_json_exclude_each_other(callrisk):
    done = callrisk("score", "--explain", "--json", TEXT)
    assert done.exit_code == 2
    assert "give --json or --explain, not both" in done.stderr


@pytest.mark.parametrize("reader", ["precise", "fast"])
def test_either_reader_can_be_asked(callrisk, reader):
    done = callrisk("score", "--json", "--reader", reader, TEXT)
    assert json.loads(done.stdout)["evidence"]["medium"]["value"] == "phone"


def test_score_takes_evidence(callrisk):
    done = callrisk("score", "--json", "-e", "caller_position=denied", "-e", "days_request_to_call=2")
    evidence = json.loads(done.stdout)["evidence"]
    assert evidence["caller_position"] == {"value": "denied", "origin": "given"}
    assert evidence["days_request_to_call"]["value"] == 2


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["score", "--prior", "2", TEXT], 2, "prior: should be a number above 0 and below 1"),
        (["score", "--prior", "much", TEXT], 2, "is not a valid float"),
        (["score", "-e", "denied"], 2, "--evidence wants FIELD=VALUE"),
        (["score", "-e", "caller_position=maybe"], 2, "'maybe' is not one of its values"),
        (["score", "-e", "colour=red"], 2, "is no field of the codebook"),
        (["score", " "], 2, "text: is empty"),
        (["score", "--as-of", "soon", TEXT], 2, "as_of: should be a day"),
        (["score", "--file", "nowhere.txt"], 2, "nowhere.txt"),
        (["score", "--model", "nowhere", TEXT], 1, "name a folder that has a model"),
        (["check-data", "nowhere.jsonl"], 2, "nowhere.jsonl"),
        (["fetch"], 2, "No such command 'fetch'"),
    ],
)
def test_errors_are_one_clear_line(callrisk, arguments, status, message):
    done = callrisk(*arguments)
    assert done.exit_code == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_file_that_is_not_text_is_refused(callrisk, tmp_path):
    file = tmp_path / "report.txt"
    file.write_bytes(b"\xff\xfe\x00")
    done = callrisk("score", "--file", str(file))
    assert (done.exit_code, "is not text in UTF-8" in done.stderr) == (1, True)


def test_check_data_passes_the_shipped_file(callrisk):
    done = callrisk("check-data", str(paths.shipped_incidents()))
    assert (done.exit_code, done.stdout) == (0, f"{paths.shipped_incidents()}: 0 fault(s)\n")


def test_check_data_names_faults_and_fails(callrisk, tmp_path):
    file = tmp_path / "broken.jsonl"
    file.write_text('{"id": "x"}\n')
    done = callrisk("check-data", str(file))
    assert done.exit_code == 1
    assert f"{file}:1: x: story: Field required" in done.stdout
    assert "nothing would be taken" in done.stderr


def test_serve_without_flask_says_what_to_install(callrisk, monkeypatch):
    monkeypatch.setitem(sys.modules, "api.serving", None)
    done = callrisk("serve")
    assert done.exit_code == 1
    assert "pip install 'callrisk[serve]'" in done.stderr


def test_help_does_not_wait_for_heavy_imports():
    code = "import sys, runpy; sys.argv = ['detector', '--help']\ntry: runpy.run_module('detector', run_name='__main__')\nfinally: print(sorted({'sklearn', 'pandas', 'numpy', 'pydantic', 'flask'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "score" in done.stdout
    assert done.stderr.strip() == "[]"


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text()
    for name in main.commands:
        assert f"python -m detector {name}" in readme, name


@pytest.mark.slow
def test_train_saves_compares_and_promotes(tmp_path):
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "detector", "train"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "CALLRISK_MODELS": str(tmp_path)},
        check=True,
    )
    print(f"train took {time.monotonic() - start:.0f} s")
    version = (tmp_path / "current").read_text().strip()
    assert f"{tmp_path / version} is the current model now" in done.stdout
    assert "0 of 3800 texts' weight of evidence moved by 0.1 or more" in done.stdout
