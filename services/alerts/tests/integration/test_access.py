"""Who may do what with alerts, through the real door."""

from pathlib import Path

import pytest
from alerts.grpc_api.alerts import RULES
from google.protobuf.message import Message
from motorway.alerts.v1 import alerts_pb2
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, calling, contradictions, refusals
from motorway_kit.errors import PermissionDenied
from motorway_kit.grpc_client import Remote

from .stand import Stand, alarm, at, bundle

ELSEWHERE = "a1-baldock"


def about(alert_id: str, site: str) -> dict[str, Message]:
    """A request of each RPC."""
    return {
        "ListAlerts": alerts_pb2.ListAlertsRequest(sites=[site]),
        "GetAlert": alerts_pb2.GetAlertRequest(alert_id=alert_id),
        "ListAlertSteps": alerts_pb2.ListAlertStepsRequest(alert_id=alert_id),
        "GetAlertStatistics": alerts_pb2.GetAlertStatisticsRequest(sites=[site], start=at(0), end=at(60)),
        "AssignAlert": alerts_pb2.AssignAlertRequest(alert_id=alert_id, assignee="ann"),
        "AddAlertNote": alerts_pb2.AddAlertNoteRequest(alert_id=alert_id, note="on my way"),
        "AcknowledgeAlert": alerts_pb2.AcknowledgeAlertRequest(alert_id=alert_id),
        "ResolveAlert": alerts_pb2.ResolveAlertRequest(alert_id=alert_id),
    }


async def raised(stand: Stand, *sites: str) -> dict[str, str]:
    """An alert at each of the sites: site → id."""
    await stand.publish(bundle(*(alarm(i, site=site) for i, site in enumerate(sites))))
    return {entry["site"]: entry["alert_id"] for entry in await stand.live_reaches(len(sites), "alert.raised")}


async def asking(stand: Stand, door: Remote) -> Ask:
    ids = await raised(stand, OWN, OTHER)

    async def call(method: str, site: str) -> object:
        return await door.call(method, about(ids[site], site)[method])

    return call


async def test_the_door_is_as_the_table_of_roles(stand: Stand, door: Remote, keys: CallerKeys) -> None:
    assert await contradictions(keys, RULES, await asking(stand, door)) == []


async def test_a_call_without_a_caller_is_refused(stand: Stand, door: Remote) -> None:
    assert await refusals(RULES, await asking(stand, door)) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_a_forged_caller_is_refused(stand: Stand, door: Remote, tmp_path: Path) -> None:
    ask = await asking(stand, door)
    with calling(CallerKeys.make(tmp_path / "forger")):
        assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")


async def test_an_alert_of_another_site_is_neither_shown_nor_changed(stand: Stand, keys: CallerKeys) -> None:
    requests = about((await raised(stand, OTHER))[OTHER], OTHER)
    before = await stand.api.call("GetAlert", requests["GetAlert"])
    with calling(keys, Role.AREA_MANAGER, sites=[OWN, ELSEWHERE]):
        for method, request in requests.items():
            with pytest.raises(PermissionDenied):
                await stand.api.call(method, request)
    assert await stand.api.call("GetAlert", requests["GetAlert"]) == before


async def test_one_lists_the_alerts_of_ones_own_sites_page_by_page(stand: Stand, keys: CallerKeys) -> None:
    ids = await raised(stand, OWN, OTHER, ELSEWHERE)
    with calling(keys, Role.CASHIER, sites=[OWN, ELSEWHERE]):
        first = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(page_size=1))
        rest = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(page_size=1, cursor=first.next_cursor))
        narrow = await stand.api.call("ListAlerts", alerts_pb2.ListAlertsRequest(sites=[OWN]))
    assert [alert.alert_id for alert in [*first.alerts, *rest.alerts]] == [ids[ELSEWHERE], ids[OWN]]
    assert rest.next_cursor == ""
    assert [alert.alert_id for alert in narrow.alerts] == [ids[OWN]]


async def test_who_acts_is_the_caller_whatever_the_request_says(stand: Stand, keys: CallerKeys) -> None:
    alert_id = (await raised(stand, OWN))[OWN]
    with calling(keys, Role.SUPERVISOR, sites=[OWN]) as supervisor:
        seen = alerts_pb2.AcknowledgeAlertRequest(alert_id=alert_id, actor="somebody else")
        ended = alerts_pb2.ResolveAlertRequest(alert_id=alert_id, actor="somebody else")
        await stand.api.call("AcknowledgeAlert", seen)
        alert = (await stand.api.call("ResolveAlert", ended)).alert
    assert (alert.acknowledged_by, alert.resolved_by) == (supervisor.name, supervisor.name)
