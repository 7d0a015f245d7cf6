"""A replaced controller's numbers, through the HTTP door."""

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .test_shifts import last_record

API = "/api/v1"
PATH = f"{API}/sites/{SITE}/pumps/3/restart-numbers"
WISH = {"last": 41, "replaced_at": "2026-11-22T10:00:00Z", "reason": "lightning"}


async def test_the_numbers_of_a_replaced_controller_go_on(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        (seen,) = (await http.get(f"{API}/sites/{SITE}/pump-numbers")).json()["items"]
        moved = await http.post(PATH, json={**WISH, "last": 40})
        assert (moved.status_code, moved.json()["reason"], moved.json()["context"]) == (
            409,
            "NumbersMovedOn",
            {"last": "41"},
        )
        for wrong in ({"reason": ""}, {"last": 0}, {"replaced_at": "yesterday"}):
            assert (await http.post(PATH, json={**WISH, **wrong})).status_code == 422
        done = await http.post(PATH, json=WISH)
        record = await last_record(http)
    assert (seen["pump"], seen["base"], seen["last"], seen["reused"]) == (3, 0, 41, 2)
    assert (done.status_code, done.json()["booked"], done.json()["numbers"]["base"]) == (200, 2, 41)
    assert neighbours.iot.asked.replaced_at.seconds == 1_795_341_600
    assert (record["target"], record["before"]["base"], record["after"]["reason"]) == (
        f"pump/{SITE}/3",
        0,
        "lightning",
    )
