# microcreds: `make help` lists what there is. Each target does its own set-up.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
NIGHT  ?= 1
DATA   ?=
LOCK   := UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --quiet

.PHONY: help setup nightly nights test test-slow lint format bench bench-smoke bench-night bench-normalise bench-expectations bench-reading bench-faults bench-soak bench-warehouse lock clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(READY) ## make .venv with everything pinned by hash

# uv installs the set in seconds; pip does the same where uv cannot reach the index that pip is set up for.
$(READY): requirements/bootstrap.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "microcreds needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Try: make setup PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "This Python has no venv. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (a minute the first time) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

nightly: $(READY) ## the whole night on the practice campus (NIGHT=1, DATA=data-campus)
	@$(BIN)/python -m tests.campus.rehearse --night $(NIGHT) --data $(or $(DATA),data-campus)

nights: $(READY) ## nights 1 to 3 in a fresh folder, each compared with the truth (DATA=data-nights)
	@$(BIN)/python -m tests.campus.rehearse --nights 3 --fresh --data $(or $(DATA),data-nights)

test: $(READY) ## the fast tests (under 5 minutes)
	@$(BIN)/python -m pytest -q -n 2 --dist loadscope

test-slow: $(READY) ## what needs a real Prefect server, kills, fuzzing, benchmarks at smoke size
	@$(BIN)/python -m pytest -q -m slow
	@$(MAKE) --no-print-directory bench-smoke

lint: $(READY) ## ruff, mypy (strict), import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

format: $(READY) ## let ruff format and sort
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: bench-night bench-normalise bench-reading bench-expectations bench-faults bench-soak bench-warehouse ## every benchmark at full size

bench-night: $(READY) ## wall time of a night against its politeness bound, pages a second, memory
	@$(BIN)/python -m benchmarks.night

bench-normalise: $(READY) ## statements a second, price-parser beside it; a million rows in pandas
	@$(BIN)/python -m benchmarks.normalise

bench-reading: $(READY) ## what reading a page costs beside parsing it with lxml, and beside extruct
	@$(BIN)/python -m benchmarks.reading

bench-expectations: $(READY) ## eighty kinds of fault, sixty clean nights, 100,000 offerings judged
	@$(BIN)/python -m benchmarks.expectations

bench-faults: $(READY) ## nights killed and out of room at every stage; institutions that break in every way (an hour)
	@$(BIN)/python -m benchmarks.faults

bench-soak: $(READY) ## thirty nights through the real flow: time, memory and files (a quarter of an hour)
	@$(BIN)/python -m benchmarks.soak

bench-warehouse: $(READY) ## readers while releases are swapped, kills, a year of nights, a million offerings (hours)
	@$(BIN)/python -m benchmarks.warehouse

bench-smoke: $(READY)
	@$(BIN)/python -m benchmarks.warehouse --smoke
	@$(BIN)/python -m benchmarks.night --smoke
	@$(BIN)/python -m benchmarks.normalise --smoke
	@$(BIN)/python -m benchmarks.expectations --smoke
	@$(BIN)/python -m benchmarks.reading --smoke

lock: $(READY) ## pin anew, with hashes and without index addresses
	@printf 'setuptools>=77\nuv\n' | $(LOCK) --no-annotate -o requirements/bootstrap.txt -
	@$(LOCK) pyproject.toml -o requirements/run.txt
	@$(LOCK) pyproject.toml --extra dev -c requirements/run.txt -o requirements/dev.txt

clean: ## remove what was made (never a data folder)
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
