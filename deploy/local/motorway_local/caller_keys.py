"""The key pair with which the api-gateway signs callers for the services."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from motorway_local.platform import PRIVATE, Home, write


def private_file(home: Home) -> Path:
    """Only the api-gateway reads it."""
    return home.pki / "callers" / "caller.key"


def public_file(home: Home) -> Path:
    """Every service reads it; it may hold more keys, while one takes the place of another."""
    return home.pki / "callers" / "callers.pem"


def audit_file(home: Home) -> Path:
    """Whoever checks the audit reads it: the public keys of all times, as each has sealed records."""
    return home.pki / "callers" / "audit.pem"


def make_missing(home: Home) -> None:
    """A private key where there is none, and its public one among the others."""
    private = private_file(home)
    if not private.exists():
        key = Ed25519PrivateKey.generate()
        write(private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), PRIVATE)
    for public in (public_file(home), audit_file(home)):
        known, ours = public.read_text() if public.exists() else "", _public_pem(private)
        if ours not in known:
            write(public, known + ours)


def _public_pem(private: Path) -> str:
    key = load_pem_private_key(private.read_bytes(), None)
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
