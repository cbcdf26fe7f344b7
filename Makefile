# CNNProv. `make` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
JAR := server/target/cnnprov.jar
JAVA_SOURCES := $(shell find core prov prov-readers storage server spec web/src web/public web/*.* -path '*/target' -prune -o \( -name '*.java' -o -name 'pom.xml' -o -path '*/src/main/resources/*' -o -name 'openapi.yaml' -o -path 'spec/ns/*' -o -path 'spec/questions/questions.json' -o -path 'web/*' \) -type f -print 2>/dev/null) pom.xml
# On a terminal Maven and pip show their progress; elsewhere a line each would drown the log.
# Make says where its output goes; a test in $(shell) would find the pipe that make reads it by.
MAVEN := mvn $(if $(MAKE_TERMOUT),,-B -ntp)
PIP_INSTALL := pip install --disable-pip-version-check $(if $(MAKE_TERMOUT),,-q)

# Environments are kept between runs, and made anew when what they hold changes.
DEMO_ENV := .venv/demo
TEST_ENV := .venv/test
DEMO_READY = $(DEMO_ENV)/.ready-$(shell cat examples/demo/requirements.txt python/pyproject.toml | cksum | cut -d' ' -f1)
TEST_READY = $(TEST_ENV)/.ready-$(shell cat python/requirements-test.txt examples/demo/requirements.txt python/pyproject.toml | cksum | cut -d' ' -f1)
FRAMEWORKS_ENV := .venv/frameworks
FRAMEWORKS_READY = $(FRAMEWORKS_ENV)/.ready-$(shell cat python/requirements-frameworks.txt python/pyproject.toml | cksum | cut -d' ' -f1)
OVERHEAD_ENV := .venv/overhead
OVERHEAD_READY = $(OVERHEAD_ENV)/.ready-$(shell cat benchmarks/overhead/requirements.txt | cksum | cut -d' ' -f1)
FUZZ_ENV := .venv/fuzz
FUZZ_READY = $(FUZZ_ENV)/.ready-$(shell cat python/fuzz/requirements.txt | cksum | cut -d' ' -f1)

OTHERS_ENV := .venv/others
OTHERS_READY = $(OTHERS_ENV)/.ready-$(shell cat benchmarks/other_tools/requirements.txt | cksum | cut -d' ' -f1)
EXPERIMENTS_ENV := .venv/experiments
EXPERIMENTS_READY = $(EXPERIMENTS_ENV)/.ready-$(shell cat examples/experiments/requirements.txt | cksum | cut -d' ' -f1)
LOADS_JAR := benchmarks/target/benchmarks.jar

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

.PHONY: demo
demo: $(JAR) $(DEMO_READY) ## Train a small network under capture and question it meanwhile (ONCE=1: end by itself)
	@$(DEMO_ENV)/bin/python examples/demo/demo.py $(if $(ONCE),--once)

.PHONY: test
test: lint-java test-java lint-python test-python lint-web test-web ## Everything a change must pass

LONG := -Dgroups=long '-Dtest.limit=3 h' -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: test-long
test-long: $(JAR) $(TEST_READY) fuzz ## Suites too long for each change: ROUNDS of kills (default 20), 20,000 fuzzed requests
	$(MAVEN) test -pl server -am $(LONG) -Dcnnprov.rounds=$(or $(ROUNDS),20)
	cd python && CNNPROV_CHANCE_ROUNDS=$(or $(ROUNDS),20) ../$(TEST_ENV)/bin/python -m pytest --timeout=0 -s tests/test_chance.py tests/server/test_kills.py tests/server/test_ranks.py

.PHONY: kill-matrix
kill-matrix: ## Kill the server in ROUNDS (default 100), a quarter of them while schemas grow; prints each
	$(MAVEN) test -pl server -am $(LONG) -Dtest=KillTest -Dcnnprov.rounds=$(or $(ROUNDS),100)

.PHONY: fuzz
fuzz: $(JAR) $(FUZZ_READY) ## Requests generated from the contract, EXAMPLES (default 600) for each endpoint
	$(FUZZ_ENV)/bin/python python/fuzz/run.py $(or $(EXAMPLES),600)

.PHONY: golden-store
golden-store: ## Keep a store of this release's layout in spec/stores, for the upgrades to come
	$(MAVEN) -q test -pl storage -am -Dtest=GoldenStoreMaker -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: bench
bench: $(JAR) $(LOADS_JAR) ## Measure, all rows or ONLY=name, into docs/benchmarks.md (LARGE=1: also on 10^8 values)
	$(if $(filter mlflow wandb,$(or $(ONLY),mlflow)),-@$(MAKE) $(OTHERS_READY))
	$(PYTHON) benchmarks/run.py $(ONLY) $(if $(LARGE),--large)

.PHONY: build
build: $(JAR) ## Build the server's jar

$(JAR): $(JAVA_SOURCES)
	@echo "Building the server (about a minute, longer when Maven has to fetch its libraries first) …"
	$(MAVEN) -DskipTests package
	@touch $@

.PHONY: test-java
test-java: ## Tests of the model, the store and the server; leaves the jar
	$(MAVEN) package
	@touch $(JAR)

.PHONY: test-python
test-python: $(JAR) $(TEST_READY) ## Tests of the capture library, with the real server and real Keras
	cd python && ../$(TEST_ENV)/bin/python -m pytest
	cd examples/tests && ../../$(TEST_ENV)/bin/python -m pytest -q

.PHONY: test-prov
test-prov: $(JAR) $(TEST_READY) ## Exports of a corpus, read back by ProvToolbox, Python's prov and rdflib (minutes)
	cd python && CNNPROV_TEST_PROV=1 ../$(TEST_ENV)/bin/python -m pytest --timeout=0 tests/prov $(TABLE)

# One process has one backend of Keras, so these are several; `make -j2 test-frameworks` runs two at a time.
FRAMEWORK_TESTS := test-torch test-keras-tensorflow test-keras-torch test-keras-jax test-pytorch-lightning
.PHONY: test-frameworks $(FRAMEWORK_TESTS)
test-frameworks: $(FRAMEWORK_TESTS) ## Tests with PyTorch, Lightning, Transformers and Keras on each backend (3.5 GB to fetch the first time)
test-torch: export CNNPROV_TEST_FRAMEWORKS := torch,lightning,transformers
test-torch: TESTS := tests/torch tests/frameworks tests/run/test_scripts.py
test-pytorch-lightning: export CNNPROV_TEST_FRAMEWORKS := pytorch_lightning
test-keras-jax test-keras-tensorflow test-keras-torch: export CNNPROV_TEST_FRAMEWORKS := keras
test-keras-jax: export KERAS_BACKEND := jax
test-keras-tensorflow: export KERAS_BACKEND := tensorflow
test-keras-torch: export KERAS_BACKEND := torch
test-keras-tensorflow test-keras-torch: TESTS := tests/keras tests/frameworks
$(FRAMEWORK_TESTS): $(JAR) $(FRAMEWORKS_READY)
	cd python && ../$(FRAMEWORKS_ENV)/bin/python -m pytest $(or $(TESTS),tests/frameworks) $(TABLE)

.PHONY: bench-overhead
bench-overhead: $(OVERHEAD_READY) ## What capture costs a training, whatever the server does; beside W&B and MLflow
	$(OVERHEAD_ENV)/bin/python benchmarks/overhead/run.py $(or $(PARTS),steps epochs pairs peers)

.PHONY: bench-frameworks
bench-frameworks: $(FRAMEWORKS_READY) ## What the integration of each framework costs a training
	KERAS_BACKEND=$(or $(BACKEND),tensorflow) $(FRAMEWORKS_ENV)/bin/python benchmarks/overhead/run.py frameworks

EXPERIMENTS_IN = $(if $(filter pytorch,$(PARTS)),FRAMEWORKS,$(if $(filter smoke,$(or $(SIZE),smoke)),TEST,EXPERIMENTS))
.PHONY: experiments
experiments: $(JAR) $($(EXPERIMENTS_IN)_READY) ## The published experiments: SIZE=smoke, reduced or full; PARTS="measure questions report" or pytorch
	$($(EXPERIMENTS_IN)_ENV)/bin/python examples/experiments/run.py $(or $(SIZE),smoke) $(PARTS)

.PHONY: test-web
test-web: $(JAR) $(TEST_READY) ## Tests of the page, in the system's Chromium against the real server
	cd web && npm --silent test && npm --silent run e2e

.PHONY: screenshots
screenshots: $(JAR) $(TEST_READY) ## Pictures of each view, two themes and two widths, in web/target/screenshots (VIEW=name: some)
	cd web && SCREENSHOTS=$(or $(VIEW),all) npm --silent run screenshots

.PHONY: lint
lint: lint-java lint-python lint-web ## Check formatting and types

.PHONY: lint-java
lint-java:
	$(MAVEN) -q spotless:check

.PHONY: lint-python
lint-python: $(TEST_READY)
	$(TEST_ENV)/bin/ruff format --check python examples benchmarks web/e2e
	$(TEST_ENV)/bin/ruff check python examples benchmarks web/e2e
	cd python && ../$(TEST_ENV)/bin/mypy

.PHONY: lint-web
lint-web: $(JAR)
	cd web && npm --silent run check

.PHONY: format
format: $(TEST_READY) ## Format Java, Python and TypeScript
	cd web && npm --silent run format
	$(MAVEN) -q spotless:apply
	$(TEST_ENV)/bin/ruff format python examples benchmarks web/e2e
	$(TEST_ENV)/bin/ruff check --fix python examples benchmarks web/e2e

.PHONY: clean
clean: ## Remove what was built, the environments, the demo's data and the benchmarks' stores
	$(MAVEN) -q clean
	rm -rf .venv .demo .experiments .bench web/node_modules web/dist web/.cache

$(DEMO_READY): | examples/demo/requirements.txt
	@echo "Making the demo's environment (Keras on JAX: about 145 MB to fetch the first time) …"
	$(PYTHON) -m venv --clear $(DEMO_ENV)
	$(DEMO_ENV)/bin/$(PIP_INSTALL) --no-deps -r examples/demo/requirements.txt
	$(DEMO_ENV)/bin/$(PIP_INSTALL) --no-deps -q -e python
	@touch $@

$(TEST_READY): | python/requirements-test.txt
	@echo "Making the environment of the tests …"
	$(PYTHON) -m venv --clear $(TEST_ENV)
	$(TEST_ENV)/bin/$(PIP_INSTALL) --no-deps -r python/requirements-test.txt
	$(TEST_ENV)/bin/$(PIP_INSTALL) --no-deps -q -e python
	@touch $@

$(FRAMEWORKS_READY): | python/requirements-frameworks.txt
	@echo "Making the environment of the frameworks (about 3.5 GB to fetch the first time) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "test-frameworks needs Python 3.11 or newer: make test-frameworks PYTHON=python3.11")'
	$(PYTHON) -m venv --clear $(FRAMEWORKS_ENV)
	$(FRAMEWORKS_ENV)/bin/$(PIP_INSTALL) --no-deps -r python/requirements-frameworks.txt
	$(FRAMEWORKS_ENV)/bin/$(PIP_INSTALL) --no-deps -q -e python
	@touch $@

$(OVERHEAD_READY): | benchmarks/overhead/requirements.txt
	@echo "Making the environment of the overhead's measurement …"
	$(PYTHON) -m venv --clear $(OVERHEAD_ENV)
	$(OVERHEAD_ENV)/bin/$(PIP_INSTALL) -r benchmarks/overhead/requirements.txt
	$(OVERHEAD_ENV)/bin/$(PIP_INSTALL) --no-deps -q -e python
	@touch $@

$(EXPERIMENTS_READY): | examples/experiments/requirements.txt
	@echo "Making the environment of the experiments (Keras on TensorFlow, about 320 MB to fetch) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "experiments need Python 3.11 or newer: make experiments PYTHON=python3.11")'
	$(PYTHON) -m venv --clear $(EXPERIMENTS_ENV)
	$(EXPERIMENTS_ENV)/bin/$(PIP_INSTALL) --no-deps -r examples/experiments/requirements.txt
	$(EXPERIMENTS_ENV)/bin/$(PIP_INSTALL) --no-deps -q -e python
	@touch $@

$(LOADS_JAR): pom.xml $(shell find benchmarks/src benchmarks/pom.xml -type f)
	$(MAVEN) -q package -pl benchmarks
	@touch $@

$(OTHERS_READY): | benchmarks/other_tools/requirements.txt
	@echo "Making the environment of the tools beside ours (MLflow and W&B, about 300 MB to fetch) …"
	$(PYTHON) -m venv --clear $(OTHERS_ENV)
	$(OTHERS_ENV)/bin/$(PIP_INSTALL) -r benchmarks/other_tools/requirements.txt
	@touch $@

$(FUZZ_READY): | python/fuzz/requirements.txt
	@echo "Making the environment of the fuzzer …"
	$(PYTHON) -m venv --clear $(FUZZ_ENV)
	$(FUZZ_ENV)/bin/$(PIP_INSTALL) -r python/fuzz/requirements.txt
	@touch $@
