"""The gRPC door of rules."""

from typing import Any

import grpc.aio
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2, rules_pb2_grpc
from motorway.alerts.v1 import rules_pb2 as pb
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from alerts.app import rules as app
from alerts.app import trying
from alerts.app.rules import Wish
from alerts.db.rules import RuleVersion, Search, StoredRule
from alerts.domain.rules.library import plain
from alerts.domain.trial import Tried
from alerts.grpc_api.paging import page_limit, time_of
from alerts.grpc_api.texts import cursor_after, json_object, json_objects, json_text, last_of
from alerts.parts import Alerts

RULES = {
    "ListAlertRules": somewhere(Operation.ALERT_RULES_READ),
    "GetAlertRule": somewhere(Operation.ALERT_RULES_READ),
    "PutAlertRule": somewhere(Operation.ALERT_RULES_MANAGE),
    "SetSiteOverrides": at(Operation.ALERT_RULES_MANAGE, "site"),
    "DeleteAlertRule": somewhere(Operation.ALERT_RULES_MANAGE),
    "ListAlertRuleVersions": somewhere(Operation.ALERT_RULES_READ),
    "ListReadyRules": somewhere(Operation.ALERT_RULES_READ),
    "TryAlertRule": somewhere(Operation.ALERT_RULES_MANAGE),
}
Context = grpc.aio.ServicerContext[Any, Any]


class AlertRulesServicer(rules_pb2_grpc.AlertRulesServiceServicer):
    def __init__(self, parts: Alerts) -> None:
        self._parts, self._db = parts, parts.db

    async def ListAlertRules(self, request: pb.ListAlertRulesRequest, context: Context) -> pb.ListAlertRulesResponse:
        enabled = request.enabled if request.HasField("enabled") else None
        search = Search(enabled, request.site, request.search, last_of(request.cursor))
        rules, more = await app.list_rules(self._db, search, page_limit(request.page_size))
        next_cursor = cursor_after(rules[-1].rule_id) if more else ""
        return pb.ListAlertRulesResponse(rules=map(_rule, rules), next_cursor=next_cursor)

    async def GetAlertRule(self, request: pb.GetAlertRuleRequest, context: Context) -> pb.GetAlertRuleResponse:
        return pb.GetAlertRuleResponse(rule=_rule(await app.get_rule(self._db, request.rule_id)))

    async def PutAlertRule(self, request: pb.PutAlertRuleRequest, context: Context) -> pb.PutAlertRuleResponse:
        document = json_object(request.document, "document")
        changed = await app.put_rule(self._parts, request.rule_id, document, _wish(request))
        return pb.PutAlertRuleResponse(rule=_rule(changed.rule), previous=_optional(changed.previous))

    async def SetSiteOverrides(
        self, request: pb.SetSiteOverridesRequest, context: Context
    ) -> pb.SetSiteOverridesResponse:
        overrides = json_objects(request.overrides, "overrides")
        changed = await app.set_overrides(self._parts, request.rule_id, request.site, overrides, _wish(request))
        return pb.SetSiteOverridesResponse(rule=_rule(changed.rule), previous=_optional(changed.previous))

    async def DeleteAlertRule(self, request: pb.DeleteAlertRuleRequest, context: Context) -> pb.DeleteAlertRuleResponse:
        previous = await app.delete_rule(self._parts, request.rule_id, _wish(request))
        return pb.DeleteAlertRuleResponse(previous=_optional(previous))

    async def ListAlertRuleVersions(
        self, request: pb.ListAlertRuleVersionsRequest, context: Context
    ) -> pb.ListAlertRuleVersionsResponse:
        before = _before(request.cursor)
        versions, more = await app.list_versions(self._db, request.rule_id, before, page_limit(request.page_size))
        next_cursor = cursor_after(str(versions[-1].version)) if more else ""
        return pb.ListAlertRuleVersionsResponse(versions=map(_version, versions), next_cursor=next_cursor)

    async def ListReadyRules(self, request: pb.ListReadyRulesRequest, context: Context) -> pb.ListReadyRulesResponse:
        return pb.ListReadyRulesResponse(rules=map(_ready, await app.ready_rules(self._db)))

    async def TryAlertRule(self, request: pb.TryAlertRuleRequest, context: Context) -> pb.TryAlertRuleResponse:
        span = time_of(request.start, "start"), time_of(request.end, "end")
        document = json_object(request.document, "document")
        found = await trying.try_rule(self._parts, document, list(request.sites), *span)
        return pb.TryAlertRuleResponse(
            total=found.total,
            sites=[pb.TriedSite(site=site, alerts=count) for site, count in found.sites.items()],
            alerts=map(_tried, found.alerts),
            looked_at=found.looked_at,
        )


def _wish(request: pb.PutAlertRuleRequest | pb.SetSiteOverridesRequest | pb.DeleteAlertRuleRequest) -> Wish:
    return Wish(request.reason, request.expected_version if request.HasField("expected_version") else None)


def _before(cursor: str) -> int:
    last = last_of(cursor)
    if last and not last.isdigit():
        raise InvalidInput("the cursor is none that was given out", field="cursor")
    return int(last or 0)


def _optional(stored: StoredRule | None) -> pb.AlertRule | None:
    return None if stored is None else _rule(stored)


def _rule(stored: StoredRule) -> pb.AlertRule:
    return pb.AlertRule(
        rule_id=stored.rule_id,
        version=stored.version,
        origin=pb.AlertRuleOrigin.Value(f"ALERT_RULE_ORIGIN_{stored.origin}"),
        modified=stored.modified,
        document=json_text(stored.document),
        changed_at=_timestamp(stored.changed_at),
        changed_by=stored.changed_by,
    )


def _version(stored: RuleVersion) -> pb.AlertRuleVersion:
    return pb.AlertRuleVersion(
        version=stored.version,
        document=json_text(stored.document) if stored.document else "",
        changed_at=_timestamp(stored.changed_at),
        changed_by=stored.changed_by,
        reason=stored.reason,
    )


def _ready(ready: app.Ready) -> pb.ReadyRule:
    document = json_text(plain(ready.rule))
    return pb.ReadyRule(rule_id=ready.rule.rule_id, document=document, followed=ready.followed, deleted=ready.deleted)


def _tried(tried: Tried) -> pb.TriedAlert:
    return pb.TriedAlert(
        site=tried.site,
        key=tried.key,
        device=tried.device,
        severity=alerts_pb2.AlertSeverity.Value(f"ALERT_SEVERITY_{tried.severity}"),
        text=tried.text,
        raised_at=_timestamp(tried.raised_at),
        cleared_at=_timestamp(tried.cleared_at) if tried.cleared_at else None,
    )


def _timestamp(time: Any) -> Timestamp:
    stamp = Timestamp()
    stamp.FromDatetime(time)
    return stamp
