"""A Mosquitto of our own: TLS with client certificates, each site held to its own topics."""

import contextlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from motorway_kit.testing import free_port

from .pki import Authority

_CONFIGURATION = """
listener {port} 127.0.0.1
cafile {ca}
certfile {folder}/cert.pem
keyfile {folder}/key.pem
require_certificate true
use_identity_as_username true
acl_file {acl}
persistence true
persistence_location {data}/
max_queued_messages 0
max_inflight_messages 0
user {user}
"""
_ACL = "user gateway\ntopic readwrite #\n\npattern readwrite motorway/v1/%u/#\n"


@dataclass
class Mosquitto:
    port: int
    configuration: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(["mosquitto", "-c", str(self.configuration)], stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while not self._listens():
            assert time.monotonic() < deadline, "mosquitto did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _listens(self) -> bool:
        assert self.process is not None
        connections = psutil.Process(self.process.pid).net_connections(kind="tcp")
        return any(each.status == psutil.CONN_LISTEN for each in connections)


@contextlib.contextmanager
def mosquitto(authority: Authority, directory: Path) -> Iterator[Mosquitto]:
    port, acl, configuration = free_port(), directory / "acl", directory / "mosquitto.conf"
    folder = authority.directory / "localhost"
    acl.write_text(_ACL)
    text = _CONFIGURATION.format(
        port=port, ca=authority.ca_file, folder=folder, acl=acl, data=directory, user=psutil.Process().username()
    )
    configuration.write_text(text)
    broker = Mosquitto(port, configuration)
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()
