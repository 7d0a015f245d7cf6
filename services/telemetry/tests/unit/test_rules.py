from motorway.telemetry.v1 import telemetry_pb2
from motorway_access.roles import Operation
from telemetry.grpc_api import RULES


def test_every_rpc_has_its_rule() -> None:
    service = telemetry_pb2.DESCRIPTOR.services_by_name["TelemetryService"]
    assert set(RULES) == set(service.methods_by_name)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "GetLatest": Operation.TELEMETRY_READ,
        "GetSeries": Operation.TELEMETRY_READ,
        "GetStock": Operation.TELEMETRY_READ,
        "ExportReadings": Operation.TELEMETRY_EXPORT,
    }
