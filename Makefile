# The assistant in two commands: `make run` starts it, `make test` proves it. Everything else is a convenience.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Compiled once, started many times: without its cache Python reads all of us anew, seconds that a danger text waits for.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := .venv/bin/python
BOOTSTRAP := @command -v python3 >/dev/null || { echo "portline: Python 3.11 or newer is needed and was not found." >&2; exit 1; }; \
	exec python3 -m portline.bootstrap

.PHONY: help setup run test lint types unit safety conformance understanding copy evaluate bench bench-directory clean

help:  ## show this list
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make both Python environments from their lock files
	$(BOOTSTRAP) setup

run:  ## set up what is missing and start everything; Ctrl-C stops it
	$(BOOTSTRAP) run

test:  ## set up what is missing and run every check and test
	$(BOOTSTRAP) test

lint:  ## ruff, formatting and import contracts
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && .venv/bin/lint-imports --no-logo

types:  ## mypy, strict
	@$(PYTHON) -m mypy

unit:  ## only the fast tests
	@$(PYTHON) -m portline.bootstrap.two_halves tests/unit

safety:  ## the danger screen measured on the case pack; fails when an overdose is missed
	@$(PYTHON) -m tests.safety.report

copy:  ## every text a person can receive with its figures, and what is missing, unsourced, too long or too hard
	$(BOOTSTRAP) copy

conformance:  ## the directory by the standard's schemas, its examples in and out; SETS=../shared/testsets names them
	@$(PYTHON) -m tests.conformance.report $(SETS)

understanding:  ## how well the trained engine reads texts it has never seen; writes docs/understanding.md
	@$(PYTHON) -m tests.understanding.report

evaluate: understanding  ## the same, then every candidate model beside Rasa's default; SETS=../shared/testsets adds HINT3
	@python3 -m portline.bootstrap baselines
	@OMP_NUM_THREADS=1 PYTHONWARNINGS=ignore baselines/.venv/bin/python -m tests.understanding.candidates $(SETS)

bench-directory:  ## how fast places are found, at three sizes on both databases; writes docs/bench-directory.md
	$(BOOTSTRAP) bench-directory

bench: bench-directory  ## our speed beside two Rasa projects made from the same data; installs whole Rasa at first; writes docs/bench.md
	$(BOOTSTRAP) bench

clean:  ## remove environments, models and caches; var/ with its data stays
	rm -rf .venv engine/.venv .mypy_cache .ruff_cache .hypothesis .import_linter_cache var/models var/stamps
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
