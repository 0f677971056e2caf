# Readout. `make help` lists what can be done.

PYTHON ?= python3
PORT ?= 8000
WORKERS ?= 2
N ?= 100000

BIN = .venv/bin
SITE_URL ?= http://127.0.0.1:$(PORT)
LOCK = CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null $(BIN)/pip-compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.DEFAULT_GOAL := help
.PHONY: help run dev editor test prove bench audit lint fixtures lock clean

help: ## list what can be done
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

run: .venv/runtime.stamp var/secret-key ## serve the archive on http://127.0.0.1:8000 (PORT=…)
	@SITE_URL="$(SITE_URL)" $(BIN)/python manage.py prepare --port "$(PORT)" --workers "$(WORKERS)"
	@SITE_URL="$(SITE_URL)" exec $(BIN)/gunicorn archive.wsgi --bind "127.0.0.1:$(PORT)" --workers "$(WORKERS)" --threads 4 --preload --limit-request-line 8190 --log-level warning

dev: .venv/dev.stamp var/secret-key ## the same with autoreload and DEBUG, for developers
	@SITE_URL="$(SITE_URL)" $(BIN)/python manage.py prepare --port "$(PORT)"
	@DEBUG=on SITE_URL="$(SITE_URL)" $(BIN)/python manage.py runserver "127.0.0.1:$(PORT)"

editor: .venv/runtime.stamp var/secret-key ## make an editor's account (asks a name, prints a one-time password)
	@$(BIN)/python manage.py prepare --database-only
	@$(BIN)/python manage.py editor

test: .venv/dev.stamp ## run the whole test suite, on all processors
	@$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

prove: .venv/dev.stamp ## run the long proofs of the archive's promises, too
	@$(BIN)/python -m pytest -n auto $(PYTEST_ARGS)
	@$(BIN)/python -m pytest -m prove $(PYTEST_ARGS) # some measure waiting: one at a time

bench: .venv/runtime.stamp ## measure the archive with N=100000 statements against others (BENCH_ARGS="--help" for more)
	@$(BIN)/python -m tests.bench --statements $(N) $(BENCH_ARGS)

audit: .venv/runtime.stamp ## check every kind of page with the Nu HTML checker and Lighthouse (AUDIT_ARGS="--help" for more)
	@$(BIN)/python -m tests.audit $(AUDIT_ARGS)

lint: .venv/dev.stamp ## ruff, mypy and the template linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint templates

fixtures: .venv/runtime.stamp var/secret-key ## make fixtures/archive.json from seeds/
	@$(BIN)/python manage.py build_fixtures

lock: .venv/dev.stamp ## compile requirements.txt and requirements-dev.txt from pyproject.toml
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml

clean: ## remove the virtual environment and collected files; the archive in var/ stays
	rm -rf .venv var/static .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Readout needs Python 3.11 or newer: make PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Readout needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Choose one with make PYTHON=…" >&2; exit 1; }
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "No virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }

.venv/runtime.stamp: requirements.txt | .venv/bin/python
	@echo "Installing the libraries …"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/python
	@echo "Installing the libraries for development …"
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runtime.stamp

var/secret-key: | .venv/bin/python
	@mkdir -p var
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))' > $@
