"""Mosquitto: mutual TLS, the certificate's name is the user, a site keeps to its own topics."""

import json
import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path

from motorway_local.platform import HOST, PRIVATE, Platform, write
from motorway_local.program import Engine, Program

GATEWAY = "iot-gateway"
PLUGIN = "mosquitto_dynamic_security.so"
UP = (
    "pump/+/state",
    "pump/+/running",
    "pump/+/transaction",
    "tank/+/reading",
    "telemetry",
    "alarm",
    "online",
    "response/+",
)
DOWN = ("command/+", "ack", "pump/+/transaction/ack")
CONTROL = "$CONTROL/dynamic-security/v1"
SETTINGS = """\
pid_file {run}/mosquitto.pid
log_dest stdout
log_type error
log_type warning
log_type notice
connection_messages false
log_timestamp_format %Y-%m-%dT%H:%M:%S

persistence true
persistence_location {data}/
autosave_interval 30
max_inflight_messages 0
max_queued_messages 0
max_queued_bytes 536870912
max_packet_size 1048576
set_tcp_nodelay true

allow_anonymous false
acl_file {run}/acl
plugin {plugin}
plugin_opt_config_file {data}/dynamic-security.json

listener {port} {host}
cafile {ca}
certfile {certificate}
keyfile {key}
crlfile {crl}
require_certificate true
use_identity_as_username true
tls_version tlsv1.2
"""
# The plugin is loaded for one thing, cutting live connections of a user; every decision stays with the ACL file.
EVERYTHING = ("publishClientSend", "publishClientReceive", "subscribe", "unsubscribe")


def access_list() -> str:
    lines = [f"user {GATEWAY}", "topic readwrite motorway/v1/#"]
    lines += [f"topic write {CONTROL}", f"topic read {CONTROL}/response", ""]
    lines += [f"pattern write motorway/v1/%u/{topic}" for topic in UP]
    lines += [f"pattern read motorway/v1/%u/{topic}" for topic in DOWN]
    return "\n".join(lines) + "\n"


def plugin() -> Path:
    """The dynamic security plugin. Raises FileNotFoundError."""
    found = sorted(Path("/usr/lib").glob(f"*/{PLUGIN}")) + sorted(Path("/usr/lib").glob(PLUGIN))
    if not found:
        raise FileNotFoundError(f"no {PLUGIN} below /usr/lib")
    return found[0]


@dataclass(frozen=True)
class Place:
    """Where a broker runs and what it reads; `data` is what it keeps, `run` may be made anew at every start."""

    run: Path
    data: Path
    ca: Path
    certificate: Path
    key: Path
    crl: Path
    port: int
    host: str = HOST
    plugin: Path = field(default_factory=plugin)

    def settings(self) -> str:
        return SETTINGS.format_map(vars(self))

    def write_files(self) -> None:
        """Everything the broker reads, except certificates."""
        write(self.run / "mosquitto.conf", self.settings())
        write(self.run / "acl", access_list(), PRIVATE)
        defaults = {"defaultACLAccess": dict.fromkeys(EVERYTHING, True)}
        write(self.data / "dynamic-security.json", json.dumps(defaults), PRIVATE)


def below(folder: Path, pki: Path, port: int) -> Place:
    """On this machine."""
    return Place(folder, folder, pki / "ca.pem", pki / "mosquitto.pem", pki / "mosquitto.key", pki / "crl.pem", port)


def prepare(platform: Platform) -> None:
    below(platform.home / "mosquitto", platform.home.pki, platform.ports["mosquitto"]).write_files()


def programs(platform: Platform) -> tuple[Program, ...]:
    folder = platform.home / "mosquitto"
    return (Program("mosquitto", ("/usr/sbin/mosquitto", "-c", str(folder / "mosquitto.conf")), folder),)


def ready(platform: Platform) -> bool:
    """True when the TLS handshake of the gateway's certificate succeeds."""
    pki = platform.home.pki
    try:
        context = ssl.create_default_context(cafile=str(pki / "ca.pem"))
        context.load_cert_chain(pki / "iot-gateway.pem", pki / "iot-gateway.key")
        with (
            socket.create_connection((HOST, platform.ports["mosquitto"]), timeout=2) as sock,
            context.wrap_socket(sock, server_hostname="localhost"),
        ):
            return True
    except OSError:
        return False


ENGINE = Engine("mosquitto", prepare, programs, ready)
