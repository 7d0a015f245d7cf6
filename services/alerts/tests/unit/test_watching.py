"""What services tell of their outboxes."""

import httpx
from alerts.app.watching import outbox_ages

METRICS = """# TYPE motorway_outbox_oldest_age_seconds gauge
motorway_outbox_oldest_age_seconds 12.5
"""


async def test_a_service_that_tells_nonsense_keeps_no_other_from_being_watched() -> None:
    said = {"pos": METRICS, "proxy": "<html>Bad Gateway</html>", "payments": METRICS.replace("12.5", "0.0")}
    transport = httpx.MockTransport(lambda request: httpx.Response(200, text=said[request.url.host]))
    places = {"proxy": "proxy", "typo": "pos:port", "pos": "pos", "payments": "payments"}
    async with httpx.AsyncClient(transport=transport) as http:
        assert [one async for one in outbox_ages(http, places)] == [("pos", 12.5), ("payments", 0.0)]
