"""The rules by which alerts are raised, as the alerts service keeps them."""

import json
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Path, Query, Request
from motorway.alerts.v1 import alerts_pb2
from motorway.alerts.v1 import rules_pb2 as pb
from motorway_access.roles import Operation
from pydantic import BaseModel, Field

from api_gateway.http_api.alert_models import AlertSeverity
from api_gateway.http_api.alert_rule_models import (
    RULE_ID,
    AlertRule,
    AlertRulePage,
    AlertRuleVersion,
    AlertRuleVersionPage,
    DryRun,
    DryRunAlert,
    DryRunSite,
    NamedRule,
    ReadyRule,
    ReadyRuleList,
    RuleOtherwiseWish,
    RuleWish,
    Slug,
)
from api_gateway.http_api.calls import Trail, TrailDep
from api_gateway.http_api.common import SLUG, Cursor, GatewayDep, Limit, Model, SiteId, optional_utc, stamp, utc
from api_gateway.http_api.moments import Moment
from api_gateway.http_api.preconditions import expected_version, precondition
from api_gateway.http_api.routing import operation, resource

router = resource("/alert-rules", "alert-rules")
trials = resource("/alert-rule-trials", "alert-rules")

READ, MANAGE = operation(Operation.ALERT_RULES_READ), operation(Operation.ALERT_RULES_MANAGE)
DRY_RUN_DEADLINE_S = 40.0
RuleId = Annotated[str, Path(pattern=RULE_ID, description="Id of the rule", examples=["tank_low"])]
Reason = Annotated[str, Query(max_length=300, description="Why, for whoever reads the versions")]


class RuleAt(NamedTuple):
    """A rule at a site, by the words of the path."""

    rule_id: str
    site: str


async def _rule_at(rule_id: RuleId, site: SiteId) -> RuleAt:
    return RuleAt(rule_id, site)


RuleAtDep = Annotated[RuleAt, Depends(_rule_at)]


class AlertRuleQuery(BaseModel):
    site: str = Field(default="", pattern=rf"{SLUG}|^$", description="Only those that look at this site")
    enabled: bool | None = Field(default=None, description="Only those that are evaluated, or that are not")
    search: str = Field(default="", max_length=100, description="A part of the id or the name; empty: all")
    cursor: str = Field(default="", max_length=500, description="`next_cursor` of the page before; empty: first page")
    limit: int = Field(default=100, ge=1, le=500, description="Items on a page")


class DryRunWish(Model):
    rule: NamedRule
    sites: list[Slug] = Field(default=[], max_length=100, description="Empty: those of the rule that you manage")
    start: Moment
    end: Moment = Field(description="Exclusive; at most 31 days after the start")


@router.get("", openapi_extra=READ)
async def list_alert_rules(gateway: GatewayDep, query: Annotated[AlertRuleQuery, Query()]) -> AlertRulePage:
    """Those that look at a site of yours, by id."""
    request = pb.ListAlertRulesRequest(
        site=query.site, enabled=query.enabled, search=query.search, page_size=query.limit, cursor=query.cursor
    )
    answer = await gateway.neighbours.alerts.call("ListAlertRules", request, pb.ListAlertRulesResponse)
    return AlertRulePage(items=list(map(_rule, answer.rules)), next_cursor=answer.next_cursor)


@router.get("/library", openapi_extra=READ)
async def list_ready_rules(gateway: GatewayDep) -> ReadyRuleList:
    """The rules that come with the platform, and whether the stored ones still follow them."""
    answer = await gateway.neighbours.alerts.call(
        "ListReadyRules", pb.ListReadyRulesRequest(), pb.ListReadyRulesResponse
    )
    return ReadyRuleList(items=list(map(_ready, answer.rules)))


@trials.post("", openapi_extra=MANAGE)
async def try_alert_rule(gateway: GatewayDep, trail: TrailDep, body: DryRunWish) -> DryRun:
    """What a rule would have raised in the past, from what is stored. It is neither saved nor does it call anybody."""
    trail.target, trail.site = f"alert-rule/{body.rule.rule_id}", body.sites[0] if len(body.sites) == 1 else ""
    request = pb.TryAlertRuleRequest(
        document=body.rule.model_dump_json(), sites=body.sites, start=stamp(body.start), end=stamp(body.end)
    )
    answer = await gateway.neighbours.alerts.call(
        "TryAlertRule", request, pb.TryAlertRuleResponse, timeout_s=DRY_RUN_DEADLINE_S
    )
    return DryRun(
        total=answer.total,
        sites=[DryRunSite(site=each.site, alerts=each.alerts) for each in answer.sites],
        alerts=list(map(_tried, answer.alerts)),
        looked_at=answer.looked_at,
    )


@router.get("/{rule_id}", openapi_extra=READ)
async def get_alert_rule(gateway: GatewayDep, rule_id: RuleId) -> AlertRule:
    """The rule as it holds now, with what is otherwise at some sites."""
    request = pb.GetAlertRuleRequest(rule_id=rule_id)
    return _rule((await gateway.neighbours.alerts.call("GetAlertRule", request, pb.GetAlertRuleResponse)).rule)


