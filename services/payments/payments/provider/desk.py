"""Stripe's calls around payments: Terminal readers, cards on file, disputes and their evidence."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import stripe

from payments.domain.dispute import DisputeSnapshot
from payments.domain.reader import Place, Seen
from payments.domain.saved_card import CardDetails, CardSetup, SetupMethod, SetupSnapshot
from payments.provider.desk_reading import details_of, dispute_of, seen_of, setup_of
from payments.provider.errors import Refused, asking
from payments.provider.reading import text

PAGE = 100
RECEIPT = "receipt.pdf"


@dataclass(frozen=True)
class Desk:
    """Every call raises what `asking` raises. With the same idempotency key a call does nothing twice."""

    client: stripe.StripeClient
    deployment: str

    async def create_location(self, place: Place) -> str:
        """tml_…."""
        async with asking("create a location"):
            made = await self.client.v1.terminal.locations.create_async(
                {
                    "display_name": place.display_name,
                    "address": {"country": place.country, "line1": place.line1},
                    "metadata": {"site_id": place.site_id, "deployment": self.deployment},
                },
                {"idempotency_key": f"{place.key}:{self.deployment}"},
            )
            return text(made.id)

    async def register_reader(self, code: str, label: str, location: str, reader_id: str) -> Seen:
        """With the code that the reader shows."""
        async with asking("register a reader"):
            made = await self.client.v1.terminal.readers.create_async(
                {
                    "registration_code": code,
                    "label": label,
                    "location": location,
                    "metadata": {"reader_id": reader_id, "deployment": self.deployment},
                },
                {"idempotency_key": f"reader:{reader_id}"},
            )
            return seen_of(made)

    async def readers(self, location: str) -> list[Seen]:
        """Those of a location."""
        async with asking("list readers"):
            page = await self.client.v1.terminal.readers.list_async({"location": location, "limit": PAGE})
            return [seen_of(reader) async for reader in page.auto_paging_iter()]

    async def reader(self, stripe_id: str) -> Seen:
        async with asking("get a reader"):
            return seen_of(await self.client.v1.terminal.readers.retrieve_async(stripe_id))

    async def remove_reader(self, stripe_id: str) -> None:
        """Also one that Stripe knows no more."""
        try:
            async with asking("remove a reader"):
                await self.client.v1.terminal.readers.delete_async(stripe_id)
        except Refused as error:
            if not error.missing:
                raise

    async def cancel_action(self, stripe_id: str) -> Seen:
        async with asking("cancel what a reader does"):
            return seen_of(await self.client.v1.terminal.readers.cancel_action_async(stripe_id))

    async def connection_token(self, location: str) -> str:
        """A secret: never kept and never logged."""
        async with asking("create a connection token"):
            token = await self.client.v1.terminal.connection_tokens.create_async({"location": location})
            return text(token.secret)

    async def create_customer(self, account_id: str) -> str:
        """cus_…."""
        async with asking("create a customer"):
            made = await self.client.v1.customers.create_async(
                {"metadata": {"account_id": account_id, "deployment": self.deployment}},
                {"idempotency_key": f"customer:{account_id}:{self.deployment}"},
            )
            return text(made.id)

    async def create_setup(self, setup: CardSetup, customer: str) -> SetupSnapshot:
        """Nothing is asked of anybody yet."""
        params: Any = {
            "customer": customer,
            "allowed_payment_method_types": ["card_present" if setup.request.method is SetupMethod.READER else "card"],
            "usage": "off_session",
            "metadata": {"setup_id": setup.setup_id, "deployment": self.deployment},
        }
        async with asking("create a setup"):
            key = f"setup:{setup.setup_id}:create"
            return setup_of(await self.client.v1.setup_intents.create_async(params, {"idempotency_key": key}))

    async def confirm_setup(self, setup: CardSetup, return_url: str) -> SetupSnapshot:
        """With the payment method of the request. Raises Declined."""
        async with asking("confirm a setup"):
            confirmed = await self.client.v1.setup_intents.confirm_async(
                setup.stripe_id,
                {"payment_method": setup.request.payment_method, "return_url": return_url},
                {"idempotency_key": f"setup:{setup.setup_id}:confirm"},
            )
            return setup_of(confirmed)

    async def ask_reader_for_card(self, setup: CardSetup, reader: str) -> Seen:
        async with asking("ask a reader for a card"):
            asked = await self.client.v1.terminal.readers.process_setup_intent_async(
                reader,
                {
                    "setup_intent": setup.stripe_id,
                    "allow_redisplay": "always",
                    "process_config": {"enable_customer_cancellation": True},
                },
                {"idempotency_key": f"setup:{setup.setup_id}:reader"},
            )
            return seen_of(asked)

    async def setup(self, stripe_id: str) -> SetupSnapshot:
        async with asking("get a setup"):
            found = await self.client.v1.setup_intents.retrieve_async(stripe_id, {"expand": ["latest_attempt"]})
            return setup_of(found)

    async def cancel_setup(self, setup: CardSetup) -> SetupSnapshot:
        async with asking("cancel a setup"):
            cancelled = await self.client.v1.setup_intents.cancel_async(
                setup.stripe_id, {}, {"idempotency_key": f"setup:{setup.setup_id}:cancel"}
            )
            return setup_of(cancelled)

    async def card(self, payment_method: str) -> CardDetails:
        async with asking("get a payment method"):
            return details_of(await self.client.v1.payment_methods.retrieve_async(payment_method))

    async def detach(self, payment_method: str) -> None:
        """Also one that is attached to nobody, or that Stripe knows no more."""
        try:
            async with asking("detach a payment method"):
                await self.client.v1.payment_methods.detach_async(payment_method)
        except Refused:
            found = await self._customer_of(payment_method)
            if found:
                raise

    async def _customer_of(self, payment_method: str) -> str:
        try:
            async with asking("get a payment method"):
                found = await self.client.v1.payment_methods.retrieve_async(payment_method)
                return str(found.customer or "")
        except Refused:
            return ""

    async def dispute(self, stripe_id: str) -> DisputeSnapshot:
        async with asking("get a dispute"):
            return dispute_of(await self.client.v1.disputes.retrieve_async(stripe_id))

    async def disputes(self, since: datetime) -> AsyncIterator[DisputeSnapshot]:
        """Opened since then, newest first."""
        async with asking("list disputes"):
            page = await self.client.v1.disputes.list_async({"created": {"gte": int(since.timestamp())}, "limit": PAGE})
        async for dispute in page.auto_paging_iter():
            async with asking("read a dispute"):
                yield dispute_of(dispute)

    async def upload_receipt(self, pdf: bytes, key: str) -> str:
        """file_…."""
        content = BytesIO(pdf)
        content.name = RECEIPT
        async with asking("upload a receipt"):
            made = await self.client.v1.files.create_async(
                {"purpose": "dispute_evidence", "file": content}, {"idempotency_key": key}
            )
            return text(made.id)

    async def submit_evidence(self, stripe_id: str, evidence: Mapping[str, str], key: str) -> DisputeSnapshot:
        """Sent to the bank, for good. `evidence`: by the names of Stripe's fields."""
        fields: Any = dict(evidence)
        async with asking("submit evidence"):
            updated = await self.client.v1.disputes.update_async(
                stripe_id, {"evidence": fields, "submit": True}, {"idempotency_key": key}
            )
            return dispute_of(updated)

    async def close_dispute(self, stripe_id: str, key: str) -> DisputeSnapshot:
        """Gives in, for good."""
        async with asking("close a dispute"):
            closed = await self.client.v1.disputes.close_async(stripe_id, {}, {"idempotency_key": key})
            return dispute_of(closed)
