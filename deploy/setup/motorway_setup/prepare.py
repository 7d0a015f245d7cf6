"""Databases before the services: roles, databases, and waiting for their schemas."""

import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import motorway_kit
import psycopg
from motorway_local import databases
from motorway_local.platform import CODE
from motorway_local.services import SERVICES

CONNECT_TIMEOUT_S = 3
AGAIN_S = 2.0
KIT = Path(motorway_kit.__file__).parent / "migrations"
APPLIED = "SELECT name FROM schema_migration"


class SchemaMissing(Exception):
    """The migrations did not come in time; names those that are missing."""


def make_databases(admin_url: str, env: Mapping[str, str]) -> None:
    """Raises KeyError for a role without a password in the environment (`DATABASE_POS`, …)."""
    roles = [role for service in SERVICES for role in service.roles]
    passwords = {f"database_{role}": env[f"DATABASE_{role.upper()}"] for role in roles}
    passwords[f"database_{databases.MONITORING}"] = env["DATABASE_MONITORING"]
    databases.make(partial(_connect, admin_url), passwords)


def _connect(url: str, database: str) -> psycopg.Connection:
    return psycopg.connect(url, dbname=database, connect_timeout=CONNECT_TIMEOUT_S, autocommit=True)


def wait_for_schema(service: str, url: str, timeout_s: float) -> None:
    """Returns once all `pre` migrations of the service and the kit are applied. Raises SchemaMissing."""
    places = (KIT, CODE / "services" / service / service.replace("-", "_") / "migrations")
    wanted = {path.name for place in places for path in place.glob("*_pre_*.sql")}
    deadline = time.monotonic() + timeout_s
    while missing := wanted - _applied(url):
        if time.monotonic() > deadline:
            raise SchemaMissing(", ".join(sorted(missing)))
        time.sleep(AGAIN_S)


def _applied(url: str) -> set[str]:
    try:
        with psycopg.connect(url, connect_timeout=CONNECT_TIMEOUT_S) as conn:
            return {str(name) for (name,) in conn.execute(APPLIED)}
    except (psycopg.OperationalError, psycopg.errors.UndefinedTable):
        return set()
