# Everything a person or a machine does with this repository. Each target first sets up what it needs,
# inside this folder, from Python 3.11 with pip and venv alone. A second run does only what is new.

# Arguments for `make demo` and `make bench`, for example: make demo ARGS=--no-serve
ARGS ?=
# How large `make bench-million` is: 1 is a million cases.
SCALE ?= 1
# How pytest runs: two processes, each test module whole on one of them.
PYTEST_ARGS ?= -n 2 --dist loadfile

BIN := .venv/bin
MANAGE := $(BIN)/python -m upheld.config.manage
WEB := src/upheld/web
WEB_SOURCES := $(WEB)/build.mjs $(shell find $(WEB)/styles $(WEB)/scripts $(WEB)/assets -type f)
WEB_BUILT := $(WEB)/static/upheld/upheld.css

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check spec bench bench-million evaluate clean chromium \
	check-lint check-types check-contracts check-migrations check-conventions check-packs check-safety

help: ## Say what can be made
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1: \2/p' Makefile

setup: .venv/.synced $(WEB_BUILT) ## Bring in everything that Upheld needs; the command is then .venv/bin/upheld

demo: setup ## Build a believable agency and serve it (ARGS=--no-serve to build it only)
	@$(BIN)/upheld demo $(ARGS)

test: setup chromium ## Run every test (PYTEST_ARGS="tests/rules -x" to choose)
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: check-lint check-types check-contracts check-migrations check-conventions check-packs check-safety ## Run every other check (make -k check: do not stop at the first that fails)

check-lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

check-types: setup
	$(BIN)/mypy

check-contracts: setup
	$(BIN)/lint-imports

check-migrations: setup
	$(MANAGE) makemigrations --check --dry-run

check-conventions: setup
	$(BIN)/python -m pytest -q tests/conventions

check-packs: setup
	@for pack in packs/*/; do echo "upheld packs check $$pack"; $(BIN)/upheld packs check "$$pack" || exit 1; done

# What would be unsafe in service: calls (bandit) and settings behind HTTPS (Django's own check).
check-safety: setup
	$(BIN)/bandit -q -r src
	UPHELD_HTTPS=1 UPHELD_SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
		$(MANAGE) check --deploy --fail-level WARNING

spec: setup ## Print the specification: what Upheld promises, in sentences, by domain
	@$(BIN)/python -m tests.specification_report

bench: setup ## Measure import, demo and pages, and write docs/benchmarks/
	$(BIN)/python -m benchmarks $(ARGS)

bench-million: setup ## Measure pages at a million cases, and write docs/benchmarks/million.md (SCALE=0.01 for a small one)
	$(BIN)/python -m benchmarks.million --scale $(SCALE) $(ARGS)

evaluate: setup ## Measure linkage in full, and write docs/benchmarks/linkage.md
	scripts/uv sync --frozen --quiet --group evaluate
	$(BIN)/python -m benchmarks.linking $(ARGS)

clean: ## Remove all that was brought in or built (data in UPHELD_HOME stays)
	rm -rf .venv .tools node_modules $(dir $(WEB_BUILT)) .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# An existing .venv is kept and brought up to date; a new one is made with the machine's own Python.
.venv/.synced: pyproject.toml uv.lock
	@echo "Bringing Python packages into .venv"
	@chosen=; [ -x .venv/bin/python ] || chosen=$$(scripts/python -c 'import sys; print(sys.executable)'); \
		scripts/uv sync --frozen --quiet $${chosen:+--python "$$chosen"}
	@touch $@

node_modules/.installed: package.json package-lock.json .npmrc
	@echo "Bringing the parts of the pages into node_modules"
	@scripts/npm ci --include=dev --ignore-scripts --loglevel=error
	@touch $@

$(WEB_BUILT): node_modules/.installed $(WEB_SOURCES)
	@echo "Building styles and scripts"
	@scripts/npm run --silent build

chromium:
	@scripts/chromium >/dev/null
