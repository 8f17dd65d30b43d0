# Two commands: `make run` and `make test`. Both do all set-up on a machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Tests that run at a time: one more than two cores, since some wait for a browser or a database.
WORKERS ?= 3
# Continuous integration takes its time: it tries more examples (tests/conftest.py) and counts the lines covered.
COUNTED := $(if $(CI),--cov --cov-report=term:skip-covered --cov-fail-under=95)

.PHONY: run test lint types programs tests bench load faults messages reviewed format clean

run: $(READY) ## serve the whole tool and print its address
	$(BIN)/evaluator serve

test: ## lint, types, tests and browser journeys
	$(MAKE) --jobs=2 lint types programs
	$(MAKE) tests

$(READY): pyproject.toml .ci/constraints.txt .ci/venv
	PYTHON="$(PYTHON)" sh .ci/venv $(VENV)
	touch $@

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

programs: $(READY) ## what the tests need of the machine, put there while the types are checked
	sh .ci/postgres
	sh .ci/browser

tests: $(READY)
	POSTGRES_PATH="$$(sh .ci/postgres)" && export POSTGRES_PATH && \
	BROWSER_PATH="$$(sh .ci/browser)" && export BROWSER_PATH && \
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(COUNTED)

load: $(READY) ## forty phones in two seconds, thirty classes in a minute, then more until it gives way
	$(BIN)/python -m tests.load

bench: $(READY) ## a table of ratios, each pair measured in turn in one run
	$(BIN)/python -m tests.bench

faults: $(READY) ## break the database in every way, for minutes; `make test` does the same for seconds
	POSTGRES_PATH="$$(sh .ci/postgres)" FAULTS=long $(BIN)/pytest -rP tests/faults

messages: $(READY) ## bring the translations up to date and say what is left
	$(BIN)/python -m evaluator.catalogues

reviewed: $(READY) ## date the accessibility statement, once the tests of the pages have passed
	$(BIN)/python -m tests.reviewed

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
