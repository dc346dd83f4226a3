# make        set up .venv and run the main job
# make test   everything that must pass
# make test-fast  what answers within a minute while one works
# make lab    JupyterLab on the notebooks
# make figures, make notebooks, make example   renew what is committed
# make bench  what is claimed about speed, intervals and the audit
# make chaos  end runs at 200 random moments (about an hour)
# make guards  cut out each guard in turn; a test must fail (minutes)
# make audit-dependencies   known weaknesses of the locked packages (needs the network)
# make lock   renew requirements.lock (needs the network)

PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
SETUP := .venv/installed
AUDIT := .venv/audit

.PHONY: run test test-fast lab figures notebooks example bench chaos guards audit-dependencies lock

run: $(SETUP)
	$(BIN)/analysis run

test: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

test-fast: $(SETUP)
	$(BIN)/ruff check .
	$(BIN)/pytest tests -m "not slow" -p no:nbval -o addopts="" -q

lab: $(SETUP)
	$(BIN)/jupyter lab notebooks

figures: $(SETUP)
	$(BIN)/analysis figures yhdessa_osallisuutta
	$(BIN)/analysis figures meri_lappi

notebooks: $(SETUP)
	$(BIN)/analysis notebooks

example: $(SETUP)
	$(BIN)/analysis example

bench: $(SETUP)
	$(BIN)/python benchmarks/inputs.py
	$(BIN)/python benchmarks/coverage.py
	$(BIN)/python benchmarks/titles.py
	$(BIN)/python benchmarks/audit.py
	$(BIN)/python benchmarks/batch.py

chaos: $(SETUP)
	KILLS=200 $(BIN)/pytest tests/test_faults.py -k any_moment -p no:nbval -o addopts="" -q

guards: $(SETUP)
	$(BIN)/python benchmarks/guards.py

audit-dependencies: $(SETUP)
	$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/$(notdir $(BIN))/python -m pip install --quiet --only-binary :all: pip-audit
	$(BIN)/python benchmarks/dependencies.py $(AUDIT)/$(notdir $(BIN))/pip-audit

lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 --all-extras pyproject.toml -o requirements.lock

$(SETUP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -c "open('.venv/installed', 'w').close()"
