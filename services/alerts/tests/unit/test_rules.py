from alerts.grpc_api import RULES
from motorway.alerts.v1 import alerts_pb2, incidents_pb2, silences_pb2
from motorway_access.roles import Operation


def test_every_rpc_has_its_rule() -> None:
    files = (alerts_pb2, incidents_pb2, silences_pb2)
    services = [service for file in files for service in file.DESCRIPTOR.services_by_name.values()]
    assert set(RULES) == {method for service in services for method in service.methods_by_name}


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "ListAlerts": Operation.ALERTS_READ,
        "GetAlert": Operation.ALERTS_READ,
        "AcknowledgeAlert": Operation.ALERTS_ACKNOWLEDGE,
        "ResolveAlert": Operation.ALERTS_RESOLVE,
        "ListAlertSteps": Operation.ALERTS_READ,
        "GetAlertStatistics": Operation.ALERTS_READ,
        "AssignAlert": Operation.ALERTS_ACKNOWLEDGE,
        "AddAlertNote": Operation.ALERTS_ACKNOWLEDGE,
        "ListIncidents": Operation.ALERTS_READ,
        "GetIncident": Operation.ALERTS_READ,
        "AcknowledgeIncident": Operation.ALERTS_ACKNOWLEDGE,
        "ListSilences": Operation.ALERTS_READ,
        "GetSilence": Operation.ALERTS_READ,
        "CreateSilence": Operation.SILENCES_MANAGE,
        "CancelSilence": Operation.SILENCES_MANAGE,
    }
