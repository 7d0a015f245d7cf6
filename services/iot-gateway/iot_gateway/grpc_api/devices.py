"""The gRPC door of certificates, connections and quarantine."""

import time
from dataclasses import dataclass

from motorway.iot.v1 import device_pb2, iot_pb2, iot_pb2_grpc
from motorway_access.caller import Scope, current_caller
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation

from iot_gateway.app import devices as app
from iot_gateway.app.messages import skip_transactions
from iot_gateway.db import devices as device_rows
from iot_gateway.db import messages as message_rows
from iot_gateway.domain.records import Controller, Device, Enrolment, Quarantined, Revocation
from iot_gateway.domain.topics import valid_site
from iot_gateway.events import timestamp
from iot_gateway.grpc_api.common import Context, limited, optional, read_cursor, read_uuid
from iot_gateway.parts import Parts

PING_TIMEOUT_S = 4.0
RULES = {
    "EnrolDevice": at(Operation.DEVICES_ENROL, "site"),
    "RevokeDevice": somewhere(Operation.DEVICES_REVOKE),
    "ListDevices": somewhere(Operation.DEVICES_READ),
    "ListControllers": somewhere(Operation.SITES_READ),
    "ListQuarantine": somewhere(Operation.QUARANTINE_READ),
    "PingController": at(Operation.CONTROLLERS_PING, "site"),
    "SkipTransactions": at(Operation.DISCREPANCIES_RESOLVE, "site"),
}


@dataclass(frozen=True)
class DeviceRpcs(iot_pb2_grpc.IotGatewayServiceServicer):
    parts: Parts

    async def EnrolDevice(self, request: iot_pb2.EnrolDeviceRequest, context: Context) -> iot_pb2.EnrolDeviceResponse:
        wish = Enrolment(request.site, request.label, request.csr_pem)
        device, private_key_pem = await app.enrol_device(
            self.parts.db,
            self.parts.authority,
            wish,
            request.idempotency_key,
            self.parts.settings.device_certificate_days,
        )
        return iot_pb2.EnrolDeviceResponse(
            device=_device(device),
            certificate_pem=device.certificate_pem,
            ca_pem=self.parts.authority.pem,
            private_key_pem=private_key_pem,
        )

    async def RevokeDevice(
        self, request: iot_pb2.RevokeDeviceRequest, context: Context
    ) -> iot_pb2.RevokeDeviceResponse:
        wish = Revocation(read_uuid("device_id", request.device_id), request.reason)
        revoked = await app.revoke_device(
            self.parts.db, self.parts.authority, self.parts.broker, current_caller(), wish
        )
        return iot_pb2.RevokeDeviceResponse(device=_device(revoked.device), previous=_device(revoked.previous))

    async def SkipTransactions(
        self, request: iot_pb2.SkipTransactionsRequest, context: Context
    ) -> iot_pb2.SkipTransactionsResponse:
        given_up = message_rows.PumpSequence(valid_site(request.site), request.pump, request.last)
        watermark = await skip_transactions(self.parts.db, given_up, request.first)
        return iot_pb2.SkipTransactionsResponse(watermark=watermark)

    async def ListDevices(self, request: iot_pb2.ListDevicesRequest, context: Context) -> iot_pb2.ListDevicesResponse:
        scope, limit = _scope(Operation.DEVICES_READ, request), limited(request.page_size)
        found = await device_rows.list_devices(self.parts.db, scope, read_cursor(request.cursor), limit + 1)
        page = found[:limit]
        next_cursor = page[-1].device_id if len(found) > limit else ""
        return iot_pb2.ListDevicesResponse(devices=map(_device, page), next_cursor=next_cursor)

    async def ListControllers(
        self, request: iot_pb2.ListControllersRequest, context: Context
    ) -> iot_pb2.ListControllersResponse:
        scope = current_caller().narrowed(Operation.SITES_READ, request.sites)
        controllers = await message_rows.list_controllers(self.parts.db, scope)
        return iot_pb2.ListControllersResponse(controllers=map(_controller, controllers))

    async def ListQuarantine(
        self, request: iot_pb2.ListQuarantineRequest, context: Context
    ) -> iot_pb2.ListQuarantineResponse:
        scope, limit = _scope(Operation.QUARANTINE_READ, request), limited(request.page_size)
        found = await message_rows.list_quarantine(self.parts.db, scope, read_cursor(request.cursor), limit + 1)
        page = found[:limit]
        return iot_pb2.ListQuarantineResponse(
            messages=map(_quarantined, page),
            next_cursor=page[-1].quarantine_id if len(found) > limit else "",
            total=await message_rows.count_quarantine(self.parts.db, scope),
        )

    async def PingController(
        self, request: iot_pb2.PingControllerRequest, context: Context
    ) -> iot_pb2.PingControllerResponse:
        started = time.perf_counter()
        command = device_pb2.Command(ping=device_pb2.Ping())
        response = await self.parts.commands.request(valid_site(request.site), command, PING_TIMEOUT_S)
        round_trip_ms = (time.perf_counter() - started) * 1000
        return iot_pb2.PingControllerResponse(pong=response.pong, round_trip_ms=round_trip_ms)


def _scope(operation: Operation, request: iot_pb2.ListDevicesRequest | iot_pb2.ListQuarantineRequest) -> Scope:
    """The sites asked for, or without any all that the caller may see."""
    sites = [*request.sites, *([request.site] if request.site else [])]
    return current_caller().narrowed(operation, map(valid_site, sites))


def _device(device: Device) -> iot_pb2.Device:
    return iot_pb2.Device(
        device_id=device.device_id,
        site=device.site,
        label=device.label,
        serial_number=device.serial_number,
        enrolled_at=timestamp(device.enrolled_at),
        expires_at=timestamp(device.expires_at),
        revoked_at=optional(device.revoked_at),
        revocation_reason=device.revocation_reason,
    )


def _controller(controller: Controller) -> iot_pb2.Controller:
    return iot_pb2.Controller(
        site=controller.site,
        online=controller.online,
        software_version=controller.software_version,
        changed_at=timestamp(controller.changed_at),
        last_seen_at=optional(controller.last_seen_at),
    )


def _quarantined(message: Quarantined) -> iot_pb2.QuarantinedMessage:
    return iot_pb2.QuarantinedMessage(
        quarantine_id=message.quarantine_id,
        received_at=timestamp(message.received_at),
        site=message.site,
        topic=message.topic,
        reason=message.reason,
        detail=message.detail,
        content_type=message.content_type,
        payload=message.payload,
        payload_size=message.payload_size,
    )
