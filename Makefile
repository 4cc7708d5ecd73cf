# Two commands: `make demo` shows the product, `make test` proves it. Both need Python 3.11 only.

PYTHON ?= python3.11
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: demo test coverage check dev clean

# Install the product alone and run the main job on the seeds.
demo: $(VENV)/installed
	$(BIN)/duizhao demo --force

# Install what the tests need as well, and run them all, two at a time.
test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile

# The same with branch coverage: a report, not a gate, since it takes about half as long again.
coverage: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

# Style and types.
check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

dev: $(VENV)/installed-dev

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/installed

clean:
	rm -rf $(VENV) duizhao-demo build dist *.egg-info
