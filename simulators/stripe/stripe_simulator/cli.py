"""The command line: `run` simulates until it is told to stop."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
from pathlib import Path

import uvloop

from stripe_simulator.api import ROUTES
from stripe_simulator.app.reader_actions import ALL, let_present
from stripe_simulator.control.hooks import Endpoint, ensure_endpoint
from stripe_simulator.control.people import USUAL_CARDS
from stripe_simulator.http_api import schemas
from stripe_simulator.server import listener, serving
from stripe_simulator.settings import Settings
from stripe_simulator.simulator import make_simulator
from stripe_simulator.world import World

DEFAULT_BIND, DEFAULT_CONTROL = "127.0.0.1:12111", "127.0.0.1:12112"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
KEYS = "STRIPE_SIMULATOR_KEYS"
WEBHOOK_SECRETS = "STRIPE_SIMULATOR_WEBHOOK_SECRETS"

log = logging.getLogger(__name__)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 2 the configuration was wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    options = _parser().parse_args(arguments)
    keys = frozenset(_listed(KEYS))
    if problem := _problem(keys, options):
        log.error(problem)
        return 2
    settings = Settings(keys, options.public_url or f"http://{options.bind}", payouts_daily=options.daily_payouts)
    with contextlib.suppress(KeyboardInterrupt):
        uvloop.run(_run(settings, options))
    return 0


def _problem(keys: frozenset[str], options: argparse.Namespace) -> str:
    """What is wrong with the configuration; empty: nothing."""
    if not keys or not all(key.startswith("sk_test_") for key in keys):
        return f"{KEYS} must hold secret test keys (sk_test_…) with spaces or commas between them"
    if options.webhook_url and not _listed(WEBHOOK_SECRETS):
        return f"{WEBHOOK_SECRETS} must hold the secrets (whsec_…) that sign what goes to {options.webhook_url}"
    if options.control_bind.rpartition(":")[0] not in LOOPBACK:
        return f"the control port must be 127.0.0.1:port, not {options.control_bind}"
    return ""


def _listed(variable: str) -> list[str]:
    return os.environ.get(variable, "").replace(",", " ").split()


async def _run(settings: Settings, options: argparse.Namespace) -> None:
    schemas.prepare(ROUTES)
    simulator = make_simulator(settings, options.state)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    _furnish(simulator.world, options)
    door, control = listener(options.bind), listener(options.control_bind)
    async with serving(simulator.door, door) as address, serving(simulator.control, control):
        log.info("simulating Stripe at %s; this is not Stripe, and no money moves", address)
        ticking = asyncio.create_task(simulator.run())
        ticking.add_done_callback(lambda _: stop.set())
        await stop.wait()
        ticking.cancel()


def _furnish(world: World, options: argparse.Namespace) -> None:
    """What the command line asks for is there from the beginning, and again after a reset."""

    def begin(world: World) -> None:
        if options.webhook_url:
            secrets, wanted = _listed(WEBHOOK_SECRETS), options.webhook_events.split(",")
            ensure_endpoint(world, Endpoint(url=options.webhook_url, secrets=secrets, enabled_events=wanted))
        if options.present_after is not None:
            let_present(world, ALL, options.present_after, list(USUAL_CARDS))
        world.commit()

    world.beginnings.append(begin)
    begin(world)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="stripe_simulator", description=f"A simulator of Stripe. Keys come from {KEYS}."
    )
    run = parser.add_subparsers(required=True, metavar="run").add_parser("run", help="simulate until stopped")
    run.add_argument("--bind", default=DEFAULT_BIND, help="address of the API (%(default)s)")
    run.add_argument("--control-bind", default=DEFAULT_CONTROL, help="address of the control port (%(default)s)")
    run.add_argument("--public-url", help="where browsers find the hosted pages (the API's address)")
    run.add_argument("--state", type=Path, help="SQLite file that outlives the process; without it all is in memory")
    run.add_argument("--webhook-url", default="", help=f"where all webhooks go, signed with {WEBHOOK_SECRETS}")
    run.add_argument("--webhook-events", default="*", help="types of events that go there, by comma (%(default)s: all)")
    run.add_argument("--present-after", type=float, help="seconds after which customers hold a card to any reader")
    run.add_argument("--daily-payouts", action="store_true", help="pay the available balance out every midnight (UTC)")
    return parser
