from motorway.payments.v1 import desk_pb2, finance_pb2, payments_pb2
from motorway_access.roles import Operation
from payments.grpc_api import RULES

SERVICES = [
    payments_pb2.DESCRIPTOR.services_by_name["PaymentsService"],
    finance_pb2.DESCRIPTOR.services_by_name["FinanceService"],
    *desk_pb2.DESCRIPTOR.services_by_name.values(),
]


def test_every_rpc_has_its_rule() -> None:
    methods = [method for service in SERVICES for method in service.methods_by_name]
    assert sorted(RULES) == sorted(methods)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "StartPayment": Operation.PAYMENTS_TAKE,
        "ClaimPayment": Operation.PAYMENTS_TAKE,
        "RetryPayment": Operation.PAYMENTS_TAKE,
        "CancelPayment": Operation.PAYMENTS_TAKE,
        "GetPayment": Operation.PAYMENTS_READ,
        "ListPayments": Operation.PAYMENTS_READ,
        "ListCardRefunds": Operation.PAYMENTS_READ,
        "GetClientSecret": Operation.PAYMENTS_TAKE,
        "GetBalances": Operation.LEDGER_READ,
        "ListEntries": Operation.LEDGER_READ,
        "ListPayouts": Operation.LEDGER_READ,
        "ListBreaks": Operation.FINANCE_READ,
        "ResolveBreak": Operation.BREAKS_RESOLVE,
        "RunReconciliation": Operation.BREAKS_RESOLVE,
        "GetDayEnd": Operation.FINANCE_READ,
        "RenderDayEnd": Operation.FINANCE_READ,
        "ListReaders": Operation.READERS_READ,
        "RegisterReader": Operation.READERS_MANAGE,
        "RemoveReader": Operation.READERS_MANAGE,
        "CancelReaderAction": Operation.PAYMENTS_TAKE,
        "CreateConnectionToken": Operation.PAYMENTS_TAKE,
        "StartCardSetup": Operation.ACCOUNTS_MANAGE,
        "GetCardSetup": Operation.ACCOUNTS_READ,
        "ListSavedCards": Operation.ACCOUNTS_READ,
        "RemoveSavedCard": Operation.ACCOUNTS_MANAGE,
        "ListDisputes": Operation.DISPUTES_READ,
        "GetDispute": Operation.DISPUTES_READ,
        "SubmitEvidence": Operation.DISPUTES_MANAGE,
        "AcceptDispute": Operation.DISPUTES_MANAGE,
        "ReceiveWebhook": Operation.PAYMENTS_READ,
    }
