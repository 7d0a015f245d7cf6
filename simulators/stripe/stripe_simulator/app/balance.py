"""The account's money: every movement of it, what is available, and the midnights at which pending money becomes so."""

from collections import Counter

from stripe_simulator.app.listing import chosen, page
from stripe_simulator.objects import transactions
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND, SETTLE, PAID_OUT = "balance_transaction", "settle", "_paid_out"


def book_capture(world: World, charge: Object, amount: int) -> Object:
    """What was captured, less the fee; it is available some days later."""
    available_on = transactions.midnight_after(world.now + world.settings.settlement_s)
    world.at(available_on, SETTLE, str(available_on))
    return world.put(transactions.captured(charge, amount, world.now, available_on))


def book(world: World, kind: str, amount: int, source: Object) -> Object:
    """A movement that counts at once: `refund`, `payout`, `adjustment` …, outgoing amounts being negative."""
    return world.put(transactions.transaction(kind, amount, source, world.now, world.now))


def settle(world: World, _: str) -> None:
    """Pending money whose day has come is available."""
    for row in list(world.table(KIND).newest_first()):
        if row["status"] == "pending" and row["available_on"] <= world.now:
            world.put({**row, "status": "available"})


def available(world: World) -> Counter[str]:
    """Net minor units by currency."""
    return _sums(world, "available")


def balance(world: World, _: Object) -> Object:
    sums = {status: _sums(world, status) for status in ("available", "pending")}
    currencies = sorted(sums["available"].keys() | sums["pending"].keys())
    lists = {
        status: [
            {"amount": amounts[currency], "currency": currency, "source_types": {"card": amounts[currency]}}
            for currency in currencies
        ]
        for status, amounts in sums.items()
    }
    return {"object": "balance", **lists, "livemode": False}


def _sums(world: World, status: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in world.table(KIND).oldest_first():
        if row["status"] == status:
            sums[row["currency"]] += row["net"]
    return sums


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier)


def listed(world: World, params: Object) -> Object:
    """By `payout` too: what an automatic payout is made of, and itself."""
    payout = params.get("payout")
    if payout is None:
        return page(world, KIND, "/v1/balance_transactions", params, "currency", "source", "type")
    return chosen(world, KIND, "/v1/balance_transactions", params, lambda row: in_payout(world, row, payout))


def in_payout(world: World, row: Object, payout: str) -> bool:
    marked = world.table(PAID_OUT).get(row["id"])
    return marked is not None and bool(marked["payout"] == payout)
