"""RabbitMQ with a port mapper of its own."""

import shutil
import socket

from motorway_local.platform import HOST, PRIVATE, Platform, write
from motorway_local.program import Engine, Program

SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server"
PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"
SETTINGS = """\
listeners.tcp.local = 127.0.0.1:{amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = {prometheus}

default_vhost = motorway
default_user = motorway
default_pass = {password}
default_permissions.configure = .*
default_permissions.read = .*
default_permissions.write = .*
default_user_tags.administrator = true

disk_free_limit.absolute = 500MB
raft.wal_max_size_bytes = 67108864
log.console = true
log.console.level = info
log.console.use_colors = off
log.file = false
"""


def settings(ports: dict[str, int], password: str) -> str:
    return SETTINGS.format(**ports, password=password)


def prepare(platform: Platform) -> None:
    folder, ports = platform.home / "rabbitmq", platform.ports
    doors = {
        "amqp": ports["rabbitmq"],
        "management": ports["rabbitmq_management"],
        "prometheus": ports["rabbitmq_prometheus"],
    }
    write(folder / "rabbitmq.conf", settings(doors, platform.secrets["rabbitmq"]), PRIVATE)
    write(folder / "enabled_plugins", "[rabbitmq_management,rabbitmq_prometheus].\n")
    write(folder / ".erlang.cookie", platform.secrets["erlang_cookie"], 0o400)
    write(folder / "erl_inetrc", "")


def environment(platform: Platform) -> dict[str, str]:
    """Also for `rabbitmqctl`. `RUNNING_UNDER_SYSTEMD` makes the script become the server instead of its parent."""
    folder = platform.home / "rabbitmq"
    return {
        "HOME": str(folder),
        "RABBITMQ_NODENAME": "motorway@localhost",
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_MNESIA_DIR": str(folder / "data" / "node"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "rabbitmq.pid"),
        "RABBITMQ_DIST_PORT": str(platform.ports["rabbitmq_distribution"]),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}",
        "ERL_EPMD_PORT": str(platform.ports["epmd"]),
        "ERL_EPMD_ADDRESS": HOST,
        "RUNNING_UNDER_SYSTEMD": "true",
    }


def programs(platform: Platform) -> tuple[Program, ...]:
    folder, env = platform.home / "rabbitmq", environment(platform)
    mapper = (shutil.which("epmd") or "/usr/bin/epmd", "-port", env["ERL_EPMD_PORT"], "-address", HOST)
    return (Program("epmd", mapper, folder), Program("rabbitmq", (SERVER,), folder, env))


def ready(platform: Platform) -> bool:
    """The AMQP door opens last; an answer to the protocol header begins with a method frame."""
    try:
        with socket.create_connection((HOST, platform.ports["rabbitmq"]), timeout=2) as sock:
            sock.sendall(PROTOCOL_HEADER)
            return sock.recv(1) == b"\x01"
    except OSError:
        return False


ENGINE = Engine("rabbitmq", prepare, programs, ready)
