"""Disputes: opened at the control port or by a test card, answered with evidence, won or lost."""

from stripe_simulator.app.listing import page
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects import disputes, files, transactions
from stripe_simulator.objects.common import before
from stripe_simulator.objects.disputes import DISPUTE
from stripe_simulator.state import Object
from stripe_simulator.world import World

OVERDUE = "dispute_overdue"


def open_dispute(world: World, charge_id: str, amount: int | None = None, reason: str = "fraudulent") -> Object:
    """Takes the money from the account, and a fee. Raises InvalidRequest for what was not paid, or is disputed."""
    charge = world.get("charge", charge_id, "charge")
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = left if amount is None else amount
    if charge["disputed"] or not 0 < amount <= left:
        raise InvalidRequest("The charge is disputed already, or there is not so much to dispute.", param="charge")
    made = disputes.dispute(charge, amount, reason, world.now)
    made = world.put(disputes.with_money(made, _moved(world, made, -amount, disputes.FEE_MINOR)))
    world.put({**charge, "disputed": True})
    world.at(made["evidence_details"]["due_by"], OVERDUE, made["id"])
    world.emit("charge.dispute.created", made)
    world.emit("charge.dispute.funds_withdrawn", made)
    return made


def _moved(world: World, row: Object, amount: int, fee: int = 0) -> Object:
    moved = transactions.transaction("adjustment", amount, row, world.now, world.now)
    moved = {**moved, "reporting_category": "dispute" if amount < 0 else "dispute_reversal"}
    return world.put(transactions.with_fee(moved, fee, "Dispute fee") if fee else moved)


def retrieve(world: World, _: Object, identifier: str) -> Object:
    return world.get(DISPUTE, identifier, "dispute")


def list_disputes(world: World, params: Object) -> Object:
    return page(world, DISPUTE, "/v1/disputes", params, "charge", "payment_intent")


def update(world: World, params: Object, identifier: str) -> Object:
    """Evidence goes to the bank at once unless `submit` says no. Files must have been uploaded for it."""
    old = world.get(DISPUTE, identifier, "dispute")
    for name in disputes.FILES:
        if given := params.get("evidence", {}).get(name):
            _require_evidence(world, given, f"evidence[{name}]")
    new = world.put(disputes.updated(old, params))
    world.emit("charge.dispute.updated", new, before(old, new))
    return new


def _require_evidence(world: World, identifier: str, param: str) -> None:
    if world.get(files.FILE, identifier, param)["purpose"] != files.EVIDENCE:
        raise InvalidRequest(f"The file {identifier} was not uploaded as {files.EVIDENCE}.", param=param)


def close(world: World, _: Object, identifier: str) -> Object:
    """Given in: the money is lost."""
    return end(world, identifier, disputes.LOST)


def end(world: World, identifier: str, outcome: str) -> Object:
    """What the bank decides; a won dispute brings the money back, but not the fee. Raises InvalidRequest."""
    old = world.get(DISPUTE, identifier, "dispute")
    new = disputes.closed(old, outcome)
    if outcome == disputes.WON:
        new = disputes.with_money(new, _moved(world, new, new["amount"]))
    world.put(new)
    world.emit("charge.dispute.closed", new, before(old, new))
    if outcome == disputes.WON:
        world.emit("charge.dispute.funds_reinstated", new)
    return new


def overdue(world: World, identifier: str) -> None:
    """Nobody answered in time."""
    row = world.table(DISPUTE).get(identifier)
    if row is not None and row["status"] == disputes.NEEDS_RESPONSE:
        end(world, identifier, disputes.LOST)


def open_by_itself(world: World, charge: str) -> None:
    """After a payment with the card that is always disputed."""
    open_dispute(world, charge)
