"""What a person sees at the end of a start, and when asking how it is."""

import time
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from motorway_local import platform_env
from motorway_local.platform import Home, Platform
from motorway_local.rest import Client, Unreachable
from motorway_local.services import SERVICES
from motorway_local.start import PLAYED
from motorway_local.supervisor import NotRunning, Supervisor
from motorway_local.waiting import readiness

COLOURS = {"RUNNING": "green", "STARTING": "yellow", "BACKOFF": "yellow", "FATAL": "red", "EXITED": "red"}


def summary(console: Console, platform: Platform, took_s: float) -> None:
    said = readiness(platform, "telemetry") or {}
    engine = said.get("info", {}).get("storage_engine", "unknown")
    facts = {
        "Dashboard": f"[bold]{platform.url}[/]",
        "User": f"admin, with the password in [bold]{platform.home.env_file}[/]",
        "Devices": f"mqtts://{platform.address('mosquitto')}, with certificates in {platform.home.pki / 'sites'}",
        "Metrics": f"http://{platform.address('prometheus')}, with the rules of deploy/observability",
        "Readings": f"stored by the engine: {engine}",
        "Receipts": f"make logs service=printer, once the till's printer is http://{platform.address('print_bridge')}",
        "Cards": f"[bold]TEST: no real money[/], payments go to the Stripe simulator at {platform.stripe_url}",
        "Then": "make status · make logs service=telemetry · ./motorway audit verify · make down",
    }
    console.print(f"\n[green]The platform runs[/] [dim]after {took_s:.0f} s[/]\n")
    for name, fact in facts.items():
        console.print(f"  {name:10} {fact}", highlight=False, soft_wrap=True)


def status(console: Console, home: Home) -> bool:
    """Print a line for each process. True when everything that is started is well."""
    try:
        states = Supervisor(home).states()
    except NotRunning:
        console.print("not running")
        return False
    env = platform_env.read(home.env_file)
    table = Table("process", "state", "pid", "up", "ready", box=None)
    verdicts = [_row(table, name, info, env) for name, info in states.items()]
    console.print(table)
    console.print(f"{env['URL']}  [dim]{home.path}[/]", soft_wrap=True)
    return all(verdicts)


def _row(table: Table, name: str, info: Mapping[str, Any], env: Mapping[str, str]) -> bool:
    state = info["statename"]
    runs = state == "RUNNING"
    unready = _unready(name, env) if runs else ""
    up = _duration(time.time() - info["start"]) if runs else ""
    shown = f"[{COLOURS.get(state, 'dim')}]{state.lower()}[/]"
    table.add_row(name, shown, str(info["pid"] or ""), up, f"[red]{unready}[/]" if unready else "yes" if runs else "")
    return (runs and not unready) or (name in PLAYED and state == "STOPPED")


def _unready(name: str, env: Mapping[str, str]) -> str:
    """Why a service is not ready; empty when it is, or when the process is no service."""
    package = name.replace("-", "_")
    if package not in {service.package for service in SERVICES}:
        return ""
    try:
        _, said = Client(env[f"{package.upper()}_OPS"], timeout_s=3).get("/readyz")
    except Unreachable:
        return "no answer"
    return ", ".join(check for check, ok in said["checks"].items() if not ok)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
