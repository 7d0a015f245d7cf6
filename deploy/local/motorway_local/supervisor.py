"""The supervisor: its configuration, and talking to it."""

import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import Any
from xmlrpc.client import Fault, ServerProxy

import psutil
from supervisor.xmlrpc import SupervisorTransport

from motorway_local.platform import PRIVATE, Home, write
from motorway_local.program import Program

HOME_VARIABLE = "MOTORWAY_LOCAL_HOME"
SOCKET_PATH_LIMIT = 100
NO_WAIT = False
STOPPED = ("STOPPED", "EXITED", "FATAL", "BACKOFF", "UNKNOWN")
HEAD = """\
[unix_http_server]
file={run}/supervisor.sock
chmod=0700

[supervisord]
logfile={logs}/supervisor.log
logfile_maxbytes=5MB
logfile_backups=2
pidfile={run}/supervisor.pid
childlogdir={logs}
directory={run}
identifier=motorway
minfds={open_files}
umask=022

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://{run}/supervisor.sock
"""
PROGRAM = """
[program:{name}]
command={command}
directory={directory}
environment={environment}
autostart=false
autorestart=true
startsecs=1
startretries=1000
stopsignal={stop_signal}
stopwaitsecs={stop_wait_s}
killasgroup=true
redirect_stderr=true
stdout_logfile={log}
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=3
"""


class NotRunning(Exception):
    """No supervisor answers in this home."""


def configuration(home: Home, programs: Iterable[Program]) -> str:
    open_files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    sections = (_section(home, program) for program in programs)
    return HEAD.format(run=home.run, logs=home.logs, open_files=open_files) + "".join(sections)


def _section(home: Home, program: Program) -> str:
    env = {**bare_environment(home), **program.env}
    pairs = (f'{name}="{_escaped(value)}"' for name, value in env.items())
    return PROGRAM.format(
        name=program.name,
        command=_escaped(shlex.join(program.command)),
        directory=_escaped(str(program.directory)),
        environment=",".join(pairs),
        stop_signal=program.stop_signal,
        stop_wait_s=program.stop_wait_s,
        log=_escaped(str(home.log(program.name))),
    )


def _escaped(value: str) -> str:
    return value.replace("%", "%%")


def bare_environment(home: Home) -> dict[str, str]:
    """The same for every start, whoever starts. By the first variable our processes are recognised."""
    return {
        HOME_VARIABLE: str(home.path),
        "HOME": str(home.path),
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


class Supervisor:
    """The supervisor of one home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._socket = home.run / "supervisor.sock"
        self._file = home.run / "supervisord.conf"

    @contextmanager
    def _calls(self) -> Iterator[Any]:
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        proxy = ServerProxy("http://127.0.0.1", transport=transport)
        try:
            yield proxy.supervisor
        except (OSError, HTTPException) as error:
            raise NotRunning(str(error)) from error
        finally:
            transport.close()

    def is_running(self) -> bool:
        try:
            with self._calls() as calls:
                return bool(calls.getState()["statename"] == "RUNNING")
        except NotRunning:
            return False

    def is_current(self, configuration: str) -> bool:
        """True when the running one was started with this configuration."""
        return self._file.exists() and self._file.read_text() == configuration

    def start(self, configuration: str) -> None:
        """Start it in the background. Raises NotRunning when it does not answer soon."""
        if len(str(self._socket)) > SOCKET_PATH_LIMIT:
            raise NotRunning(f"the path {self._socket} is too long for a socket; choose a shorter home")
        write(self._file, configuration, PRIVATE)
        command = [sys.executable, "-m", "supervisor.supervisord", "-c", str(self._file)]
        done = subprocess.run(
            command, env=bare_environment(self._home), capture_output=True, text=True, timeout=30, check=False
        )
        deadline = time.monotonic() + 10
        while not self.is_running():
            if done.returncode != 0 or time.monotonic() > deadline:
                raise NotRunning(f"the supervisor does not start: {done.stdout}{done.stderr}")
            time.sleep(0.05)

    def states(self) -> Mapping[str, dict[str, Any]]:
        """statename, pid, start (epoch seconds), spawnerr … by program. Raises NotRunning."""
        with self._calls() as calls:
            return {info["name"]: info for info in calls.getAllProcessInfo()}

    def start_programs(self, names: Iterable[str]) -> None:
        """Ask for those that do not run; does not wait."""
        states = self.states()
        with self._calls() as calls:
            for name in names:
                if states[name]["statename"] in STOPPED:
                    calls.startProcess(name, NO_WAIT)

    def stop_programs(self, names: Iterable[str], timeout_s: float = 40) -> None:
        """Stop them at the same time, and wait."""
        chosen = set(names)
        with self._calls() as calls:
            for name in chosen & calls_known(calls):
                try:
                    calls.stopProcess(name, NO_WAIT)
                except Fault:  # it was not running
                    continue
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline and chosen & self.alive():
            time.sleep(0.05)

    def alive(self) -> set[str]:
        return {name for name, info in self.states().items() if info["statename"] not in STOPPED}

    def shut_down(self, timeout_s: float = 40) -> None:
        """Stop what still runs and the supervisor itself."""
        with self._calls() as calls:
            process = psutil.Process(calls.getPID())
            calls.shutdown()
        with suppress(psutil.TimeoutExpired):
            process.wait(timeout_s)


def calls_known(calls: Any) -> set[str]:
    return {info["name"] for info in calls.getAllProcessInfo()}
