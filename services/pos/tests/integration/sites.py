"""A site, and the calls that keep and show it."""

from motorway.pos.v1 import pos_pb2
from motorway_kit.grpc_client import Remote


def a_site(site_id: str = "m25-cobham", name: str = "M25 Cobham") -> pos_pb2.Site:
    return pos_pb2.Site(
        site_id=site_id,
        name=name,
        time_zone="Europe/London",
        currency="GBP",
        grades=[pos_pb2.Grade(grade_id="e10", name="Unleaded"), pos_pb2.Grade(grade_id="diesel", name="Diesel")],
        tanks=[
            pos_pb2.Tank(number=2, grade_id="diesel", capacity_ml=60_000_000, max_safe_fill_ml=57_000_000),
            pos_pb2.Tank(number=1, grade_id="e10", capacity_ml=40_000_000, max_safe_fill_ml=38_000_000),
        ],
        pumps=[
            pos_pb2.Pump(
                number=1,
                nozzles=[
                    pos_pb2.Nozzle(number=1, grade_id="e10", tank=1),
                    pos_pb2.Nozzle(number=2, grade_id="diesel", tank=2),
                ],
            ),
            pos_pb2.Pump(number=2, nozzles=[pos_pb2.Nozzle(number=1, grade_id="diesel", tank=2)]),
        ],
    )


async def apply(client: Remote, site: pos_pb2.Site, expected_version: int | None = None) -> pos_pb2.Site:
    request = pos_pb2.ApplySiteRequest(site=site, expected_version=expected_version)
    response: pos_pb2.ApplySiteResponse = await client.call("ApplySite", request)
    return response.site


async def get(client: Remote, site_id: str = "m25-cobham") -> pos_pb2.Site:
    response: pos_pb2.GetSiteResponse = await client.call("GetSite", pos_pb2.GetSiteRequest(site_id=site_id))
    return response.site
