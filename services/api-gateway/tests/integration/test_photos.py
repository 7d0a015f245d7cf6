"""Pictures of who left without paying, through the real HTTP door."""

import os

import pytest
from motorway.pos.v1 import photos_pb2 as pb

from .conftest import Neighbours, RunningGateway
from .neighbours import SITE
from .people import API, reason_of
from .stub_photos import JPEG, PHOTO
from .stub_receipts import SALE

PHOTOS = f"{API}/sales/{SALE}/photos"
TYPE = {"Content-Type": "image/jpeg"}


async def test_a_picture_is_uploaded_as_it_is_and_recorded(gateway: RunningGateway, neighbours: Neighbours) -> None:
    content = b"\xff\xd8\xff" + os.urandom(2 * 2**20 - 3)
    async with gateway.client() as http:
        headers = {**TYPE, "Idempotency-Key": "p1"}
        first, again = [await http.post(PHOTOS, content=content, headers=headers) for _ in range(2)]
        record = (await http.get(f"{API}/audit?site={SITE}&target=sale/{SALE}")).json()["items"][0]
    assert neighbours.photos.asked == pb.AddSalePhotoRequest(sale_id=SALE, content=content)
    assert (first.status_code, first.json()) == (201, again.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (first.json()["photo_id"], first.json()["sha256"], first.json()["site"]) == (PHOTO, "01" * 32, SITE)
    assert (record["operation"], record["after"]["photo_id"]) == ("sales.sell", PHOTO)


async def test_a_picture_is_shown_as_what_it_is_and_kept_by_nobody(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        (listed,) = (await http.get(PHOTOS)).json()["items"]
        shown = await http.get(f"{PHOTOS}/{listed['photo_id']}")
    assert (shown.content, shown.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert shown.headers["Content-Disposition"] == f'inline; filename="{PHOTO}.jpeg"'
    assert (shown.headers["Cache-Control"], shown.headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


async def test_who_removed_a_picture_is_recorded(gateway: RunningGateway, neighbours: Neighbours) -> None:
    async with gateway.client() as http:
        removed = await http.delete(f"{PHOTOS}/{PHOTO}")
        record = (await http.get(f"{API}/audit?site={SITE}&target=sale/{SALE}")).json()["items"][0]
    assert removed.status_code == 204
    assert neighbours.photos.asked == pb.RemoveSalePhotoRequest(sale_id=SALE, photo_id=PHOTO)
    assert (record["operation"], record["before"]["photo_id"]) == ("sales.approve", PHOTO)


@pytest.mark.parametrize("chunked", [False, True])
async def test_more_than_two_mebibytes_are_not_read(gateway: RunningGateway, chunked: bool) -> None:
    async def pieces() -> object:
        for _ in range(33):
            yield b"\xff" * 65_536

    async with gateway.client() as http:
        content = pieces() if chunked else b"\xff" * (2 * 2**20 + 1)
        refused = await http.post(PHOTOS, content=content, headers=TYPE)  # type: ignore[arg-type]
        elsewhere = await http.post(f"{API}/sales/{SALE}/lock", content=b"\xff" * (2**20 + 1), headers=TYPE)
    assert reason_of(refused) == (413, "ContentTooLarge")
    assert reason_of(elsewhere) == (413, "ContentTooLarge")


async def test_a_card_number_in_a_picture_is_refused(gateway: RunningGateway) -> None:
    async with gateway.client() as http:
        refused = await http.post(PHOTOS, content=JPEG + b" 4242 4242 4242 4242 ", headers=TYPE)
    assert reason_of(refused) == (422, "CardNumberRefused")
