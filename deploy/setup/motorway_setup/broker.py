"""What a Mosquitto in a container reads, as `make up` writes it for the one of a single machine."""

import time
from pathlib import Path

import httpx
import typer
from motorway_local.engines.mosquitto import Place

from motorway_setup import revocations

PLUGIN = Path("/usr/lib/mosquitto_dynamic_security.so")
"""Where the official image has it."""
EVERYBODY = "0.0.0.0"
AGAIN_S = 2.0


def prepare(run: Path, data: Path, tls: Path, port: int) -> Place:
    """Write what it reads; the list of revoked certificates is still missing."""
    certificate = (tls / "ca.crt", tls / "tls.crt", tls / "tls.key")
    place = Place(run, data, *certificate, run / "crl.pem", port, EVERYBODY, PLUGIN)
    place.write_files()
    return place


def wait_for_revocations(url: str, file: Path) -> None:
    """A broker without the list lets nobody in, so it does not start without it."""
    with httpx.Client(timeout=revocations.TIMEOUT_S) as http:
        while not file.exists():
            try:
                revocations.renew(http.get(url).raise_for_status().content, file)
            except (httpx.HTTPError, ValueError) as error:
                typer.echo(f"{url}: {error}", err=True)
                time.sleep(AGAIN_S)
