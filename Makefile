# Every daily command. `make` alone lists them.
PYTHON = .venv/bin/python -P
LINTED = src tests tools benchmarks start test

.DEFAULT_GOAL := help
.PHONY: help setup run check test e2e bench demo-picture

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make the environment, everything for tests included
	@./test --setup

run: ## start the demonstration: simulator, demo CRM, web, worker
	./start demo

check: setup ## format, lint, types, contracts, sizes, language, unit tests: under a minute
	$(PYTHON) -m ruff format $(LINTED)
	./test tests/unit

test: ## every check and every test
	./test

e2e: ## the tests that drive the running service
	./test tests/e2e

bench: setup ## measure against the simulator; NAME=waking measures one thing
	$(PYTHON) benchmarks $(or $(NAME),all)

demo-picture: setup ## draw the picture of the README anew: runs the demonstration for a minute
	.venv/bin/python -m tools.draw_demo
