"""Pictures of who left without paying, as the pos service keeps them."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Path, Request, Response
from motorway.pos.v1 import photos_pb2 as pb
from motorway_access.roles import Operation
from pydantic import Field

from api_gateway.http_api.calls import TrailDep
from api_gateway.http_api.common import GatewayDep, Model, problem, utc
from api_gateway.http_api.routing import operation, resource

router = resource("/sales/{sale_id}/photos", "sales")

READ, SELL = operation(Operation.SALES_READ), operation(Operation.SALES_SELL)
APPROVE = operation(Operation.SALES_APPROVE)
SaleId = Annotated[str, Path(max_length=100)]
PhotoId = Annotated[str, Path(max_length=100, description="Id of the picture")]

KINDS = ("image/jpeg", "image/png", "image/webp")
PICTURE: dict[str, Any] = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in KINDS}
UPLOAD: dict[str, Any] = {"description": "The file itself, at most 2 MiB", "required": True, "content": PICTURE}
CONTENT: dict[int | str, dict[str, Any]] = {200: {"description": "The file", "content": PICTURE}}
TOO_LARGE: dict[int | str, dict[str, Any]] = {413: problem("More than 2 MiB")}


class Photo(Model):
    """A picture of who left without paying."""

    photo_id: str = Field(examples=["01938f6e-6c5e-7a41-b1d3-5b0a9c1f7e42"])
    sale_id: str
    site: str
    content_type: str = Field(description="By its content", examples=["image/jpeg"])
    size_bytes: int = Field(examples=[184_320])
    sha256: str = Field(description="Hexadecimal", examples=["9f86d081884c7d65…"])
    added_by: str = Field(examples=["jo.smith"])
    added_at: datetime
    kept_until: datetime = Field(description="When it is removed by itself")


class PhotoList(Model):
    items: list[Photo]


@router.post(
    "", status_code=201, responses=TOO_LARGE, openapi_extra={**SELL, "requestBody": UPLOAD}, response_model=Photo
)
async def add_sale_photo(request: Request, gateway: GatewayDep, trail: TrailDep, sale_id: SaleId) -> Photo:
    """Keep a picture of a customer who owes for fuel: before a drive-off is recorded, which then needs no registration,
    or afterwards.

    The body is the file, a JPEG, PNG or WebP. The same picture is kept once, at most four for a sale, and each is
    removed by itself after some months. 409 `PhotoNotWanted` where nobody owes, `TooManyPhotos`.
    """
    trail.target = f"sale/{sale_id}"
    wish = pb.AddSalePhotoRequest(sale_id=sale_id, content=await request.body())
    answer = await gateway.neighbours.pos.call("AddSalePhoto", wish, pb.AddSalePhotoResponse)
    trail.site = answer.photo.site_id
    return photo_of(answer.photo)


@router.get("", openapi_extra=READ)
async def list_sale_photos(gateway: GatewayDep, sale_id: SaleId) -> PhotoList:
    """Oldest first."""
    wish = pb.ListSalePhotosRequest(sale_id=sale_id)
    answer = await gateway.neighbours.pos.call("ListSalePhotos", wish, pb.ListSalePhotosResponse)
    return PhotoList(items=[photo_of(photo) for photo in answer.photos])


@router.get("/{photo_id}", response_class=Response, responses=CONTENT, openapi_extra=READ)
async def get_sale_photo(gateway: GatewayDep, sale_id: SaleId, photo_id: PhotoId) -> Response:
    """The file, as it was uploaded."""
    wish = pb.GetSalePhotoRequest(sale_id=sale_id, photo_id=photo_id)
    answer = await gateway.neighbours.pos.call("GetSalePhoto", wish, pb.GetSalePhotoResponse)
    name = f"{answer.photo.photo_id}.{answer.photo.content_type.rpartition('/')[2]}"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(answer.content, media_type=answer.photo.content_type, headers=headers)


@router.delete("/{photo_id}", status_code=204, openapi_extra=APPROVE)
async def remove_sale_photo(gateway: GatewayDep, trail: TrailDep, sale_id: SaleId, photo_id: PhotoId) -> None:
    """Remove it for good, such as one that shows somebody else. Repeating it changes nothing."""
    trail.target = f"sale/{sale_id}"
    wish = pb.RemoveSalePhotoRequest(sale_id=sale_id, photo_id=photo_id)
    answer = await gateway.neighbours.pos.call("RemoveSalePhoto", wish, pb.RemoveSalePhotoResponse)
    trail.site = answer.site_id
    if answer.HasField("previous"):
        trail.before = photo_of(answer.previous).model_dump(mode="json")


def photo_of(photo: pb.SalePhoto) -> Photo:
    plain = ("photo_id", "sale_id", "content_type", "size_bytes", "added_by")
    return Photo(
        site=photo.site_id,
        sha256=photo.sha256.hex(),
        added_at=utc(photo.added_at),
        kept_until=utc(photo.kept_until),
        **{name: getattr(photo, name) for name in plain},
    )
