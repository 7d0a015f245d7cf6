from motorway.pos.v1 import accounts_pb2, pos_pb2, prices_pb2, shifts_pb2
from motorway_access.roles import Operation
from pos.grpc_api import RULES

SERVICES = [
    pos_pb2.DESCRIPTOR.services_by_name["PosService"],
    accounts_pb2.DESCRIPTOR.services_by_name["AccountsService"],
    prices_pb2.DESCRIPTOR.services_by_name["PricesService"],
    shifts_pb2.DESCRIPTOR.services_by_name["ShiftsService"],
]


def test_every_rpc_has_its_rule() -> None:
    methods = [method for service in SERVICES for method in service.methods_by_name]
    assert sorted(RULES) == sorted(methods)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "ApplySite": Operation.SITES_CONFIGURE,
        "GetSite": Operation.SITES_READ,
        "ListSites": Operation.SITES_READ,
        "PutAccount": Operation.ACCOUNTS_MANAGE,
        "GetAccount": Operation.ACCOUNTS_READ,
        "ListAccounts": Operation.ACCOUNTS_READ,
        "BlockAccount": Operation.ACCOUNTS_MANAGE,
        "UnblockAccount": Operation.ACCOUNTS_MANAGE,
        "PutVehicle": Operation.ACCOUNTS_MANAGE,
        "RemoveVehicle": Operation.ACCOUNTS_MANAGE,
        "ListAccountEntries": Operation.ACCOUNTS_READ,
        "RecordAccountPayment": Operation.ACCOUNTS_MANAGE,
        "RenderStatement": Operation.ACCOUNTS_READ,
        "GetPrices": Operation.PRICES_READ,
        "ListPriceSets": Operation.PRICES_READ,
        "SchedulePrices": Operation.PRICES_MANAGE,
        "CancelPriceSet": Operation.PRICES_MANAGE,
        "ResendPrices": Operation.PRICES_MANAGE,
        "OpenShift": Operation.SHIFTS_OPERATE,
        "GetShift": Operation.SHIFTS_READ,
        "GetCurrentShift": Operation.SHIFTS_READ,
        "ListShifts": Operation.SHIFTS_READ,
        "RecordCashMovement": Operation.SHIFTS_OPERATE,
        "ListCashMovements": Operation.SHIFTS_READ,
        "GetXReport": Operation.SHIFTS_READ,
        "CloseShift": Operation.SHIFTS_OPERATE,
        "GetZReport": Operation.SHIFTS_READ,
    }
