"""Processes of a home that outlived their supervisor."""

import os
from pathlib import Path

import psutil

from motorway_local.platform import Home
from motorway_local.supervisor import HOME_VARIABLE

PATIENCE_S = 10
RENAMED = ("postgres", "redis-server")


def find(home: Home) -> list[psutil.Process]:
    """Our own user's processes that carry this home in their environment.

    PostgreSQL and Redis write their titles over their environment; they are known by the directory they work in.
    """
    return [process for process in psutil.process_iter() if process.pid != os.getpid() and _belongs(process, home)]


def _belongs(process: psutil.Process, home: Home) -> bool:
    try:
        if process.uids().real != os.geteuid() or process.status() == psutil.STATUS_ZOMBIE:
            return False
        if process.environ().get(HOME_VARIABLE) == str(home.path):
            return True
        return process.name() in RENAMED and home.path in Path(process.cwd()).parents
    except psutil.Error:
        return False


def end(home: Home) -> int:
    """End them, politely at first. Returns how many there were."""
    processes = find(home)
    for process in processes:
        _send(process, kill=False)
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_S)
    for process in alive:
        _send(process, kill=True)
    psutil.wait_procs(alive, timeout=PATIENCE_S)
    return len(processes)


def _send(process: psutil.Process, *, kill: bool) -> None:
    try:
        process.kill() if kill else process.terminate()
    except psutil.NoSuchProcess:
        return
