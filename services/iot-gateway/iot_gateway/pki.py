"""The private authority that signs device certificates and the list of revoked ones."""

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from iot_gateway.domain.errors import InvalidRequest

SKEW = timedelta(minutes=5)
# A list past its end locks every device out of the broker, so it ends late and is renewed early.
CRL_LIFETIME = timedelta(days=3650)
MIN_RSA_BITS = 2048

IssuerKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey
DeviceKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | ed25519.Ed25519PublicKey


class Authority:
    """Signs with the issuer's key. Certificates carry the site as common name and are for clients only.

    `crl_url`: the place of the revocation list that certificates and the list name, for brokers that go by it (RFC 5280
    4.2.1.13, 5.2.5); empty: neither names one.
    """

    def __init__(self, cert_pem: bytes, key_pem: bytes, crl_url: str = "") -> None:
        self.certificate = x509.load_pem_x509_certificate(cert_pem)
        key = serialization.load_pem_private_key(key_pem, None)
        assert isinstance(key, IssuerKey)
        self._key = key
        self._crl_place = [x509.UniformResourceIdentifier(crl_url)] if crl_url else None
        self.pem = cert_pem.decode()

    @classmethod
    def load(cls, cert_file: str, key_file: str, crl_url: str = "") -> Self:
        return cls(Path(cert_file).read_bytes(), Path(key_file).read_bytes(), crl_url)

    def sign(self, key: DeviceKey, site: str, now: datetime, days: int) -> x509.Certificate:
        ends = min(now + timedelta(days=days), self.certificate.not_valid_after_utc)
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, site)]))
            .issuer_name(self.certificate.subject)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - SKEW)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(self._issuer_key_identifier(), critical=False)
        )
        if self._crl_place:
            point = x509.DistributionPoint(self._crl_place, None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder.sign(self._key, self._hash())

    def crl(self, revoked: Sequence[tuple[str, datetime]], now: datetime) -> bytes:
        """PEM of the list of revoked certificates, as (hexadecimal serial number, time)."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now - SKEW)
            .next_update(now + CRL_LIFETIME)
            .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
            .add_extension(self._issuer_key_identifier(), critical=False)
        )
        if self._crl_place:
            whole = x509.IssuingDistributionPoint(
                full_name=self._crl_place,
                relative_name=None,
                only_contains_user_certs=False,
                only_contains_ca_certs=False,
                only_some_reasons=None,
                indirect_crl=False,
                only_contains_attribute_certs=False,
            )
            builder = builder.add_extension(whole, critical=True)
        for serial, at in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(at).build()
            builder = builder.add_revoked_certificate(entry)
        return builder.sign(self._key, self._hash()).public_bytes(serialization.Encoding.PEM)

    def _issuer_key_identifier(self) -> x509.AuthorityKeyIdentifier:
        try:
            identifier = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        except x509.ExtensionNotFound:
            return x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key())
        return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)

    def _hash(self) -> hashes.SHA256 | None:
        return None if isinstance(self._key, ed25519.Ed25519PrivateKey) else hashes.SHA256()


def requested_key(csr_pem: str) -> DeviceKey:
    """The key of a signing request; nothing else of it counts. Raises InvalidRequest."""
    try:
        csr = x509.load_pem_x509_csr(csr_pem.encode())
        key = csr.public_key()
        valid = csr.is_signature_valid
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidRequest("not a PEM certificate signing request", field="csr_pem") from error
    if not valid or not isinstance(key, DeviceKey):
        raise InvalidRequest("the request is not signed with its own EC, RSA or Ed25519 key", field="csr_pem")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < MIN_RSA_BITS:
        raise InvalidRequest(f"an RSA key has at least {MIN_RSA_BITS} bits", field="csr_pem")
    return key


def new_key() -> tuple[DeviceKey, str]:
    """A new P-256 key: its public half, and the private one as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.public_key(), pem.decode()


def serial_text(certificate: x509.Certificate) -> str:
    """Hexadecimal with an even number of digits, as TLS libraries print it."""
    text = f"{certificate.serial_number:X}"
    return text.zfill(len(text) + len(text) % 2)


def is_current(crl_file: Path, revoked: Sequence[tuple[str, datetime]], now: datetime) -> bool:
    """Whether the file lists exactly these certificates and does not end soon."""
    try:
        crl = x509.load_pem_x509_crl(crl_file.read_bytes())
    except (OSError, ValueError):
        return False
    ends = crl.next_update_utc
    listed = {entry.serial_number for entry in crl}
    return ends is not None and ends > now + CRL_LIFETIME / 2 and listed == {int(serial, 16) for serial, _ in revoked}


def certificate_end(file: str) -> datetime:
    return x509.load_pem_x509_certificate(Path(file).read_bytes()).not_valid_after_utc


def client_context(ca_file: str, cert_file: str, key_file: str) -> ssl.SSLContext:
    """TLS 1.2 or newer, with our certificate, to a server that `ca_file` vouches for. Read anew for each connection."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(cert_file, key_file)
    return context


def utc_now() -> datetime:
    return datetime.now(UTC)


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
