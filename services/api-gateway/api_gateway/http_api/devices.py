"""Device certificates and quarantined messages, as the iot-gateway keeps them."""

import base64
from datetime import datetime
from typing import Annotated

from fastapi import Path, Query
from motorway.iot.v1 import iot_pb2
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import (
    SLUG,
    Cursor,
    GatewayDep,
    Limit,
    Model,
    optional_utc,
    utc,
)
from api_gateway.http_api.forecourt import ControllerStatus, controller_of
from api_gateway.http_api.routing import operation, resource

router = resource("")

SiteOrAll = Annotated[str, Query(pattern=rf"{SLUG}|^$", description="Site id; empty: every site")]


class Device(Model):
    """A certificate given to a site controller."""

    device_id: str
    site: str
    label: str
    serial_number: str = Field(description="Hexadecimal, as in the certificate")
    enrolled_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    revocation_reason: str


class DevicePage(Model):
    items: list[Device]
    next_cursor: str


class Enrolment(Model):
    site: str = Field(pattern=SLUG)
    label: str = Field(default="", max_length=200)
    csr_pem: str = Field(default="", max_length=20_000, description="PEM; empty: the key is made here, given once")


class EnrolledDevice(Model):
    device: Device
    certificate_pem: str
    ca_pem: str
    private_key_pem: str | None = Field(description="Only when no CSR was given")


class Revocation(Model):
    reason: str = Field(default="", max_length=500)


class ControllerList(Model):
    items: list[ControllerStatus]


class QuarantinedMessage(Model):
    """A device message that could not be accepted."""

    quarantine_id: str
    received_at: datetime
    site: str
    topic: str
    reason: str = Field(examples=["UnreadablePayload", "ContradictsTopic", "ImplausibleTime"])
    detail: str
    content_type: str
    payload_base64: str = Field(description="At most 64 KiB of it")
    payload_size: int


class QuarantinePage(Model):
    items: list[QuarantinedMessage]
    next_cursor: str
    total: int


@router.get("/devices", tags=["devices"], openapi_extra=operation(Operation.DEVICES_READ))
async def list_devices(
    gateway: GatewayDep, site: SiteOrAll = "", cursor: Cursor = "", limit: Limit = 100
) -> DevicePage:
    """Newest first, revoked ones too."""
    request = iot_pb2.ListDevicesRequest(sites=[site] if site else [], page_size=limit, cursor=cursor)
    response = await gateway.neighbours.iot.call("ListDevices", request, iot_pb2.ListDevicesResponse)
    return DevicePage(items=[_device(device) for device in response.devices], next_cursor=response.next_cursor)


@router.post("/devices", status_code=201, tags=["devices"], openapi_extra=operation(Operation.DEVICES_ENROL))
async def enrol_device(gateway: GatewayDep, trail: TrailDep, body: Enrolment, key: ServiceKeyDep) -> EnrolledDevice:
    """Sign a certificate for a site controller."""
    trail.site = body.site
    request = iot_pb2.EnrolDeviceRequest(**body.model_dump(), idempotency_key=key)
    response = await gateway.neighbours.iot.call("EnrolDevice", request, iot_pb2.EnrolDeviceResponse)
    trail.target = f"device/{response.device.device_id}"
    return EnrolledDevice(
        device=_device(response.device),
        certificate_pem=response.certificate_pem,
        ca_pem=response.ca_pem,
        private_key_pem=response.private_key_pem or None,
    )


@router.post("/devices/{device_id}/revoke", tags=["devices"], openapi_extra=operation(Operation.DEVICES_REVOKE))
async def revoke_device(
    gateway: GatewayDep, trail: TrailDep, device_id: Annotated[str, Path(max_length=100)], body: Revocation
) -> Device:
    """Refuse this certificate from now on and cut its connection."""
    trail.target = f"device/{device_id}"
    request = iot_pb2.RevokeDeviceRequest(device_id=device_id, reason=body.reason)
    response = await gateway.neighbours.iot.call("RevokeDevice", request, iot_pb2.RevokeDeviceResponse)
    trail.site = response.device.site
    if response.HasField("previous"):
        trail.before = _device(response.previous).model_dump(mode="json")
    return _device(response.device)


@router.get("/controllers", tags=["devices"], openapi_extra=operation(Operation.SITES_READ))
async def list_controllers(gateway: GatewayDep, site: SiteOrAll = "") -> ControllerList:
    """The controllers that were ever connected, and when each was seen last."""
    request = iot_pb2.ListControllersRequest(sites=[site] if site else [])
    response = await gateway.neighbours.iot.call("ListControllers", request, iot_pb2.ListControllersResponse)
    return ControllerList(items=[controller_of(controller) for controller in response.controllers])


@router.get("/quarantine", tags=["quarantine"], openapi_extra=operation(Operation.QUARANTINE_READ))
async def list_quarantine(
    gateway: GatewayDep, site: SiteOrAll = "", cursor: Cursor = "", limit: Limit = 50
) -> QuarantinePage:
    """Messages that could not be accepted, newest first."""
    request = iot_pb2.ListQuarantineRequest(sites=[site] if site else [], page_size=limit, cursor=cursor)
    response = await gateway.neighbours.iot.call("ListQuarantine", request, iot_pb2.ListQuarantineResponse)
    return QuarantinePage(
        items=[_quarantined(message) for message in response.messages],
        next_cursor=response.next_cursor,
        total=response.total,
    )


def _device(device: iot_pb2.Device) -> Device:
    return Device(
        device_id=device.device_id,
        site=device.site,
        label=device.label,
        serial_number=device.serial_number,
        enrolled_at=utc(device.enrolled_at),
        expires_at=utc(device.expires_at),
        revoked_at=optional_utc(device, "revoked_at"),
        revocation_reason=device.revocation_reason,
    )


def _quarantined(message: iot_pb2.QuarantinedMessage) -> QuarantinedMessage:
    return QuarantinedMessage(
        quarantine_id=message.quarantine_id,
        received_at=utc(message.received_at),
        site=message.site,
        topic=message.topic,
        reason=message.reason,
        detail=message.detail,
        content_type=message.content_type,
        payload_base64=base64.b64encode(message.payload).decode(),
        payload_size=message.payload_size,
    )
