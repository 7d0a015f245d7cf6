"""Certificates: given out, listed, revoked, and what the broker and the bridge do then."""

import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiomqtt
import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from iot_gateway.settings import IotGatewaySettings
from motorway.iot.v1 import events_pb2, iot_pb2
from motorway_kit.errors import Conflict, InvalidInput, NotFound
from motorway_kit.testing import wait_until

SITE = "m25-cobham"


def a_csr(name: str = "whatever") -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    csr = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return csr.public_bytes(serialization.Encoding.PEM).decode()


@pytest.fixture
def enrolled_tls(tmp_path: Path, settings: IotGatewaySettings) -> Callable[[Any], ssl.SSLContext]:
    """The TLS context of an answer that brought a key."""

    def context(answer: iot_pb2.EnrolDeviceResponse) -> ssl.SSLContext:
        file = tmp_path / f"{answer.device.device_id}.pem"
        file.write_text(answer.certificate_pem + answer.private_key_pem)
        made = ssl.create_default_context(cafile=settings.ca_file)
        made.load_cert_chain(file)
        return made

    return context


async def enrol(api: Any, site: str = SITE, csr_pem: str = "", key: str = "") -> iot_pb2.EnrolDeviceResponse:
    request = iot_pb2.EnrolDeviceRequest(site=site, label="till", csr_pem=csr_pem, idempotency_key=key)
    answer: iot_pb2.EnrolDeviceResponse = await api.call("EnrolDevice", request)
    return answer


async def test_a_request_is_signed_for_the_site_whatever_name_it_asks_for(api: Any) -> None:
    answer = await enrol(api, csr_pem=a_csr("iot-gateway"))
    certificate = x509.load_pem_x509_certificate(answer.certificate_pem.encode())
    assert certificate.subject.rfc4514_string() == f"CN={SITE}"
    assert int(answer.device.serial_number, 16) == certificate.serial_number
    assert answer.private_key_pem == ""


async def test_the_same_key_gives_the_same_device_and_never_another_ones(api: Any) -> None:
    csr = a_csr()
    first, again = await enrol(api, csr_pem=csr, key="k1"), await enrol(api, csr_pem=csr, key="k1")
    assert first.device == again.device
    with pytest.raises(Conflict) as caught:
        await enrol(api, site="m1-leicester", csr_pem=csr, key="k1")
    assert caught.value.reason == "IdempotencyKeyReused"


@pytest.mark.parametrize("site", ["", "M25", "a/b", "+", "iot-gateway", "-x"])
async def test_a_site_that_is_none_gets_no_certificate(api: Any, site: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await enrol(api, site=site)
    assert caught.value.reason == "InvalidSite"


async def test_devices_are_listed_page_by_page_newest_first(api: Any) -> None:
    made = [(await enrol(api)).device.device_id for _ in range(3)]
    await enrol(api, site="m1-leicester")
    ask = iot_pb2.ListDevicesRequest(sites=[SITE], page_size=2)
    first = await api.call("ListDevices", ask)
    ask.cursor = first.next_cursor
    rest = await api.call("ListDevices", ask)
    assert [device.device_id for device in [*first.devices, *rest.devices]] == made[::-1]
    assert rest.next_cursor == ""


async def test_a_revoked_certificate_is_cut_off_and_kept_out(
    api: Any, controller: Any, events: Any, enrolled_tls: Any
) -> None:
    answer = await enrol(api)
    async with controller(tls=enrolled_tls(answer)) as site:
        await site.online()
        await wait_until(lambda: connections(events) == [True])
        await revoke(api, answer.device)
        await wait_until(lambda: site.cut_off)
        await wait_until(lambda: connections(events) == [True, False])
    with pytest.raises(OSError, match=r"revoked|timed out"):
        await refused_connection(controller, enrolled_tls(answer))
    async with controller(tls=enrolled_tls(await enrol(api))) as site:
        await site.online()
        await wait_until(lambda: connections(events) == [True, False, True])


async def test_the_bridge_refuses_a_revoked_certificate(
    api: Any, enrolled_tls: Any, settings: IotGatewaySettings
) -> None:
    answer = await enrol(api)
    await revoke(api, answer.device)
    async with httpx.AsyncClient(verify=enrolled_tls(answer)) as client:
        response = await client.post(f"https://{settings.bridge_bind}/v1/ingest/{SITE}/alarm", content=b"")
    assert (response.status_code, response.json()["reason"]) == (403, "CertificateRevoked")


async def test_whoever_asks_gets_the_list_of_revoked_certificates(api: Any, settings: IotGatewaySettings) -> None:
    kept, lost = (await enrol(api)).device, (await enrol(api)).device
    await revoke(api, lost)
    async with httpx.AsyncClient() as client:
        answer = (await client.get(f"http://{settings.crl_bind}/crl.pem")).raise_for_status()
    listed = {entry.serial_number for entry in x509.load_pem_x509_crl(answer.content)}
    assert (int(lost.serial_number, 16) in listed, int(kept.serial_number, 16) in listed) == (True, False)


async def revoke(api: Any, device: iot_pb2.Device) -> None:
    request = iot_pb2.RevokeDeviceRequest(device_id=device.device_id, reason="stolen")
    revoked = (await api.call("RevokeDevice", request)).device
    assert revoked.revocation_reason == "stolen"


async def refused_connection(controller: Any, tls: ssl.SSLContext) -> None:
    """Raises what the TLS library says."""
    try:
        async with controller(tls=tls):
            pass
    except aiomqtt.MqttError as error:
        raise OSError(str(error)) from error


def connections(events: Any) -> list[bool]:
    return [event.online for event in events.of(events_pb2.ControllerConnectionChanged)]


async def test_revoking_twice_is_harmless_and_an_unknown_device_is_not_found(api: Any) -> None:
    device = (await enrol(api)).device
    request = iot_pb2.RevokeDeviceRequest(device_id=device.device_id, reason="lost")
    first = await api.call("RevokeDevice", request)
    assert first.previous == device
    request.reason = "again"
    again = await api.call("RevokeDevice", request)
    assert again.device == again.previous == first.device
    request.device_id = "0198d1f0-0000-7000-8000-000000000000"
    with pytest.raises(NotFound):
        await api.call("RevokeDevice", request)
