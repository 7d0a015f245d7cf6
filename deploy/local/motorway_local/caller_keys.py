"""Key pairs: with which the api-gateway signs callers, services sign for themselves, and Web Push is signed."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from motorway_access.roles import SERVICES

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


def service_keys(home: Home) -> Path:
    """Every service reads it: `<name>.pem`, the public key of a service that asks by itself."""
    return home.pki / "callers" / "services"


def service_private_file(home: Home, name: str) -> Path:
    """Only that service reads it."""
    return home.pki / "callers" / f"{name}.key"


def push_file(home: Home) -> Path:
    """Only alerts reads it: with it Web Push is signed. Devices subscribe to its public key, so it must stay."""
    return home.pki / "callers" / "push.key"


def make_missing(home: Home) -> None:
    """A private key where there is none, and its public one among the others."""
    _make_private(private_file(home))
    _make_push(push_file(home))
    for name in SERVICES:
        _make_private(service_private_file(home, name))
        service_keys(home).mkdir(parents=True, exist_ok=True)
        write(service_keys(home) / f"{name}.pem", _public_pem(service_private_file(home, name)))
    private = private_file(home)
    for public in (public_file(home), audit_file(home)):
        known, ours = public.read_text() if public.exists() else "", _public_pem(private)
        if ours not in known:
            write(public, known + ours)


def _make_private(file: Path) -> None:
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        write(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), PRIVATE)


def _make_push(file: Path) -> None:
    """On the curve that RFC 8292 asks for."""
    if not file.exists():
        key = ec.generate_private_key(ec.SECP256R1())
        write(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(), PRIVATE)


def _public_pem(private: Path) -> str:
    key = load_pem_private_key(private.read_bytes(), None)
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
