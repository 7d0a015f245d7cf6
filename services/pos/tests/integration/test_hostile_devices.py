"""What no sound device would send stops neither its own site's sales nor those of others."""

from typing import Any

import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from motorway.iot.v1 import device_pb2
from pos.app.resolver import Resolver
from pos.domain.sale import SaleKind, SaleState
from pos.parts import Pos

from .clock import ManualClock
from .pump_world import IDLE, a_site, delivered, discrepancies, opened, report, stored, transaction_of, with_site
from .stub_pumps import StubPumps
from .test_resolver import EXPIRED_S

MOST, LEAST = 2**63 - 1, -(2**63)


@pytest.mark.parametrize(
    "fields",
    [
        {"volume_total_before_ml": LEAST, "volume_total_after_ml": MOST},
        {"volume_total_before_ml": MOST, "volume_total_after_ml": LEAST},
        {"volume_ml": MOST, "unit_price_milli": MOST, "amount_minor": MOST, "amount_total_after_minor": MOST},
        {"amount_total_before_minor": LEAST, "amount_total_after_minor": MOST},
    ],
)
async def test_absurd_figures_are_booked_and_told(parts: Pos, fields: dict[str, Any]) -> None:
    """A message that fails for ever would keep a consumer from all that follows it."""
    await with_site(parts)
    (booked,) = await delivered(parts, transaction_of(parts, 1, **fields))
    assert booked is not None
    assert booked.state is SaleState.PAYABLE
    found = await discrepancies(parts)
    assert all(LEAST <= expected <= MOST for _, _, _, expected, _ in found)


async def test_the_highest_number_is_booked(parts: Pos) -> None:
    await with_site(parts)
    (booked,) = await delivered(parts, transaction_of(parts, MOST))
    assert booked is not None
    assert await delivered(parts, transaction_of(parts, MOST)) == [None]


async def test_fuel_that_nobody_released_is_sold_in_the_money_of_the_site(parts: Pos) -> None:
    """In money that there is not it could never be cleared, and in another one no drawer would balance."""
    await with_site(parts)
    (booked,) = await delivered(parts, transaction_of(parts, 1, currency="ZZZ"))
    assert booked is not None
    assert booked.currency == "GBP"
    assert [kind for kind, *_ in await discrepancies(parts)] == ["currency"]


async def test_a_shop_ticket_gets_no_fuel(parts: Pos) -> None:
    await with_site(parts)
    shop = await opened(parts, kind=SaleKind.SHOP, state=SaleState.LOCKED, pump=0, shift_id="s")
    (booked,) = await delivered(parts, transaction_of(parts, 1, token=shop.sale_id))
    assert booked is not None
    assert booked.sale_id != shop.sale_id
    assert (await stored(parts, shop)).lines == ()


@pytest.mark.parametrize(
    "answer",
    [
        {"time": Timestamp(seconds=2**62)},
        {"time": Timestamp(seconds=-(2**62))},
        {"pumps": [device_pb2.PumpReport(pump=2**32 - 1, state=IDLE)]},
        {"pumps": [device_pb2.PumpReport(pump=1, state=IDLE, nozzle=2**32 - 1, last_sequence=2**64 - 1)]},
        {"pumps": [device_pb2.PumpReport(pump=1, state=IDLE, release_token="\0")]},
    ],
)
async def test_absurd_answers_stop_no_other_site(
    parts: Pos, stub_pumps: StubPumps, clock: ManualClock, answer: dict[str, object]
) -> None:
    """The site that answers so waits; the others are decided in the same round."""
    await with_site(parts)
    await with_site(parts, a_site("m1-leicester"))
    absurd = device_pb2.CommandResponse(accepted=True, **answer)  # type: ignore[arg-type]
    sound = device_pb2.CommandResponse(accepted=True, pumps=[report(None, IDLE)])
    stub_pumps.answers["AskPumps"] = lambda request: sound if request.site == "m1-leicester" else absurd
    mine, other = await opened(parts), await opened(parts, site_id="m1-leicester")
    clock.forward(seconds=EXPIRED_S)
    assert await Resolver(parts).ask_waiting() == 2
    assert (await stored(parts, mine)).state is SaleState.REQUESTED
    assert (await stored(parts, other)).state is SaleState.REFUSED
