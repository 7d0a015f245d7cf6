"""The gRPC door: one part for each area, and the rules of who may."""

from iot_gateway.grpc_api import devices, numbering, orders

RULES = {**devices.RULES, **orders.RULES, **numbering.RULES}


class IotGatewayServicer(devices.DeviceRpcs, orders.OrderRpcs, numbering.NumberingRpcs):
    """All of it: three parts of one service."""
