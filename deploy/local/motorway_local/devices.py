"""Certificates of site controllers, through the iot-gateway."""

from datetime import UTC, datetime
from pathlib import Path

from motorway.iot.v1 import iot_pb2, iot_pb2_grpc
from motorway_kit.errors import NotFound
from motorway_kit.grpc_client import Remote, remote
from motorway_kit.ids import new_id

from motorway_local import pki
from motorway_local.platform import PRIVATE, write

DEADLINE_S = 30


async def enrol(address: str, site: str, folder: Path) -> iot_pb2.Device:
    """Make a key here, have it certified, and keep both in the folder. Raises MotorwayError."""
    key = pki.new_key()
    request = iot_pb2.EnrolDeviceRequest(
        site=site,
        label="site controller",
        csr_pem=pki.signing_request(key, site),
        idempotency_key=new_id(),
    )
    async with remote(iot_pb2_grpc.IotGatewayServiceStub, address) as gateway:
        answer: iot_pb2.EnrolDeviceResponse = await gateway.call("EnrolDevice", request, timeout_s=DEADLINE_S)
    write(folder / "key.pem", pki.key_pem(key), PRIVATE)
    write(folder / "cert.pem", answer.certificate_pem)
    return answer.device


async def revoke(address: str, site: str, folder: Path, reason: str) -> iot_pb2.Device:
    """Revoke the certificate that lies in the folder. Raises MotorwayError."""
    certificate = folder / "cert.pem"
    if not certificate.exists():
        raise NotFound(f"{certificate} does not exist")
    serial_number = pki.load_certificate(certificate).serial_number
    async with remote(iot_pb2_grpc.IotGatewayServiceStub, address) as gateway:
        device = await _find(gateway, site, serial_number)
        request = iot_pb2.RevokeDeviceRequest(device_id=device.device_id, reason=reason)
        answer: iot_pb2.RevokeDeviceResponse = await gateway.call("RevokeDevice", request, timeout_s=DEADLINE_S)
    return answer.device


async def _find(gateway: Remote, site: str, serial_number: int) -> iot_pb2.Device:
    cursor = ""
    while True:
        request = iot_pb2.ListDevicesRequest(site=site, page_size=100, cursor=cursor)
        page: iot_pb2.ListDevicesResponse = await gateway.call("ListDevices", request)
        for device in page.devices:
            if int(device.serial_number, 16) == serial_number:
                return device
        cursor = page.next_cursor
        if not cursor:
            raise NotFound("the gateway does not know this certificate", site=site)


def is_enrolled(folder: Path, authority: Path) -> bool:
    """True when the folder holds a key and a certificate of this authority that has not ended."""
    certificate = folder / "cert.pem"
    if not (certificate.exists() and (folder / "key.pem").exists()):
        return False
    known = pki.load_certificate(certificate)
    return known.not_valid_after_utc > datetime.now(UTC) and pki.issued_by(known, pki.load_certificate(authority))
