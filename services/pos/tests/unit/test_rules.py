from motorway.pos.v1 import pos_pb2
from motorway_access.roles import Operation
from pos.grpc_api import RULES


def test_every_rpc_has_its_rule() -> None:
    service = pos_pb2.DESCRIPTOR.services_by_name["PosService"]
    assert set(RULES) == set(service.methods_by_name)


def test_every_rpc_is_the_operation_that_it_was_decided_to_be() -> None:
    """Said twice on purpose: whoever changes a rule changes who may."""
    assert {method: rule.operation for method, rule in RULES.items()} == {
        "ApplySite": Operation.SITES_CONFIGURE,
        "GetSite": Operation.SITES_READ,
        "ListSites": Operation.SITES_READ,
    }
