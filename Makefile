# Every target does its own set-up: a machine needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help conform test browser pictures lint oldest matrix package release-check compile docs site editor bench mutation oracle torture fuzz fuzz-guided clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

conform: $(STAMP)  ## judge the embedded sample at all three entry points
	@echo '== The sample as it is: every gap that was planted in it (examples/hoc/README.md lists them)'
	@$(BIN)/conformance check --no-baseline || test $$? -eq 1
	@echo; echo '== First entry point: conformance check, with the planted gaps as its baseline'
	@$(BIN)/conformance check
	@echo; echo '== Second entry point: pytest conformance/'
	@$(BIN)/pytest -q conformance/
	@echo; echo '== Third entry point: lint-imports'
	@$(BIN)/lint-imports --no-logo > $(VENV)/lint-imports.txt || { cat $(VENV)/lint-imports.txt; exit 1; }
	@grep '^Contracts: ' $(VENV)/lint-imports.txt
	@echo; echo 'All three entry points agree. Break a law in examples/hoc and run it again: all three fail.'

test: $(STAMP)  ## all tests of the project itself
	$(BIN)/pytest

DRIVER := $(VENV)/.browser

$(DRIVER): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,browser]'
	@touch $@

browser: $(DRIVER)  ## the tests of the HTML report in a real chromium, which must be installed
	CONFORMANCE_BROWSER=required $(BIN)/pytest tests/browser

pictures: $(DRIVER)  ## take the pictures in docs/html-report.md again, with chromium
	PYTHONPATH=. $(BIN)/python tests/browser/pictures.py

# The architecture of this project, by which all three entry points judge the project itself.
OWN := --topology tests/self/topology.yaml --source-root src

lint: $(STAMP)  ## style, types, the sample's contracts and the project's own law, and that each of them can fail
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/conformance compile --check
	$(BIN)/lint-imports --no-logo
	$(BIN)/conformance check $(OWN)
	$(BIN)/pytest -q --pyargs import_conformance.suite $(subst --,--conformance-,$(OWN))
	mkdir -p build
	$(BIN)/conformance compile $(OWN) --output build/own.importlinter
	$(BIN)/lint-imports --no-logo --config build/own.importlinter > build/own-contracts.txt || { cat build/own-contracts.txt; exit 1; }
	$(BIN)/conformance prove
	$(BIN)/conformance prove $(OWN)

oldest: $(STAMP)  ## put the oldest dependencies that pyproject.toml allows into .venv, to test with them
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $$($(BIN)/python -m tests.oldest)

matrix: $(STAMP)  ## try every Python that is there with the oldest and the newest dependencies, write docs/compatibility.md
	PYTHONS='$(PYTHONS)' $(BIN)/python -m tests.matrix

BACKEND := $(VENV)/.backend

$(BACKEND): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,package]'
	@touch $@

package: $(BACKEND)  ## build wheel and sdist into dist/, and try them as strangers do: bare environment, pre-commit, action
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist
	CONFORMANCE_PACKAGE=required $(BIN)/pytest tests/packaging

release-check: $(STAMP)  ## fail unless the tag in TAG is the version, and the changelog speaks of it
	$(BIN)/python -m tests.release_check "$$TAG"

compile: $(STAMP)  ## rewrite .importlinter from topology.yaml
	$(BIN)/conformance compile

docs: $(STAMP)  ## rewrite the pages that are made from the program: schema, language and command line
	$(BIN)/python -m tests.generated_pages

SITE := $(VENV)/.site

$(SITE): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,site]'
	@touch $@

site: $(SITE)  ## build the documentation as a site in build/site/html, and follow all of its links
	CONFORMANCE_SITE=required $(BIN)/pytest tests/docs/test_site.py tests/docs/test_links.py

editor: $(STAMP)  ## install yaml-language-server (needs npm), in which the tests try the schema
	npm install --silent --no-audit --no-fund --prefix $(VENV)/editor yaml-language-server@1.25.0

# The youngest Python there is: some peers read no syntax that is newer than the Python they run on.
BENCH_PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 $(PYTHON); do $$each -c '' 2>/dev/null && echo $$each && break; done)
PEERS := import-linter==2.16 grimp==3.19 tach==0.35.3 ruff==0.17.5 archunitpython==1.8.1 pytest-archon==0.0.7 pytestarch==5.1.0 deply==1.3.0
RIVAL := .benchmarks/venv

$(RIVAL)/.installed: Makefile
	$(BENCH_PYTHON) -m venv $(RIVAL)
	$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check $(PEERS)
	@touch $@

ifdef BASE
bench: $(STAMP)
	HOC='$(HOC)' QUICK='$(QUICK)' BASE='$(BASE)' $(BIN)/python -m benchmarks.commits
else
bench: $(RIVAL)/.installed  ## measure against other tools (20 minutes; QUICK=1: 2), write docs/performance.md; BASE=REV: a commit; HOC=DIR: the application
	$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check .
	$(RIVAL)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall --no-deps .
	HOC='$(HOC)' QUICK='$(QUICK)' $(RIVAL)/bin/python -m benchmarks
endif

oracle: $(STAMP)  ## compare with an extractor of its own on 17 code bases (5 minutes), write docs/quality.md; DIST=NAME: on one
	DIST='$(DIST)' $(BIN)/python -m tests.oracle

torture: $(STAMP)  ## the slow part of tests/torture: killed writers, full disks, a million imports (4 minutes)
	$(BIN)/pytest tests/torture/kills.py tests/torture/load.py

FUZZED := topology pattern imports kept
SECONDS_EACH ?= 60
# Other Pythons than the one that runs, and newer ones as web assembly where node and npm are there.
PYODIDES := 314.0.7 315.0.0-alpha.2
READERS = PYODIDE='$(subst $(eval) ,:,$(PYODIDES:%=$(VENV)/pyodide/%/node_modules/pyodide))' PYTHONPATH=. $(BIN)/python -m tests.torture.reading

fuzz: $(STAMP)  ## compare readers of imports over odd texts (QUICK=1: the same ones each time, and no more); look for inputs that break a reader, SECONDS_EACH seconds for each
	@for version in $(PYODIDES); do \
	  test -d $(VENV)/pyodide/$$version || ! command -v npm > /dev/null || \
	    npm install --silent --no-audit --no-fund --prefix $(VENV)/pyodide/$$version pyodide@$$version || true; \
	done
	$(READERS) $(if $(QUICK),--rounds 60,--seconds $(SECONDS_EACH) --seed $$(date +%s))
	@test -n '$(QUICK)' || $(MAKE) --no-print-directory fuzz-guided

fuzz-guided: $(STAMP)  # by coverage, each target from its seeds
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,fuzz]'
	@for target in $(FUZZED); do \
	  mkdir -p $(VENV)/fuzz/$$target; \
	  PYTHONPATH=. $(BIN)/python tests/torture/fuzz.py $$target $(VENV)/fuzz/$$target tests/torture/seeds/$$target \
	    -max_total_time=$(SECONDS_EACH) -timeout=20 -rss_limit_mb=2000 -artifact_prefix=$(VENV)/fuzz/ -verbosity=0 || exit 1; \
	done

mutation: $(STAMP)  ## put small faults into the rules, count how many the fast tests find, and write docs/quality.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,mutation]'
	rm -rf mutants
	$(BIN)/mutmut run
	$(BIN)/python tests/mutation_score.py

clean:  ## remove what the other targets made
	rm -rf $(VENV) .benchmarks .mypy_cache .pytest_cache .ruff_cache build dist mutants *.egg-info
