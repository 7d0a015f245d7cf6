"""The demonstration of `make up` in an installation elsewhere (Compose, Kubernetes): its sites, shop, simulated people.

`prepare` goes through the API as the admin, so that all of it is in the audit; `forecourts` and `cashiers` then run
for ever. It needs an admin who signs in with the password alone, which no real installation has.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from motorway_local import demo, sites
from motorway_local.platform import Home, Platform, write
from motorway_local.ports import Ports
from motorway_local.rest import SignInRefused
from motorway_local.steps import StepFailed

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)
SITES = Path(__file__).parents[1] / "sites.yaml"
AGAIN_S = 5.0

FolderArgument = Annotated[Path, typer.Argument(help="What `prepare` makes: certificates, a key, the sites")]
GatewayOption = Annotated[str, typer.Option(help="host:port of the api-gateway")]
CaOption = Annotated[Path, typer.Option(help="The authority of devices, ca.pem")]


@dataclass(frozen=True)
class Elsewhere(Platform):
    """An installation of which only the front door is known."""

    gateway: str = ""

    def address(self, name: str) -> str:
        """Of the api-gateway; nobody asks for another."""
        return self.gateway if name == "api_gateway" else super().address(name)


@app.command()
def prepare(
    folder: FolderArgument,
    gateway: GatewayOption,
    ca: CaOption,
    stations: Annotated[Path, typer.Option(help="The sites to know and to simulate")] = SITES,
    timeout_s: Annotated[float, typer.Option(help="How long to wait for the installation")] = 600,
) -> None:
    """Make sites known, enrol controllers, fill shops, set prices, make the cashiers' key: ADMIN_PASSWORD."""
    home = Home(folder)
    write(home.pki / "ca.pem", ca.read_text())
    secrets = {"admin": os.environ["ADMIN_PASSWORD"]}
    there = Elsewhere(home, Ports(0), secrets, stations.read_text(), gateway=gateway)
    deadline = time.monotonic() + timeout_s
    for step in (sites.apply, demo.apply):
        _until_done(there, step, deadline)


def _until_done(there: Platform, step: Callable[[Platform], None], deadline: float) -> None:
    while True:
        try:
            return step(there)
        except SignInRefused as refusal:
            raise typer.Exit(_said(str(refusal))) from refusal
        except StepFailed as failure:
            if time.monotonic() > deadline:
                raise typer.Exit(_said(str(failure))) from failure
            _said(f"{failure}; trying again")
            time.sleep(AGAIN_S)


def _said(what: str) -> int:
    typer.echo(what, err=True)
    return 1


@app.command()
def forecourts(
    folder: FolderArgument,
    mqtt: Annotated[str, typer.Option(help="host:port of the MQTT broker")],
    ca: CaOption,
) -> None:
    """Run the simulated forecourts of these sites."""
    host, _, port = mqtt.rpartition(":")
    command = [
        "forecourt_simulator",
        "run",
        "--sites",
        str(folder / "sites.yaml"),
        "--pki",
        str(folder / "pki" / "sites"),
    ]
    command += [
        "--ca",
        str(ca),
        "--mqtt-host",
        host,
        "--mqtt-port",
        port,
        "--state",
        str(folder / "state"),
        "--speed",
        "1",
    ]
    _become(*command)


@app.command()
def cashiers(folder: FolderArgument, gateway: GatewayOption) -> None:
    """Run the robot cashiers of these sites."""
    key = demo.key_file(Home(folder))
    command = [
        "cashier_simulator",
        "--url",
        f"http://{gateway}",
        "--key-file",
        str(key),
        "--account",
        demo.account_id(),
    ]
    for site in sites.parse((folder / "sites.yaml").read_text()):
        command += ["--site", site["site_id"]]
    _become(*command)


def _become(*command: str) -> None:
    os.execv(sys.executable, [sys.executable, "-m", *command])  # noqa: S606


if __name__ == "__main__":
    app()
