"""Outward calls: sites, sales, receipts and accounts, which pos owns."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import grpc.aio
from google.protobuf.message import Message
from motorway.pos.v1 import (
    accounts_pb2,
    accounts_pb2_grpc,
    pos_pb2,
    pos_pb2_grpc,
    receipts_pb2,
    receipts_pb2_grpc,
    sales_pb2,
    sales_pb2_grpc,
)
from motorway_access.caller import acting, service_caller
from motorway_access.guard import outgoing
from motorway_access.tokens import Signer
from motorway_kit.grpc_client import Remote, remote

from payments.settings import PaymentsSettings

M = TypeVar("M", bound=Message)
STUBS: tuple[Callable[[grpc.aio.Channel], Any], ...] = (
    pos_pb2_grpc.PosServiceStub,
    sales_pb2_grpc.SalesServiceStub,
    receipts_pb2_grpc.ReceiptsServiceStub,
    accounts_pb2_grpc.AccountsServiceStub,
)


class PosStub:
    """Every method of the services of pos that are asked, on one channel."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        for stub_class in STUBS:
            vars(self).update(vars(stub_class(channel)))


@dataclass(frozen=True)
class Sales:
    """Asked by the service itself, whoever its own caller is. Raises NotFound, Unavailable, Timeout."""

    remote: Remote
    signer: Signer

    async def get_site(self, site_id: str) -> pos_pb2.Site:
        """A site, for its time zone and currency."""
        asked = pos_pb2.GetSiteRequest(site_id=site_id)
        return (await self._ask("GetSite", asked, pos_pb2.GetSiteResponse)).site

    async def get_sale(self, sale_id: str) -> sales_pb2.GetSaleResponse:
        """A sale with its steps."""
        return await self._ask("GetSale", sales_pb2.GetSaleRequest(sale_id=sale_id), sales_pb2.GetSaleResponse)

    async def render_receipt(self, sale_id: str) -> receipts_pb2.Document:
        """The receipt of a sale as PDF."""
        pdf = receipts_pb2.RECEIPT_FORMAT_PDF
        asked = receipts_pb2.RenderReceiptRequest(sale_id=sale_id, format=pdf)
        return (await self._ask("RenderReceipt", asked, receipts_pb2.RenderReceiptResponse)).document

    async def check_account(self, account_id: str) -> None:
        """For whoever asks, not for the service. Raises NotFound, and NotAllowed for who may not see the account."""
        await self.remote.call("GetAccount", accounts_pb2.GetAccountRequest(account_id=account_id))

    async def _ask(self, method: str, request: Message, answer: type[M]) -> M:
        with acting(service_caller("payments"), self.signer.sign):
            response = await self.remote.call(method, request)
        assert isinstance(response, answer)
        return response


@asynccontextmanager
async def neighbours(settings: PaymentsSettings) -> AsyncIterator[Sales]:
    """A channel to pos. Raises OSError or ValueError for a key that cannot be read."""
    signer = Signer.load(settings.service_key_file)
    async with remote(PosStub, settings.pos_address, tls=settings.grpc_tls, metadata=outgoing) as pos:
        yield Sales(pos, signer)
