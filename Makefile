# make listen: install into .venv, read the seed article into output/, print the MP3's path.
# make test:   ruff, mypy and the whole test suite.
# make bench:  what is measured side by side, printed as ratios.
# make test-click: the command line's tests with another click than gTTS allows, CLICK (8.3).
# make man:   a manual page of each command, into build/man.
# make attack: hostile inputs, damage and kills at random, MINUTES long (60).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEED := $(wildcard seeds/*.txt)

.PHONY: listen test test-click check bench man attack clean
.DEFAULT_GOAL := listen

listen: $(VENV)/installed
	@$(BIN)/baonoi read --directory output $(SEED)

# Hundreds of processes are started: each would compile what it imports.
test: export PYTHONDONTWRITEBYTECODE :=
test: check
	$(BIN)/python -m pytest -n auto --dist worksteal

test-click: $(VENV)-click/installed
	$(VENV)-click/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'click~=$(or $(CLICK),8.3).0'
	$(VENV)-click/bin/python -m pytest tests/cli tests/test_reference.py

check: $(VENV)/installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: $(VENV)/installed-dev
	$(BIN)/python bench/read.py
	$(BIN)/python bench/cleaner.py
	$(BIN)/python bench/normalizer.py
	$(BIN)/python bench/voices.py
	$(BIN)/python bench/listening_page.py

man: $(VENV)/installed-dev
	@$(BIN)/python docs/make_man.py

attack: $(VENV)/installed-dev
	$(BIN)/python -m attack.campaign --minutes $(or $(MINUTES),60) --seed $(or $(ATTACK_SEED),1)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Báo Nói needs Python 3.11 or newer; name one that is:'; \
	  echo '  make PYTHON=python3.12 $(or $(MAKECMDGOALS),listen)'; exit 1; } >&2
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo 'This Python cannot make virtual environments. On Debian and Ubuntu two lines mend it:'; \
	  echo '  sudo apt install python3-venv'; \
	  echo '  make $(or $(MAKECMDGOALS),listen)'; exit 1; } >&2
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing into $(VENV) (once) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . >&2
	@$(BIN)/python -m compileall -q src  # as pip does with what it copies
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo 'Installing into $(VENV) (once) ...' >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' >&2
	@# Without half a gigabyte of what it needs for its own page, and the parts used here do not.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps 'vieneu>=3.8.3,<4' >&2
	@touch $(VENV)/installed $@

$(VENV)-click/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)-click
	$(VENV)-click/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-click build dist .mypy_cache .pytest_cache .ruff_cache
	find output -mindepth 1 ! -name .gitkeep -delete
