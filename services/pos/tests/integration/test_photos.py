"""Pictures of who left without paying, through the real door."""

import asyncio
import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio
from motorway.pos.v1 import photos_pb2 as pb
from motorway.pos.v1 import photos_pb2_grpc
from motorway_access.roles import Role
from motorway_access.testing import CallerKeys
from motorway_kit.errors import MotorwayError
from motorway_kit.grpc_client import Remote
from motorway_kit.ids import new_id
from pos.app.photos import AT_ONCE, forget_old

from .sales_world import Station, state_of
from .shift_world import being

Ask = Callable[..., Any]


def picture(size: int = 1_000) -> bytes:
    return b"\xff\xd8\xff\xe0" + os.urandom(size - 4)


@pytest_asyncio.fixture
async def photos(station: Station, client_of: Callable[[Any], Any], keys: CallerKeys) -> Ask:
    """`await photos("ann", "AddSalePhoto", sale_id=…)`"""
    door: Remote = await client_of(photos_pb2_grpc.PhotosServiceStub)

    async def ask(who: str, method: str, /, **fields: Any) -> Any:
        with being(keys, who, Role.SUPERVISOR if who == "sue" else Role.CASHIER):
            return await door.call(method, getattr(pb, f"{method}Request")(**fields))

    return ask


async def refused(call: Any) -> MotorwayError:
    with pytest.raises(MotorwayError) as caught:
        await call
    return caught.value


async def test_a_picture_is_enough_for_a_drive_off(station: Station, photos: Ask) -> None:
    sale, content = await station.locked(), picture(2 * 2**20)
    nothing = await station.refused("ann", "RecordDriveOff", sale_id=sale.sale_id)
    assert nothing.context["field"] == "registration"
    photo = (await photos("ann", "AddSalePhoto", sale_id=sale.sale_id, content=content)).photo
    assert (photo.content_type, photo.size_bytes, photo.added_by) == ("image/jpeg", 2 * 2**20, "ann")
    assert photo.kept_until.ToDatetime() - photo.added_at.ToDatetime() == timedelta(days=90)
    left = await station.ask("ann", "RecordDriveOff", sale_id=sale.sale_id)
    assert state_of(left.sale) == "CLEARED DRIVE_OFF"
    found = await photos("bob", "GetSalePhoto", sale_id=sale.sale_id, photo_id=photo.photo_id)
    assert (found.content, found.photo) == (content, photo)


async def test_the_same_picture_is_kept_once(station: Station, photos: Ask) -> None:
    sale, content = await station.payable(), picture()
    wish = {"sale_id": sale.sale_id, "content": content}
    answers = await asyncio.gather(*(photos("ann", "AddSalePhoto", **wish) for _ in range(4)))
    assert len({answer.photo.photo_id for answer in answers}) == 1
    listed = await photos("bob", "ListSalePhotos", sale_id=sale.sale_id)
    assert (list(listed.photos), listed.site_id) == ([answers[0].photo], sale.site_id)


async def test_four_pictures_and_no_more_however_they_race(station: Station, photos: Ask) -> None:
    sale = await station.payable()
    calls = [photos("ann", "AddSalePhoto", sale_id=sale.sale_id, content=picture()) for _ in range(7)]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    reasons = [answer.reason for answer in answers if isinstance(answer, MotorwayError)]
    assert reasons == ["TooManyPhotos"] * 3
    assert len((await photos("ann", "ListSalePhotos", sale_id=sale.sale_id)).photos) == 4


async def test_nobody_is_pictured_who_owes_nothing(station: Station, photos: Ask) -> None:
    paid = await station.pay(await station.locked())
    wish = {"sale_id": paid.sale_id, "content": picture()}
    assert (await refused(photos("ann", "AddSalePhoto", **wish))).reason == "PhotoNotWanted"
    owing = await station.payable()
    await station.ask("ann", "RecordNoMeans", sale_id=owing.sale_id, person="Jo Smith")
    assert (await photos("ann", "AddSalePhoto", sale_id=owing.sale_id, content=picture())).photo.photo_id


async def test_what_is_no_picture_is_refused(station: Station, photos: Ask) -> None:
    sale = await station.payable()
    for content in (b"", b"<svg/>", picture(2 * 2**20 + 1)):
        error = await refused(photos("ann", "AddSalePhoto", sale_id=sale.sale_id, content=content))
        assert (error.reason, error.context["field"]) == ("InvalidInput", "photo")
    for sale_id in ("x", new_id()):
        error = await refused(photos("ann", "AddSalePhoto", sale_id=sale_id, content=picture()))
        assert error.reason == "SaleNotFound"


async def test_who_may_approve_removes_a_picture_for_good(station: Station, photos: Ask) -> None:
    sale, other = await station.payable(), await station.payable()
    photo = (await photos("ann", "AddSalePhoto", sale_id=sale.sale_id, content=picture())).photo
    one = {"sale_id": sale.sale_id, "photo_id": photo.photo_id}
    assert (await refused(photos("ann", "RemoveSalePhoto", **one))).reason == "NotAllowed"
    of_another = {**one, "sale_id": other.sale_id}
    assert not (await photos("sue", "RemoveSalePhoto", **of_another)).HasField("previous")
    assert (await refused(photos("ann", "GetSalePhoto", **of_another))).reason == "PhotoNotFound"
    assert (await photos("sue", "RemoveSalePhoto", **one)).previous == photo
    assert not (await photos("sue", "RemoveSalePhoto", **one)).HasField("previous")
    for photo_id in (photo.photo_id, "x"):
        error = await refused(photos("ann", "GetSalePhoto", sale_id=sale.sale_id, photo_id=photo_id))
        assert error.reason == "PhotoNotFound"


async def test_pictures_are_forgotten_by_themselves(station: Station, photos: Ask) -> None:
    async def kept() -> list[int]:
        listed = [await photos("ann", "ListSalePhotos", sale_id=sale.sale_id) for sale in (gone, paid)]
        return [len(answer.photos) for answer in listed]

    gone, paid = await station.locked(), await station.payable()
    for sale in (gone, gone, paid):
        await photos("ann", "AddSalePhoto", sale_id=sale.sale_id, content=picture())
    await station.ask("ann", "RecordDriveOff", sale_id=gone.sale_id)
    await station.pay((await station.ask("ann", "LockSale", sale_id=paid.sale_id)).sale)
    assert await forget_old(station.parts) == 0
    station.clock.forward(days=1, seconds=1)
    assert (await forget_old(station.parts), await kept()) == (1, [2, 0])
    station.clock.forward(days=89)
    assert (await forget_old(station.parts), await kept()) == (2, [0, 0])
    assert AT_ONCE > 2
