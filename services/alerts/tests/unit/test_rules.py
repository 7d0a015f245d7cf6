from alerts.grpc_api import RULES
from motorway.alerts.v1 import alerts_pb2, channels_pb2, incidents_pb2, on_call_pb2, rules_pb2, silences_pb2
from motorway_access.roles import Operation


def test_every_rpc_has_its_rule() -> None:
    files = (alerts_pb2, channels_pb2, incidents_pb2, on_call_pb2, rules_pb2, silences_pb2)
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
        "ListChannels": Operation.NOTIFICATIONS_READ,
        "GetChannel": Operation.NOTIFICATIONS_READ,
        "PutChannel": Operation.CHANNELS_MANAGE,
        "RemoveChannel": Operation.CHANNELS_MANAGE,
        "TestChannel": Operation.CHANNELS_MANAGE,
        "ListNotifications": Operation.NOTIFICATIONS_READ,
        "GetNotification": Operation.NOTIFICATIONS_READ,
        "GetPushKey": Operation.PUSH_SUBSCRIBE,
        "Subscribe": Operation.PUSH_SUBSCRIBE,
        "ListSubscriptions": Operation.PUSH_SUBSCRIBE,
        "Unsubscribe": Operation.PUSH_SUBSCRIBE,
        "ListSubscribers": Operation.USERS_READ,
        "RenewSubscriptions": Operation.PROFILE,
        "ListRecipients": Operation.ON_CALL_READ,
        "GetRecipient": Operation.ON_CALL_READ,
        "PutRecipient": Operation.ON_CALL_MANAGE,
        "RemoveRecipient": Operation.ON_CALL_MANAGE,
        "ListRotas": Operation.ON_CALL_READ,
        "GetRota": Operation.ON_CALL_READ,
        "PutRota": Operation.ON_CALL_MANAGE,
        "RemoveRota": Operation.ON_CALL_MANAGE,
        "ListPolicies": Operation.ON_CALL_READ,
        "GetPolicy": Operation.ON_CALL_READ,
        "PutPolicy": Operation.ON_CALL_MANAGE,
        "RemovePolicy": Operation.ON_CALL_MANAGE,
        "ListDuties": Operation.ON_CALL_READ,
        "AddOverride": Operation.ON_CALL_MANAGE,
        "RemoveOverride": Operation.ON_CALL_MANAGE,
        "ListAlertRules": Operation.ALERT_RULES_READ,
        "GetAlertRule": Operation.ALERT_RULES_READ,
        "PutAlertRule": Operation.ALERT_RULES_MANAGE,
        "SetSiteOverrides": Operation.ALERT_RULES_MANAGE,
        "DeleteAlertRule": Operation.ALERT_RULES_MANAGE,
        "ListAlertRuleVersions": Operation.ALERT_RULES_READ,
        "ListReadyRules": Operation.ALERT_RULES_READ,
        "TryAlertRule": Operation.ALERT_RULES_MANAGE,
    }
