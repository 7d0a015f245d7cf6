"""Revocation where the broker is EMQX: where certificates say their list is, and cutting connections over HTTP."""

import json
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from iot_gateway import pki
from iot_gateway.app.devices import cut_revoked
from iot_gateway.clients import Broker
from iot_gateway.domain.errors import NotConnected
from iot_gateway.emqx import Emqx
from iot_gateway.mqtt.commands import CommandClient
from iot_gateway.pki import Authority
from motorway_kit.db import Pool

URL = "http://mp-motorway-crl:8411/crl.pem"
NOW = datetime.now(UTC)


def authority(crl_url: str = "") -> Authority:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=devices")
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(hours=1))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return Authority(certificate.public_bytes(serialization.Encoding.PEM), pem, crl_url)


def signed(issuer: Authority) -> x509.Certificate:
    return issuer.sign(pki.new_key()[0], "m25-cobham", NOW, 30)


def test_without_a_place_nothing_names_one() -> None:
    issuer = authority()
    with pytest.raises(x509.ExtensionNotFound):
        signed(issuer).extensions.get_extension_for_class(x509.CRLDistributionPoints)
    with pytest.raises(x509.ExtensionNotFound):
        x509.load_pem_x509_crl(issuer.crl([], NOW)).extensions.get_extension_for_class(x509.IssuingDistributionPoint)


def test_the_certificate_and_the_list_name_the_same_place() -> None:
    issuer = authority(URL)
    (point,) = signed(issuer).extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    crl = x509.load_pem_x509_crl(issuer.crl([], NOW))
    issuing = crl.extensions.get_extension_for_class(x509.IssuingDistributionPoint)
    assert point.full_name == issuing.value.full_name == [x509.UniformResourceIdentifier(URL)]
    assert issuing.critical


@pytest.mark.parametrize("revoked", [False, True])
def test_openssl_goes_by_a_list_that_names_its_place(tmp_path: Path, *, revoked: bool) -> None:
    issuer, (key, key_pem) = authority(URL), pki.new_key()
    certificate = issuer.sign(key, "m25-cobham", NOW, 30)
    crl = issuer.crl([(pki.serial_text(certificate), NOW)] if revoked else [], NOW)
    (tmp_path / "device.pem").write_text(pki.pem(certificate) + key_pem)
    (tmp_path / "trusted.pem").write_text(issuer.pem + crl.decode())
    if revoked:
        with pytest.raises(ssl.SSLCertVerificationError, match="certificate revoked"):
            shake_hands(tmp_path)
    else:
        shake_hands(tmp_path)


def shake_hands(folder: Path) -> None:
    """In memory: a server that checks the list, and the device as its client. Raises SSLCertVerificationError."""
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    server.load_verify_locations(folder / "trusted.pem")
    server.verify_mode, server.verify_flags = ssl.CERT_REQUIRED, ssl.VerifyFlags.VERIFY_CRL_CHECK_LEAF
    client.check_hostname, client.verify_mode = False, ssl.CERT_NONE
    up, down = ssl.MemoryBIO(), ssl.MemoryBIO()
    for context in (server, client):
        context.load_cert_chain(folder / "device.pem")
    ends = [client.wrap_bio(down, up), server.wrap_bio(up, down, server_side=True)]
    while ends:
        for end in list(ends):
            with suppress(ssl.SSLWantReadError):
                end.do_handshake()
                ends.remove(end)


class Api(BaseHTTPRequestHandler):
    """What EMQX answers, of what we ask."""

    connected: ClassVar[dict[str, list[str]]] = {}
    kicked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        site = self.path.partition("username=")[2].partition("&")[0]
        body = json.dumps({"data": [{"clientid": each} for each in self.connected.get(site, [])], "meta": {}})
        known = self.headers["Authorization"] == f"Basic {b64encode(b'motorway:secret').decode()}"
        self._answer(200 if known else 401, body.encode())

    def do_POST(self) -> None:
        assert self.path == "/api/v5/clients/kickout/bulk"
        self.kicked.extend(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    Api.connected, Api.kicked = {"m25-cobham": ["controller-1", "laptop"], "a1-stamford": ["controller-2"]}, []
    with HTTPServer(("127.0.0.1", 0), Api) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def broker(url: str, secret: str = "secret") -> Broker:
    return Broker(Path("unused"), None, cast(CommandClient, None), 0, Emqx(url, "motorway", secret, 60))


async def test_every_connection_of_the_site_is_cut_and_no_other(url: str) -> None:
    await broker(url).kick("m25-cobham")
    assert Api.kicked == ["controller-1", "laptop"]
    await broker(url).kick("a-site-that-is-not-connected")
    assert Api.kicked == ["controller-1", "laptop"]


async def test_who_cannot_be_reached_or_does_not_know_us_cut_nothing(url: str) -> None:
    with pytest.raises(NotConnected):
        await broker(url, "wrong").kick("m25-cobham")
    with pytest.raises(NotConnected):
        await broker("http://127.0.0.1:1").kick("m25-cobham")


class Revocations:
    """In the place of the database: who was revoked after a time."""

    def __init__(self, **revoked_at: datetime) -> None:
        self._revoked_at = revoked_at

    async def fetch(self, _query: str, since: datetime) -> list[tuple[str]]:
        return [(site.replace("_", "-"),) for site, at in self._revoked_at.items() if at > since]


async def test_a_site_is_cut_again_until_emqx_has_read_the_list(url: str) -> None:
    now = pki.utc_now()
    rows = Revocations(m25_cobham=now - timedelta(seconds=100), a1_stamford=now - timedelta(seconds=200))
    this = broker(url)
    assert this.emqx is not None
    await cut_revoked(cast(Pool, rows), this, this.emqx)
    assert Api.kicked == ["controller-1", "laptop"]


async def test_an_emqx_that_is_away_is_asked_the_next_time() -> None:
    this = broker("http://127.0.0.1:1")
    assert this.emqx is not None
    await cut_revoked(cast(Pool, Revocations(m25_cobham=pki.utc_now())), this, this.emqx)
