# Goalgraph: `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Bytecode of what is imported is kept even where a shell says otherwise: else each start compiles it anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE
LOCKS := requirements/tools.txt requirements/lock.txt pyproject.toml

.PHONY: help setup demo test check fast oracle bench bench-peer mutants lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(STAMP) ## the virtual environment, from the hash-pinned locks

$(STAMP): $(LOCKS)
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "error: $(PYTHON) is not a Python 3.11 or newer with venv"; \
	    echo "mend:  install python3-venv (Debian: apt install python3-venv), or make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x "$(BIN)/python" || $(PYTHON) -m venv "$(VENV)"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@"$(BIN)/uv" pip install --quiet --python "$(BIN)/python" --require-hashes -r requirements/lock.txt
	@"$(BIN)/uv" pip install --quiet --python "$(BIN)/python" --no-deps --no-build-isolation -e .
	@touch "$(STAMP)"

demo: setup ## a sample organisation in a real Neo4j, analysed and served (ARGS=--once to stop after the answers)
	@"$(BIN)/goalgraph" demo $(ARGS)

check: setup ## ruff, mypy and the fast tests, about two minutes on two cores
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy"
	@"$(BIN)/python" -m pytest -q -n auto --dist loadfile -m "not store and not slow and not oracle" $(ARGS)

test: setup ## check and every test on the real local store
	@"$(BIN)/ruff" check .
	@"$(BIN)/ruff" format --check .
	@"$(BIN)/mypy"
	@"$(BIN)/python" -m pytest -q -n auto --dist loadfile -m "not store and not slow and not oracle" $(ARGS) || [ $$? = 5 ]  # 5: none of ARGS is fast
	@"$(BIN)/python" -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "store or slow or oracle" $(ARGS) || [ $$? = 5 ]

oracle: setup ## R's sna on the same networks; skipped, saying why, without Rscript and r-cran-sna
	@"$(BIN)/python" -m pytest -q -m oracle $(ARGS)

bench: setup ## the benchmarks; figures with ratios
	@"$(BIN)/python" -m bench $(ARGS)

mutants: setup ## small faults drawn at random: which of them do the tests catch? (ARGS="--count 50 --seed 7 --store")
	@"$(BIN)/python" -m bench.mutants $(ARGS)

bench-peer: setup ## beside @neo4j/graphql on one store: ratios and processor time (needs Node)
	@"$(BIN)/python" -m bench.peer $(ARGS)

lock: ## resolve the locks anew (needs uv in the environment)
	@"$(BIN)/uv" pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
	  --group dev --extra semantic pyproject.toml -o requirements/lock.txt
	@echo hatchling | "$(BIN)/uv" pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 \
	  --constraint requirements/lock.txt pyproject.toml - -o requirements/run.txt
	@echo uv | "$(BIN)/uv" pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --universal --python-version 3.11 - -o requirements/tools.txt

clean: ## the environment and the local data of this checkout
	@test ! -x "$(BIN)/goalgraph" || "$(BIN)/goalgraph" down >/dev/null 2>&1 || true
	@rm -rf "$(VENV)" .goalgraph .mypy_cache .ruff_cache .pytest_cache .hypothesis
