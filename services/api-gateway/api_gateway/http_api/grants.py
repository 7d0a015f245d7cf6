"""Roles in bodies, and what lists of administrators share."""

import base64
from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends
from motorway_access.roles import Role
from motorway_kit.errors import InvalidInput
from pydantic import AfterValidator, Field, model_validator

from api_gateway.app.users import Administration
from api_gateway.domain.administration import MAX_GRANTS
from api_gateway.domain.grants import Binding
from api_gateway.http_api.common import SLUG, GatewayDep, Model

T = TypeVar("T")
PRINTABLE = r"^[^\x00-\x1f\x7f]*$"
NAME = r"^[^\x00-\x20\x7f]([^\x00-\x1f\x7f]*[^\x00-\x20\x7f])?$"


class Grant(Model):
    """A role, and where it holds: exactly one of `site`, `area` and `everything`."""

    role: Role = Field(examples=["cashier"])
    site: str | None = Field(default=None, pattern=SLUG, description="Site id", examples=["m25-cobham"])
    area: str | None = Field(default=None, pattern=SLUG, description="Area id", examples=[None])
    everything: bool = Field(default=False, strict=True, description="All sites, also those to come", examples=[False])

    @model_validator(mode="after")
    def _bound_once(self) -> "Grant":
        if (self.site is not None, self.area is not None, self.everything).count(True) != 1:
            raise ValueError("give exactly one of site, area and everything")
        return self


Grants = Annotated[list[Grant], Field(max_length=MAX_GRANTS, description="Roles and where they hold")]


def binding_of(grant: Grant) -> Binding:
    return Binding(grant.role, grant.site or "", grant.area or "", grant.everything)


def bindings_of(grants: Iterable[Grant]) -> tuple[Binding, ...]:
    return tuple(binding_of(grant) for grant in grants)


def grants_of(bindings: Iterable[Binding]) -> list[Grant]:
    return [
        Grant(role=binding.role, site=binding.site or None, area=binding.area or None, everything=binding.everything)
        for binding in bindings
    ]


async def _administration(gateway: GatewayDep) -> Administration:
    return Administration(gateway.identity, gateway.neighbours.pos)


AdministrationDep = Annotated[Administration, Depends(_administration)]


def page_of(found: Sequence[T], limit: int, keys: Iterable[str]) -> tuple[Sequence[T], str]:
    """What was found, one more than a page holds if there is more; and the cursor of the next page."""
    if len(found) <= limit:
        return found, ""
    last = list(keys)[limit - 1]
    return found[:limit], base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def decoded(cursor: str) -> str:
    """The key that a page ended with; empty for the first page. Raises InvalidInput."""
    try:
        key = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError as error:
        raise InvalidInput("not a cursor of this list", field="cursor") from error
    if not key.isprintable():
        raise InvalidInput("not a cursor of this list", field="cursor")
    return key


def decoded_id(cursor: str) -> str | None:
    """The same for lists that are ordered by ids. Raises InvalidInput."""
    try:
        return str(UUID(decoded(cursor))) if cursor else None
    except ValueError as error:
        raise InvalidInput("not a cursor of this list", field="cursor") from error


def _distinct(values: list[T]) -> list[T]:
    return list(dict.fromkeys(values))


Distinct = AfterValidator(_distinct)
