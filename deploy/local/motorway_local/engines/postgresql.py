"""PostgreSQL, as a process."""

import os
import shutil
import subprocess
from functools import partial
from pathlib import Path

import psycopg

from motorway_local import databases
from motorway_local.platform import HOST, PRIVATE, Platform, write
from motorway_local.program import Engine, Program

MEGABYTE = 1024 * 1024
BINARIES = Path("/usr/lib/postgresql")
SETTINGS = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 200
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
shared_preload_libraries = '{libraries}'

shared_buffers = {shared_buffers_mb}MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
wal_buffers = 16MB
wal_compression = on
max_wal_size = 4GB
min_wal_size = 512MB
checkpoint_timeout = 15min

log_min_duration_statement = 1000
log_line_prefix = '%m [%p] %u@%d '
"""
ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n"


def binaries() -> Path:
    """The newest installation. Raises FileNotFoundError when there is none."""
    found = sorted(BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise FileNotFoundError(f"no PostgreSQL below {BINARIES}")
    return found[-1].parent


def has_timescaledb() -> bool:
    """True when the extension's library lies beside the server."""
    command = [str(binaries() / "pg_config"), "--pkglibdir"]
    folder = subprocess.run(command, check=True, capture_output=True, text=True, timeout=10).stdout.strip()
    return (Path(folder) / "timescaledb.so").exists()


def settings(port: int, memory_mb: int, *, timescaledb: bool) -> str:
    """Settings that take in much and still lose nothing: fsync and synchronous_commit stay on."""
    return SETTINGS.format(
        port=port,
        shared_buffers_mb=max(128, min(1024, memory_mb // 8)),
        libraries="timescaledb" if timescaledb else "",
    )


def prepare(platform: Platform) -> None:
    data = platform.home / "postgresql"
    if not (data / "PG_VERSION").exists():
        _initialise_cluster(platform, data)
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
    write(data / "motorway.conf", settings(platform.ports["postgresql"], memory_mb, timescaledb=has_timescaledb()))
    write(data / "pg_hba.conf", ACCESS, PRIVATE)


def _initialise_cluster(platform: Platform, data: Path) -> None:
    """Made beside its place and moved there when complete, so that an interruption leaves no half cluster."""
    new, password = platform.home / "postgresql.new", platform.home.run / "postgresql-password"
    shutil.rmtree(new, ignore_errors=True)
    write(password, platform.secrets["postgresql"], PRIVATE)
    command = [str(binaries() / "initdb"), "--pgdata", str(new), "--username", "postgres", "--pwfile", str(password)]
    command += ["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--data-checksums"]
    with platform.home.log("postgresql").open("ab") as log:
        subprocess.run(command, check=True, stdout=log, stderr=log, timeout=120)
    password.unlink()
    with (new / "postgresql.conf").open("a") as file:
        file.write("include 'motorway.conf'\n")
    new.rename(data)


def programs(platform: Platform) -> tuple[Program, ...]:
    data = platform.home / "postgresql"
    return (Program("postgresql", (str(binaries() / "postgres"), "-D", str(data)), data, stop_signal="INT"),)


def _connect(platform: Platform, database: str = "postgres") -> psycopg.Connection:
    return psycopg.connect(
        host=HOST,
        port=platform.ports["postgresql"],
        user="postgres",
        password=platform.secrets["postgresql"],
        dbname=database,
        connect_timeout=3,
        autocommit=True,
    )


def ready(platform: Platform) -> bool:
    try:
        with _connect(platform) as conn:
            return conn.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def initialise(platform: Platform) -> None:
    """Roles and databases of the services; may be repeated."""
    databases.make(partial(_connect, platform), platform.secrets)


ENGINE = Engine("postgresql", prepare, programs, ready)
