"""Stands in for the rules of alerts: the library that it really has, and a rule that says whatever was put."""

import json
from typing import Any

from alerts.domain.rules.library import plain
from alerts.library import library
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import alerts_pb2, rules_pb2_grpc
from motorway.alerts.v1 import rules_pb2 as pb
from motorway_access.caller import current_caller
from motorway_kit.errors import Conflict

AT = Timestamp(seconds=1_763_881_200)
VERSION = 3
RPCS_BY_RULE = frozenset({"ListAlertRules", "GetAlertRule", "PutAlertRule", "DeleteAlertRule", "ListAlertRuleVersions"})


class VersionMismatch(Conflict):
    pass


def ready(rule_id: str = "tank_low") -> str:
    return json.dumps(plain(library()[rule_id]))


def make_rule(document: str = "", version: int = VERSION) -> pb.AlertRule:
    origin = pb.ALERT_RULE_ORIGIN_LIBRARY
    return pb.AlertRule(
        rule_id="tank_low", version=version, origin=origin, document=document or ready(), changed_at=AT, changed_by="jo"
    )


class StubRules(rules_pb2_grpc.AlertRulesServiceServicer):
    asked: Any = None

    async def ListAlertRules(self, request: pb.ListAlertRulesRequest, context: Any) -> pb.ListAlertRulesResponse:
        self.asked = request
        return pb.ListAlertRulesResponse(rules=[make_rule()], next_cursor="next")

    async def GetAlertRule(self, request: pb.GetAlertRuleRequest, context: Any) -> pb.GetAlertRuleResponse:
        return pb.GetAlertRuleResponse(rule=make_rule())

    async def PutAlertRule(self, request: pb.PutAlertRuleRequest, context: Any) -> pb.PutAlertRuleResponse:
        self.asked = request
        if request.HasField("expected_version") and request.expected_version != VERSION:
            raise VersionMismatch("the rule has another version", stored=VERSION)
        document = json.dumps({**json.loads(request.document), "rule_id": request.rule_id})
        return pb.PutAlertRuleResponse(rule=make_rule(document, VERSION + 1), previous=make_rule())

    async def SetSiteOverrides(self, request: pb.SetSiteOverridesRequest, context: Any) -> pb.SetSiteOverridesResponse:
        self.asked = request
        overrides = [{**each, "site": request.site} for each in json.loads(request.overrides)]
        document = json.dumps({**json.loads(ready()), "overrides": overrides})
        return pb.SetSiteOverridesResponse(rule=make_rule(document, VERSION + 1), previous=make_rule())

    async def DeleteAlertRule(self, request: pb.DeleteAlertRuleRequest, context: Any) -> pb.DeleteAlertRuleResponse:
        self.asked = request
        return pb.DeleteAlertRuleResponse(previous=make_rule())

    async def ListAlertRuleVersions(
        self, request: pb.ListAlertRuleVersionsRequest, context: Any
    ) -> pb.ListAlertRuleVersionsResponse:
        gone = pb.AlertRuleVersion(version=2, changed_at=AT, changed_by="jo", reason="not here")
        first = pb.AlertRuleVersion(version=1, document=ready(), changed_at=AT, changed_by="library")
        return pb.ListAlertRuleVersionsResponse(versions=[gone, first])

    async def ListReadyRules(self, request: pb.ListReadyRulesRequest, context: Any) -> pb.ListReadyRulesResponse:
        rules = [pb.ReadyRule(rule_id=rule_id, document=ready(rule_id), followed=True) for rule_id in library()]
        return pb.ListReadyRulesResponse(rules=rules)

    async def TryAlertRule(self, request: pb.TryAlertRuleRequest, context: Any) -> pb.TryAlertRuleResponse:
        self.asked = (request, current_caller().name)
        severity = alerts_pb2.ALERT_SEVERITY_WARNING
        alert = pb.TriedAlert(site="m25-cobham", key="k", device="tank/1", severity=severity, text="low", raised_at=AT)
        sites = [pb.TriedSite(site="m25-cobham", alerts=14)]
        return pb.TryAlertRuleResponse(total=14, sites=sites, alerts=[alert], looked_at=60_480)
