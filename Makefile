# Two commands: `make run` and `make test`. Both do all set-up on a machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNS := $(VENV)/.runs
TOOLS := $(VENV)/.tools
HOST ?= 127.0.0.1
# PORT=8001 asks for that one; without it the first free one from 8000 on is taken.
PORT ?=
# Tests that run at a time: one more than two cores, since some wait for a browser or a database.
WORKERS ?= 3
# Python may keep what it has compiled, whatever the machine says: these tests start hundreds of programs.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n $(WORKERS) --dist worksteal
# Continuous integration takes its time: it tries more examples (tests/conftest.py) and counts the lines covered. A test
# that fails beside two others is asked once more; the summary names it, and an unsteady test is a fault to mend.
IN_CI := $(if $(CI),--cov --cov-report=term:skip-covered --cov-fail-under=95 --reruns 1 -rR)

.PHONY: run demo test quick lint types programs tests suite bare engines load bench faults mutants docs messages reviewed lock format clean missing

run: $(RUNS) ## serve the whole tool and print its address
	$(BIN)/evaluator serve --host $(HOST) $(if $(PORT),--port $(PORT),--next-free)

demo: $(RUNS) ## the same with a class of thirty that has answered, four judged apps and a code of ethics, all made up
	$(BIN)/evaluator demo --host $(HOST) $(if $(PORT),--port $(PORT),--next-free)

test: missing $(TOOLS) ## lint, types, tests and browser journeys
	$(MAKE) --jobs=2 lint types programs
	$(MAKE) suite

missing: # in its first line: what only root can install
	@sh .ci/missing

quick: $(TOOLS) ## lint, types, and the tests that need no browser and break no database
	$(MAKE) --jobs=2 lint types
	$(PYTEST) --quick

$(RUNS): pyproject.toml .ci/constraints.txt .ci/venv ## what running needs
	@PYTHON="$(PYTHON)" sh .ci/venv $(VENV)
	@touch $@

$(TOOLS): $(RUNS) ## and what testing needs
	@PYTHON="$(PYTHON)" sh .ci/venv $(VENV) dev
	@touch $@

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(TOOLS)
	$(BIN)/mypy

programs: $(TOOLS) ## a browser and a database for the tests: says where they are; root gets what is missing
	@sh .ci/postgres >$(VENV)/.postgres
	@sh .ci/browser >$(VENV)/.browser
	@sh .ci/nginx
	@cat $(VENV)/.browser $(VENV)/.postgres

tests: programs ## the tests alone
	$(MAKE) suite

suite: # with the programs that are there; the last line says what could not run
	BROWSER_PATH="$$(cat $(VENV)/.browser)" POSTGRES_PATH="$$(cat $(VENV)/.postgres)" $(PYTEST) $(IN_CI)

bare: ## both commands on a bare machine, made in a folder as root; SHORT=1 only asks for the first page
	sh .ci/bare

engines: $(TOOLS) ## one journey through each door in Firefox and WebKit; before each release
	@sh .ci/engines $(VENV)
	ENGINES=1 $(BIN)/pytest -p no:xdist -W ignore::DeprecationWarning -rs tests/engines

load: $(TOOLS) ## forty phones in two seconds, thirty classes in a minute, then more until it gives way
	$(BIN)/python -m tests.classroom.load

bench: $(TOOLS) ## a table of ratios, each pair measured in turn in one run
	$(BIN)/python -m tests.bench

faults: programs ## break the database in every way, for minutes; `make test` does the same for seconds
	BROWSER_PATH="$$(cat $(VENV)/.browser)" POSTGRES_PATH="$$(cat $(VENV)/.postgres)" FAULTS=long $(BIN)/pytest -rP \
		tests/faults tests/test_docs_blocks.py tests/classroom/web/test_any_pause.py \
		tests/classroom/web/test_inference.py tests/web/test_proxy.py tests/browser/test_gateway.py tests/browser/test_offline.py

mutants: $(TOOLS) ## wrong programs, one after another: does a test notice? half an hour; GROUP=tally tries some
	$(BIN)/python -m tests.mutation $(GROUP)

docs: $(TOOLS) ## the documents as a small site, in build/docs
	$(BIN)/mkdocs build --quiet

messages: $(TOOLS) ## bring the translations up to date and say what is left
	$(BIN)/python -m evaluator.i18n.extract

reviewed: $(TOOLS) ## date the accessibility statement, once the tests of the pages have passed
	$(BIN)/python -m tests.reviewed

lock: ## requirements.txt with hashes and sbom.cdx.json, after a change of what the program needs; needs the network
	PYTHON="$(PYTHON)" sh .ci/lock $(VENV)

format: $(TOOLS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
