"""What is asked of who takes the money. Stripe is the one that there is; tests have another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from payments.domain.snapshot import PageSnapshot, ReaderSnapshot, RefundSnapshot, Snapshot

Params = Mapping[str, Any]
"""As they were stored before they were sent: the same bytes make the same request."""


class Provider(Protocol):
    """Each call raises what `errors.asking` raises. With the same key and parameters a call has one effect."""

    async def create(self, params: Params, key: str) -> Snapshot: ...

    async def confirm(self, stripe_id: str, params: Params, key: str) -> Snapshot: ...

    async def capture(self, stripe_id: str, params: Params, key: str) -> Snapshot: ...

    async def cancel(self, stripe_id: str, params: Params, key: str) -> Snapshot: ...

    async def get(self, stripe_id: str) -> Snapshot: ...

    async def find(self, payment_id: str, since: datetime, until: datetime) -> Snapshot | None:
        """The PaymentIntent that was made for a payment of ours in that time."""

    async def client_secret(self, stripe_id: str) -> str: ...

    async def ask_reader(self, reader: str, params: Params, key: str) -> ReaderSnapshot: ...

    async def stop_reader(self, reader: str, key: str) -> ReaderSnapshot:
        """It asks no more. Harmless when repeated."""

    async def get_reader(self, reader: str) -> ReaderSnapshot: ...

    async def open_page(self, params: Params, key: str) -> PageSnapshot: ...

    async def close_page(self, page_id: str, key: str) -> PageSnapshot: ...

    async def get_page(self, page_id: str) -> PageSnapshot: ...

    async def refund(self, params: Params, key: str) -> RefundSnapshot: ...

    async def get_refund(self, stripe_id: str) -> RefundSnapshot: ...

    async def find_refund(self, intent_id: str, refund_id: str) -> RefundSnapshot | None:
        """The refund of a PaymentIntent that was made for a refund of ours."""
