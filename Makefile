# Everything that a fresh Debian 12 machine needs beyond python3 and make is installed here.
#   make demo    set up, read samples/, say what was found, answer one question, write the reports out to out/
#   make test    set up and run the tests          make lint    style, types, floors
#   make bench   speed and memory beside peers     make soak    the long proofs, whole
#   make docs    write the generated pages anew    make clean   remove what these made

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup demo test bench soak lint format docs clean

export HOME := $(or $(HOME),$(shell getent passwd "$$(id -u)" | cut -d: -f6))
export PATH := $(HOME)/.local/bin:$(PATH)
# The demo and the tests have data of their own: no setting of this user reaches them.
unexport KIEMDIEM_DATABASE_URL KIEMDIEM_DATA_DIR KIEMDIEM_VOCABULARY_DIR KIEMDIEM_LANGUAGE
RUN := uv run --frozen --no-sync
DEMO := $(CURDIR)/data/demo
KIEMDIEM = KIEMDIEM_DATA_DIR="$(DEMO)" $(RUN) kiemdiem
REPORTS = $(filter-out %.json,$(wildcard samples/reports/*))
SCANS = $(wildcard samples/scans/*.pdf)

help:
	@sed -n '2,5s/^# *//p' $(firstword $(MAKEFILE_LIST))

# uv brings Python packages (and a Python, where the system's is too old); .setup says when that was last done.
setup: .venv/.setup
.venv/.setup: pyproject.toml uv.lock .ci/install-uv .ci/install-programs
	@echo "Setting up; the first time this takes a few minutes …"
	@bash .ci/install-uv
	@bash .ci/install-programs
	@uv sync --frozen --quiet
	@touch $@
	@echo "Set up."

demo: setup
	@echo "Reading the sample reports:"
	@$(KIEMDIEM) ingest --quiet $(REPORTS)
	@echo "… and three on paper: a clean scan, a noisy one, photographs:"
	@$(KIEMDIEM) ingest --quiet $(SCANS) || echo "Left out; what scans need: uv run kiemdiem doctor"
	@echo
	@$(KIEMDIEM) list
	@echo
	@echo "What does not add up in report 2 (the whole of it: KIEMDIEM_DATA_DIR=data/demo uv run kiemdiem show 2):"
	@$(KIEMDIEM) show 2 --findings
	@echo
	@echo "Prizes won, by school and year:"
	@$(KIEMDIEM) stats awards.prize --by school,year
	@echo
	@echo "The reports again, in the standard template:"
	@$(KIEMDIEM) regenerate --all --output out

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

docs: setup
	$(RUN) python -m docs.generate

clean:
	rm -rf .venv dist out data/demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
