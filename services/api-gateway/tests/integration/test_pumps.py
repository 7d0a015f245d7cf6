"""Orders to pumps through the HTTP door, with a stand-in for pos."""

import pytest
from motorway.pos.v1 import pumps_pb2, sale_pb2

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .stub_receipts import SALE
from .test_sales import API, last_record, sent

OF_SITE = f"{API}/sites/{SITE}"
COMMANDS = {
    "suspend": pumps_pb2.PUMP_COMMAND_SUSPEND,
    "resume": pumps_pb2.PUMP_COMMAND_RESUME,
    "terminate": pumps_pb2.PUMP_COMMAND_TERMINATE,
    "open": pumps_pb2.PUMP_COMMAND_OPEN,
    "close": pumps_pb2.PUMP_COMMAND_CLOSE,
}


async def test_every_pump_is_shown_with_its_sales(gateway: RunningGateway) -> None:
    status, page = await sent(gateway, "GET", f"{OF_SITE}/pumps/status")
    one, two = page["items"]
    assert (status, one["state"], one["state_number"], one["reason"]) == (200, "AUTHORISED", 5, "nozzle_in")
    assert (one["sale_id"], one["sale"]["state"], one["release_token"]) == ("current", "AUTHORISED", "current")
    assert [(sale["sale_id"], sale["due_minor"]) for sale in one["unpaid"]] == [(SALE, 3_300)]
    assert [(gap["first"], gap["last"]) for gap in one["missing"]] == [(7, 8)]
    assert (two["number"], two["state"], two["since"], two["sale"], two["sale_id"]) == (2, None, None, None, "")


@pytest.mark.parametrize("word", COMMANDS)
async def test_a_pump_is_controlled(gateway: RunningGateway, neighbours: Neighbours, word: str) -> None:
    status, pump = await sent(gateway, "POST", f"{OF_SITE}/pumps/1/{word}")
    assert (status, pump["number"], pump["state"]) == (200, 1, "SUSPENDED_FUELLING")
    asked = neighbours.pumps.asked
    assert (asked.site_id, asked.pump, asked.command) == (SITE, 1, COMMANDS[word])
    assert asked.idempotency_key
    async with gateway.client() as http:
        record = await last_record(http)
    assert (record["target"], record["before"]["state"]) == ("pump/1", "FUELLING")
    assert record["after"]["state"] == "SUSPENDED_FUELLING"


async def test_a_refusal_names_the_code_of_ifsf(gateway: RunningGateway, neighbours: Neighbours) -> None:
    neighbours.pumps.refuses = True
    status, problem = await sent(gateway, "POST", f"{OF_SITE}/pumps/1/suspend")
    assert (status, problem["reason"]) == (409, "PumpRefused")
    assert problem["context"] == {"pump": "1", "code": "0x30", "refusal": "not_in_progress", "by": "device"}


@pytest.mark.parametrize(
    ("path", "pump", "target"),
    [("emergency-stop", 0, f"site/{SITE}"), ("pumps/2/emergency-stop", 2, "pump/2")],
)
async def test_an_emergency_stop_names_who_did_not_confirm(
    gateway: RunningGateway, neighbours: Neighbours, path: str, pump: int, target: str
) -> None:
    neighbours.pumps.deaf = [2]
    status, answer = await sent(gateway, "POST", f"{OF_SITE}/{path}")
    assert (status, answer["unconfirmed"]) == (200, [2])
    assert [each["emergency_stopped"] for each in answer["pumps"]] == [True, False]
    assert (neighbours.pumps.asked.site_id, neighbours.pumps.asked.pump) == (SITE, pump)
    async with gateway.client() as http:
        record = await last_record(http)
    assert (record["target"], [each["state"] for each in record["before"]["pumps"]]) == (target, ["IDLE", "IDLE"])


@pytest.mark.parametrize(("path", "pump"), [("restart", 0), ("pumps/2/restart", 2)])
async def test_pumps_are_started_again(gateway: RunningGateway, neighbours: Neighbours, path: str, pump: int) -> None:
    status, answer = await sent(gateway, "POST", f"{OF_SITE}/{path}")
    assert (status, answer["unconfirmed"], answer["pumps"][0]["state"]) == (200, [], "IDLE")
    assert isinstance(neighbours.pumps.asked, pumps_pb2.StartForecourtRequest)
    assert neighbours.pumps.asked.pump == pump


async def test_releasing_a_pump_opens_a_sale(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"grade_ids": ["diesel"], "max_volume_ml": 40_000, "shift_id": "s1"}
    status, sale = await sent(gateway, "POST", f"{OF_SITE}/pumps/4/authorise", body)
    assert (status, sale["sale_id"]) == (201, SALE)
    asked = neighbours.sales.asked
    assert (asked.site_id, asked.pump, asked.kind) == (SITE, 4, sale_pb2.SALE_KIND_POST_PAY)
    assert (list(asked.grade_ids), asked.max_volume_ml, asked.shift_id) == (["diesel"], 40_000, "s1")
    assert (await sent(gateway, "POST", f"{OF_SITE}/pumps/4/authorise"))[0] == 201
    for wrong in ({"max_amount_minor": -1}, {"nozzles": [0]}, {"kind": "PRE_PAY"}):
        assert (await sent(gateway, "POST", f"{OF_SITE}/pumps/4/authorise", wrong))[0] == 422
    assert (await sent(gateway, "POST", f"{OF_SITE}/pumps/0/authorise"))[0] == 422
