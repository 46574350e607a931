# MA Guide. Everything is set up inside this folder: packages in .venv, data in .data.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
LOCK_TOOL := $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: .venv/local.stamp ## the site on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@$(BIN)/python manage.py serve --port $(PORT)

dev: .venv/dev.stamp ## the same, reloading on every change
	@$(BIN)/python manage.py serve --port $(PORT) --reload

test: .venv/dev.stamp browser ## every test
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests

test-fast: .venv/dev.stamp ## every test but those in a browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser" tests

check: .venv/dev.stamp ## format, lint, types, templates, contracts, migrations, deployment
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/mypy maguide careers guides
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py load_first_edition --check
	@env -i PATH="$$PATH" DJANGO_SETTINGS_MODULE=maguide.settings.production DATABASE_URL=postgres://u:p@localhost/n \
		SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(64))") \
		SITE_ADDRESS=https://maguide.example ALLOWED_HOSTS=maguide.example \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/dev.stamp ## put every file into the house format
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

bench: .venv/dev.stamp browser ## measure, as ratios in one run
	@ls tests/benchmarks/bench_*.py >/dev/null 2>&1 || { echo "No benchmark has been written yet." >&2; exit 1; }
	@$(BIN)/python -m pytest -p no:randomly -s tests/benchmarks --override-ini python_files='bench_*.py'

faults: .venv/dev.stamp ## the long fault tests
	@ls tests/faults/fault_*.py >/dev/null 2>&1 || { echo "No long fault test has been written yet." >&2; exit 1; }
	@$(BIN)/python -m pytest -s tests/faults --override-ini python_files='fault_*.py'

screens: .venv/dev.stamp browser ## named screenshots in .data/screens
	@$(BIN)/python -m pytest -p no:randomly -s tests/browser --override-ini python_files='screens.py'

lock: .venv/dev.stamp ## resolve dependencies anew
	@$(BIN)/pip install --quiet uv
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK_TOOL) --upgrade pyproject.toml -o requirements.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK_TOOL) --extra local -c requirements.lock pyproject.toml -o requirements-local.lock
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK_TOOL) --extra dev -c requirements-local.lock pyproject.toml -o requirements-dev.lock

migrations: .venv/dev.stamp ## until version 1.0: write each app's 0001_initial anew
	@$(BIN)/python -m maguide.rewrite_migrations

clean: ## remove packages and caches; data in .data stays
	rm -rf .venv .cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

browser:
	@$(BIN)/python tests/browser/find_chromium.py

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: install it, or name it with PYTHON=…" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0] + ": name another with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing: install it (Debian: python3-venv)." >&2; exit 1; }

.venv/local.stamp: requirements-local.lock | .venv/bin/python
	@test -e .venv/dev.stamp -a .venv/dev.stamp -nt requirements-dev.lock || $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-local.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.PHONY: help serve dev test test-fast check format bench faults screens lock migrations clean browser
