"""Nothing of the platform runs as root."""

import os
import pwd
import resource
import sys
from pathlib import Path

USER = "motorway"


def become_unprivileged(home: Path, code: Path) -> None:
    """When root: make the home, give it to the unprivileged user, and continue as that user for good.

    Ends the process with a hint when that user could not reach what is needed.
    """
    _raise_open_files()
    if os.geteuid() == 0:
        _hand_over(home)
    home.mkdir(parents=True, exist_ok=True)
    os.umask(0o022)
    os.chdir(home)
    os.environ.update(HOME=str(home))
    for path, mode in ((home, os.W_OK | os.X_OK), (code / "libs", os.R_OK | os.X_OK), (Path(sys.executable), os.X_OK)):
        if not os.access(path, mode):
            raise SystemExit(f"user {pwd.getpwuid(os.geteuid()).pw_name} cannot reach {path}; `make up` arranges that")


def _hand_over(home: Path) -> None:
    try:
        entry = pwd.getpwnam(USER)
    except KeyError:
        raise SystemExit(f"there is no user {USER}; deploy/local/bootstrap.sh makes it") from None
    home.mkdir(parents=True, exist_ok=True)
    os.chown(home, entry.pw_uid, entry.pw_gid)
    home.chmod(0o755)
    os.initgroups(USER, entry.pw_gid)
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    os.environ.update(USER=USER, LOGNAME=USER)


def _raise_open_files() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
