"""Cards that account customers leave on file, as the payments service keeps them."""

from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from fastapi import Path, Query
from motorway.payments.v1 import desk_pb2 as pb
from motorway_access.roles import Operation

from api_gateway.clients import COMMAND_DEADLINE_S
from api_gateway.http_api.accounts import AccountId
from api_gateway.http_api.calls import ServiceKeyDep, TrailDep
from api_gateway.http_api.common import SLUG, GatewayDep
from api_gateway.http_api.desk_models import (
    CardSetup,
    CardSetupStart,
    SavedCard,
    SavedCardList,
    saved_card_of,
    setup_of,
)
from api_gateway.http_api.payment_models import method_message
from api_gateway.http_api.routing import operation, resource

of_accounts = resource("/accounts/{account_id}", "accounts")
setups = resource("/card-setups", "accounts")
router = resource("/saved-cards", "accounts")

READ, MANAGE = operation(Operation.ACCOUNTS_READ), operation(Operation.ACCOUNTS_MANAGE)
OfSite = Annotated[str, Query(pattern=SLUG, description="Site id: where you ask from", examples=["m25-cobham"])]
SetupId = Annotated[str, Path(max_length=100, description="Id of the setup")]
SavedCardId = Annotated[str, Path(max_length=100, description="Id of the card on file")]


@of_accounts.get("/cards", openapi_extra=READ)
async def list_saved_cards(gateway: GatewayDep, account_id: AccountId, site: OfSite) -> SavedCardList:
    """Newest first."""
    request = pb.ListSavedCardsRequest(account_id=account_id, site_id=site)
    answer = await gateway.neighbours.payments.call("ListSavedCards", request, pb.ListSavedCardsResponse)
    return SavedCardList(items=list(map(saved_card_of, answer.cards)))


@of_accounts.post("/card-setups", status_code=201, openapi_extra=MANAGE)
async def start_card_setup(
    gateway: GatewayDep, trail: TrailDep, account_id: AccountId, body: CardSetupStart, key: ServiceKeyDep
) -> CardSetup:
    """Ask the customer for a card that is kept on file; nothing is charged. What becomes of it says
    `GET /card-setups/{setup_id}`."""
    request = pb.StartCardSetupRequest(
        setup_id=str(uuid5(NAMESPACE_URL, f"card-setup/{key}")),
        account_id=account_id,
        site_id=body.site,
        method=method_message(body.method),
    )
    trail.site, trail.target = body.site, f"card-setup/{request.setup_id}"
    payments = gateway.neighbours.payments
    answer = await payments.call("StartCardSetup", request, pb.StartCardSetupResponse, timeout_s=COMMAND_DEADLINE_S)
    return setup_of(answer.setup)


@setups.get("/{setup_id}", openapi_extra=READ)
async def get_card_setup(gateway: GatewayDep, setup_id: SetupId) -> CardSetup:
    """How it stands."""
    request = pb.GetCardSetupRequest(setup_id=setup_id)
    payments = gateway.neighbours.payments
    answer = await payments.call("GetCardSetup", request, pb.GetCardSetupResponse, timeout_s=COMMAND_DEADLINE_S)
    return setup_of(answer.setup)


@router.delete("/{saved_card_id}", openapi_extra=MANAGE)
async def remove_saved_card(
    gateway: GatewayDep, trail: TrailDep, saved_card_id: SavedCardId, site: OfSite
) -> SavedCard:
    """It is charged no more, here and at Stripe. Answers what it was; repeating it changes nothing."""
    trail.site, trail.target = site, f"saved-card/{saved_card_id}"
    request = pb.RemoveSavedCardRequest(saved_card_id=saved_card_id, site_id=site)
    payments = gateway.neighbours.payments
    answer = await payments.call("RemoveSavedCard", request, pb.RemoveSavedCardResponse, timeout_s=COMMAND_DEADLINE_S)
    card = saved_card_of(answer.previous)
    trail.before, trail.after = card.model_dump(mode="json"), {}
    return card
