"""Who may do what with pictures, through the real door."""

import os
from typing import Any

import pytest_asyncio
from motorway.pos.v1 import photos_pb2 as pb
from motorway.pos.v1 import photos_pb2_grpc
from motorway_access.guard import outgoing
from motorway_access.testing import OTHER, OWN, Ask, CallerKeys, contradictions, refusals
from motorway_kit.db import transaction
from motorway_kit.grpc_client import remote
from motorway_kit.ids import new_id
from pos.db import photos as store
from pos.db.debts import insert_debt
from pos.domain.debt import Debt, DebtKind, Seen
from pos.domain.photo import Photo
from pos.grpc_api.photos import RULES
from pos.parts import Pos

from .pump_world import a_site, opened, with_site

PNG = b"\x89PNG\r\n\x1a\n"


async def _known(parts: Pos, site: str) -> dict[str, str]:
    """A sale at the site that somebody owes, and its picture."""
    await with_site(parts, a_site(site))
    sale = await opened(parts, site_id=site)
    debt = Debt(new_id(), sale.sale_id, site, DebtKind.DRIVE_OFF, 1, "GBP", 1, Seen("A1"), "x", parts.clock())
    photo = Photo(new_id(), sale.sale_id, site, "image/png", len(PNG), b"m", "x", parts.clock())
    async with transaction(parts.db) as conn:
        await insert_debt(conn, debt)
        await store.insert(conn, photo, PNG)
    return {"sale_id": sale.sale_id, "photo_id": photo.photo_id}


@pytest_asyncio.fixture
async def ask(address: str, parts: Pos) -> Any:
    known = {site: await _known(parts, site) for site in (OWN, OTHER)}
    async with remote(photos_pb2_grpc.PhotosServiceStub, address, metadata=outgoing) as door:

        async def call(method: str, site: str) -> object:
            async with transaction(parts.db) as conn:
                await conn.execute("DELETE FROM sale_photo WHERE content <> $1", PNG)
            sale = {"sale_id": known[site]["sale_id"]}
            match method:
                case "AddSalePhoto":
                    return await door.call(method, pb.AddSalePhotoRequest(**sale, content=PNG + os.urandom(8)))
                case "ListSalePhotos":
                    return await door.call(method, pb.ListSalePhotosRequest(**sale))
                case "GetSalePhoto":
                    return await door.call(method, pb.GetSalePhotoRequest(**known[site]))
            return await door.call(method, pb.RemoveSalePhotoRequest(**sale, photo_id=new_id()))

        yield call


async def test_pictures_are_as_the_table_of_roles(keys: CallerKeys, ask: Ask) -> None:
    assert await contradictions(keys, RULES, ask) == []


async def test_a_call_without_a_caller_is_refused(ask: Ask) -> None:
    assert await refusals(RULES, ask) == dict.fromkeys(RULES, "UNAUTHENTICATED")
