"""The command log through the real door."""

import pytest
from motorway.iot.v1 import iot_pb2

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE, stamp

ORDER = '{"commandId": "c1", "authorise": {"pump": 3, "releaseToken": "s1", "maxAmountMinor": "5000"}}'


def refused() -> iot_pb2.LoggedCommand:
    return iot_pb2.LoggedCommand(
        command_id="c1",
        site=SITE,
        pump=3,
        kind="authorise",
        actor="jo",
        sent_at=stamp(),
        answered_at=stamp(),
        outcome=iot_pb2.COMMAND_OUTCOME_REFUSED,
        refusal_code=0x2E,
        refusal_reason="closed",
        command_json=ORDER,
    )


async def test_commands_are_listed_as_they_were_sent(gateway: RunningGateway, neighbours: Neighbours) -> None:
    unknown = iot_pb2.LoggedCommand(sent_at=stamp(), outcome=iot_pb2.COMMAND_OUTCOME_UNKNOWN, command_json="{}")
    neighbours.iot.commands = [refused(), unknown]
    async with gateway.client() as http:
        page = (await http.get(f"/api/v1/commands?site={SITE},m1-leicester&pump=3&cursor=c9&limit=7")).json()
    assert neighbours.iot.asked == iot_pb2.ListCommandsRequest(
        sites=[SITE, "m1-leicester"], pump=3, page_size=7, cursor="c9"
    )
    first, second = page["items"]
    assert first == {
        "command_id": "c1",
        "site": SITE,
        "pump": 3,
        "kind": "authorise",
        "actor": "jo",
        "sent_at": "2026-11-23T07:00:00.123000Z",
        "answered_at": "2026-11-23T07:00:00.123000Z",
        "outcome": "REFUSED",
        "refusal_code": 46,
        "refusal_reason": "closed",
        "command": {"commandId": "c1", "authorise": {"pump": 3, "releaseToken": "s1", "maxAmountMinor": "5000"}},
    }
    assert (second["outcome"], second["answered_at"], second["command"]) == ("UNKNOWN", None, {})
    assert page["next_cursor"] == "next"


@pytest.mark.parametrize(("query", "field"), [("pump=1000", "pump"), ("site=M25", "site"), ("limit=0", "limit")])
async def test_a_wrong_question_names_its_field(gateway: RunningGateway, query: str, field: str) -> None:
    async with gateway.client() as http:
        answer = await http.get(f"/api/v1/commands?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
