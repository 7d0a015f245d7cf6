"""How a site sells, through the real HTTP door."""

from typing import Any

import pytest
from motorway_kit.errors import Conflict, InvalidInput, MotorwayError

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, field_of, reason_of

SELLING = {
    "supplier": {"name": "Motorway Services Ltd", "address": ["Junction 9", "Cobham"], "vat_id": "GB123456789"},
    "max_unpaid": 3,
    "zero_tr_mode": 0,
    "prepay_max_minor": 15_000,
    "receipt_note": "Thank you.\nDrive safely.",
    "simplified_limit_minor": 25_000,
    "offline": {"max_sale_minor": 5_000, "max_age_s": 3_600, "max_operations": 0},
    "position": {"latitude": 51.3148, "longitude": -0.3869},
}
BLEND = [{"grade_id": "e5", "per_mille": 400}, {"grade_id": "e10", "per_mille": 600}]
GRADES = [
    {"grade_id": "e10", "name": "E10", "vat_rate_bp": 2000, "blend": []},
    {"grade_id": "e5", "name": "E5", "vat_rate_bp": 0, "blend": []},
    {"grade_id": "mid", "name": "Mid", "vat_rate_bp": None, "blend": BLEND},
]
NOZZLES = [{"number": 1, "grade_id": "mid", "tank": 1, "second_tank": 2, "second_tank_per_mille": 400}]
PUMPS = [{"number": 1, "service_level": "ATTENDED", "nozzles": NOZZLES}]
NAMED = {"site_id": SITE, "name": "Cobham", "time_zone": "Europe/London", "currency": "GBP"}


async def test_what_is_configured_is_what_is_read(gateway: RunningGateway) -> None:
    wanted = NAMED | SELLING | {"grades": GRADES, "pumps": PUMPS}
    async with gateway.client() as http:
        applied = (await http.put(f"{API}/sites/{SITE}", json=wanted)).json()
        read = (await http.get(f"{API}/sites/{SITE}")).json()
    assert applied == read
    assert {name: read[name] for name in wanted} == wanted


async def test_who_knows_nothing_of_selling_configures_a_site_with_the_defaults(
    gateway: RunningGateway, neighbours: Neighbours
) -> None:
    async with gateway.client() as http:
        read = (
            await http.put(f"{API}/sites/{SITE}", json=NAMED | {"grades": [{"grade_id": "e10", "name": "E"}]})
        ).json()
    assert read["grades"] == [{"grade_id": "e10", "name": "E", "vat_rate_bp": None, "blend": []}]
    assert {name: read[name] for name in SELLING} == {
        "supplier": {"name": "", "address": [], "vat_id": ""},
        "max_unpaid": 2,
        "zero_tr_mode": 1,
        "prepay_max_minor": 0,
        "receipt_note": "",
        "simplified_limit_minor": 0,
        "offline": {"max_sale_minor": 20_000, "max_age_s": 86_400, "max_operations": 200},
        "position": None,
    }
    assert not neighbours.pos.sites[SITE].grades[0].HasField("vat_rate_bp")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"max_unpaid": 16}, "max_unpaid"),
        ({"max_unpaid": "2"}, "max_unpaid"),
        ({"zero_tr_mode": 2}, "zero_tr_mode"),
        ({"prepay_max_minor": -1}, "prepay_max_minor"),
        ({"simplified_limit_minor": -1}, "simplified_limit_minor"),
        ({"supplier": {"vat": "GB1"}}, "supplier.vat"),
        ({"position": {"latitude": 90.5, "longitude": 0}}, "position.latitude"),
        ({"position": {"latitude": 51.3, "longitude": "0"}}, "position.longitude"),
        ({"position": {"latitude": 51.3}}, "position.longitude"),
        ({"grades": [{"grade_id": "e10", "name": "E", "vat_rate_bp": 10_001}]}, "grades.0.vat_rate_bp"),
        ({"pumps": [{"number": 1, "nozzles": [], "service_level": "self"}]}, "pumps.0.service_level"),
    ],
)
async def test_what_cannot_be_is_refused_by_the_name_of_its_field(
    gateway: RunningGateway, change: dict[str, Any], field: str
) -> None:
    async with gateway.client() as http:
        assert field_of(await http.put(f"{API}/sites/{SITE}", json=NAMED | change)) == (422, field)


async def test_a_check_says_what_would_be_and_changes_nothing(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        before = (await http.get(f"{API}/sites/{SITE}")).json()
        checked = await http.post(f"{API}/sites/{SITE}/check", json=NAMED | SELLING)
        other = await http.post(f"{API}/sites/m1-leicester/check", json=NAMED)
        after = (await http.get(f"{API}/sites/{SITE}")).json()
    assert (checked.status_code, checked.json()["stored"], after) == (200, before, before)
    assert checked.json()["site"]["supplier"] == SELLING["supplier"]
    assert field_of(other) == (422, "site_id")


class PumpHasOpenSales(Conflict):
    """As pos says it."""


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (PumpHasOpenSales("a pump with sales stays", pumps="1"), (409, "PumpHasOpenSales")),
        (InvalidInput("no", field="pumps[0].nozzles[0].second_tank"), (422, "InvalidInput")),
    ],
)
async def test_what_pos_refuses_is_shown_as_it_is(
    gateway: RunningGateway, neighbours: Neighbours, error: MotorwayError, answer: Any
) -> None:
    neighbours.pos.refusal = error
    async with gateway.client() as http:
        assert reason_of(await http.put(f"{API}/sites/{SITE}", json=NAMED)) == answer
