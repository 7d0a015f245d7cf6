"""What people do around an account: hold cards to readers, complain at their bank; what banks decide."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from stripe_simulator.app import disputes, issuer, payouts, reader_actions
from stripe_simulator.control.parts import Parts
from stripe_simulator.errors import InvalidRequest
from stripe_simulator.objects.terminal import READER

USUAL_CARDS = ("pm_card_visa", "pm_card_mastercard", "pm_card_visa_debit")


class Script(BaseModel):
    """How the next attempts with any card end: declined with this code, approved up to an amount, or after asking."""

    model_config = ConfigDict(extra="forbid")

    decline_code: str | None = None
    approves_minor: Annotated[int, Field(gt=0)] | None = None
    authenticate: bool = False
    times: int = Field(default=1, ge=1, le=1000)


class Complaint(BaseModel):
    """Of a charge or a payment intent; without an amount all that was paid."""

    model_config = ConfigDict(extra="forbid")

    charge: str = ""
    payment_intent: str = ""
    amount: Annotated[int, Field(gt=0)] | None = None
    reason: str = "fraudulent"


class Verdict(BaseModel):
    outcome: Literal["won", "lost"]


class Habit(BaseModel):
    """Whether a reader is on line; how many seconds after it asks one of these cards is held to it: null is never, and
    without it the habit of `all` is that of the reader."""

    model_config = ConfigDict(extra="forbid")

    status: Literal["online", "offline"] = "online"
    present_after_s: Annotated[float, Field(ge=0)] | None = None
    cards: list[str] = Field(default=list(USUAL_CARDS), min_length=1)


class Presented(BaseModel):
    card: str = "pm_card_visa"


def router(parts: Parts) -> APIRouter:
    routes = APIRouter()
    _add_cards(routes, parts)
    _add_readers(routes, parts)
    _add_disputes(routes, parts)
    _add_payouts(routes, parts)
    return routes


def _add_cards(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/cards/script", tags=["cards"])
    async def script(wish: Script) -> None:
        """Scripts are used up in their order, before anything that the cards themselves would do."""
        for _ in range(wish.times):
            issuer.script(parts.world, wish.decline_code, wish.approves_minor, authenticate=wish.authenticate)
        parts.world.commit()

    @routes.delete("/cards/script", tags=["cards"])
    async def forget_scripts() -> None:
        for row in list(parts.world.table(issuer.SCRIPT).oldest_first()):
            parts.world.remove(issuer.SCRIPT, row["id"])
        parts.world.commit()


def _add_readers(routes: APIRouter, parts: Parts) -> None:
    @routes.put("/readers/{reader}", tags=["readers"])
    async def set_habit(reader: str, habit: Habit) -> None:
        """Of one reader; of `all`: of those without a habit of their own."""
        if reader != reader_actions.ALL:
            row = parts.world.get(READER, reader, "reader")
            parts.world.put({**row, "status": habit.status})
        if "present_after_s" in habit.model_fields_set:
            reader_actions.let_present(parts.world, reader, habit.present_after_s, habit.cards)
        else:
            reader_actions.forget_habit(parts.world, reader)
        parts.world.commit()

    @routes.post("/readers/{reader}/present", tags=["readers"])
    async def present(reader: str, wish: Presented) -> dict[str, Any]:
        """Any test card, also one that is declined."""
        row = reader_actions.present(parts.world, reader, wish.card)
        parts.world.commit()
        return row

    @routes.post("/readers/{reader}/refuse", tags=["readers"])
    async def refuse(reader: str) -> dict[str, Any]:
        """The customer presses the red button."""
        row = reader_actions.refuse(parts.world, reader)
        parts.world.commit()
        return row


def _add_payouts(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/payouts", tags=["account"])
    async def pay_out() -> list[dict[str, Any]]:
        """All that is available goes to the bank, as every night."""
        made = payouts.pay_out_available(parts.world)
        parts.world.commit()
        return made

    @routes.post("/payouts/{payout}/fail", tags=["account"])
    async def send_back(payout: str) -> dict[str, Any]:
        """The bank does not take it: what was paid out is available again. Once."""
        failed = payouts.fail(parts.world, payout)
        parts.world.commit()
        return failed


def _add_disputes(routes: APIRouter, parts: Parts) -> None:
    @routes.post("/disputes", tags=["disputes"])
    async def complain(about: Complaint) -> dict[str, Any]:
        made = disputes.open_dispute(parts.world, _charge(parts, about), about.amount, about.reason)
        parts.world.commit()
        return made

    @routes.post("/disputes/{dispute}/close", tags=["disputes"])
    async def decide(dispute: str, verdict: Verdict) -> dict[str, Any]:
        ended = disputes.end(parts.world, dispute, verdict.outcome)
        parts.world.commit()
        return ended


def _charge(parts: Parts, about: Complaint) -> str:
    if about.charge:
        return about.charge
    intent = parts.world.get("payment_intent", about.payment_intent, "payment_intent")
    if intent["latest_charge"] is None:
        raise InvalidRequest("Nothing was charged.", param="payment_intent")
    return str(intent["latest_charge"])
