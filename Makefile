# Everything that a fresh Debian 12 machine needs beyond python3 and make is installed here.
#   make demo    set up, read samples/, say what was found, answer one question, write the reports out to out/
#   make test    set up and run the tests          make lint    style, types, floors
#   make bench   speed and memory beside peers     make soak    the long proofs, whole

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test bench soak lint format clean

export PATH := $(HOME)/.local/bin:$(PATH)
RUN := uv run --frozen --no-sync
DEMO := $(CURDIR)/data/demo
KIEMDIEM = KIEMDIEM_DATA_DIR=$(DEMO) $(RUN) kiemdiem

help:
	@sed -n '2,4s/^# *//p' $(MAKEFILE_LIST)

# uv brings Python packages (and a Python, where the system's is too old); .setup says when that was last done.
setup: .venv/.setup
.venv/.setup: pyproject.toml uv.lock
	@command -v uv >/dev/null || bash .ci/install-uv
	uv sync --frozen
	@touch $@

demo: setup
	@$(KIEMDIEM) ingest --quiet samples/reports
	@echo
	@$(KIEMDIEM) list
	@echo
	@echo "Prizes won, by school and year:"
	@$(KIEMDIEM) stats awards.prize --by school,year
	@echo
	@$(KIEMDIEM) regenerate --all --output out
	@echo "The reports in the standard template are in $(CURDIR)/out"

test: setup
	$(RUN) pytest -n auto

soak: setup
	KIEMDIEM_SOAK=whole $(RUN) pytest -n auto -m soak

bench: setup
	$(RUN) python -m benchmarks

lint: setup
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

format: setup
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

clean:
	rm -rf .venv dist out data/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
