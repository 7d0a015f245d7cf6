"""Two private certificate authorities: one of devices and the servers that they meet, one of our own services.

A device's certificate is thus none between services, and the other way round.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from motorway_local.platform import PRIVATE, write
from motorway_local.services import SERVICES

CA_DAYS = 3650
LEAF_DAYS = 397
RENEW_DAYS = 30
SERVER, CLIENT = ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH
HERE = (x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
OPERATOR = "operator"


@dataclass(frozen=True)
class Leaf:
    """A certificate to be made: what it may be used for, and the names by which it is known besides its own."""

    common_name: str
    usages: tuple[x509.ObjectIdentifier, ...]
    names: tuple[x509.GeneralName, ...] = ()


LEAVES = {
    "mosquitto": Leaf("localhost", (SERVER,), HERE),
    "bridge": Leaf("localhost", (SERVER,), HERE),
    "iot-gateway": Leaf("iot-gateway", (CLIENT,), (x509.DNSName("iot-gateway"),)),
}
SERVICE_LEAVES = {
    service.name: Leaf(service.name, (SERVER, CLIENT), (*HERE, x509.DNSName(service.name))) for service in SERVICES
} | {OPERATOR: Leaf(OPERATOR, (CLIENT,), (x509.DNSName(OPERATOR),))}
"""Each service is a server and a client of others; people and tests call with the operator's."""


def make_missing(folder: Path, hosts: Mapping[str, Sequence[str]] | None = None) -> None:
    """Make what is not there; renew what ends soon. An existing revocation list is left alone: the gateway owns it.

    `hosts`: names in the network by which a certificate's owner is known besides those of one machine.
    """
    hosts = hosts or {}
    _make_below(folder, "authority", _known_as(LEAVES, hosts))
    if not (folder / "crl.pem").exists():
        _make_empty_revocation_list(folder)
    _make_below(folder / "services", "services", _known_as(SERVICE_LEAVES, hosts))


def _known_as(leaves: Mapping[str, Leaf], hosts: Mapping[str, Sequence[str]]) -> dict[str, Leaf]:
    more = {name: tuple(x509.DNSName(host) for host in hosts.get(name, ())) for name in leaves}
    return {name: replace(leaf, names=tuple(dict.fromkeys(leaf.names + more[name]))) for name, leaf in leaves.items()}


def _make_below(folder: Path, title: str, leaves: Mapping[str, Leaf]) -> None:
    if not _lasts(folder / "ca.pem"):
        _make_authority(folder, title)
    authority = load_certificate(folder / "ca.pem")
    for name, leaf in leaves.items():
        certificate = folder / f"{name}.pem"
        if not (_lasts(certificate) and _suits(load_certificate(certificate), authority, leaf)):
            make_leaf(folder, name, leaf)


def _suits(certificate: x509.Certificate, authority: x509.Certificate, leaf: Leaf) -> bool:
    known = set(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    return issued_by(certificate, authority) and known >= set(leaf.names)


def load_certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def issued_by(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def signing_request(key: ec.EllipticCurvePrivateKey, common_name: str) -> str:
    builder = x509.CertificateSigningRequestBuilder().subject_name(_name(common_name))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def _lasts(file: Path) -> bool:
    return file.exists() and load_certificate(file).not_valid_after_utc > datetime.now(UTC) + timedelta(days=RENEW_DAYS)


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _builder(subject: str, issuer: x509.Name, key: ec.EllipticCurvePublicKey, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _make_authority(folder: Path, title: str) -> None:
    key = new_key()
    subject = f"Motorway Petroleum local {title} {x509.random_serial_number():x}"[:48]
    builder = (
        _builder(subject, _name(subject), key.public_key(), CA_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(authority=True), critical=True)
    )
    write(folder / "ca.key", key_pem(key), PRIVATE)
    write(folder / "ca.pem", builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode())
    (folder / "crl.pem").unlink(missing_ok=True)


def authority_key(folder: Path) -> ec.EllipticCurvePrivateKey:
    key = load_pem_private_key((folder / "ca.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def make_leaf(folder: Path, name: str, leaf: Leaf, days: int = LEAF_DAYS) -> None:
    """`<name>.key` and `<name>.pem`, by the folder's authority."""
    key, authority = new_key(), load_certificate(folder / "ca.pem")
    issuer_key = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = (
        _builder(leaf.common_name, authority.subject, key.public_key(), days)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(leaf.usages), critical=False)
        .add_extension(x509.SubjectAlternativeName(leaf.names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_key), critical=False)
    )
    write(folder / f"{name}.key", key_pem(key), PRIVATE)
    signed = builder.sign(authority_key(folder), hashes.SHA256())
    write(folder / f"{name}.pem", signed.public_bytes(Encoding.PEM).decode())


def _make_empty_revocation_list(folder: Path) -> None:
    now = datetime.now(UTC)
    builder = x509.CertificateRevocationListBuilder().issuer_name(load_certificate(folder / "ca.pem").subject)
    builder = builder.last_update(now).next_update(now + timedelta(days=CA_DAYS))
    signed = builder.sign(authority_key(folder), hashes.SHA256())
    write(folder / "crl.pem", signed.public_bytes(Encoding.PEM).decode())
