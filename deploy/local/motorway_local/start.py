"""Bringing a platform up, step by step; every step may be repeated."""

import asyncio
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from motorway_local import caller_keys, credentials, demo, fingerprint, migrations, pki, platform_env, ports, sites
from motorway_local.engines import ENGINES, postgresql
from motorway_local.platform import Home, Platform, write
from motorway_local.program import Program
from motorway_local.rest import SignInRefused
from motorway_local.services import SERVICES
from motorway_local.simulators import cashiers, printing, simulator, stripe
from motorway_local.steps import StepFailed, Steps
from motorway_local.stop import stop_everything
from motorway_local.supervisor import NotRunning, Supervisor, configuration
from motorway_local.waiting import Waiting, answers, is_ready

ENGINE_TIMEOUT_S = 120
SERVICE_TIMEOUT_S = 90
SIMULATOR, CASHIERS, STRIPE = "simulator", "cashiers", "stripe"
PLAYED = SIMULATOR, CASHIERS, "printer", "print-bridge"
"""What runs only where somebody wants to see something."""


@dataclass(frozen=True)
class Wish:
    """What is to be started. `sites` is the text of the file of sites."""

    home: Home
    sites: str
    port_base: int | None = None
    simulate: bool = True


def up(wish: Wish, steps: Steps) -> Platform:
    """Start what does not run yet, and start anew what has changed. Raises Failed."""
    with ExitStack() as held:
        with steps.step("Ports, certificates, passwords, configuration"):
            sites.parse(wish.sites)
            platform = _prepared(wish, held.enter_context(chosen_ports(wish)))
        start = Start(platform, steps)
        start.supervisor_and_engines()
        start.databases()
        start.services()
        start.demo(simulate=wish.simulate)
    return platform


def engines(wish: Wish, steps: Steps) -> Platform:
    """Start the engines alone, and nothing that reads or writes a service's database. Raises Failed."""
    with ExitStack() as held:
        with steps.step("Ports, certificates, passwords, configuration"):
            platform = _prepared(wish, held.enter_context(chosen_ports(wish)))
        Start(platform, steps).supervisor_and_engines()
    return platform


@contextmanager
def chosen_ports(wish: Wish) -> Iterator[ports.Ports]:
    """The ports of the running platform, or a block that is free."""
    file, supervisor = wish.home / "ports.json", Supervisor(wish.home)
    before = ports.recorded(file)
    if supervisor.is_running() and before is not None and wish.port_base in (None, before):
        yield ports.Ports(before)
        return
    stop_everything(wish.home)
    try:
        with ports.reserved(wish.port_base, before) as block:
            write(file, f'{{"port_base": {block.base}}}\n')
            yield block
    except ports.NoFreePorts as error:
        raise StepFailed(str(error)) from error


def _prepared(wish: Wish, block: ports.Ports) -> Platform:
    """Every file that a process reads is written here."""
    home = wish.home
    platform = Platform(home, block, credentials.load_or_make(home / "secrets.json"), wish.sites)
    for folder in (home.logs, home.run, home.pki / "sites", home / "simulator"):
        folder.mkdir(parents=True, exist_ok=True)
    pki.make_missing(home.pki)
    caller_keys.make_missing(home)
    try:
        for engine in ENGINES:
            engine.prepare(platform)
    except FileNotFoundError as error:
        raise StepFailed(f"{error}; `make up` installs what is missing") from error
    except subprocess.CalledProcessError as error:
        raise StepFailed(str(error), home.log("postgresql")) from error
    platform_env.save(platform)
    return platform


