# On a Debian machine: python3 (3.11 or newer), python3-venv, make and git are enough.
PYTHON ?= python3
PORT ?= 8000
DEMO ?= 1
MAKEFLAGS += --no-print-directory
# Tests and servers start dozens of processes; without bytecode each would compile the product anew.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help serve test proofs fuzz bench fmt demo lock clean prepare python

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

serve: python ## install what is missing and start on http://127.0.0.1:8000 (PORT=… for another port, DEMO=0 to start empty)
	@$(PYTHON) -m tools.serve --port "$(PORT)" --demo "$(DEMO)"

test: python ## run every check and test
	@$(PYTHON) -m tools.check

proofs: python ## run the tests that `make test` runs at a tenth of their size, whole; measure branches
	@$(PYTHON) -m tools.check --proofs

fuzz: python ## send odd requests to every route for MINUTES=10; SEED=… repeats a finding
	@$(PYTHON) -m tools.prepare --dev
	@MINUTES="$(or $(MINUTES),10)" SEED="$(or $(SEED),1)" $(BIN)/pytest tests/integration/foundation/test_any_input.py -q -k sqlite

bench: python ## measure speed and limits on this machine
	@$(PYTHON) -m tools.bench

demo: python ## put the demonstration content back to its beginning
	@$(PYTHON) -m tools.prepare
	@$(BIN)/dialogwerk demo reset

fmt: python ## format code and templates
	@$(PYTHON) -m tools.prepare --dev
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(BIN)/djlint templates --reformat --quiet || true
	@node_modules/.bin/biome format --write

lock: python ## write the Python locks anew (UPGRADE=1 for the newest versions)
	@$(PYTHON) -m tools.lock $(if $(UPGRADE),--upgrade)

prepare: python ## install packages, build assets, compile translations
	@$(PYTHON) -m tools.prepare

clean: ## remove what make has built; the database and uploads in instance/ stay
	@rm -rf .venv node_modules static/build build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov
	@find webapp -name '*.mo' -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { echo "$(PYTHON) is missing: apt-get install python3 python3-venv" >&2; exit 1; }
