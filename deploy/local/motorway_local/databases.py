"""One database for each service, with its role or, where it does not own its tables, two."""

from collections.abc import Callable, Mapping

import psycopg
from motorway_kit.db_roles import application_grants
from psycopg import sql

from motorway_local.services import SERVICES, Service

Connect = Callable[[str], psycopg.Connection]
"""To the database of that name, as who may make roles and databases; each statement commits."""
MONITORING = "monitoring"
"""Reads statistics, and no table of a service."""
EXISTING_TABLES = "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}"
TIMESCALEDB = "SELECT true FROM pg_available_extensions WHERE name = 'timescaledb'"


def make(connect: Connect, passwords: Mapping[str, str]) -> None:
    """Roles and databases of the services; may be repeated. `passwords`: `database_<role>`."""
    with connect("postgres") as conn:
        for service in SERVICES:
            for role in service.roles:
                _make_role(conn, role, passwords[f"database_{role}"])
            _make_database(conn, service)
        _make_role(conn, MONITORING, passwords[f"database_{MONITORING}"])
        conn.execute(sql.SQL("GRANT pg_monitor TO {}").format(sql.Identifier(MONITORING)))
    for service in SERVICES:
        if not service.owns_tables:
            with connect(service.package) as conn, conn.transaction():
                _share(conn, service)
    with connect("telemetry") as conn:
        if conn.execute(TIMESCALEDB).fetchone():
            conn.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")


def _make_role(conn: psycopg.Connection, name: str, password: str) -> None:
    exists = conn.execute("SELECT true FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    role, verb = sql.Identifier(name), sql.SQL("ALTER" if exists else "CREATE")
    conn.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, role, sql.Literal(password)))
    conn.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


def _make_database(conn: psycopg.Connection, service: Service) -> None:
    name, owner = sql.Identifier(service.package), sql.Identifier(service.owner)
    if not conn.execute("SELECT true FROM pg_database WHERE datname = %s", [service.package]).fetchone():
        conn.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, owner))
    conn.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(name))


def _share(conn: psycopg.Connection, service: Service) -> None:
    """Give a database that the service's own role made to its owner, and the role the use of it."""
    owned_by = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    if conn.execute(owned_by).fetchone() == (service.package,):
        application, owner = sql.Identifier(service.package), sql.Identifier(service.owner)
        conn.execute(sql.SQL("REASSIGN OWNED BY {} TO {}").format(application, owner))
        conn.execute(sql.SQL(EXISTING_TABLES).format(application))
    conn.execute(application_grants(service.package, service.owner, service.package).encode())
