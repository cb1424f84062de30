# Two commands are enough for a start: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= ../shared

.PHONY: demo picture test lint types contracts unit bench faults model model-further model-small lock clean

demo: $(VENV)/ready
	$(BIN)/dailies demo

test: lint types contracts unit

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/ready-dev
	$(BIN)/mypy

contracts: $(VENV)/ready-dev
	$(BIN)/lint-imports

unit: $(VENV)/ready-dev
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

# Against peers and on the development data beside the checkout; minutes to an hour.
bench: $(VENV)/ready-dev
	$(BIN)/python -m bench.run --data $(DATA)

# kill -9, full disks, broken files: minutes.
faults: $(VENV)/ready-dev
	$(BIN)/pytest -m faults tests

# Rebuilds the shipped pipeline; needs PyTorch, see training/requirements.txt.
model: $(VENV)/ready-dev
	$(BIN)/pip install --quiet -r training/requirements.txt
	$(BIN)/weasel run encoder-model training --vars.data $(abspath $(DATA))

# Trains the shipped pipeline on: `make model-further NEW="x- y-" VERSION=2.3.0`; see docs/decisions/0007-training-on.md.
model-further: $(VENV)/ready-dev
	@test -n "$(NEW)" -a -n "$(VERSION)" || \
		{ echo 'Name the new articles and the version: make model-further NEW="x- y-" VERSION=2.3.0'; exit 1; }
	$(BIN)/pip install --quiet -r training/requirements.txt
	$(BIN)/weasel run further training --vars.data $(abspath $(DATA)) --vars.new "$(NEW)" --vars.version $(VERSION)

# The second engine, to compare with: see docs/decisions/0004-two-engines.md.
model-small: $(VENV)/ready-dev
	OMP_NUM_THREADS=1 $(BIN)/weasel run small training --vars.data $(abspath $(DATA))

# The README's picture: the demo's digest as Chromium shows it.
picture: demo
	chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --hide-scrollbars --user-data-dir=out/chromium --window-size=760,1240 \
		--screenshot=docs/digest.png out/demo/digests/2026-05-27.html

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate --quiet --extra build pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header --no-annotate --quiet --extra build --extra dev --extra bench pyproject.toml \
		-c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) out var build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Dailies needs Python 3.11 or newer; name one with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The locks name everything, so pip resolves nothing: older versions of it would look for a newer sqlalchemy[asyncio].
$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/ready-dev: requirements-dev.lock $(VENV)/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@
