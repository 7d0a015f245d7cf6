"""Prepare an installation: keys, certificates and passwords; roles and databases."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer
from motorway_local.platform import PRIVATE, write

from motorway_setup import broker as mosquitto
from motorway_setup import cluster, material, revocations
from motorway_setup import reachable as front_door
from motorway_setup.names import cluster_hosts, compose_hosts
from motorway_setup.prepare import make_databases, wait_for_schema

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)
MASTER = "setup"


@app.command()
def folders(to: Annotated[Path, typer.Argument(help="One folder for each part")]) -> None:
    """Make what is missing and hand it out as folders (Compose)."""
    parts = material.make(to / MASTER, compose_hosts())
    write(to / "parts.env", material.variables(parts), PRIVATE)
    for name, part in parts.items():
        folder = to / "parts" / name
        folder.mkdir(parents=True, exist_ok=True)
        for key, content in part.items():
            (folder / key).write_bytes(content)
        typer.echo(f"{name}: {len(part)} files")


@app.command()
def secrets(
    release: Annotated[str, typer.Option(help="With which every name begins")],
    domain: Annotated[str, typer.Option(help="Under which devices reach the broker and the bridge")] = "",
    *,
    certificates: Annotated[bool, typer.Option(help="Others, such as cert-manager, make certificates")] = True,
    skip: Annotated[list[str] | None, typer.Option(help="A part that is not handed out; again for each")] = None,
) -> None:
    """Make what is missing and hand it out as Secrets (Kubernetes)."""
    labels = {"app.kubernetes.io/part-of": "motorway-petroleum", "app.kubernetes.io/instance": release}
    found = cluster.here(labels)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if kept := found.read(f"{release}-{MASTER}"):
            material.unpack(kept["files"], folder)
        parts = material.make(folder, cluster_hosts(release, found.namespace, domain))
        found.write(f"{release}-{MASTER}", {"files": material.pack(folder)})
    for part, data in parts.items():
        if part in (skip or ()) or (not certificates and material.is_certificate(part)):
            continue
        typer.echo(f"{release}-{part}: {'written' if found.write(f'{release}-{part}', data) else 'as it was'}")


@app.command()
def databases() -> None:
    """Make roles and databases: ADMIN_DATABASE_URL, and DATABASE_<ROLE> for their passwords."""
    make_databases(os.environ["ADMIN_DATABASE_URL"], os.environ)


@app.command()
def schema(
    service: Annotated[str, typer.Argument(help="For example iot-gateway")],
    timeout_s: Annotated[float, typer.Option(help="How long to wait")] = 600,
) -> None:
    """Wait until the migrations of a service before its code are applied: MOTORWAY_DATABASE_URL."""
    wait_for_schema(service, os.environ["MOTORWAY_DATABASE_URL"], timeout_s)


@app.command()
def broker(
    folder: Annotated[Path, typer.Option(help="For what is made anew at every start")],
    data: Annotated[Path, typer.Option(help="For what the broker keeps")],
    tls: Annotated[Path, typer.Option(help="Of the server certificate: ca.crt, tls.crt, tls.key")],
    crl_url: Annotated[str, typer.Option(help="Of the iot-gateway's list of revoked certificates")],
    port: int = 8883,
) -> None:
    """Write what Mosquitto reads, and wait for the first list of revoked certificates."""
    place = mosquitto.prepare(folder, data, tls, port)
    mosquitto.wait_for_revocations(crl_url, place.crl)


@app.command()
def crl(
    url: Annotated[str, typer.Option(help="Of the iot-gateway's list")],
    file: Annotated[Path, typer.Option(help="That the MQTT broker reads")],
    every_s: Annotated[float, typer.Option(help="How often to ask")] = 2.0,
) -> None:
    """Keep the broker's list of revoked certificates as the iot-gateway has it (beside Mosquitto, in its pod)."""
    revocations.follow(url, file, every_s)


@app.command()
def reachable(
    url: Annotated[str, typer.Option(help="Of the api-gateway")],
    ready: Annotated[list[str] | None, typer.Option(help="Of a service's ops door; may be repeated")] = None,
) -> None:
    """Look whether the front door answers as it should, and whether services are ready (helm test)."""
    front_door.check(url, ready or ())
    typer.echo(f"{url} answers as it should")
