# Everything a machine with Python 3.11+, git and make needs. `make help` lists it.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PYTEST  = $(BIN)/python -m pytest
PIP     = $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK    = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-header --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)
VENDOR := src/gaodi/static/vendor/vendor.css
# how many processes run tests (0: this one; worth it from about two minutes on), and what else pytest is told:
# make test N=2 ARGS="-k lights -x"
N      ?= 0
ARGS   ?=
ADMIN  = $(BIN)/django-admin
export DJANGO_SETTINGS_MODULE = gaodi.settings

.DELETE_ON_ERROR:
.PHONY: help setup spark run demo migrate test test-pg test-browser check fmt bench pictures assets lock wheel clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "make %-13s %s\n", $$1, $$2}'

# ------------------------------------------------------------------ running

setup: $(VENV)/.dev assets  ## install everything for development and tests

run: $(VENV)/.run assets  ## start Gaodi with the demonstration data, and print its address and log-ins
	@$(BIN)/gaodi serve --demo

spark: $(VENV)/.spark  ## install the extra for rules on a cluster; Java 17 is the machine's own (Debian: openjdk-17-jre-headless)

# nothing is deleted: it might be somebody's
demo:  ## put the data of the demonstration aside, so that the next make run begins afresh
	@test -z "$(GAODI_VAR)$(DATABASE_URL)" || { echo "GAODI_VAR or DATABASE_URL is set: make demo touches var/ only."; exit 1; }
	@test ! -e var/gaodi.sqlite3 || { aside=var/before-$$(date +%Y%m%d-%H%M%S) && mkdir $$aside && mv var/gaodi.sqlite3* $$aside/ && echo "The data up to now is in $$aside."; }

migrate: $(VENV)/.dev  ## write and apply migrations after models changed
	@$(ADMIN) makemigrations
	@$(BIN)/gaodi migrate

# ------------------------------------------------------------------ testing

test: setup  ## all tests on SQLite; those in a browser are skipped where there is none
	@$(PYTEST) -n $(N) --dist loadfile $(ARGS)

# the rules know no database
test-pg: setup  ## the tests without a browser on PostgreSQL: DATABASE_URL, else one started for this run
	@$(BIN)/python tests/postgres.py -n $(N) --dist loadfile -m "not browser" --ignore=tests/rules $(ARGS)

test-browser: setup  ## only the tests in a browser, none skipped
	@$(PYTEST) -m browser --forbid-skips $(ARGS)

# each step says how long it took; `make -k check` goes on after a failure
CHECKS := check-format check-lint check-types check-imports check-templates check-migrations check-deploy check-house
.PHONY: $(CHECKS)

check: $(CHECKS)  ## everything that needs no eyes: format, lint, types, imports, templates, migrations, deployment, house rules

# $(call step,name,command)
step = @begun=$$(date +%s); if $(2); then echo "✓ $(1), $$(($$(date +%s) - begun)) s"; else echo "✗ $(1)"; exit 1; fi

PRODUCTION = GAODI_DEBUG=0 GAODI_HTTPS=1 GAODI_HOSTS=gaodi.example \
             GAODI_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')

check-format: $(VENV)/.dev
	$(call step,format,$(BIN)/ruff format --quiet --check .)
check-lint: $(VENV)/.dev
	$(call step,lint,$(BIN)/ruff check --quiet .)
check-types: $(VENV)/.dev
	$(call step,types,$(BIN)/mypy --no-error-summary)
check-imports: $(VENV)/.dev
	$(call step,imports,$(BIN)/lint-imports --no-logo > $(VENV)/imports.log || { cat $(VENV)/imports.log; false; })
check-templates: $(VENV)/.dev
	$(call step,templates,find src -name "*.html" -print0 | xargs -0 -r $(BIN)/djade --check --target-version 5.2 \
		&& $(BIN)/djlint --quiet --lint --allow-empty-input src)
check-migrations: $(VENV)/.dev
	$(call step,migrations,$(ADMIN) makemigrations --check --dry-run > /dev/null)
check-deploy: $(VENV)/.dev
	$(call step,deployment,env $(PRODUCTION) $(ADMIN) check --deploy --fail-level WARNING > /dev/null)
check-house: $(VENV)/.dev
	$(call step,house rules,$(PYTEST) -q tests/house $(ARGS))

fmt: $(VENV)/.dev  ## rewrite Python and templates in the house's form
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .
	@find src -name "*.html" -print0 | xargs -0 -r $(BIN)/djade --target-version 5.2

bench: setup  ## time what must be fast
	@$(BIN)/python -m bench $(ARGS)

pictures: setup  ## take the screenshots of the documentation anew
	@$(BIN)/python docs/pictures/take.py

# ------------------------------------------------------------------ what set-up consists of

$(BIN)/python:
	@command -v $(PYTHON) > /dev/null || { echo "Gaodi needs Python 3.11 or newer; '$(PYTHON)' is not on this machine. Another one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gaodi needs Python 3.11 or newer; $(PYTHON) is %d.%d. Another one: make PYTHON=python3.12 …" % sys.version_info[:2])'
	@$(PYTHON) -c 'import ensurepip' 2> /dev/null || { echo "$(PYTHON) cannot make a virtual environment: install its venv package (Debian: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# the stamps: installed again only when a list of requirements or the package's own description changes
INSTALL_SELF = $(PIP) install --no-deps --no-build-isolation --editable .

$(VENV)/.run: requirements/base.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Gaodi runs on …"
	@$(PIP) install --require-hashes -r requirements/base.txt -r requirements/build.txt
	@$(INSTALL_SELF)
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Gaodi runs on and is tested with …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(INSTALL_SELF)
	@touch $(VENV)/.run $@

$(VENV)/.spark: requirements/spark.txt | $(VENV)/.dev
	@echo "Installing Spark …"
	@$(PIP) install --require-hashes -r requirements/spark.txt
	@touch $@

assets: $(VENDOR)  ## bundle style sheet and script, with the machine's npm or one from PyPI

$(VENDOR): frontend/package-lock.json frontend/.npmrc frontend/vendor.js frontend/vendor.css frontend/build.py | $(BIN)/python
	@echo "Bundling style sheet and script …"
	@$(BIN)/python frontend/build.py

lock: $(VENV)/.dev  ## renew the lists of requirements and the npm lock; UPGRADE=1 takes newer versions
	@cd requirements && for list in dev base build frontend bench spark; do ../$(LOCK) $$list.in --output-file $$list.txt || exit 1; done
	@$(BIN)/python frontend/build.py --lock

wheel: setup  ## build dist/gaodi-….whl with style sheet, script and task lists inside
	@$(BIN)/python -m hatchling build --target wheel

clean:  ## remove everything that can be made again (not the data in var/)
	@rm -rf $(VENV) frontend/node_modules src/gaodi/static/vendor build dist .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
