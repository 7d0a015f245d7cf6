"""Which certificates open which doors: a device's none of a service, a stranger's none at all."""

import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from motorway.pos.v1 import pos_pb2, pos_pb2_grpc
from motorway_kit.errors import MotorwayError, Unavailable
from motorway_kit.grpc_client import remote
from motorway_kit.grpc_server import grpc_server, open_to_all
from motorway_kit.grpc_tls import GrpcTls
from motorway_local import pki


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    pki.make_missing(folder)
    device = pki.Leaf("m25-cobham", (pki.CLIENT,), (x509.DNSName("m25-cobham"),))
    pki.make_leaf(folder, "m25-cobham", device)
    return folder


class Pos(pos_pb2_grpc.PosServiceServicer):
    async def GetSite(self, request: pos_pb2.GetSiteRequest, context: object) -> pos_pb2.GetSiteResponse:
        return pos_pb2.GetSiteResponse(site=pos_pb2.Site(site_id=request.site_id))


def shown(certificate: Path, authority: Path) -> GrpcTls:
    """Shows a certificate, and trusts an authority."""
    return GrpcTls(str(certificate), str(certificate.with_suffix(".key")), str(authority / "ca.pem"))


@asynccontextmanager
async def door(folder: Path, name: str = "pos") -> AsyncIterator[int]:
    servicers = [(pos_pb2_grpc.add_PosServiceServicer_to_server, Pos())]  # type: ignore[abstract]
    services = folder / "services"
    tls = shown(services / f"{name}.pem", services)
    async with grpc_server("127.0.0.1:0", servicers, guard=open_to_all, tls=tls) as port:
        yield port


async def asked(address: str, tls: GrpcTls | None) -> str:
    """Empty when the call was served, else the reason."""
    async with remote(pos_pb2_grpc.PosServiceStub, address, tls=tls) as pos:
        try:
            await pos.call("GetSite", pos_pb2.GetSiteRequest(site_id="m25-cobham"))
        except MotorwayError as error:
            return error.reason
    return ""


@pytest.mark.parametrize("name", sorted(pki.SERVICE_LEAVES))
async def test_services_and_the_operator_are_let_in(folder: Path, name: str) -> None:
    services = folder / "services"
    async with door(folder) as port:
        for host in ("127.0.0.1", "localhost"):
            assert await asked(f"{host}:{port}", shown(services / f"{name}.pem", services)) == ""


@pytest.mark.parametrize("name", ["m25-cobham", "iot-gateway", "bridge"])
async def test_certificates_of_the_device_authority_are_not(folder: Path, name: str) -> None:
    async with door(folder) as port:
        assert await asked(f"127.0.0.1:{port}", shown(folder / f"{name}.pem", folder / "services")) == "Unavailable"


async def test_nobody_without_a_certificate_is(folder: Path) -> None:
    async with door(folder) as port:
        assert await asked(f"127.0.0.1:{port}", None) == Unavailable.__name__


async def test_a_door_that_shows_the_operators_certificate_is_not_called(folder: Path) -> None:
    services = folder / "services"
    async with door(folder, pki.OPERATOR) as port:
        assert await asked(f"127.0.0.1:{port}", shown(services / "pos.pem", services)) == Unavailable.__name__


def test_a_service_is_known_by_its_own_name_elsewhere(folder: Path) -> None:
    certificate = pki.load_certificate(folder / "services" / "telemetry.pem")
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost", "telemetry"]
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.ip_address("127.0.0.1")]


@pytest.mark.parametrize(("authority", "certificate"), [("services", "m25-cobham"), ("", "services/pos")])
def test_a_device_is_no_service_and_a_service_no_device(folder: Path, authority: str, certificate: str) -> None:
    """With the checks that the broker and the bridge make too."""
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusted, own = folder / authority, folder / f"{certificate}.pem"
    name = "services/pos" if authority else "bridge"
    server.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    server.load_verify_locations(trusted / "ca.pem")
    server.verify_mode = ssl.CERT_REQUIRED
    client.load_verify_locations(trusted / "ca.pem")
    client.load_cert_chain(own, own.with_suffix(".key"))
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(server, client)


def handshake(server: ssl.SSLContext, client: ssl.SSLContext) -> None:
    """In memory. Raises what the server's side says."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(back, there, server_hostname="localhost"), server.wrap_bio(there, back, server_side=True))
    for _ in range(10):
        for end in ends:
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
