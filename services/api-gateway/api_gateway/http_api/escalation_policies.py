"""Escalation policies: who is told of an alert, and who next."""

from typing import Annotated, Any

from fastapi import Path, Query
from motorway.alerts.v1 import on_call_pb2 as pb
from motorway_access.roles import Operation
from starlette.requests import Request

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import SLUG, GatewayDep
from api_gateway.http_api.documents import OfSites, message_of, said, site_of
from api_gateway.http_api.on_call_models import EscalationPolicy, EscalationPolicyList, PolicyContent
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource
from api_gateway.http_api.sale_wishes import names

router = resource("/escalation-policies", "escalation-policies")

READ, MANAGE = operation(Operation.ON_CALL_READ), operation(Operation.ON_CALL_MANAGE)
PolicyId = Annotated[str, Path(pattern=SLUG, description="Id of the policy", examples=["usual"])]


@router.get("", openapi_extra=READ)
async def list_escalation_policies(gateway: GatewayDep, query: Annotated[OfSites, Query()]) -> EscalationPolicyList:
    """Those of the sites, and those of every site, by id."""
    request = pb.ListPoliciesRequest(sites=names(query.site))
    answer = await gateway.neighbours.alerts.call("ListPolicies", request, pb.ListPoliciesResponse)
    return EscalationPolicyList(items=[said(EscalationPolicy, each) for each in answer.policies])


@router.get("/{policy_id}", openapi_extra=READ)
async def get_escalation_policy(gateway: GatewayDep, policy_id: PolicyId) -> EscalationPolicy:
    """For which alerts it is, and its steps."""
    request = pb.GetPolicyRequest(id=policy_id)
    answer = await gateway.neighbours.alerts.call("GetPolicy", request, pb.GetPolicyResponse)
    return said(EscalationPolicy, answer.policy)


@router.put("/{policy_id}", openapi_extra=MANAGE)
async def put_escalation_policy(
    request: Request, gateway: GatewayDep, trail: TrailDep, policy_id: PolicyId, body: PolicyContent
) -> EscalationPolicy:
    """Make or change it. What is open already goes on by the new one."""
    trail.target, trail.site = f"escalation-policy/{policy_id}", site_of(body.sites)
    policy = message_of(pb.EscalationPolicy, policy_id, body)
    wish = pb.PutPolicyRequest(policy=policy, expected_version=expected_version(request))
    with precondition("policy"):
        answer = await gateway.neighbours.alerts.call("PutPolicy", wish, pb.PutPolicyResponse)
    trail.before = _document(answer.previous) if answer.HasField("previous") else None
    return said(EscalationPolicy, answer.policy)


@router.delete("/{policy_id}", status_code=204, openapi_extra=MANAGE)
async def remove_escalation_policy(gateway: GatewayDep, trail: TrailDep, policy_id: PolicyId) -> None:
    """Whoever it would have told next is not told."""
    trail.target = f"escalation-policy/{policy_id}"
    request = pb.RemovePolicyRequest(id=policy_id)
    answer = await gateway.neighbours.alerts.call("RemovePolicy", request, pb.RemovePolicyResponse)
    trail.site, trail.before = site_of(answer.previous.sites), _document(answer.previous)


def _document(policy: pb.EscalationPolicy) -> dict[str, Any]:
    return said(EscalationPolicy, policy).model_dump(mode="json")
