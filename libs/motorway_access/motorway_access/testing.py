"""Callers and their keys for tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from joserfc.jwk import OKPKey

from motorway_access.caller import EVERYTHING, Caller, CallerKind, Grant, Scope, acting
from motorway_access.roles import Operation, Role
from motorway_access.tokens import Signer, Verifier


@dataclass(frozen=True)
class CallerKeys:
    """A key pair and the files a service reads it from."""

    private_file: Path
    public_file: Path

    @classmethod
    def make(cls, folder: Path) -> "CallerKeys":
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


def caller(*roles: Role, sites: Iterable[str] | None = None, limited_to: frozenset[Operation] | None = None) -> Caller:
    """A user with these roles (admin when none is given) at these sites, or everywhere."""
    scope = EVERYTHING if sites is None else Scope(frozenset(sites))
    grants = tuple(Grant(role, scope) for role in roles or (Role.ADMIN,))
    return Caller(CallerKind.USER, "00000000-0000-7000-8000-000000000001", "test", grants, "session", limited_to)


@contextmanager
def calling(keys: CallerKeys, *roles: Role, sites: Iterable[str] | None = None) -> Iterator[Caller]:
    """Calls to services in the block are made by such a user."""
    user = caller(*roles, sites=sites)
    with acting(user, keys.signer.sign(user)):
        yield user
