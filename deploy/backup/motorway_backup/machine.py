"""A platform of `make up` as something to copy and to restore."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from motorway_local import ports
from motorway_local.platform import HOST, PRIVATE, Home, write
from motorway_local.start import Wish, engines
from motorway_local.steps import Steps
from motorway_local.stop import stop_everything

from motorway_backup import encryption, installation
from motorway_backup.postgresql import Server

KEY = "backup-key.txt"
FORGOTTEN = ("rabbitmq", "redis")
"""What they hold is of a time after the copy."""


class NeverStarted(Exception):
    """There is no platform in that home."""


class OtherSecrets(Exception):
    """The home's secrets are not those of the copy: what is sealed in its databases would stay sealed."""


def server(home: Home) -> Server:
    """Raises NeverStarted."""
    base, file = ports.recorded(home / "ports.json"), home / "secrets.json"
    if base is None or not file.exists():
        raise NeverStarted(f"{home.path} was never started")
    password = json.loads(file.read_text())["postgresql"]
    return Server(f"postgresql://postgres:{password}@{HOST}:{ports.Ports(base)['postgresql']}")


def own_key(home: Home) -> tuple[Path, str]:
    """The file of the home's private key, made when there is none, and the public key."""
    file = home / KEY
    if not file.exists():
        private, public = encryption.new_identity()
        write(file, f"# public key: {public}\n{private}\n", PRIVATE)
    return file, file.read_text().split("public key:", 1)[1].split()[0]


def take_secrets(home: Home, document: bytes, *, replace: bool) -> None:
    """Put the copy's secrets into the home; others are kept beside. Raises OtherSecrets."""
    file = home / "secrets.json"
    if file.exists():
        if json.loads(file.read_text()) == json.loads(json.loads(document)["secrets.json"]):
            return
        if not replace:
            raise OtherSecrets(f"{file} is of another installation; --replace keeps it under another name")
        aside = home / f"secrets-until-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        aside.mkdir(mode=0o700)
        for name in installation.KEPT:
            shutil.move(home / name, aside / name)
    installation.unpacked(document, home.path)


def start_engines(home: Home, sites: str, steps: Steps) -> None:
    """Everything stops; the queues and the live stream are forgotten; the engines start. Raises Failed."""
    stop_everything(home)
    for name in FORGOTTEN:
        shutil.rmtree(home / name, ignore_errors=True)
    engines(Wish(home, sites), steps)
