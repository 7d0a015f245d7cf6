"""Stands in for the pictures of pos: one that is there, and whatever was asked last."""

from typing import Any

from google.protobuf.timestamp_pb2 import Timestamp
from motorway.pos.v1 import photos_pb2 as pb
from motorway.pos.v1 import photos_pb2_grpc

SITE = "m25-cobham"
PHOTO = "01938f6e-4c5e-7a41-b1d3-5b0a9c1f7e42"
JPEG = b"\xff\xd8\xff\xe0picture"
AT, UNTIL = Timestamp(seconds=1_795_000_000), Timestamp(seconds=1_802_776_000)
BY_PHOTO = frozenset({"AddSalePhoto", "ListSalePhotos", "GetSalePhoto", "RemoveSalePhoto"})


def make_photo(sale_id: str) -> pb.SalePhoto:
    return pb.SalePhoto(
        photo_id=PHOTO,
        sale_id=sale_id,
        site_id=SITE,
        content_type="image/jpeg",
        size_bytes=len(JPEG),
        sha256=b"\x01" * 32,
        added_by="jo.smith",
        added_at=AT,
        kept_until=UNTIL,
    )


class StubPhotos(photos_pb2_grpc.PhotosServiceServicer):
    def __init__(self) -> None:
        self.asked: Any = None

    async def AddSalePhoto(self, request: pb.AddSalePhotoRequest, context: Any) -> pb.AddSalePhotoResponse:
        self.asked = request
        return pb.AddSalePhotoResponse(photo=make_photo(request.sale_id))

    async def ListSalePhotos(self, request: pb.ListSalePhotosRequest, context: Any) -> pb.ListSalePhotosResponse:
        return pb.ListSalePhotosResponse(photos=[make_photo(request.sale_id)], site_id=SITE)

    async def GetSalePhoto(self, request: pb.GetSalePhotoRequest, context: Any) -> pb.GetSalePhotoResponse:
        self.asked = request
        return pb.GetSalePhotoResponse(photo=make_photo(request.sale_id), content=JPEG)

    async def RemoveSalePhoto(self, request: pb.RemoveSalePhotoRequest, context: Any) -> pb.RemoveSalePhotoResponse:
        self.asked = request
        return pb.RemoveSalePhotoResponse(previous=make_photo(request.sale_id), site_id=SITE)
