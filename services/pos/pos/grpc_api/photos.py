"""The gRPC door of pictures of who left without paying."""

from datetime import timedelta
from typing import Any

import grpc.aio
from motorway.pos.v1 import photos_pb2 as pb
from motorway.pos.v1 import photos_pb2_grpc
from motorway_access.guard import somewhere
from motorway_access.roles import Operation

from pos.app import photos as app
from pos.domain.photo import Photo
from pos.events import stamp
from pos.parts import Pos

RULES = {
    "AddSalePhoto": somewhere(Operation.SALES_SELL),
    "ListSalePhotos": somewhere(Operation.SALES_READ),
    "GetSalePhoto": somewhere(Operation.SALES_READ),
    "RemoveSalePhoto": somewhere(Operation.SALES_APPROVE),
}

Context = grpc.aio.ServicerContext[Any, Any]


class PhotosServicer(photos_pb2_grpc.PhotosServiceServicer):
    def __init__(self, parts: Pos) -> None:
        self._parts = parts

    async def AddSalePhoto(self, request: pb.AddSalePhotoRequest, context: Context) -> pb.AddSalePhotoResponse:
        photo = await app.add_photo(self._parts, request.sale_id, request.content)
        return pb.AddSalePhotoResponse(photo=self._message(photo))

    async def ListSalePhotos(self, request: pb.ListSalePhotosRequest, context: Context) -> pb.ListSalePhotosResponse:
        photos, site_id = await app.list_photos(self._parts, request.sale_id)
        return pb.ListSalePhotosResponse(photos=map(self._message, photos), site_id=site_id)

    async def GetSalePhoto(self, request: pb.GetSalePhotoRequest, context: Context) -> pb.GetSalePhotoResponse:
        photo, content = await app.get_photo(self._parts, request.sale_id, request.photo_id)
        return pb.GetSalePhotoResponse(photo=self._message(photo), content=content)

    async def RemoveSalePhoto(self, request: pb.RemoveSalePhotoRequest, context: Context) -> pb.RemoveSalePhotoResponse:
        photo, site_id = await app.remove_photo(self._parts, request.sale_id, request.photo_id)
        return pb.RemoveSalePhotoResponse(previous=self._message(photo) if photo else None, site_id=site_id)

    def _message(self, photo: Photo) -> pb.SalePhoto:
        until = photo.added_at + timedelta(days=self._parts.settings.photo_days)
        return pb.SalePhoto(
            photo_id=photo.photo_id,
            sale_id=photo.sale_id,
            site_id=photo.site_id,
            content_type=photo.content_type,
            size_bytes=photo.size_bytes,
            sha256=photo.sha256,
            added_by=photo.added_by,
            added_at=stamp(photo.added_at),
            kept_until=stamp(until),
        )
