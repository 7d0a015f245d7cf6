"""The command line: `python -m motorway_local up|down|status|logs|reset|device|replay`."""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.markup import escape

from motorway_local import devices, platform_env, show
from motorway_local.platform import CODE, Home, default_home
from motorway_local.rest import Refused, Unreachable, signed_in
from motorway_local.start import Wish
from motorway_local.start import up as start_platform
from motorway_local.steps import Failed, Steps
from motorway_local.stop import remove_data, stop_everything
from motorway_local.user import become_unprivileged

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Motorway Petroleum on this machine.",
)
console = Console()
SITES = Path(__file__).parents[1] / "sites.yaml"

HomeOption = Annotated[Path | None, typer.Option("--home", help="Directory of the platform; default: .local")]
SiteOption = Annotated[str, typer.Option("--site", help="Slug of the site, such as m25-cobham")]


def fail(message: str) -> typer.Exit:
    console.print(f"[red]✗[/] {escape(message)}", soft_wrap=True)
    return typer.Exit(1)


def home_of(option: Path | None) -> Home:
    return Home((option or default_home()).resolve())


@contextmanager
def only_one(home: Home) -> Iterator[None]:
    """Two starts or stops of one home would be in each other's way."""
    home.run.mkdir(parents=True, exist_ok=True)
    with (home.run / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise fail(f"another start or stop is at work in {home.path}") from None
        yield


@app.command()
def up(
    home: HomeOption = None,
    sites: Annotated[Path, typer.Option(help="The sites to know and to simulate")] = SITES,
    port_base: Annotated[int | None, typer.Option(help="First of a hundred ports; default: a free block")] = None,
    *,
    simulator: Annotated[bool, typer.Option(help="Simulate the sites' forecourts")] = True,
) -> None:
    """Start the platform and wait until everything is ready."""
    began, place = time.monotonic(), home_of(home)
    wish = Wish(place, sites.read_text(), port_base, simulator)
    become_unprivileged(place.path, CODE)
    with only_one(place):
        try:
            platform = start_platform(wish, Steps(console))
        except Failed:
            raise typer.Exit(1) from None
    show.summary(console, platform, time.monotonic() - began)


@app.command()
def down(home: HomeOption = None) -> None:
    """Stop everything that runs in the home."""
    place = home_of(home)
    if not place.run.exists():
        console.print("not running")
        return
    become_unprivileged(place.path, CODE)
    with only_one(place), console.status("stopping"):
        lost = stop_everything(place)
    console.print("stopped" + (f", with {lost} processes that had no supervisor" if lost else ""))


@app.command()
def status(home: HomeOption = None) -> None:
    """Show every process; exit status 1 when one is not well."""
    place = home_of(home)
    if not place.env_file.exists():
        raise fail("not running")
    become_unprivileged(place.path, CODE)
    raise typer.Exit(0 if show.status(console, place) else 1)


@app.command()
def logs(
    service: Annotated[str, typer.Argument(help="Name of a process, as `status` shows it")],
    home: HomeOption = None,
    *,
    follow: Annotated[bool, typer.Option(help="Keep showing what is added")] = True,
    lines: Annotated[int, typer.Option(help="How many to begin with")] = 100,
) -> None:
    """Show the log of a process."""
    place = home_of(home)
    file = place.log(service)
    if not file.exists():
        known = sorted(path.stem for path in place.logs.glob("*.log"))
        raise fail(f"no log of {service}; there are {', '.join(known) or 'none'}")
    arguments = ["tail", "-n", str(lines), *(["-F"] if follow else []), str(file)]
    os.execvp(arguments[0], arguments)  # noqa: S606


@app.command()
def reset(home: HomeOption = None, *, yes: Annotated[bool, typer.Option(help="Do not ask")] = False) -> None:
    """Stop, and remove every database, certificate, password and log of the home."""
    place = home_of(home)
    if not place.path.exists():
        return
    if not yes:
        typer.confirm(f"Remove everything that the platform keeps in {place.path}?", abort=True)
    subprocess.run([sys.executable, "-m", "motorway_local", "down", "--home", str(place.path)], check=True, timeout=300)
    remove_data(place, keep_installed=place.path == default_home())
    console.print(f"{place.path}: all data removed", soft_wrap=True)


@app.command()
def device(
    site: SiteOption,
    home: HomeOption = None,
    *,
    revoke: Annotated[bool, typer.Option(help="Revoke the certificate instead")] = False,
    reason: Annotated[str, typer.Option(help="Why it is revoked")] = "revoked by hand",
) -> None:
    """Enrol a site controller: make a key, have it certified, keep both."""
    place = home_of(home)
    env, folder = _known(place), place.pki / "sites" / site
    become_unprivileged(place.path, CODE)
    try:
        api = signed_in(urlsplit(env["URL"]).netloc, env["ADMIN_USER"], env["ADMIN_PASSWORD"])
        done = devices.revoke(api, site, folder, reason) if revoke else devices.enrol(api, site, folder)
    except (Refused, Unreachable) as error:
        raise fail(str(error)) from error
    what = "revoked" if revoke else f"valid until {done.expires_at:%Y-%m-%d}"
    console.print(f"{site}: certificate {done.serial_number} {what}\n{folder}", soft_wrap=True)


def _known(place: Home) -> dict[str, str]:
    try:
        return platform_env.read(place.env_file)
    except FileNotFoundError:
        raise fail("the platform was never started; `make up` does that") from None


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def replay(
    context: typer.Context,
    file: Annotated[Path, typer.Option(help="A recording, CSV with a header")],
    site: SiteOption,
    tank: Annotated[int, typer.Option(help="Number of the tank at the site")],
    home: HomeOption = None,
) -> None:
    """Send a recorded series through the real door; further options go to the simulator's replay."""
    place = home_of(home)
    env = _known(place)
    if not devices.is_enrolled(place.pki / "sites" / site, place.pki / "ca.pem"):
        enrol = [sys.executable, "-m", "motorway_local", "device", "--site", site, "--home", str(place.path)]
        subprocess.run(enrol, check=True, timeout=60)
    command = [sys.executable, "-m", "forecourt_simulator.replay", "--file", str(file), "--site", site]
    command += ["--tank", str(tank), "--pki", str(place.pki / "sites"), "--ca", env["CA_FILE"]]
    command += ["--mqtt-host", env["MQTT_HOST"], "--mqtt-port", env["MQTT_PORT"], *context.args]
    raise typer.Exit(subprocess.run(command, check=False).returncode)
