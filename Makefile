# One door to everything; `make` alone lists the targets. What is done already is remembered by stamp files
# inside .venv and models/built, so that each target starts at once when nothing has changed.

BIN := .venv/bin
SAMPLES := resources/samples
SAMPLE_LIBRARY := build/sample-library
QUESTION ?= why does a window stop answering while the program is busy

.PHONY: help setup run test acceptance check format bench pictures settings-table translations package test-package lock clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/packages.stamp .venv/project.stamp models/built/provisioned.stamp ## Make .venv with the meanwhile command, and the model
	@.ci/prepare libraries

run: setup ## Open the window; without a screen, index the samples here and search them
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ] || [ "$$(uname -s)" != Linux ]; then \
		exec $(BIN)/meanwhile; \
	else \
		$(BIN)/meanwhile index --library $(SAMPLE_LIBRARY) $(SAMPLES) && \
		printf '\n%s?\n\n' "$(QUESTION)" && \
		$(BIN)/meanwhile search --library $(SAMPLE_LIBRARY) -k 3 "$(QUESTION)"; \
	fi

# The window is drawn where nobody sees it, unless a platform is asked for: make test QT_QPA_PLATFORM=xcb
test: export QT_QPA_PLATFORM ?= offscreen
# What the tests and the hundreds of programs that they start import is compiled once, whatever is wished elsewhere.
test: export PYTHONDONTWRITEBYTECODE :=
test: setup check ## Lint, type-check and run all tests
	@.ci/prepare test-programs
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/packages.stamp .venv/project.stamp ## Lint, type-check and check the layers, without running anything
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/packages.stamp ## Put the code into its one shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# What takes too long for every day: 50 kills over one run, and bounds at their full size.
acceptance: export QT_QPA_PLATFORM ?= offscreen
acceptance: export MEANWHILE_KILLS ?= 50
acceptance: export MEANWHILE_FULL_SIZE ?= 1
acceptance: setup ## Kill and overload it as much as is promised (about ten minutes)
	@.ci/prepare test-programs
	$(BIN)/pytest tests/end_to_end -k resilience

bench: setup ## Measure everything that is promised in figures, and print a table (about an hour)
	$(BIN)/python -m tests.benchmarks

pictures: setup ## Draw the README's pictures of the window anew
	$(BIN)/python -m tests.desktop.pictures

settings-table: setup ## Write the README's table of settings anew
	$(BIN)/python -m tests.engine.settings_table

package: setup .venv/packaging/packages.stamp ## Build dist/: a .deb and a .tar.xz that bring everything along
	@.ci/prepare package-programs
	@.venv/packaging/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	.venv/packaging/bin/python .ci/packaging/build.py

translations: setup ## Take up new texts of the window in its translations, and compile them
	$(BIN)/python -m tests.desktop.translations

# Not in memory as the other tests: a whole system is made, and it has a /dev of its own, where that memory is.
test-package: export TMPDIR ?= /tmp
test-package: ## Install the .deb in a clean system, and use it there as a person does (as root; takes some minutes)
	@.ci/prepare package-test-programs
	$(BIN)/pytest -m package tests/end_to_end/test_package.py

UV := .venv/lock/bin/uv
COMPILE := $(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-build \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: $(BIN)/python ## Pin the newest allowed versions of all dependencies, with hashes
	test -x $(UV) || { $(BIN)/python -m venv .venv/lock && .venv/lock/bin/pip install --quiet uv==0.13.9; }
	$(COMPILE) --output-file requirements.txt pyproject.toml
	$(COMPILE) --output-file requirements-dev.txt --constraint requirements.txt --group dev
	$(COMPILE) --output-file requirements-package.txt --constraint requirements.txt --group package

clean: ## Remove everything that the targets above made, the model included
	rm -rf .venv build dist models/built *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@.ci/prepare venv

# --no-deps: the files name the whole tree already, except what is left out on purpose (see pyproject.toml).
.venv/packages.stamp: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
		-r requirements.txt -r requirements-dev.txt
	@touch $@

.venv/project.stamp: pyproject.toml .venv/packages.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Without the developers' tools, so that nothing of them can get into the bundle.
.venv/packaging/packages.stamp: requirements.txt requirements-package.txt | $(BIN)/python
	$(BIN)/python -m venv --clear .venv/packaging
	.venv/packaging/bin/python -m pip install --disable-pip-version-check --no-deps --require-hashes --only-binary :all: \
		-r requirements.txt -r requirements-package.txt
	@touch $@

# Provisioning looks at what is there and does only what is missing; its own code decides what that is.
models/built/provisioned.stamp: $(wildcard models/*.py) models/samples.json .venv/packages.stamp | .venv/project.stamp
	$(BIN)/python -m models.provisioning
	@mkdir -p $(@D) && touch $@
