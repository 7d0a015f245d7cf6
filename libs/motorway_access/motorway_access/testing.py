"""Callers and their keys for tests, and how a door answers each of them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from grpc import StatusCode
from joserfc.jwk import OKPKey
from motorway_kit.errors import MotorwayError

from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, Scope, acting
from motorway_access.guard import CALLER_KEY, Rule, outgoing
from motorway_access.roles import NETWORK_WIDE, ROLES_OF, Operation, Role
from motorway_access.tokens import Signer, Verifier

OWN, OTHER = "m25-cobham", "m1-leicester"
LATE = StatusCode.DEADLINE_EXCEEDED.name
NOT_LET_IN = {getattr(StatusCode, name) for name in ("UNAUTHENTICATED", "PERMISSION_DENIED", "INTERNAL", LATE)}
Ask = Callable[[str, str], Awaitable[object]]
"""Calls an RPC (by name) about a site."""


@dataclass(frozen=True)
class CallerKeys:
    """A key pair and the files a service reads it from."""

    private_file: Path
    public_file: Path

    @classmethod
    def make(cls, folder: Path) -> "CallerKeys":
        folder.mkdir(exist_ok=True)
        key = OKPKey.generate_key("Ed25519")
        files = cls(folder / "caller.key", folder / "callers.pem")
        files.private_file.write_bytes(key.as_pem(private=True))
        files.public_file.write_bytes(key.as_pem(private=False))
        return files

    @property
    def signer(self) -> Signer:
        return Signer.load(self.private_file)

    @property
    def verifier(self) -> Verifier:
        return Verifier.load(self.public_file)

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """For `remote(metadata=…)`: the caller of the block, or else an admin."""
        return outgoing() or ((CALLER_KEY, self.signer.sign(caller())),)


def caller(*roles: Role, sites: Iterable[str] | None = None, limited_to: frozenset[Operation] | None = None) -> Caller:
    """A user with these roles (admin when none is given) at these sites, or everywhere."""
    scope = EVERYTHING if sites is None else Scope(frozenset(sites))
    grants = tuple(Grant(role, scope) for role in roles or (Role.ADMIN,))
    return Caller(CallerKind.USER, "00000000-0000-7000-8000-000000000001", "test", grants, "session", limited_to)


@contextmanager
def calling(keys: CallerKeys, *roles: Role, sites: Iterable[str] | None = None) -> Iterator[Caller]:
    """Calls to services in the block are made by such a user."""
    user = caller(*roles, sites=sites)
    with acting(user, keys.signer.sign):
        yield user


async def refusals(rules: Iterable[str], ask: Ask) -> dict[str, str]:
    """How each RPC about OWN answers: `UNAUTHENTICATED`, `PERMISSION_DENIED`, or empty when the call was let in."""
    return {method: await _refusal(ask(method, OWN)) for method in rules}


@dataclass(frozen=True)
class Cell:
    """A call about a site, by a role bound to sites (None: to everything)."""

    method: str
    operation: Operation
    role: Role
    bound_to: tuple[str, ...] | None
    site: str

    @property
    def expected(self) -> str:
        """Empty: it is let in."""
        bound = self.bound_to is None or (self.site in self.bound_to and self.operation not in NETWORK_WIDE)
        return "" if bound and self.role in ROLES_OF[self.operation] else StatusCode.PERMISSION_DENIED.name


AT_ONCE = 32
"""More calls would wait for each other, on a busy machine for longer than a call may take."""


async def contradictions(keys: CallerKeys, rules: Mapping[str, Rule], ask: Ask) -> list[str]:
    """Where a door is not as the table: every RPC x role bound to OWN or to everything x a call about OWN or OTHER."""
    cells = [
        Cell(method, rule.operation, role, bound_to, site)
        for (method, rule), role, bound_to, site in product(rules.items(), Role, ((OWN,), None), (OWN, OTHER))
    ]
    room = asyncio.Semaphore(AT_ONCE)

    async def answer(cell: Cell) -> str:
        async with room:
            return await _answer(keys, cell, ask)

    answers = await asyncio.gather(*map(answer, cells))
    wrong = [(cell, answer) for cell, answer in zip(cells, answers, strict=True) if answer != cell.expected]
    return [f"{cell}: {answer or 'let in'}" for cell, answer in wrong]


async def _answer(keys: CallerKeys, cell: Cell, ask: Ask) -> str:
    """Where a refusal is expected, no answer in time is none yet: it is asked once more."""
    with calling(keys, cell.role, sites=cell.bound_to):
        answer = await _refusal(ask(cell.method, cell.site))
        if answer == LATE and cell.expected:
            answer = await _refusal(ask(cell.method, cell.site))
    return "" if answer == LATE else answer


async def _refusal(call: Awaitable[object]) -> str:
    try:
        await call
    except MotorwayError as error:
        return error.code.name if error.code in NOT_LET_IN else ""
    return ""
