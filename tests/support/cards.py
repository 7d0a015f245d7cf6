"""Paying by card at a station: holds, charges and readers through the API, and Stripe, the simulated one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
from motorway_kit.testing import wait_until

from tests.support.desk import POLL_S, SOON_S, Desk, Document
from tests.support.platform import Platform
from tests.support.station import Station

VISA, MASTERCARD, DECLINED = "pm_card_visa", "pm_card_mastercard", "pm_card_chargeDeclined"
CAPTURE = "/v1/payment_intents/*/capture"


def by(payment_method: str = VISA) -> Document:
    """A card that the customer's app has given to Stripe."""
    return {"kind": "PAYMENT_METHOD", "payment_method": payment_method}


@dataclass
class AtStripe:
    """What Stripe itself has, and what goes wrong between it and us. Whoever spoils something heals it."""

    platform: Platform

    async def control(self, method: str, path: str, body: object = None) -> object:
        """The simulator's control port."""
        async with httpx.AsyncClient(base_url=self.platform["STRIPE_CONTROL_URL"], timeout=60) as http:
            answer = await http.request(method, path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    @asynccontextmanager
    async def spoiled(self, path: str, do: str, times: int = 1) -> AsyncIterator[None]:
        """The next so many calls that change something at this path go wrong."""
        await self.control("POST", "/faults", [{"match": {"method": "POST", "path": path}, "do": do, "times": times}])
        try:
            yield
        finally:
            await self.control("DELETE", "/faults")

    @asynccontextmanager
    async def webhooks(self, **mischief: object) -> AsyncIterator[None]:
        """What happens to webhooks meanwhile; afterwards what was held goes out."""
        await self.control("PUT", "/webhooks", mischief)
        try:
            yield
        finally:
            await self.control("PUT", "/webhooks", {})

    def dashboard(self) -> httpx.AsyncClient:
        """Somebody who uses the account without us."""
        headers = {"Authorization": f"Bearer {self.platform['STRIPE_KEY']}"}
        return httpx.AsyncClient(base_url=self.platform["STRIPE_URL"], headers=headers, timeout=30)

    async def objects(self, kind: str) -> list[Document]:
        """Oldest first."""
        told = await self.control("GET", f"/dump?kind={kind}")
        assert isinstance(told, dict)
        rows: list[Document] = told[kind]
        return rows

    async def intent(self, payment_id: str) -> Document:
        """The one payment intent of a payment of ours."""
        rows = await self.objects("payment_intent")
        (found,) = [row for row in rows if row["metadata"].get("payment_id") == payment_id]
        return found

    async def money_taken(self, payment_id: str) -> list[int]:
        """What was captured of a payment, charge by charge, by the transactions of the account."""
        charges = {row["id"] for row in await self.objects("charge") if row["metadata"].get("payment_id") == payment_id}
        moved = await self.objects("balance_transaction")
        return [row["amount"] for row in moved if row["source"] in charges and row["type"] == "charge"]

    async def deliveries(self, payment_id: str) -> list[Document]:
        """Every webhook about a payment, with what became of it."""
        intent = (await self.intent(payment_id))["id"]
        about = {row["id"] for row in await self.objects("event") if row["data"]["object"].get("id") == intent}
        told = await self.control("GET", "/webhooks/deliveries")
        assert isinstance(told, list)
        return [row for row in told if row["event"] in about]


async def reader_stands(station: Station, till: str = "") -> Document:
    """A card reader at a till, or at any; its customers hold a card to it after some seconds."""
    body = {"site": station.site, "registration_code": "simulated-wpe", "label": "Counter", "till": till}
    return await station.manager.post("/readers", body)


async def held(desk: Desk, amount_minor: int, method: Document | None = None) -> Document:
    """Money that a card's bank has promised."""
    body = {"site": desk.site, "amount_minor": amount_minor, "currency": "GBP", "method": method or by()}
    return await payment_becomes(desk, (await desk.post("/payments", body))["payment_id"], "AUTHORISED")


async def payment_becomes(desk: Desk, payment_id: str, *states: str, timeout_s: float = SOON_S) -> Document:
    """The payment, with its time line, once it is in one of these states."""

    async def so() -> Document | None:
        answer = await desk.ask("GET", f"/payments/{payment_id}")
        return answer.json() if answer.is_success and answer.json()["state"] in states else None

    found = await wait_until(so, timeout_s, POLL_S)
    assert isinstance(found, dict)
    return found


async def prepaid_by_card(desk: Desk, pump: int, payment: Document) -> Document:
    """A pump that is released for what was held."""
    tender = {"kind": "CARD", "payment_id": payment["payment_id"]}
    return await desk.release(pump, "PRE_PAY", max_amount_minor=payment["approved_minor"], tenders=[tender])


async def charge(desk: Desk, sale_id: str, method: Document, amount_minor: int = 0) -> Document:
    """Ask for a card at the till; the ticket, on which its payment is PENDING."""
    return await desk.post(f"/sales/{sale_id}/card-payments", {"method": method, "amount_minor": amount_minor})


async def entries(desk: Desk, payment_id: str) -> list[tuple[str, dict[str, int]]]:
    """What the ledger has of a payment, oldest first: the kind of each entry, and what it moved."""
    found = (await desk.get("/finance/entries", payment_id=payment_id))["items"]
    legs = [{leg["account"]: leg["amount_minor"] for leg in entry["legs"]} for entry in found]
    return [(entry["kind"], moved) for entry, moved in zip(found, legs, strict=True)][::-1]
