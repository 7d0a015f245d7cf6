"""API keys: for machines."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path
from motorway_access.roles import Operation
from pydantic import AwareDatetime, Field

from api_gateway.app import api_keys as app
from api_gateway.domain import api_keys as domain
from api_gateway.domain.administration import MAX_GRANTS
from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import CallerDep, Cursor, GatewayDep, Limit, Model
from api_gateway.http_api.grants import (
    NAME,
    AdministrationDep,
    Distinct,
    Grant,
    bindings_of,
    decoded_id,
    grants_of,
    page_of,
)
from api_gateway.http_api.routing import operation, resource

router = resource("/api-keys", "api-keys")

ApiKeyId = Annotated[UUID, Path(description="Id of the key; not the key itself")]


class ApiKey(Model):
    """What is known of a key; the key itself is kept nowhere."""

    api_key_id: UUID
    name: str = Field(examples=["Accounting export"])
    prefix: str = Field(description="How the key begins", examples=["mpk_q3vxk2mz7hd5wn4t"])
    grants: list[Grant]
    operations: list[Operation] = Field(description="Only these; empty: all that its roles allow", examples=[[]])
    expires_at: datetime
    created_at: datetime
    created_by: str = Field(examples=["admin"])
    last_used_at: datetime | None = Field(description="To the minute")
    revoked_at: datetime | None = Field(examples=[None])


class ApiKeyPage(Model):
    items: list[ApiKey]
    next_cursor: str


class ApiKeyCreation(Model):
    """It can never do more than its roles; `operations` narrows them further."""

    name: str = Field(max_length=100, pattern=NAME, examples=["Accounting export"])
    grants: list[Grant] = Field(min_length=1, max_length=MAX_GRANTS, description="Roles and where they hold")
    operations: Annotated[list[Operation], Distinct] = Field(
        default_factory=list, description="Only these; empty: all that the roles allow", examples=[["sites.read"]]
    )
    expires_at: AwareDatetime | None = Field(
        default=None, description="Within two years; null: in one", examples=[None]
    )


class CreatedApiKey(Model):
    api_key: ApiKey
    secret: str = Field(description="The key: shown this once", examples=["mpk_q3vxk2mz7hd5wn4t…"])


@router.get("", openapi_extra=operation(Operation.API_KEYS_READ))
async def list_api_keys(gateway: GatewayDep, cursor: Cursor = "", limit: Limit = 100) -> ApiKeyPage:
    """Newest first, also those that were revoked or are over."""
    found = await app.list_keys(gateway.identity.db, decoded_id(cursor), limit)
    page, next_cursor = page_of(found, limit, (key.api_key_id for key in found))
    return ApiKeyPage(items=[_api_key(key) for key in page], next_cursor=next_cursor)


@router.post("", status_code=201, openapi_extra=operation(Operation.API_KEYS_MANAGE))
async def create_api_key(
    office: AdministrationDep, caller: CallerDep, trail: TrailDep, body: ApiKeyCreation
) -> CreatedApiKey:
    """Make a key for a machine. Only people may: a key makes no keys."""
    new = app.NewKey(body.name, bindings_of(body.grants), body.operations, body.expires_at)
    key, secret = await app.create_key(office, caller, new, datetime.now(UTC))
    trail.target = f"api_key/{key.api_key_id}"
    return CreatedApiKey(api_key=_api_key(key), secret=secret.text)


@router.post("/{api_key_id}/revoke", openapi_extra=operation(Operation.API_KEYS_MANAGE))
async def revoke_api_key(gateway: GatewayDep, caller: CallerDep, trail: TrailDep, api_key_id: ApiKeyId) -> ApiKey:
    """Refuse the key from now on (other replicas within seconds). Repeating it changes nothing."""
    trail.target = f"api_key/{api_key_id}"
    before, after = await app.revoke_key(gateway.identity.db, caller, str(api_key_id), datetime.now(UTC))
    trail.before = _api_key(before).model_dump(mode="json")
    return _api_key(after)


def _api_key(key: domain.ApiKey) -> ApiKey:
    return ApiKey(
        api_key_id=UUID(key.api_key_id),
        name=key.name,
        prefix=key.prefix,
        grants=grants_of(key.bindings),
        operations=list(key.operations),
        expires_at=key.expires_at,
        created_at=key.created_at,
        created_by=key.created_by,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )
