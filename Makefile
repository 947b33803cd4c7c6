# The verbs of this project, each a line you could type yourself. All need only Python 3.11 or newer and make.

VENV  := .venv
READY := $(VENV)/.ready-$(shell cat requirements.lock pyproject.toml | cksum | cut -d ' ' -f 1)

help:                  ## list the verbs
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 20

demo: $(READY)         ## one article to six platforms, on a network of our own
	@$(VENV)/bin/python scripts/demo.py

run: $(READY)          ## the service, on the workspace in this folder (rehearsal)
	$(VENV)/bin/bot run

test: $(READY)         ## the test suite
	$(VENV)/bin/python -m pytest -n auto --dist worksteal

lint: $(READY)         ## formatting and lint rules
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .

types: $(READY)        ## mypy, strict
	$(VENV)/bin/mypy bot

bench: $(READY)        ## the stopwatch: ratios side by side, and what the service costs
	$(VENV)/bin/python -m tests.bench $(SHORT)

corpus: $(READY)       ## 575 real posts through the whole way (needs ../shared/data)
	$(VENV)/bin/python -m pytest tests/corpus -n auto --dist loadfile --no-loadscope-reorder

scores: $(READY)        ## summaries and hashtags against the authors' own (needs ../shared)
	$(VENV)/bin/python -m tests.corpus.scores

counterparts: $(READY) ## against X's counting, Reddit's renderer, a Bluesky server, axe in Chromium (needs node and npm)
	@mkdir -p .counterparts && cp tests/counterparts/package.json .counterparts/
	cd .counterparts && npm install --no-audit --no-fund --silent
	$(VENV)/bin/python -m pytest tests/counterparts tests/text/test_markup.py

counterparts-more: $(READY) ## against a Ghost site and a Nostr relay (installs 900 MB: node, npm and PyPI packages)
	$(VENV)/bin/python scripts/more_counterparts.py
	COUNTERPARTS=more $(VENV)/bin/python -m pytest tests/counterparts/test_ghost.py tests/counterparts/test_nostr.py

faults: $(READY)       ## every fault we know of, each with a test; death at steps, calls and moments
	$(VENV)/bin/python -m pytest tests/faults -n auto --dist loadgroup

sweep: $(READY)        ## 10,000 deaths over all platforms, then restarts (an hour; goes on where it was)
	$(VENV)/bin/python -m tests.faults.sweep $(SWEEP)

simulation: $(READY)   ## 100,000 days of the service on one clock, with faults (ten minutes on two cores)
	$(VENV)/bin/python -m tests.simulation --days 100000 $(SIMULATION)

soak: $(READY)         ## 30 days of the real service at 2,000 times the clock, its memory and handles watched
	$(VENV)/bin/python -W ignore -m tests.faults.soak $(SOAK)

harden: $(READY)       ## how tight systemd finds the service's sandbox, and the test suite inside it (takes root)
	$(VENV)/bin/python -m tests.faults.harden $(HARDEN)

mutants: $(READY)      ## small changes to the code that decides: does a test notice each?
	$(VENV)/bin/python scripts/mutants.py

shapes: $(READY)       ## write docs/one-article.md anew: one article in all its shapes
	$(VENV)/bin/python scripts/one_article.py

reference: $(READY)    ## write docs/commands.md and the tables of docs/configuration.md anew, from the code
	$(VENV)/bin/python scripts/reference.py

pictures: $(READY)     ## draw docs/pictures/terminal-*.svg anew: what the commands say on a terminal
	$(VENV)/bin/python scripts/terminal_pictures.py

lock: $(READY)         ## write requirements.lock anew (needs Python 3.11 and pip-tools)
	$(VENV)/bin/python scripts/lock.py

$(READY): requirements.lock pyproject.toml
	@sh scripts/environment $(READY)

.PHONY: help demo run test lint types bench corpus scores counterparts counterparts-more faults sweep simulation soak harden mutants shapes reference pictures lock
