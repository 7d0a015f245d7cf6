"""Beside a Mosquitto that does not share a machine with the iot-gateway: fetch the revocation list, have it read."""

import os
import signal
import time
from pathlib import Path

import httpx
import typer
from cryptography import x509

TIMEOUT_S = 5.0
MOSQUITTO = "mosquitto"


def follow(url: str, file: Path, every_s: float) -> None:
    """For ever. While the gateway does not answer the broker goes by the list it has."""
    with httpx.Client(timeout=TIMEOUT_S) as http:
        while True:
            try:
                if renew(http.get(url).raise_for_status().content, file):
                    typer.echo(f"another list of revoked certificates; told to {tell_broker()} brokers")
            except (httpx.HTTPError, ValueError, OSError) as error:
                typer.echo(f"{url}: {error}", err=True)
            time.sleep(every_s)


def renew(pem: bytes, file: Path) -> bool:
    """Put the list in place when it revokes others than the one there. Raises ValueError for what is no list."""
    if file.exists() and revoked(file.read_bytes()) == revoked(pem):
        return False
    new = file.with_name(f".{file.name}")
    new.write_bytes(pem)
    new.replace(file)
    return True


def revoked(pem: bytes) -> set[int]:
    """Serial numbers."""
    return {entry.serial_number for entry in x509.load_pem_x509_crl(pem)}


def tell_broker(processes: Path = Path("/proc")) -> int:
    """SIGHUP to Mosquitto, whose processes the containers of the pod share; returns how many there were."""
    names = {place.parent: place.read_text().strip() for place in processes.glob("[0-9]*/comm")}
    found = [int(place.name) for place, name in names.items() if name == MOSQUITTO]
    for number in found:
        os.kill(number, signal.SIGHUP)
    return len(found)
