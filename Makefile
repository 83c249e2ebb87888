PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" pyproject.toml

.PHONY: setup serve test train lint bench lock clean

setup: .venv/run  ## what running needs, in .venv

serve: .venv/run  ## the page and the API on http://HOST:PORT
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python -m detector serve

train: .venv/run  ## retrain on the shipped incidents
	$(BIN)/python -m detector train

test: .venv/dev
	$(BIN)/python -m pytest -q

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/python tests/bench/servers.py

lock: .venv/dev  ## write both locks anew from pyproject.toml
	$(COMPILE) --extra serve --upgrade --output-file requirements.txt
	$(COMPILE) --extra serve --group dev --constraint requirements.txt --upgrade --output-file requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis dist

# Each marker is newer than the lock that it was installed from, so that nothing is installed twice.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("this needs Python 3.11 or newer; set PYTHON=...")'
	$(PYTHON) -m venv .venv

.venv/run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run
