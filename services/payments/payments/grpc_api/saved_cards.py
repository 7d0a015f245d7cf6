"""The gRPC door of cards on file. That the account is the caller's to see or to manage is asked of pos."""

from typing import Any

import grpc.aio
from motorway.payments.v1 import desk_pb2 as pb
from motorway.payments.v1 import desk_pb2_grpc, payment_pb2
from motorway_access.guard import at, somewhere
from motorway_access.roles import Operation
from motorway_kit.errors import InvalidInput

from payments.app import saved_cards as app
from payments.domain.saved_card import CardSetup, SavedCard, SetupMethod, SetupRequest
from payments.grpc_api.times import stamp_of
from payments.parts import Payments

RULES = {
    "StartCardSetup": at(Operation.ACCOUNTS_MANAGE, "site_id"),
    "GetCardSetup": somewhere(Operation.ACCOUNTS_READ),
    "ListSavedCards": at(Operation.ACCOUNTS_READ, "site_id"),
    "RemoveSavedCard": at(Operation.ACCOUNTS_MANAGE, "site_id"),
}

Context = grpc.aio.ServicerContext[Any, Any]


class SavedCardsServicer(desk_pb2_grpc.SavedCardsServiceServicer):
    def __init__(self, parts: Payments) -> None:
        self._parts = parts

    async def StartCardSetup(self, request: pb.StartCardSetupRequest, context: Context) -> pb.StartCardSetupResponse:
        setup = await app.start_setup(self._parts, _wanted(request))
        return pb.StartCardSetupResponse(setup=_setup_message(setup))

    async def GetCardSetup(self, request: pb.GetCardSetupRequest, context: Context) -> pb.GetCardSetupResponse:
        setup = await app.get_setup(self._parts, request.setup_id)
        return pb.GetCardSetupResponse(setup=_setup_message(setup))

    async def ListSavedCards(self, request: pb.ListSavedCardsRequest, context: Context) -> pb.ListSavedCardsResponse:
        cards = await app.list_cards(self._parts, request.account_id)
        return pb.ListSavedCardsResponse(cards=map(_card_message, cards))

    async def RemoveSavedCard(self, request: pb.RemoveSavedCardRequest, context: Context) -> pb.RemoveSavedCardResponse:
        previous = await app.remove_card(self._parts, request.saved_card_id)
        return pb.RemoveSavedCardResponse(previous=_card_message(previous))


def _wanted(request: pb.StartCardSetupRequest) -> SetupRequest:
    try:
        method = SetupMethod(request.method.kind)
    except ValueError as error:
        raise InvalidInput("a card is kept by a reader or a payment method", field="method.kind") from error
    by_reader = method is SetupMethod.READER
    return SetupRequest(
        setup_id=request.setup_id,
        account_id=request.account_id,
        site_id=request.site_id,
        method=method,
        reader_id=request.method.reader_id if by_reader else "",
        payment_method="" if by_reader else request.method.payment_method,
    )


def _setup_message(setup: CardSetup) -> pb.CardSetup:
    return pb.CardSetup(
        setup_id=setup.setup_id,
        account_id=setup.request.account_id,
        site_id=setup.request.site_id,
        state=pb.CardSetupState.ValueType(setup.state),
        reason=setup.reason,
        action_url=setup.action_url,
        saved_card_id=setup.saved_card_id,
    )


def _card_message(saved: SavedCard) -> pb.SavedCard:
    card = saved.card
    return pb.SavedCard(
        saved_card_id=saved.saved_card_id,
        account_id=saved.account_id,
        card=payment_pb2.Card(brand=card.brand, last4=card.last4, exp_month=card.exp_month, exp_year=card.exp_year),
        saved_at=stamp_of(saved.saved_at),
        saved_by=saved.saved_by,
    )
