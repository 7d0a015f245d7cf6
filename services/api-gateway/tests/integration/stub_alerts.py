"""Stands in for alerts: one alert, incident and silence, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import (
    alerts_pb2,
    alerts_pb2_grpc,
    incidents_pb2,
    incidents_pb2_grpc,
    silences_pb2,
    silences_pb2_grpc,
)
from motorway_access.caller import current_caller
from motorway_kit.errors import Conflict

SITE = "m25-cobham"
AT = Timestamp(seconds=1_763_881_200, nanos=123_000_000)
INCIDENT, SILENCE = "01938f6e-dc5e-7a41-b1d3-5b0a9c1f7e42", "01938f6e-ec5e-7a41-b1d3-5b0a9c1f7e42"
RPCS_BY_ALERT = frozenset(
    {
        "GetAlert",
        "ListAlertSteps",
        "AcknowledgeAlert",
        "ResolveAlert",
        "AssignAlert",
        "AddAlertNote",
        "GetIncident",
        "AcknowledgeIncident",
        "GetSilence",
        "CancelSilence",
    }
)


class AlertAlreadyResolved(Conflict):
    pass


def make_alert(**fields: Any) -> alerts_pb2.Alert:
    usual: dict[str, Any] = {
        "alert_id": "a1",
        "site": SITE,
        "rule": "controller_offline",
        "key": "controller_offline:m25-cobham",
        "device": "controller",
        "severity": alerts_pb2.ALERT_SEVERITY_CRITICAL,
        "state": alerts_pb2.ALERT_STATE_RAISED,
        "text": "controller offline",
        "raised_at": AT,
        "version": 1,
        "occurrences": 1,
    }
    return alerts_pb2.Alert(**{**usual, **fields})


def make_incident() -> incidents_pb2.Incident:
    kind = incidents_pb2.INCIDENT_KIND_SITE_DARK
    head = make_alert(incident_id=INCIDENT)
    return incidents_pb2.Incident(
        incident_id=INCIDENT, site=SITE, kind=kind, head=head, opened_at=AT, joined_at=AT, alerts=40, gathering=True,
        version=1,
    )  # fmt: skip


def make_silence() -> silences_pb2.Silence:
    kind = silences_pb2.SILENCE_KIND_MAINTENANCE
    return silences_pb2.Silence(
        silence_id=SILENCE, kind=kind, sites=[SITE], device="pump/3", reason="replaced", starts_at=AT, ends_at=AT,
        created_at=AT, created_by="admin",
    )  # fmt: skip


class StubAlerts(alerts_pb2_grpc.AlertsServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def ListAlerts(self, request: alerts_pb2.ListAlertsRequest, context: Any) -> alerts_pb2.ListAlertsResponse:
        self.asked = request
        return alerts_pb2.ListAlertsResponse(alerts=[make_alert()], next_cursor="next")

    async def GetAlert(self, request: alerts_pb2.GetAlertRequest, context: Any) -> alerts_pb2.GetAlertResponse:
        suppression = alerts_pb2.ALERT_SUPPRESSION_INCIDENT
        alert = make_alert(incident_id=INCIDENT, suppression=suppression)
        return alerts_pb2.GetAlertResponse(alert=alert, rule_name="Controller offline", response="Call the site.")

    async def ListAlertSteps(
        self, request: alerts_pb2.ListAlertStepsRequest, context: Any
    ) -> alerts_pb2.ListAlertStepsResponse:
        return alerts_pb2.ListAlertStepsResponse(steps=[_step("RAISED", quiet="INCIDENT")])

    async def AcknowledgeAlert(
        self, request: alerts_pb2.AcknowledgeAlertRequest, context: Any
    ) -> alerts_pb2.AcknowledgeAlertResponse:
        state, name = alerts_pb2.ALERT_STATE_ACKNOWLEDGED, current_caller().name
        alert = make_alert(state=state, acknowledged_by=name, acknowledged_at=AT)
        return alerts_pb2.AcknowledgeAlertResponse(alert=alert, previous=make_alert())

    async def ResolveAlert(
        self, request: alerts_pb2.ResolveAlertRequest, context: Any
    ) -> alerts_pb2.ResolveAlertResponse:
        raise AlertAlreadyResolved("the alert is resolved", alert=request.alert_id)

    async def AssignAlert(self, request: alerts_pb2.AssignAlertRequest, context: Any) -> alerts_pb2.AssignAlertResponse:
        alert = make_alert(assignee=request.assignee, version=2)
        return alerts_pb2.AssignAlertResponse(alert=alert, previous=make_alert())

    async def AddAlertNote(
        self, request: alerts_pb2.AddAlertNoteRequest, context: Any
    ) -> alerts_pb2.AddAlertNoteResponse:
        self.asked = request
        step = _step("NOTED", note=request.note, actor=current_caller().name)
        return alerts_pb2.AddAlertNoteResponse(alert=make_alert(version=2), step=step)

    async def GetAlertStatistics(
        self, request: alerts_pb2.GetAlertStatisticsRequest, context: Any
    ) -> alerts_pb2.GetAlertStatisticsResponse:
        total = alerts_pb2.AlertFigures(raised=14, nuisance=3, acknowledged=9, mean_acknowledge_s=95.5)
        return alerts_pb2.GetAlertStatisticsResponse(total=total, peak_per_10_min=4)


class StubIncidents(incidents_pb2_grpc.IncidentsServiceServicer):
    async def ListIncidents(
        self, request: incidents_pb2.ListIncidentsRequest, context: Any
    ) -> incidents_pb2.ListIncidentsResponse:
        return incidents_pb2.ListIncidentsResponse(incidents=[make_incident()])

    async def GetIncident(
        self, request: incidents_pb2.GetIncidentRequest, context: Any
    ) -> incidents_pb2.GetIncidentResponse:
        return incidents_pb2.GetIncidentResponse(incident=make_incident())

    async def AcknowledgeIncident(
        self, request: incidents_pb2.AcknowledgeIncidentRequest, context: Any
    ) -> incidents_pb2.AcknowledgeIncidentResponse:
        one = make_incident()
        return incidents_pb2.AcknowledgeIncidentResponse(incident=one, previous=one, acknowledged=41)


class StubSilences(silences_pb2_grpc.SilencesServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def ListSilences(
        self, request: silences_pb2.ListSilencesRequest, context: Any
    ) -> silences_pb2.ListSilencesResponse:
        return silences_pb2.ListSilencesResponse(silences=[make_silence()])

    async def GetSilence(
        self, request: silences_pb2.GetSilenceRequest, context: Any
    ) -> silences_pb2.GetSilenceResponse:
        return silences_pb2.GetSilenceResponse(silence=make_silence())

    async def CreateSilence(
        self, request: silences_pb2.CreateSilenceRequest, context: Any
    ) -> silences_pb2.CreateSilenceResponse:
        self.asked = request
        return silences_pb2.CreateSilenceResponse(silence=make_silence())

    async def CancelSilence(
        self, request: silences_pb2.CancelSilenceRequest, context: Any
    ) -> silences_pb2.CancelSilenceResponse:
        return silences_pb2.CancelSilenceResponse(silence=make_silence(), previous=make_silence())


def _step(what: str, **fields: str) -> alerts_pb2.AlertStep:
    severity = alerts_pb2.ALERT_SEVERITY_CRITICAL
    return alerts_pb2.AlertStep(what=what, at=AT, version=1, severity=severity, **fields)
