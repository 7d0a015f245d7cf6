"""Payouts to the bank: on demand, or each night all that is available."""

from stripe_simulator.app import balance
from stripe_simulator.app.listing import page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import payouts, transactions
from stripe_simulator.objects.amounts import currency_of
from stripe_simulator.objects.common import before, one_of
from stripe_simulator.settings import DAY_S
from stripe_simulator.state import Object
from stripe_simulator.world import World

KIND, ARRIVE, NIGHTLY = "payout", "payout_arrives", "nightly_payouts"


def create(world: World, params: Object) -> Object:
    """On demand; it names no transactions. Raises InvalidRequest `balance_insufficient`."""
    currency, amount = currency_of(params["currency"]), params["amount"]
    if amount < 1:
        raise InvalidRequest("This value must be greater than or equal to 1.", "parameter_invalid_integer", "amount")
    if amount > balance.available(world)[currency]:
        raise InvalidRequest("You have insufficient funds in your account for this payout.", "balance_insufficient")
    one_of(params, "method", ("standard",))
    return _sent(world, payouts.asked_for(_new(world, amount, currency), params))


def pay_out_available(world: World) -> list[Object]:
    """An automatic payout in each currency of everything that is available and was not paid out."""
    marked = world.table(balance.PAID_OUT)
    rows = [row for row in world.table(balance.KIND).oldest_first() if row["status"] == "available"]
    left = [row for row in rows if marked.get(row["id"]) is None]
    currencies = sorted({row["currency"] for row in left})
    made = [_swept(world, currency, [row for row in left if row["currency"] == currency]) for currency in currencies]
    return [payout for payout in made if payout is not None]


def _swept(world: World, currency: str, rows: list[Object]) -> Object | None:
    amount = sum(row["net"] for row in rows)
    if amount <= 0:
        return None
    payout = _sent(world, payouts.automatic(_new(world, amount, currency)))
    for identifier in (*(row["id"] for row in rows), payout["balance_transaction"]):
        world.put({"object": balance.PAID_OUT, "id": identifier, "payout": payout["id"]})
    world.emit("payout.reconciliation_completed", payout)
    return payout


def _new(world: World, amount: int, currency: str) -> Object:
    return payouts.new(amount, currency, transactions.midnight_after(world.now + DAY_S), world.now)


def _sent(world: World, payout: Object) -> Object:
    transaction = balance.book(world, "payout", -payout["amount"], payout)
    sent = world.put(payouts.with_transaction(payout, transaction["id"]))
    world.emit("payout.created", sent)
    world.at(sent["arrival_date"], ARRIVE, sent["id"])
    return sent


def arrive(world: World, identifier: str) -> None:
    """Unless it failed before."""
    old = world.get(KIND, identifier)
    if old["status"] == payouts.PENDING:
        payout = world.put(payouts.paid(old))
        world.emit("payout.paid", payout, before(old, payout))


def fail(world: World, identifier: str) -> Object:
    """The bank sends it back. Raises InvalidRequest when it failed before."""
    old = world.get(KIND, identifier)
    if old["status"] == payouts.FAILED:
        raise InvalidRequest("This payout has failed already.")
    transaction = balance.book(world, "payout_failure", old["amount"], old)
    payout = world.put(payouts.failed(old, transaction["id"]))
    world.emit("payout.failed", payout, before(old, payout))
    return payout


def every_night(world: World, _: str) -> None:
    """Pay out, and again at the next midnight (UTC)."""
    pay_out_available(world)
    schedule(world)


def schedule(world: World) -> None:
    world.at(transactions.midnight_after(world.now + 1) + 1, NIGHTLY, "")


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(KIND, identifier)


def listed(world: World, params: Object) -> Object:
    return page(world, KIND, "/v1/payouts", params, "status")
