"""Money on its way to the bank, and back."""

from .accounts import Simulated
from .edges import controlling
from .test_refunds import paid


async def test_a_bank_sends_a_payout_back(simulated: Simulated) -> None:
    await paid(simulated.v1)
    async with controlling(simulated.simulator) as control:
        await control.post("/clock", json={"seconds": 4 * 86_400})
        (sent,) = (await control.post("/payouts")).json()
        failed = (await control.post(f"/payouts/{sent['id']}/fail")).json()
    assert (failed["id"], failed["status"]) == (sent["id"], "failed")
    assert (await simulated.v1.payouts.retrieve_async(sent["id"])).status == "failed"
    (available,) = (await simulated.v1.balance.retrieve_async()).available
    assert available.amount == sent["amount"]