class Start:
    """The steps, in their order."""

    def __init__(self, platform: Platform, steps: Steps) -> None:
        self._platform, self._home, self._steps = platform, platform.home, steps
        self._supervisor = Supervisor(platform.home)
        self._waiting = Waiting(platform.home, self._supervisor, steps)

    def supervisor_and_engines(self) -> None:
        """Engines start at the same time; databases do not wait for the others."""
        with self._steps.step("Supervisor and PostgreSQL"):
            self._start_supervisor(configuration(self._home, all_programs(self._platform)))
            self._run(program for engine in ENGINES for program in engine.programs(self._platform))
            self._wait_for_engines("postgresql")

    def _start_supervisor(self, wanted: str) -> None:
        if self._supervisor.is_running() and not self._supervisor.is_current(wanted):
            stop_everything(self._home)
        if not self._supervisor.is_running():
            try:
                self._supervisor.start(wanted)
            except NotRunning as error:
                raise StepFailed(str(error), self._home.log("supervisor")) from error

    def _run(self, programs: Iterable[Program]) -> None:
        self._supervisor.start_programs([program.name for program in programs])

    def _wait_for_engines(self, *names: str) -> None:
        engines = {engine.name: partial(engine.ready, self._platform) for engine in ENGINES if engine.name in names}
        self._waiting.until_ready(engines, ENGINE_TIMEOUT_S)

    def databases(self) -> None:
        """Databases, roles and migrations, while the other engines still start."""
        with self._steps.step("Databases and migrations"):
            self._stop_outdated_services()
            postgresql.initialise(self._platform)
            asyncio.run(migrations.apply(self._platform))

    def _stop_outdated_services(self) -> None:
        recorded = self._home.run / "code.sha256"
        if not recorded.exists() or recorded.read_text() != self._fingerprint():
            self._supervisor.stop_programs([*(service.name for service in SERVICES), *PLAYED, STRIPE])

    def services(self) -> None:
        """Services wait for their engines themselves."""
        with self._steps.step("The other engines, the Stripe simulator and the services"):
            self._run([stripe(self._platform), *(service.program(self._platform) for service in SERVICES)])
            self._wait_for_engines("rabbitmq", "redis", "mosquitto", "prometheus")
            checks = {service.name: partial(is_ready, self._platform, service.package) for service in SERVICES}
            checks[STRIPE] = partial(answers, self._platform.address(STRIPE))
            self._waiting.until_ready(checks, SERVICE_TIMEOUT_S)
            write(self._home.run / "code.sha256", self._fingerprint())

    def _fingerprint(self) -> str:
        return fingerprint.of(self._platform.code, self._home.pki)

    def demo(self, *, simulate: bool) -> None:
        with self._steps.step("Sites and their certificates"):
            self._apply_sites()
        if not simulate:
            self._supervisor.stop_programs(list(PLAYED))
            return
        with self._steps.step("Simulated forecourts and a receipt printer"):
            self._run([simulator(self._platform), *printing(self._platform)])
            self._waiting.until_ready({SIMULATOR: self._simulator_runs}, SERVICE_TIMEOUT_S)
        with self._steps.step("Prices, shop, card readers, and robot cashiers"):
            self._open_for_business()
            self._run([cashiers(self._platform)])

    def _apply_sites(self) -> None:
        self._ask_as_admin(sites.apply)

    def _open_for_business(self) -> None:
        self._ask_as_admin(demo.apply)

    def _ask_as_admin(self, apply: Callable[[Platform], None]) -> None:
        try:
            apply(self._platform)
        except SignInRefused as refusal:
            hint = f"write the present password to {self._home / 'secrets.json'} as `admin`"
            self._steps.note(f"{refusal}; sites and certificates stay as they are. To change that, {hint}")

    def _simulator_runs(self) -> bool:
        state = self._supervisor.states()[SIMULATOR]["statename"]
        return bool(state == "RUNNING") and answers(self._platform.address(SIMULATOR))


def all_programs(platform: Platform) -> tuple[Program, ...]:
    engines = (program for engine in ENGINES for program in engine.programs(platform))
    played = (stripe(platform), simulator(platform), *printing(platform), cashiers(platform))
    return (*engines, *(service.program(platform) for service in SERVICES), *played)
