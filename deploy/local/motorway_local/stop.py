"""Ending what runs in a home, and only that."""

import shutil
from pathlib import Path

from motorway_local import leftovers
from motorway_local.platform import Home
from motorway_local.services import SERVICES
from motorway_local.supervisor import NotRunning, Supervisor

# What `bootstrap.sh` made stays; everything else can be made again.
INSTALLED = ("venv", "code", "stamps")
# What is there for when everything else is gone.
COPIES = ("backups", "backup-key.txt")
# Clients before servers, so that nothing is cut off in the middle.
ORDER = (
    ("simulator",),
    tuple(service.name for service in SERVICES),
    ("prometheus", "postgresql-exporter", "redis-exporter", "mosquitto", "redis", "rabbitmq", "postgresql"),
    ("epmd",),
)


def stop_everything(home: Home) -> int:
    """Stop the supervisor's programs in order, then the supervisor, then what it lost. Returns how many were lost."""
    supervisor = Supervisor(home)
    try:
        for names in ORDER:
            supervisor.stop_programs(names)
        supervisor.shut_down()
    except NotRunning:
        pass
    return leftovers.end(home)


def remove_data(home: Home, *, keep_installed: bool) -> None:
    """Forget everything but backups: databases, certificates, passwords, logs."""
    if not keep_installed:
        shutil.rmtree(home.path)
        return
    for path in home.path.iterdir():
        if path.name not in (*INSTALLED, *COPIES):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
