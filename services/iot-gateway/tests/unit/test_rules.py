from iot_gateway.grpc_api import RULES
from motorway.iot.v1 import iot_pb2
from motorway_access.roles import Operation


def test_every_rpc_has_its_rule() -> None:
    service = iot_pb2.DESCRIPTOR.services_by_name["IotGatewayService"]
    assert set(RULES) == set(service.methods_by_name)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "EnrolDevice": Operation.DEVICES_ENROL,
        "RevokeDevice": Operation.DEVICES_REVOKE,
        "ListDevices": Operation.DEVICES_READ,
        "ListControllers": Operation.SITES_READ,
        "ListQuarantine": Operation.QUARANTINE_READ,
        "PingController": Operation.CONTROLLERS_PING,
        "SkipTransactions": Operation.DISCREPANCIES_RESOLVE,
        "ListPumpNumbers": Operation.SETTLEMENT_READ,
        "RestartNumbers": Operation.DISCREPANCIES_RESOLVE,
        "AuthorisePump": Operation.PUMPS_AUTHORISE,
        "ControlPump": Operation.PUMPS_CONTROL,
        "StopForecourt": Operation.PUMPS_STOP,
        "StartForecourt": Operation.PUMPS_RESTART,
        "SetPrices": Operation.PRICES_MANAGE,
        "ShowPrices": Operation.PRICES_MANAGE,
        "ShowNotice": Operation.CONTROLLERS_PING,
        "AskPumps": Operation.SITES_READ,
        "ListCommands": Operation.COMMANDS_READ,
    }