@router.put("/{rule_id}", openapi_extra=MANAGE)
async def put_alert_rule(
    request: Request, gateway: GatewayDep, trail: TrailDep, rule_id: RuleId, body: RuleWish
) -> AlertRule:
    """Make or replace it; it holds within seconds. A rule for every site is managed by whoever may do so everywhere."""
    trail.target, trail.site = f"alert-rule/{rule_id}", body.sites[0] if len(body.sites) == 1 else ""
    wish = pb.PutAlertRuleRequest(
        rule_id=rule_id,
        document=body.model_dump_json(exclude={"reason"}),
        reason=body.reason,
        expected_version=expected_version(request),
    )
    with precondition("rule"):
        answer = await gateway.neighbours.alerts.call("PutAlertRule", wish, pb.PutAlertRuleResponse)
    return _told(trail, answer)


@router.put("/{rule_id}/overrides/{site}", openapi_extra=MANAGE)
async def set_rule_overrides(
    request: Request, gateway: GatewayDep, trail: TrailDep, at: RuleAtDep, body: RuleOtherwiseWish
) -> AlertRule:
    """What is otherwise at one site, for whoever manages rules there; replaces what was otherwise before."""
    trail.target = f"alert-rule/{at.rule_id}"
    wish = pb.SetSiteOverridesRequest(
        rule_id=at.rule_id,
        site=at.site,
        overrides=json.dumps([each.model_dump(mode="json") for each in body.overrides]),
        reason=body.reason,
        expected_version=expected_version(request),
    )
    with precondition("rule"):
        answer = await gateway.neighbours.alerts.call("SetSiteOverrides", wish, pb.SetSiteOverridesResponse)
    return _told(trail, answer)


@router.delete("/{rule_id}", status_code=204, openapi_extra=MANAGE)
async def delete_alert_rule(
    request: Request, gateway: GatewayDep, trail: TrailDep, rule_id: RuleId, reason: Reason = ""
) -> None:
    """Its alerts end. A ready rule stays away until it is put again. Repeating it changes nothing."""
    trail.target = f"alert-rule/{rule_id}"
    wish = pb.DeleteAlertRuleRequest(rule_id=rule_id, reason=reason, expected_version=expected_version(request))
    with precondition("rule"):
        answer = await gateway.neighbours.alerts.call("DeleteAlertRule", wish, pb.DeleteAlertRuleResponse)
    trail.before = _rule(answer.previous).model_dump(mode="json") if answer.HasField("previous") else None


@router.get("/{rule_id}/versions", openapi_extra=READ)
async def list_alert_rule_versions(
    gateway: GatewayDep, rule_id: RuleId, cursor: Cursor = "", limit: Limit = 100
) -> AlertRuleVersionPage:
    """Newest first: who changed the rule, when and why. Of a deleted rule too."""
    request = pb.ListAlertRuleVersionsRequest(rule_id=rule_id, page_size=limit, cursor=cursor)
    answer = await gateway.neighbours.alerts.call("ListAlertRuleVersions", request, pb.ListAlertRuleVersionsResponse)
    return AlertRuleVersionPage(items=list(map(_version, answer.versions)), next_cursor=answer.next_cursor)


def _told(trail: Trail, answer: pb.PutAlertRuleResponse | pb.SetSiteOverridesResponse) -> AlertRule:
    trail.before = _rule(answer.previous).model_dump(mode="json") if answer.HasField("previous") else None
    return _rule(answer.rule)


def _rule(rule: pb.AlertRule) -> AlertRule:
    kept: dict[str, Any] = {
        "version": rule.version,
        "origin": pb.AlertRuleOrigin.Name(rule.origin).removeprefix("ALERT_RULE_ORIGIN_"),
        "modified": rule.modified,
        "changed_at": utc(rule.changed_at),
        "changed_by": rule.changed_by,
    }
    return AlertRule.model_validate({**json.loads(rule.document), **kept})


def _ready(rule: pb.ReadyRule) -> ReadyRule:
    return ReadyRule.model_validate({**json.loads(rule.document), "followed": rule.followed, "deleted": rule.deleted})


def _version(version: pb.AlertRuleVersion) -> AlertRuleVersion:
    return AlertRuleVersion(
        version=version.version,
        rule=NamedRule.model_validate_json(version.document) if version.document else None,
        changed_at=utc(version.changed_at),
        changed_by=version.changed_by,
        reason=version.reason,
    )


def _tried(tried: pb.TriedAlert) -> DryRunAlert:
    return DryRunAlert(
        site=tried.site,
        key=tried.key,
        device=tried.device,
        severity=AlertSeverity(alerts_pb2.AlertSeverity.Name(tried.severity).removeprefix("ALERT_SEVERITY_")),
        text=tried.text,
        raised_at=utc(tried.raised_at),
        cleared_at=optional_utc(tried, "cleared_at"),
    )
