# The only commands anyone must know. `make` alone prints them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

bootstrap := deploy/local/bootstrap.sh
# Where .local points, which is known only when bootstrap has run.
venv = "$$(readlink -f .local)"/venv/bin
local = $(venv)/python -m motorway_local
backup = $(venv)/python -m motorway_backup
with_venv = PATH=$(venv):"$$PATH"

# wants NAME: stop with a hint when the variable is not given.
wants = $(if $($(1)),,$(error say which: make $@ $(1)=…))

.PHONY: help up compose-up compose-down down status logs reset backup restore device replay dead test nightly pictures check docs proto openapi bench fmt lock

help:
	@echo "Motorway Petroleum"
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

up: ## install what is missing, start everything, print where to look [args="--no-simulator"]
	@$(bootstrap)
	@$(local) up $(args)

compose-up: ## the same in containers, with Docker (deploy/compose) [args="--wait-timeout 600"]
	@deploy/compose/up.sh $(args)

compose-down: ## stop the containers; data stays
	@docker compose --project-name motorway down $(args)

down: ## stop everything
	@[ ! -x .local/venv/bin/python ] || $(local) down

status: ## every process and whether it is ready
	@[ -x .local/venv/bin/python ] || { echo "not running"; exit 1; }
	@$(local) status

logs: ## the log of a process, and what is added to it: make logs service=telemetry
	@$(call wants,service)$(local) logs $(service)

reset: ## stop, and remove all data, certificates and passwords (asks first)
	@[ ! -x .local/venv/bin/python ] || $(local) reset $(args)

backup: ## copy every database and the secrets, and prove the copy [store=folder or s3://… args="--no-proof"]
	@$(backup) backup --store "$(or $(store),$$(readlink -f .local)/backups)" $(args)

restore: ## put the newest copy in the place of what is gone: make restore from=… [args="--name … --identity … --replace"]
	@$(call wants,from)$(bootstrap)
	@$(backup) restore --store "$(from)" $(args)

device: ## enrol a site controller: make device site=m25-cobham (revoke=1 revokes its certificate)
	@$(call wants,site)$(local) device --site $(site) $(if $(revoke),--revoke)

replay: ## send a recording through the real door: make replay file=… site=m25-cobham tank=1 [args=…]
	@$(call wants,file)$(call wants,site)$(call wants,tank)$(local) replay --file "$(file)" --site $(site) --tank $(tank) $(args)

dead: ## events a consumer could not handle: make dead service=telemetry (replay=1 sends them back)
	@$(call wants,service)set -a; . .local/platform.env; set +a; \
	PYTHONPATH=libs/motorway_kit:. $(venv)/python -m tools.deadletter $(if $(replay),replay,list) --queue $(service)

test: ## every test, after installing what they need: make test [args="services/pos -k site"]
	@$(bootstrap) --dev
	@$(with_venv) python -m tools.all_tests $(args)

nightly: ## 2,000 histories of card payments instead of 200; twenty quiet sites for a week; a storm of 10,000 alarms
	@$(bootstrap) --dev
	@$(with_venv) NIGHTLY=1 python -m pytest services/payments/tests/integration/test_payment_machine.py \
		services/alerts/tests/ready/test_quiet.py tests/e2e/test_alert_storm.py $(args)

pictures: ## take the pictures of the screens anew; look at what has changed [args="-k light"]
	@$(bootstrap) --dev
	@$(with_venv) MOTORWAY_PICTURES=take python -m pytest tests/e2e/test_screen_pictures.py $(args)

check: ## style, types, imports, contracts, locks, sizes … [args="--list" or names]
	@$(bootstrap) --dev
	@$(with_venv) tools/check/run $(args)

docs: ## generate the documents: events, AsyncAPI, roles, databases
	@$(bootstrap) --dev
	@$(with_venv) python -m tools.docs

proto: ## generate the stubs of proto/
	@$(bootstrap) --dev
	@$(with_venv) python tools/proto.py

openapi: ## generate docs/openapi.json and the clients made of it
	@$(bootstrap) --dev
	@$(with_venv) python -m tools.openapi

bench: ## measure a throw-away platform [args="--quick"]
	@$(bootstrap) --dev
	@$(with_venv) python -m benchmarks $(args)

fmt: ## put the Python code in its usual layout
	@$(bootstrap) --dev
	@$(with_venv) ruff check --fix-only --quiet . && $(with_venv) ruff format --quiet .

compile = uv pip compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 \
	--custom-compile-command "make lock" $(if $(upgrade),--upgrade)

lock: ## pin what requirements*.in ask for [upgrade=1 takes the newest]
	@$(bootstrap) --dev
	@$(with_venv) $(compile) -o requirements.txt requirements.in
	@$(with_venv) $(compile) -c requirements.txt -o requirements-dev.txt requirements-dev.in
	@$(with_venv) $(compile) --no-deps -o requirements-tools.txt requirements-tools.in
	@$(with_venv) $(compile) -o requirements-policy.txt requirements-policy.in
