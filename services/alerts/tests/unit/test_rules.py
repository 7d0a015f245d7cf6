from alerts.grpc_api import RULES
from motorway.alerts.v1 import alerts_pb2
from motorway_access.roles import Operation


def test_every_rpc_has_its_rule() -> None:
    service = alerts_pb2.DESCRIPTOR.services_by_name["AlertsService"]
    assert set(RULES) == set(service.methods_by_name)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "ListAlerts": Operation.ALERTS_READ,
        "GetAlert": Operation.ALERTS_READ,
        "AcknowledgeAlert": Operation.ALERTS_ACKNOWLEDGE,
        "ResolveAlert": Operation.ALERTS_RESOLVE,
    }
