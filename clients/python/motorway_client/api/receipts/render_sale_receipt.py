from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.receipt_format import ReceiptFormat
from ...types import Response


def _get_kwargs(
    sale_id: str,
    format_: ReceiptFormat,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/sales/{sale_id}/receipt.{format_}".format(
            sale_id=quote(str(sale_id), safe=""),
            format_=quote(str(format_), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = response.text
        return response_200

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sale_id: str,
    format_: ReceiptFormat,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """Render sale receipt

     To look at: marked as a copy, or as a preview before the original went out; not counted.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        sale_id (str):
        format_ (ReceiptFormat):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        format_=format_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    sale_id: str,
    format_: ReceiptFormat,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """Render sale receipt

     To look at: marked as a copy, or as a preview before the original went out; not counted.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        sale_id (str):
        format_ (ReceiptFormat):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        sale_id=sale_id,
        format_=format_,
        client=client,
    ).parsed


async def asyncio_detailed(
    sale_id: str,
    format_: ReceiptFormat,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """Render sale receipt

     To look at: marked as a copy, or as a preview before the original went out; not counted.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        sale_id (str):
        format_ (ReceiptFormat):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        sale_id=sale_id,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    sale_id: str,
    format_: ReceiptFormat,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """Render sale receipt

     To look at: marked as a copy, or as a preview before the original went out; not counted.

    Permission `sales.read`: admin, area manager, auditor, cashier, finance, station manager,
    supervisor.

    Args:
        sale_id (str):
        format_ (ReceiptFormat):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            sale_id=sale_id,
            format_=format_,
            client=client,
        )
    ).parsed
