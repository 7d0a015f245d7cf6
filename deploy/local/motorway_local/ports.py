"""One block of a hundred ports for each platform."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

OFFSETS = {
    "api_gateway": 0,
    "api_gateway_ops": 1,
    "iot_gateway": 10,
    "iot_gateway_ops": 11,
    "bridge": 12,
    "telemetry": 20,
    "telemetry_ops": 21,
    "alerts": 30,
    "alerts_ops": 31,
    "pos": 40,
    "pos_ops": 41,
    "payments": 45,
    "payments_ops": 46,
    "simulator": 50,
    "stripe": 55,
    "stripe_control": 56,
    "printer": 57,
    "print_bridge": 58,
    "postgresql": 60,
    "rabbitmq": 61,
    "rabbitmq_distribution": 62,
    "rabbitmq_management": 63,
    "epmd": 64,
    "redis": 65,
    "mosquitto": 66,
    "rabbitmq_prometheus": 68,
    "prometheus": 69,
    "postgresql_exporter": 70,
    "redis_exporter": 71,
}
RESERVATION = 67
BLOCK = 100
# Below the range from which Linux takes the local ports of outgoing connections.
BASES = range(18400, 32000, BLOCK)


@dataclass(frozen=True)
class Ports:
    base: int

    def __getitem__(self, name: str) -> int:
        return self.base + OFFSETS[name]


class NoFreePorts(Exception):
    """Every block is taken, or the one that was asked for."""


def recorded(file: Path) -> int | None:
    """The base that an earlier start chose."""
    return int(json.loads(file.read_text())["port_base"]) if file.exists() else None


@contextmanager
def reserved(asked: int | None, before: int | None) -> Iterator[Ports]:
    """A block of free ports: the one asked for, else the one used before, else the first.

    While the block is held nobody else who chooses in this way gets it. Raises NoFreePorts.
    """
    wanted = [asked] if asked is not None else [base for base in (before, *BASES) if base is not None]
    for base in wanted:
        with ExitStack() as held:
            if not _hold(held, base):
                continue
            yield Ports(base)
            return
    raise NoFreePorts(f"ports {asked}…{asked + BLOCK - 1} are not all free" if asked else "no block of ports is free")


def _hold(held: ExitStack, base: int) -> bool:
    reservation = held.enter_context(socket.socket())
    try:
        reservation.bind(("127.0.0.1", base + RESERVATION))
    except OSError:
        return False
    return all(is_free(base + offset) for offset in OFFSETS.values())


def is_free(port: int) -> bool:
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
