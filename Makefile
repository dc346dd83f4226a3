# make        set up .venv with what running needs, and run the main job
# make test   everything that must pass; what tests need besides is installed first
# make test-fast  what answers in about a minute while one works
# make lab    JupyterLab on the notebooks
# make figures, make notebooks, make example, make reference   renew what is committed
# make bench  what is claimed about speed, intervals and the audit
# make chaos  end runs at 200 random moments (about an hour)
# make guards  cut out each guard in turn; a test must fail (minutes)
# make audit-dependencies   known weaknesses of the locked packages (needs the network)
# make lock   renew the two locks (needs the network and uv)

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
SETUP := .venv/installed
SETUP_TESTS := .venv/installed-tests
ifneq ($(shell command -v uv 2>/dev/null),)
VENV := uv venv --quiet --allow-existing --seed --python $(PYTHON) .venv
INSTALL := uv pip install --quiet --python $(BIN)/python
else
VENV := $(PYTHON) -m venv .venv
INSTALL := $(BIN)/python -m pip install --quiet
endif
AUDIT := .venv/audit
# A process a core; what a file has drawn once serves all its tests.
SIDE_BY_SIDE := -n auto --dist loadfile

.PHONY: run test test-fast lab figures notebooks example reference bench chaos guards audit-dependencies lock

run: $(SETUP)
	$(BIN)/analysis run

test: $(SETUP_TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest $(SIDE_BY_SIDE) -m "not alone"
	$(BIN)/pytest tests -m alone -p no:nbval -o addopts=""

test-fast: $(SETUP_TESTS)
	$(BIN)/ruff check .
	$(BIN)/pytest tests $(SIDE_BY_SIDE) -m "not slow and not alone" -p no:nbval -o addopts="" -q

lab: $(SETUP)
	$(BIN)/jupyter lab notebooks

figures: $(SETUP)
	$(BIN)/analysis figures yhdessa_osallisuutta
	$(BIN)/analysis figures meri_lappi

notebooks: $(SETUP)
	$(BIN)/analysis notebooks

example: $(SETUP)
	$(BIN)/analysis example

reference: $(SETUP_TESTS)
	$(BIN)/python docs/make_reference.py

bench: $(SETUP_TESTS)
	$(BIN)/python benchmarks/inputs.py
	$(BIN)/python benchmarks/coverage.py
	$(BIN)/python benchmarks/titles.py
	$(BIN)/python benchmarks/themes.py
	$(BIN)/python benchmarks/audit.py
	$(BIN)/python benchmarks/batch.py

chaos: $(SETUP_TESTS)
	KILLS=200 $(BIN)/pytest tests/test_faults.py -k any_moment -p no:nbval -o addopts="" -q

guards: $(SETUP_TESTS)
	$(BIN)/python benchmarks/guards.py

audit-dependencies: $(SETUP)
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/$(notdir $(BIN))/python -m pip install --quiet --only-binary :all: pip-audit
	$(BIN)/python benchmarks/dependencies.py $(AUDIT)/$(notdir $(BIN))/pip-audit

LOCK := uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11 pyproject.toml

lock:
	$(LOCK) --all-extras -o requirements-dev.lock
	$(LOCK) -c requirements-dev.lock -o requirements.lock

$(SETUP): requirements.lock pyproject.toml
	$(VENV)
	$(INSTALL) --require-hashes --only-binary :all: -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	$(BIN)/python -c "open('$(SETUP)', 'w').close()"

$(SETUP_TESTS): $(SETUP) requirements-dev.lock
	$(INSTALL) --require-hashes --only-binary :all: -r requirements-dev.lock
	$(BIN)/python -c "open('$(SETUP_TESTS)', 'w').close()"
