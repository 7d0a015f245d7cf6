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
REFUSED = {StatusCode.UNAUTHENTICATED, StatusCode.PERMISSION_DENIED, StatusCode.INTERNAL}
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


async def contradictions(keys: CallerKeys, rules: Mapping[str, Rule], ask: Ask) -> list[str]:
    """Where a door is not as the table: every RPC x role bound to OWN or to everything x a call about OWN or OTHER."""
    cells = product(rules.items(), Role, ((OWN,), None), (OWN, OTHER))
    found = await asyncio.gather(*(_contradiction(keys, *cell, ask) for cell in cells))
    return [each for each in found if each]


async def _contradiction(
    keys: CallerKeys, rpc: tuple[str, Rule], role: Role, bound_to: Iterable[str] | None, site: str, ask: Ask
) -> str:
    method, operation = rpc[0], rpc[1].operation
    there = bound_to is None or (site in bound_to and operation not in NETWORK_WIDE)
    expected = "" if there and role in ROLES_OF[operation] else StatusCode.PERMISSION_DENIED.name
    with calling(keys, role, sites=bound_to):
        answer = await _refusal(ask(method, site))
    return "" if answer == expected else f"{method}: {role} at {bound_to} about {site} is {answer}, not {expected}"


async def _refusal(call: Awaitable[object]) -> str:
    try:
        await call
    except MotorwayError as error:
        return error.code.name if error.code in REFUSED else ""
    return ""
