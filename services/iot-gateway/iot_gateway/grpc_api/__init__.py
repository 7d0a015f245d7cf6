"""The gRPC door: one part for each area, and the rules of who may."""

from iot_gateway.grpc_api import devices, orders

RULES = {**devices.RULES, **orders.RULES}


class IotGatewayServicer(devices.DeviceRpcs, orders.OrderRpcs):
    """All of it: two parts of one service."""
