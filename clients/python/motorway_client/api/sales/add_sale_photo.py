from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.photo import Photo
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    sale_id: str,
    *,
    body: File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/sales/{sale_id}/photos".format(
            sale_id=quote(str(sale_id), safe=""),
        ),
    }

    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "image/jpeg"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "image/png"
    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "image/webp"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Photo | Problem | None:
    if response.status_code == 201:
        response_201 = Photo.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 500:
        response_500 = Problem.from_dict(response.json())

        return response_500

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if response.status_code == 504:
        response_504 = Problem.from_dict(response.json())

        return response_504

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Photo | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Photo | Problem]:
    """Add sale photo

     Keep a picture of a customer who owes for fuel: before a drive-off is recorded, which then needs no
    registration,
    or afterwards.

    The body is the file, a JPEG, PNG or WebP. The same picture is kept once, at most four for a sale,
    and each is
    removed by itself after some months. 409 `PhotoNotWanted` where nobody owes, `TooManyPhotos`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        body (File):
        body (File):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Photo | Problem]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Photo | Problem | None:
    """Add sale photo

     Keep a picture of a customer who owes for fuel: before a drive-off is recorded, which then needs no
    registration,
    or afterwards.

    The body is the file, a JPEG, PNG or WebP. The same picture is kept once, at most four for a sale,
    and each is
    removed by itself after some months. 409 `PhotoNotWanted` where nobody owes, `TooManyPhotos`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        body (File):
        body (File):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Photo | Problem
    """

    return sync_detailed(
        sale_id=sale_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Photo | Problem]:
    """Add sale photo

     Keep a picture of a customer who owes for fuel: before a drive-off is recorded, which then needs no
    registration,
    or afterwards.

    The body is the file, a JPEG, PNG or WebP. The same picture is kept once, at most four for a sale,
    and each is
    removed by itself after some months. 409 `PhotoNotWanted` where nobody owes, `TooManyPhotos`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        body (File):
        body (File):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Photo | Problem]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sale_id: str,
    *,
    client: AuthenticatedClient,
    body: File | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Photo | Problem | None:
    """Add sale photo

     Keep a picture of a customer who owes for fuel: before a drive-off is recorded, which then needs no
    registration,
    or afterwards.

    The body is the file, a JPEG, PNG or WebP. The same picture is kept once, at most four for a sale,
    and each is
    removed by itself after some months. 409 `PhotoNotWanted` where nobody owes, `TooManyPhotos`.

    Permission `sales.sell`: admin, area manager, cashier, station manager, supervisor.

    Args:
        sale_id (str):
        idempotency_key (str | Unset):
        body (File):
        body (File):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Photo | Problem
    """

    return (
        await asyncio_detailed(
            sale_id=sale_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
