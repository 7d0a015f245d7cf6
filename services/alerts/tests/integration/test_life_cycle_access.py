"""Who may do what with incidents and silences, through the real door."""

from datetime import UTC, datetime, timedelta

from alerts.domain.incident import STORM_ALERTS
from alerts.grpc_api import incidents, silences
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.alerts.v1 import incidents_pb2, silences_pb2
from motorway_access.roles import Role
from motorway_access.testing import OTHER, OWN, CallerKeys, calling, contradictions, refusals
from motorway_kit.grpc_client import Remote

from .stand import Stand, alarm, bundle

RULES = {**incidents.RULES, **silences.RULES}


def in_an_hour() -> Timestamp:
    time = Timestamp()
    time.FromDatetime(datetime.now(UTC) + timedelta(hours=1))
    return time


def new_silence(*sites: str) -> silences_pb2.CreateSilenceRequest:
    kind = silences_pb2.SILENCE_KIND_SILENCE
    return silences_pb2.CreateSilenceRequest(kind=kind, sites=sites, reason="works", ends_at=in_an_hour())


async def requests(stand: Stand) -> dict[str, dict[str, Message]]:
    """A request of each RPC about an incident and a silence of each site: site → method → request."""
    codes = range(STORM_ALERTS + 1)
    await stand.publish(bundle(*(alarm(0, code=f"c{i}", site=site) for i in codes for site in (OWN, OTHER))))
    incident_ids = {entry["site"]: entry["incident_id"] for entry in await stand.live_reaches(2, "incident.opened")}
    made = {site: await stand.api.call("CreateSilence", new_silence(site)) for site in (OWN, OTHER)}
    return {
        site: {
            "ListIncidents": incidents_pb2.ListIncidentsRequest(sites=[site]),
            "GetIncident": incidents_pb2.GetIncidentRequest(incident_id=incident_ids[site]),
            "AcknowledgeIncident": incidents_pb2.AcknowledgeIncidentRequest(incident_id=incident_ids[site]),
            "ListSilences": silences_pb2.ListSilencesRequest(sites=[site]),
            "GetSilence": silences_pb2.GetSilenceRequest(silence_id=made[site].silence.silence_id),
            "CreateSilence": new_silence(site),
            "CancelSilence": silences_pb2.CancelSilenceRequest(silence_id=made[site].silence.silence_id),
        }
        for site in (OWN, OTHER)
    }


async def test_the_door_of_incidents_and_silences_is_as_the_table_of_roles(
    stand: Stand, door: Remote, keys: CallerKeys
) -> None:
    about = await requests(stand)

    async def ask(method: str, site: str) -> object:
        return await door.call(method, about[site][method])

    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
    assert await contradictions(keys, RULES, ask) == []


async def test_every_site_is_silenced_only_by_who_may_do_it_everywhere(stand: Stand, keys: CallerKeys) -> None:
    with calling(keys, Role.SUPERVISOR, sites=[OWN]):
        reasons = await refusals({"CreateSilence": RULES["CreateSilence"]}, lambda *_: create_everywhere(stand))
    assert reasons == {"CreateSilence": "PERMISSION_DENIED"}
    assert (await create_everywhere(stand)).silence.sites == []


async def create_everywhere(stand: Stand) -> silences_pb2.CreateSilenceResponse:
    made = await stand.api.call("CreateSilence", new_silence())
    assert isinstance(made, silences_pb2.CreateSilenceResponse)
    return made
