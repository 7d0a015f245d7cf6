"""Shifts, settlements and discrepancies through the HTTP door, with a stand-in for pos."""

from typing import Any

import httpx
from motorway.pos.v1 import settlement_pb2, shifts_pb2

from .browser import Browser
from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import at, make_user
from .stub_shifts import DAY, SHIFT

API = "/api/v1"
SHIFTS = f"{API}/shifts"


async def sent(gateway: RunningGateway, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    async with gateway.client() as http:
        response = await http.request(method, path, json=body)
    return response.status_code, response.json()


async def last_record(http: httpx.AsyncClient) -> Any:
    records = (await http.get(f"{API}/audit?site={SITE}&limit=1")).json()["items"]
    return (await http.get(f"{API}/audit/{records[0]['record_id']}")).json()


async def test_a_shift_is_opened_at_a_named_till(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"site": SITE, "till": "Counter 1", "float_minor": 10_000, "mode": "PER_TILL"}
    async with gateway.client() as http:
        answers = [await http.post(SHIFTS, json=body, headers={"Idempotency-Key": "shift-of-today"}) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [201, 201]
    shift, asked = answers[0].json(), neighbours.shifts.asked
    assert (shift["shift_id"], shift["state"], shift["z_number"], shift["closed_at"]) == (SHIFT, "OPEN", None, None)
    assert (asked.site_id, asked.till, asked.float_minor) == (SITE, "Counter 1", 10_000)
    assert (asked.mode, len(asked.idempotency_key)) == (shifts_pb2.SHIFT_MODE_PER_TILL, 64)


async def test_who_is_in_on_a_till_by_pin_need_not_name_it(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        nameless = await http.post(SHIFTS, json={"site": SITE})
        ann = await make_user(http, "ann", at("cashier"))
        await http.put(f"{API}/users/{ann['user_id']}/pin", json={"pin": "709313"})
    async with Browser(gateway.url) as browser:
        await browser.sign_in()
        await browser.post(f"{API}/tills", json={"site": SITE, "name": "Counter 2"})
        await browser.sign_out()
        await browser.post(f"{API}/auth/pin", json={"user_id": ann["user_id"], "pin": "709313"})
        opened = await browser.post(SHIFTS, json={"site": SITE})
        till = neighbours.shifts.asked.till
        other = await browser.post(SHIFTS, json={"site": SITE, "till": "Counter 1"})
        await browser.get(f"{SHIFTS}/current?site={SITE}")
        current = neighbours.shifts.asked.till
    assert (opened.status_code, till, current) == (201, "Counter 2", "Counter 2")
    assert [(each.status_code, each.json()["errors"][0]["field"]) for each in (nameless, other)] == [(422, "till")] * 2


async def test_shifts_are_listed_and_read(gateway: RunningGateway, neighbours: Neighbours) -> None:
    status, page = await sent(gateway, "GET", f"{SHIFTS}?site={SITE}&state=CLOSED&limit=1")
    assert (status, page["next_cursor"], neighbours.shifts.asked.state) == (200, "next", shifts_pb2.SHIFT_STATE_CLOSED)
    (shift,) = page["items"]
    assert (shift["z_number"], shift["over_short_minor"], shift["counted_minor"]) == (7, -50, 11_950)
    assert (await sent(gateway, "GET", f"{SHIFTS}/{SHIFT}"))[1]["cashier"] == "jo"
    assert (await sent(gateway, "GET", f"{SHIFTS}/nonsense"))[0] == 422


async def test_cash_moves(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        wish = {"kind": "SAFE_DROP", "amount_minor": 5_000}
        made = await http.post(f"{SHIFTS}/{SHIFT}/cash-movements", json=wish)
        listed = await http.get(f"{SHIFTS}/{SHIFT}/cash-movements")
        wrong = await http.post(f"{SHIFTS}/{SHIFT}/cash-movements", json={"kind": "GIFT"})
        record = await last_record(http)
    assert (made.status_code, made.json()["number"], made.json()["kind"]) == (201, 1, "SAFE_DROP")
    assert listed.json() == {"items": [made.json()]}
    assert (wrong.status_code, record["target"], record["site"]) == (422, f"shift/{SHIFT}", SITE)
    assert neighbours.shifts.asked.kind == shifts_pb2.CASH_MOVEMENT_KIND_SAFE_DROP


async def test_a_shift_is_counted_closed_and_written_down(gateway: RunningGateway, neighbours: Neighbours) -> None:
    blind = (await sent(gateway, "GET", f"{SHIFTS}/{SHIFT}/x-report"))[1]
    assert (blind["drawer"], blind["takings"], blind["carried"][0]["kind"]) == (None, [], "PRE_PAY")
    assert (blind["missing"], blind["offline_since"]) == ([{"pump": 1, "first": 8, "last": 9}], "2026-11-18T11:06:40Z")
    async with gateway.client() as http:
        body = {"counted_minor": 11_950, "denominations": [{"value_minor": 50, "count": 239}]}
        closed = await http.post(f"{SHIFTS}/{SHIFT}/close", json=body)
        record = await last_record(http)
    z = closed.json()
    assert (closed.status_code, z["number"], z["hash"], z["previous_hash"]) == (200, 7, "ab" * 32, "00" * 32)
    assert (z["report"]["drawer"]["expected_minor"], z["report"]["shift"]["over_short_minor"]) == (12_000, -50)
    assert z["report"]["offline_since"] is None
    assert z["report"]["takings"] == [{"kind": "CASH", "count": 2, "amount_minor": 2_000}]
    assert [vat["vat_minor"] for name in ("vat", "refund_vat") for vat in z["report"][name]] == [333, -50]
    assert neighbours.shifts.asked.counted_minor == 11_950
    assert (record["target"], record["before"]["state"]) == (f"shift/{SHIFT}", "OPEN")
    assert (await sent(gateway, "GET", f"{SHIFTS}/{SHIFT}/z-report"))[1] == z


async def test_a_drawer_is_checked_on_the_spot(gateway: RunningGateway, neighbours: Neighbours) -> None:
    status, drawer = await sent(gateway, "GET", f"{SHIFTS}/{SHIFT}/drawer")
    assert (status, drawer["takings_minor"], drawer["expected_minor"]) == (200, 2_000, 12_000)


async def test_a_count_by_denomination_alone_names_no_total(gateway: RunningGateway, neighbours: Neighbours) -> None:
    body = {"denominations": [{"value_minor": 2_000, "count": 3}]}
    assert (await sent(gateway, "POST", f"{SHIFTS}/{SHIFT}/close", body))[0] == 200
    assert not neighbours.shifts.asked.HasField("counted_minor")


async def test_meters_are_checked(gateway: RunningGateway, neighbours: Neighbours) -> None:
    path = f"{API}/sites/{SITE}/meter-check?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z"
    status, checked = await sent(gateway, "GET", path)
    assert (status, [row["difference_ml"] for row in checked["items"]]) == (200, [30, 0])
    assert [row["start_ml"] for row in checked["items"]] == [1_000, None]
    assert (neighbours.settlement.asked.to.seconds, neighbours.settlement.asked.site_id) == (1_795_392_000, SITE)
    assert (await sent(gateway, "GET", f"{API}/sites/{SITE}/meter-check"))[0] == 422
    before_all_time = path.replace("2026-11-22T00:00:00Z", "0001-01-01T00:00:00%2B23:59")
    status, problem = await sent(gateway, "GET", before_all_time)
    assert (status, problem["errors"][0]["field"]) == (422, "from")


async def test_a_day_is_settled(gateway: RunningGateway, neighbours: Neighbours) -> None:
    status, shown = await sent(gateway, "GET", f"{API}/sites/{SITE}/settlement?day={DAY}")
    assert (status, shown["day"], shown["balanced"], neighbours.settlement.asked.day) == (200, DAY, False, DAY)
    assert [[sold["clearing"] for sold in row["sold"]] for row in shown["nozzles"]] == [["PAID"], [""]]
    (tank,) = shown["tanks"]
    assert (tank["opening_ml"], tank["closing_ml"], tank["unexplained_ml"]) == (50_000, None, None)
    status, kept = await sent(gateway, "POST", f"{API}/sites/{SITE}/settlement", {"day": DAY})
    assert (status, kept["number"], kept["nightly"], kept["settlement"]) == (201, 3, True, shown)
    status, page = await sent(gateway, "GET", f"{API}/sites/{SITE}/settlements?limit=1")
    assert (status, page) == (200, {"items": [kept], "next_cursor": "3"})
    assert (await sent(gateway, "GET", f"{API}/sites/{SITE}/settlement?day=today"))[0] == 422


async def test_fuellings_that_never_come_are_given_up(gateway: RunningGateway, neighbours: Neighbours) -> None:
    path, body = f"{API}/sites/{SITE}/pumps/3/give-up-fuellings", {"first": 2, "last": 4, "reason": "board replaced"}
    status, written = await sent(gateway, "POST", path, body)
    assert (status, written["state"], written["resolution"]) == (200, "RESOLVED", "board replaced")
    asked = neighbours.settlement.asked
    assert (asked.site_id, asked.pump, asked.first, asked.last) == (SITE, 3, 2, 4)
    assert (await sent(gateway, "POST", path, {**body, "reason": ""}))[0] == 422


async def test_discrepancies_are_listed_and_resolved(gateway: RunningGateway, neighbours: Neighbours) -> None:
    status, page = await sent(gateway, "GET", f"{API}/discrepancies?site={SITE}&state=OPEN")
    assert (status, page["next_cursor"], page["items"][0]["state"]) == (200, "next", "OPEN")
    assert list(neighbours.settlement.asked.states) == [settlement_pb2.DISCREPANCY_STATE_OPEN]
    async with gateway.client() as http:
        done = await http.post(f"{API}/discrepancies/{SHIFT}/resolve", json={"resolution": "calibrated"})
        record = await last_record(http)
    assert (done.json()["state"], done.json()["resolution"]) == ("RESOLVED", "calibrated")
    assert (record["target"], record["before"]["state"]) == (f"discrepancy/{SHIFT}", "OPEN")
