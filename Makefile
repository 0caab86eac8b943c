# `make help` lists what there is. Every target sets up what it needs first; nothing outside this folder is touched
# but missing Debian packages, and those only as root or with sudo.

SHELL := /bin/bash
VENV := .venv/bin
KIOSK := $(VENV)/kiosk
DEMO := build/demo
# Tests and screens need no display, and paint the same picture on every machine.
HEADLESS := QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software

.DELETE_ON_ERROR:
.PHONY: help demo run report test lint screens crash soak bench package test-package lock clean

help: ## This list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

demo: .venv/run.stamp ## Simulated shoppers tap through the real screens; the week's PDF in four languages
	rm -rf $(DEMO)
	$(KIOSK) demo --shoppers --site assets/demo/site.toml --data $(DEMO)

run: .venv/run.stamp ## The shopper's screen in a window
	$(KIOSK) run --windowed

report: .venv/run.stamp ## This week's page, written and opened; of the demo with KIOSK_DATA=build/demo
	$(KIOSK) report --open

test: lint ## Lint, then every test; the core's line coverage must be 95 %
	$(HEADLESS) $(VENV)/pytest -n auto --dist worksteal --cov --cov-report=term --cov-fail-under=95

lint: .venv/dev.stamp ## ruff, mypy --strict, import layers, QML, translations
	$(VENV)/ruff check .
	$(VENV)/mypy
	$(VENV)/lint-imports
	packaging/qmllint.sh $(VENV)
	$(VENV)/pytest tests/unit/test_words.py

screens: .venv/dev.stamp ## Every screen as a picture, in every language and orientation
	$(HEADLESS) $(VENV)/python -m tests.screens

crash: .venv/dev.stamp ## Power cut at every system call of real work, and the kiosk killed KILLS times (1000)
	$(HEADLESS) $(VENV)/python -m tests.crash --kills $(or $(KILLS),1000)

soak: .venv/dev.stamp ## A day of visits through the real screens, HOURS long (24): memory, windows, warnings
	$(HEADLESS) $(VENV)/python -m tests.soak --hours $(or $(HOURS),24)
	MOMENT_FLOW_SEQUENCES=10000 $(VENV)/pytest tests/unit/test_flow_machine.py

bench: .venv/dev.stamp ## Speed, beside raw SQLite and a bare write+fsync
	$(HEADLESS) $(VENV)/python -m tests.bench

package: .venv/dev.stamp ## The Debian package, as build/moment-kiosk_VERSION_ARCHITECTURE.deb
	packaging/package.sh $(VENV)

test-package: package ## As root: the package installed in a bare Debian, used, and purged
	packaging/test-package.sh

lock: .venv/dev.stamp ## Pins all dependencies anew, with hashes and without addresses
	packaging/lock.sh $(VENV)

clean: ## Removes what make made, the virtual environment too
	rm -rf .venv build dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*

SETUP := packaging/setup.sh pyproject.toml
.venv/run.stamp: requirements.txt packaging/apt-run.txt $(SETUP)
	@packaging/setup.sh run

.venv/dev.stamp: requirements-dev.txt packaging/apt-run.txt packaging/apt-dev.txt $(SETUP)
	@packaging/setup.sh dev
