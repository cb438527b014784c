# Everything a person types, from a bare machine with python3 (3.11 or newer) and its venv module.
# Each recipe works in $(VENV), made from the lock files alone and made again only when they change.

VENV ?= .venv
PORT ?= 8000
UV ?= uv
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_ROOT_USER_ACTION = ignore

PY := $(VENV)/bin/python
state = $(firstword $(shell { pwd; cat pyproject.toml $(1); } | sha256sum))
RUNTIME := $(VENV)/.runtime-$(call state,requirements.lock)
COMPLETE := $(VENV)/.complete-$(call state,requirements-dev.lock)
ENOUGH := $(or $(wildcard $(COMPLETE)),$(RUNTIME))

.DEFAULT_GOAL := help
.PHONY: help install demo run test simulate chaos waiting reading lessons check format coverage lock clean

help:
	@echo "make install   everything, test packages included; leaves $(VENV)/bin/relais"
	@echo "make demo      the rehearsal on http://127.0.0.1:$(PORT)/phones, with invented families (PORT=)"
	@echo "make run       the real thing, from a filled .env"
	@echo "make test      all tests, on SQLite and PostgreSQL"
	@echo "make simulate  thousands of seeded histories of crashes and faults (HISTORIES=, SEED= to replay one)"
	@echo "make chaos     real faults, one after the other: FAULTS=60 DATABASE=sqlite|postgres SEED=1 WORKERS=8"
	@echo "make waiting   a hundred thousand steps of the waiting list"
	@echo "make reading   how well replies are read, by intent, language and kind of error"
	@echo "make lessons   the ear taught again from the labelled examples"
	@echo "make check     format, lint, types, floors, the rules of the house"
	@echo "make format    the code laid out as make check wants it"
	@echo "make coverage  the tests again, with what they reach on each floor"
	@echo "make lock      the lock files again from pyproject.toml (needs uv)"

install: $(COMPLETE)

demo: $(ENOUGH)
	@exec $(VENV)/bin/relais demo --port $(PORT)

run: $(ENOUGH)
	@exec $(VENV)/bin/relais run --port $(PORT)

test: $(COMPLETE)
	@$(PY) -m pytest -n 3 --dist worksteal

simulate: $(COMPLETE)
	@PYTHONHASHSEED=0 HISTORIES=$(HISTORIES) SEED=$(SEED) $(PY) -m tests.simulation.run

FAULTS ?= 60
DATABASE ?= sqlite
SEED ?= 1
WORKERS ?= 8
chaos: $(COMPLETE)
	@$(PY) -m tests.faults.campaign --faults $(FAULTS) --database $(DATABASE) --seed $(SEED) --workers $(WORKERS)

waiting: $(COMPLETE)
	@STEPS=100000 $(PY) -m pytest -n 2 tests/scheduler/test_any_waiting_list.py

reading: $(COMPLETE)
	@$(PY) -m tests.reading.report

lessons: $(COMPLETE)
	@OPENBLAS_NUM_THREADS=1 $(PY) -m bot.reading.learned.lessons

check: $(COMPLETE)
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -q tests/test_house.py

format: $(COMPLETE)
	@$(VENV)/bin/ruff check -q --fix --exit-zero .
	@$(VENV)/bin/ruff format -q .

coverage: $(COMPLETE)
	@rm -f .coverage .coverage.*
	@$(PY) -m coverage run -m pytest -n 3 --dist worksteal
	@$(PY) -m coverage combine -q
	@for floor in messages scheduler bot; do \
		echo "$$floor: $$($(PY) -m coverage report --include="$$floor/*" --format=total) %"; \
	done

lock:
	@$(UV) $(COMPILE) --extra build pyproject.toml -o requirements.lock
	@$(UV) $(COMPILE) --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

COMPILE := pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11

clean:
	@rm -rf $(VENV) build *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(RUNTIME): LOCK = requirements.lock
$(COMPLETE): LOCK = requirements-dev.lock
$(RUNTIME) $(COMPLETE):
	@echo "Preparing $(VENV) from $(LOCK), once; this can take a minute..."
	@.ci/venv $(VENV) $(LOCK)
	@rm -f $(VENV)/.runtime-* $(VENV)/.complete-*
	@touch $@
