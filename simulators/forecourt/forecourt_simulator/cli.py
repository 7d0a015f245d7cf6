"""The command line: `run` simulates, `scenario` and `ledger` talk to a running simulator."""

import argparse
import asyncio
import contextlib
import http.client
import logging
import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import orjson
from motorway_kit.tracing import configure_tracing

from forecourt_simulator import control
from forecourt_simulator.clock import SECOND_US, Clock, wall_us
from forecourt_simulator.config import generate_sites, load_sites
from forecourt_simulator.errors import InvalidInput, SimulatorError
from forecourt_simulator.fleet import Fleet
from forecourt_simulator.mqtt import Broker
from forecourt_simulator.runner import RunOptions
from forecourt_simulator.scenarios import SCENARIOS

DEFAULT_CONTROL = "127.0.0.1:18450"


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 done, 2 the order or the configuration was wrong."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    options = _parser().parse_args(arguments)
    try:
        return int(options.act(options))
    except (SimulatorError, OSError) as error:
        logging.error("%s: %s", type(error).__name__, error)  # noqa: TRY400
        return 2


def clock_of(options: argparse.Namespace) -> Clock:
    """Real time, or a start in the past: told, or so that the duration at this speed ends now."""
    if options.start_time is not None:
        start = datetime.fromisoformat(options.start_time)
        aware = start if start.tzinfo else start.replace(tzinfo=UTC)
        start_us = round(aware.timestamp() * SECOND_US)
        if start_us > wall_us():
            raise InvalidInput("--start-time lies in the future")
        return Clock(options.speed, start_us)
    if options.speed == 1:
        return Clock()
    if options.duration is None:
        raise InvalidInput("--speed other than 1 needs --start-time or --duration: no time may lie in the future")
    return Clock(options.speed, wall_us() - round(options.duration * SECOND_US))


def _run(options: argparse.Namespace) -> int:
    sites = generate_sites(options.generate) if options.generate else load_sites(options.sites)
    broker = Broker(options.mqtt_host, options.mqtt_port, options.ca, options.pki)
    for site in sites:
        broker.tls(site.site_id)
    configure_tracing("forecourt-simulator")
    told = RunOptions(options.state, broker, options.seed, options.duration, options.max_catch_up)
    return asyncio.run(_simulate(Fleet(sites, clock_of(options), told), options))


async def _simulate(fleet: Fleet, options: argparse.Namespace) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with control.listening(options.control_bind) as listener:
        tasks = [
            asyncio.create_task(fleet.run()),
            asyncio.create_task(control.serve(control.control_app(fleet), listener)),
            asyncio.create_task(stop.wait()),
        ]
        if options.exit_when_done:
            tasks.append(asyncio.create_task(fleet.drained()))
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        await fleet.say_goodbye()
        await _cancel(tasks)
    if options.exit_when_done:
        print(orjson.dumps(fleet.ledger(), option=orjson.OPT_INDENT_2).decode())
    fleet.close()
    for task in done:
        task.result()
    return 0


async def _cancel(tasks: Sequence[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _scenario(options: argparse.Namespace) -> int:
    known = {"act", "doing", "control", "name"}
    document = {key: value for key, value in vars(options).items() if key not in known and value is not None}
    return _ask(options.control, "POST", f"/scenario/{options.name}", document)


def _ledger(options: argparse.Namespace) -> int:
    return _ask(options.control, "GET", f"/ledger?site={options.site}" if options.site else "/ledger")


def _ask(address: str, method: str, path: str, document: object = None) -> int:
    with contextlib.closing(http.client.HTTPConnection(address, timeout=10)) as connection:
        connection.request(method, path, orjson.dumps(document) if document is not None else None)
        answer = connection.getresponse()
        body = orjson.loads(answer.read())
    print(orjson.dumps(body, option=orjson.OPT_INDENT_2).decode())
    return 0 if answer.status == 200 else 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="forecourt_simulator", description=__doc__)
    commands = parser.add_subparsers(dest="doing", required=True)
    _add_run(commands.add_parser("run", help="simulate the sites until stopped"))
    ledger = commands.add_parser("ledger", help="print the simulator's own truth")
    ledger.add_argument("--site")
    ledger.add_argument("--control", default=DEFAULT_CONTROL)
    ledger.set_defaults(act=_ledger)
    scenario = commands.add_parser("scenario", help="make a site misbehave")
    names = scenario.add_subparsers(dest="name", required=True)
    for name, (shape, _) in SCENARIOS.items():
        one = names.add_parser(name, help=(shape.__doc__ or "").strip() or None)
        one.add_argument("--site", required=True)
        for field, info in shape.model_fields.items():
            one.add_argument("--" + field.replace("_", "-"), required=info.is_required())
        one.add_argument("--control", default=DEFAULT_CONTROL)
        one.set_defaults(act=_scenario)
    return parser


def _add_run(run: argparse.ArgumentParser) -> None:
    source = run.add_mutually_exclusive_group(required=True)
    source.add_argument("--sites", type=Path, help="YAML with a list under `sites`")
    source.add_argument("--generate", type=int, metavar="N", help="simulate N made-up sites sim-0001 …")
    run.add_argument("--pki", type=Path, help="directory with <site>/cert.pem and <site>/key.pem")
    run.add_argument("--ca", type=Path, help="CA of the broker; without it the connection is not encrypted")
    run.add_argument("--mqtt-host", default="127.0.0.1")
    run.add_argument("--mqtt-port", type=int, required=True)
    run.add_argument("--state", type=Path, required=True, help="directory that survives restarts")
    run.add_argument("--control-bind", default=DEFAULT_CONTROL, metavar="HOST:PORT")
    run.add_argument("--speed", type=float, default=1.0, help="simulated seconds per second")
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--start-time", help="ISO 8601, UTC when it names no zone; must lie in the past")
    run.add_argument("--duration", type=float, metavar="S", help="simulated seconds, then only what is unsent is sent")
    run.add_argument("--max-catch-up", type=float, default=3600.0, metavar="S", help="longer stops are skipped")
    run.add_argument("--exit-when-done", action="store_true", help="after the duration and the last acknowledgement")
    run.set_defaults(act=_run)
