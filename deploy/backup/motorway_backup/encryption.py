"""Encryption with age: whoever makes a copy needs public keys alone; `age` itself opens what was written."""

from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

import pyrage
from pyrage.x25519 import Identity, Recipient

PRIVATE_KEY = "AGE-SECRET-KEY-"


class WrongKey(Exception):
    """A key is none, or does not open the copy."""


def new_identity() -> tuple[str, str]:
    """A private key, and the public one that belongs to it."""
    identity = Identity.generate()
    return str(identity), str(identity.to_public())


def read_identity(text: str) -> list[Any]:
    """The private key that `new_identity` made."""
    return [Identity.from_str(text)]


def recipients(text: str) -> list[Any]:
    """Public keys (`age1…`) with spaces, commas or line ends between. Raises WrongKey."""
    names = text.replace(",", " ").split()
    if not names:
        raise WrongKey("no public key to encrypt for; `python -m motorway_backup key` makes a pair")
    try:
        return [Recipient.from_str(name) for name in names]
    except pyrage.RecipientError as error:
        raise WrongKey(f"{text}: {error}") from error


def identities(file: Path) -> list[Any]:
    """The private keys of a file as `age-keygen` writes it. Raises WrongKey, OSError."""
    lines = [line.strip() for line in file.read_text().splitlines() if line.strip().startswith(PRIVATE_KEY)]
    if not lines:
        raise WrongKey(f"{file} has no line with {PRIVATE_KEY}…")
    try:
        return [Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise WrongKey(f"{file}: {error}") from error


def encrypt(source: IO[bytes], target: Any, keys: Sequence[Any]) -> None:
    pyrage.encrypt_io(source, target, keys)


def decrypt(source: Any, target: Any, keys: Sequence[Any]) -> None:
    """Writes only what is authentic, block by block. Raises WrongKey, OSError where the file was cut or changed."""
    try:
        pyrage.decrypt_io(source, target, keys)
    except pyrage.DecryptError as error:
        raise WrongKey(f"none of the keys opens it: {error}") from error
