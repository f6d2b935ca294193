# Everything here works on a fresh machine with Python 3.11 or newer, make and git: each target does its own set-up in .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
# Of pip its metadata come last: without them somebody interrupted the making of .venv, and it is made anew.
HAS_PIP := 'from importlib.metadata import version; version("pip")'
TEXT ?=
# More than cores: many tests wait for a process or a browser.
WORKERS ?= 4
# `make test COVERAGE=yes` measures branch coverage too, which takes half as long again; started processes are not measured.
COVERAGE ?=
EXAMPLES ?= 500
# `make bench`: how often each row is measured, and which (none named: all). `make soak`: how long; POSTGRES=yes: two processes
# on one PostgreSQL, whose metrics are compared with it at the end.
RUNS ?= 5
ROWS ?=
MINUTES ?= 10
POSTGRES ?=
# `make judge`: drafts of a model. The others of this repository have been read; name one that nobody tuned on.
DRAFTS ?= tests/data/drafts/eleventh_blind.jsonl
# `make torture`: how many processes.
PROCESSES ?= 3

.DEFAULT_GOAL := help
.PHONY: help install meaning test properties check ask demo serve bench judge soak torture day lock wheel-check clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Frontdesk needs Python 3.11 or newer. Install it (Debian: apt-get install python3 python3-venv), or name it: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(BIN)/python -c $(HAS_PIP) 2>/dev/null || $(PYTHON) -m venv --clear .venv || \
	  { echo "Python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; rm -rf .venv; exit 1; }
	@echo "Setting up .venv; this takes about a minute, once." >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

install: $(STAMP) ## Set up .venv

meaning: $(STAMP) ## Install the extra that offers more of the right answers without a model (100 MB); its tests run then
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-meaning.lock

# Else each worker rewrites the assertions of all tests anew, four seconds each. The drawn sequences run by themselves, last:
# they reckon in seconds, and beside three other workers some of them ended otherwise from run to run. What is covered is
# reckoned once, after them, of all together.
test: export PYTHONDONTWRITEBYTECODE =
test: $(STAMP) ## Run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --durations 20 --ignore tests/properties $(if $(COVERAGE),--cov --cov-report= --cov-fail-under=0)
	$(BIN)/python -m pytest -n 2 tests/properties $(if $(COVERAGE),--cov --cov-append --cov-report term:skip-covered)

properties: $(STAMP) ## Let 500 drawn sequences of messages, faults and crashes happen on each database (EXAMPLES=500)
	FRONTDESK_PROPERTY_EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest --capture sys tests/properties

check: $(STAMP) ## What CI runs: format, lint, types, layers, tests (there with COVERAGE=yes)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

# The text goes through the environment: in a recipe, backticks in it would be run and quotes and $$5 eaten.
ask: export FRONTDESK_TEXT = $(value TEXT)
ask: $(STAMP) ## Answer one message in the terminal: make ask TEXT="Where is my order A-12345?"
	@test -n "$$FRONTDESK_TEXT" || { echo 'Say what to ask: make ask TEXT="Where is my order A-12345?"' >&2; exit 2; }
	@$(BIN)/frontdesk ask

demo: $(STAMP) ## Try it in the browser: a local trial workspace and the bot, without Slack and without a key
	@$(BIN)/frontdesk demo $(DEMO)

serve: $(STAMP) ## Serve Slack (see README for the tokens)
	@$(BIN)/frontdesk serve

bench: $(STAMP) ## Measure beside a floor and the build of 63ce1dd, in turns, about an hour (RUNS=5 ROWS=ack,idle)
	$(BIN)/python -m tests.bench.design --runs $(RUNS) $(ROWS)

judge: $(STAMP) ## Judge a model's drafts, with the hash of their rows (DRAFTS=…; a set nobody tuned on)
	$(BIN)/python -m tests.evaluation.drafts $(DRAFTS)

soak: $(STAMP) ## Ten minutes of messages, faults and kills: nothing lost or doubled, memory does not grow (MINUTES=10, POSTGRES=yes)
	$(BIN)/python -m tests.bench.soak$(if $(POSTGRES),.several) --minutes $(MINUTES)

torture: $(STAMP) ## Three processes on one PostgreSQL, killed, stopped, upgraded, their database away: about ten minutes (PROCESSES=3)
	$(BIN)/python -m tests.bench.torture --processes $(PROCESSES)

day: $(STAMP) ## Play a day at the desk in the trial's page (needs Chromium): pictures into var/day, clicks counted
	$(BIN)/python -m tests.day var/day

lock: ## Make the lock files anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  pyproject.toml --extra otel --group dev -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url \
	  pyproject.toml --extra meaning --constraint requirements.lock -o requirements-meaning.lock

wheel-check: $(STAMP) ## Build the wheel, install it in a clean environment, ask it a question
	sh .ci/wheel-check $(PYTHON)

clean: ## Remove .venv and caches; never your data in var/
	rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
